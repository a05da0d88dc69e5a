#include "mechanisms/contribution.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "formulas/willingness.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

// What agreement and shared measurement hold a member of p to.
double accountability_in(std::uint32_t p, const Memberships& memberships, const Partnerships& partnerships,
                         const Support& support, const ContributionParameters& parameters) {
  const double agreed = parameters.accountability * partnerships.formality[p];
  const double measured = mean_support(support.of(Lever::shared_measurement), memberships, p);
  return agreed + parameters.measurement_effect * measured * (1.0 - agreed);
}

// Gives for every active membership of one organisation: own obligations first, then each promise in proportion.
void give_from(Memberships& memberships, const Partnerships& partnerships, const Organisations& organisations,
               const Support& support, const Bundle& prices, const ContributionParameters& parameters,
               std::uint32_t organisation) {
  const auto mine = memberships.of_organisation.of(organisation);
  Bundle promised{};
  for (const std::uint32_t m : mine)
    for (std::size_t r = 0; r < resources; ++r) promised[r] += memberships.committed[m * resources + r];
  Bundle feasible{};
  for (std::size_t r = 0; r < resources; ++r) {
    const double spent = r == hours ? organisations.overhead_hours[organisation] : 0.0;
    const double at_hand = std::max(0.0, organisations.available[organisation * resources + r] - spent);
    const double spare = at_hand * (1.0 - parameters.own_obligations);
    feasible[r] = promised[r] > spare ? spare / promised[r] : 1.0;
  }
  for (const std::uint32_t m : mine) {
    const std::uint32_t p = memberships.partnership[m];
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
    const double will = willingness(memberships.belief[m], parameters.reciprocity,
                                    accountability_in(p, memberships, partnerships, support, parameters),
                                    parameters.temptation, partnerships.members[p]);
    double value_promised = 0.0;
    double value_given = 0.0;
    for (std::size_t r = 0; r < resources; ++r) {
      const double committed = memberships.committed[m * resources + r];
      const double given = committed * feasible[r] * will;
      memberships.given[m * resources + r] = given;
      value_promised += committed * prices[r];
      value_given += given * prices[r];
    }
    memberships.willingness[m] = will;
    memberships.fulfilment[m] = value_promised > 0.0 ? value_given / value_promised : will;
  }
}

// Each member's belief moves towards what the others were seen to give.
void update_beliefs(Memberships& memberships, std::uint32_t partnership, double adjustment) {
  const auto members = memberships.of_partnership.of(partnership);
  if (members.size() < 2) return;
  double sum = 0.0;
  for (const std::uint32_t m : members) sum += memberships.fulfilment[m];
  const double others = static_cast<double>(members.size() - 1);
  for (const std::uint32_t m : members) {
    const double seen = (sum - memberships.fulfilment[m]) / others;
    memberships.belief[m] += adjustment * (seen - memberships.belief[m]);
  }
}

}  // namespace

void contribute(Memberships& memberships, const Partnerships& partnerships, const Organisations& organisations,
                const Support& support, const Bundle& prices, const ContributionParameters& parameters) {
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0 && memberships.of_organisation.size(i) != 0)
      give_from(memberships, partnerships, organisations, support, prices, parameters, static_cast<std::uint32_t>(i));
  });
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    const std::uint32_t p = partnerships.live[k];
    if (partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active))
      update_beliefs(memberships, p, parameters.belief_adjustment_per_month);
  });
}

}  // namespace tessera
