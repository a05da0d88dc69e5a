#include "mechanisms/conflict.hpp"

#include <algorithm>
#include <vector>

#include "base/parallel.hpp"
#include "formulas/logistic.hpp"
#include "formulas/technology.hpp"
#include "state/evidence.hpp"
#include "state/leave.hpp"

namespace tessera {
namespace {

enum class Turn : std::uint8_t { none, opens, continues, resolved, fades, exits };

// Of what members were willing to give, the share they had; and who has committed most.
ConflictCauses causes_of(std::uint32_t p, const Partnerships& partnerships, const Memberships& memberships,
                         const Bundle& prices) {
  const auto members = memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  double kept = 0.0, all = 0.0, largest = 0.0;
  for (const std::uint32_t m : members) {
    const double will = memberships.willingness[m];
    kept += will > 0.0 ? clamp_share(memberships.fulfilment[m] / will) / n : 1.0 / n;
    Bundle committed{};
    for (std::size_t r = 0; r < resources; ++r) committed[r] = memberships.committed[m * resources + r];
    const double worth = bundle_worth_usd(committed, prices);
    all += worth;
    largest = std::max(largest, worth);
  }
  return {.divergence = partnerships.divergence[p],
          .communication = partnerships.communication[p],
          .kept = kept,
          .largest_share = all > 0.0 ? largest / all : 1.0 / n,
          .members = n,
          .facilitation = partnerships.facilitation[p]};
}

// Which of the competing ends it is, if any.
Turn end_of(const ConflictEnds& ends, double luck) {
  const double chance = chance_of_hazard(ends.sum());
  if (!(luck < chance)) return Turn::continues;
  const double place = luck / chance * ends.sum();  // uniform over the rates
  if (place < ends.resolution) return Turn::resolved;
  return place < ends.resolution + ends.fade ? Turn::fades : Turn::exits;
}

Turn turn_of(std::uint32_t p, const Partnerships& partnerships, const Memberships& memberships, const Support& support,
             const Bundle& prices, const ConflictParameters& parameters, const MechanismDraws& draws) {
  if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active) || partnerships.members[p] < 2) return Turn::none;
  const double luck = draws.at(Subject{partnerships.initiator_id[p], partnerships.target_id[p], 0,
                                       static_cast<std::uint16_t>(partnerships.founded_month[p])})
                          .uniform();
  const std::int32_t since = partnerships.conflict_month[p];
  if (since == never) {
    const double hazard = conflict_hazard(causes_of(p, partnerships, memberships, prices), parameters);
    return luck < chance_of_hazard(hazard) ? Turn::opens : Turn::none;
  }
  const double mediation = mean_support(support.of(Lever::mediation), memberships, p);
  return end_of(conflict_ends(draws.month() - since, mediation, parameters), luck);
}

void leave_bad_feeling(Ties& ties, const Memberships& memberships, const ConflictParameters& parameters, std::uint32_t p,
                       std::int32_t month) {
  const auto members = memberships.of_partnership.of(p);
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t l = k + 1; l < members.size(); ++l)
      record_meeting(ties, memberships.organisation[members[k]], memberships.organisation[members[l]],
                     parameters.evidence, parameters.impression, month);
}

void reopen_dialogue(Partnerships& partnerships, Memberships& memberships, double convergence, std::uint32_t p) {
  const std::size_t areas = partnerships.purpose.size() / partnerships.count();
  for (const std::uint32_t m : memberships.of_partnership.of(p))
    for (std::size_t a = 0; a < areas; ++a) {
      double& position = memberships.position[m * areas + a];
      position += convergence * (partnerships.purpose[p * areas + a] - position);
    }
  partnerships.divergence[p] *= 1.0 - convergence;
}

std::uint32_t least_satisfied(const Memberships& memberships, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  return *std::min_element(members.begin(), members.end(), [&](std::uint32_t one, std::uint32_t other) {
    return memberships.satisfaction[one] < memberships.satisfaction[other];
  });
}

}  // namespace

double conflict_hazard(const ConflictCauses& causes, const ConflictParameters& parameters) {
  return logistic(parameters.base + parameters.divergence * causes.divergence +
                  parameters.communication * (1.0 - causes.communication) + parameters.stress * (1.0 - causes.kept) +
                  parameters.asymmetry * (causes.largest_share - 1.0 / causes.members) -
                  parameters.facilitation * causes.facilitation);
}

ConflictEnds conflict_ends(std::int32_t months_open, double mediation, const ConflictParameters& parameters) {
  const bool mediator_is_there = months_open > static_cast<std::int32_t>(parameters.mediation_delay_months);
  return {.resolution =
              parameters.resolution_per_month + (mediator_is_there ? parameters.mediation_per_month * mediation : 0.0),
          .fade = parameters.fade_per_month,
          .exit = parameters.exit_per_month};
}

void quarrel(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Support& support, const Bundle& prices,
             const ConflictParameters& parameters, const MechanismDraws& draws) {
  const std::int32_t month = draws.month();
  const std::vector<std::uint32_t> live = partnerships.live;  // an exit may shorten the list
  std::vector<Turn> turns(live.size());
  for_each_slot(live.size(), [&](std::size_t k) {
    turns[k] = turn_of(live[k], partnerships, memberships, support, prices, parameters, draws);
  });
  for (std::size_t k = 0; k < live.size(); ++k) {
    const std::uint32_t p = live[k];
    if (turns[k] == Turn::none) continue;
    if (turns[k] == Turn::opens) {
      partnerships.conflict_month[p] = month;
      ++partnerships.conflicts[p];
      continue;
    }
    leave_bad_feeling(ties, memberships, parameters, p, month);
    if (turns[k] == Turn::continues) continue;
    partnerships.conflict_month[p] = never;
    if (turns[k] == Turn::resolved) {
      ++partnerships.conflicts_resolved[p];
      reopen_dialogue(partnerships, memberships, parameters.convergence, p);
    }
    if (turns[k] == Turn::exits)
      leave_partnership(partnerships, memberships, ties, least_satisfied(memberships, p), month, EndReason::conflict);
  }
}

}  // namespace tessera
