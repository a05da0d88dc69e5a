#include "mechanisms/contribution.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "formulas/willingness.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

bool is_active(const Partnerships& partnerships, std::uint32_t p) {
  return partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
}

// What agreement and shared measurement hold a member of p to.
double accountability_in(std::uint32_t p, const Memberships& memberships, const Partnerships& partnerships,
                         const Support& support, const ContributionParameters& parameters) {
  const double agreed = parameters.accountability * partnerships.formality[p];
  const double measured = mean_support(support.of(Lever::shared_measurement), memberships, p);
  return agreed + parameters.measurement_effect * measured * (1.0 - agreed);
}

// What one organisation has this month: for what awards earmark, and for everything else.
struct Purse {
  Bundle earmarked_share{};  // of what is earmarked, that is there
  Bundle feasible_share{};   // of what is promised, that is there
};

// Own obligations come before promises; what is earmarked is nobody's to hold back, but hours spent are gone.
Purse open_purse(const Memberships& memberships, const Partnerships& partnerships, const Organisations& organisations,
                 double own_obligations, std::uint32_t organisation) {
  Bundle promised{}, earmarked{};
  for (const std::uint32_t m : memberships.of_organisation.of(organisation))
    for (std::size_t r = 0; r < resources; ++r) {
      promised[r] += memberships.committed[m * resources + r];
      if (is_active(partnerships, memberships.partnership[m])) earmarked[r] += memberships.earmarked[m * resources + r];
    }
  Purse purse;
  for (std::size_t r = 0; r < resources; ++r) {
    const double spent = r == hours ? organisations.overhead_hours[organisation] : 0.0;
    const double at_hand = std::max(0.0, organisations.available[organisation * resources + r] - spent);
    purse.earmarked_share[r] = earmarked[r] > at_hand ? at_hand / earmarked[r] : 1.0;
    const double spare = std::max(0.0, at_hand - earmarked[r]) * (1.0 - own_obligations);
    purse.feasible_share[r] = promised[r] > spare ? spare / promised[r] : 1.0;
  }
  return purse;
}

// Gives for every active membership of one organisation, each promise in proportion.
void give_from(Memberships& memberships, const Partnerships& partnerships, const Organisations& organisations,
               const Support& support, const Bundle& prices, const ContributionParameters& parameters,
               std::uint32_t organisation) {
  const Purse purse = open_purse(memberships, partnerships, organisations, parameters.own_obligations, organisation);
  for (const std::uint32_t m : memberships.of_organisation.of(organisation)) {
    const std::uint32_t p = memberships.partnership[m];
    if (!is_active(partnerships, p)) continue;
    const double will = willingness(memberships.belief[m], parameters.reciprocity,
                                    accountability_in(p, memberships, partnerships, support, parameters),
                                    parameters.temptation, partnerships.members[p]);
    double value_promised = 0.0;
    double value_given = 0.0;
    for (std::size_t r = 0; r < resources; ++r) {
      const double committed = memberships.committed[m * resources + r];
      const double given = committed * purse.feasible_share[r] * will;
      memberships.given[m * resources + r] = given + memberships.earmarked[m * resources + r] * purse.earmarked_share[r];
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
    if (is_active(partnerships, p))
      update_beliefs(memberships, p, parameters.belief_adjustment_per_month);
  });
}

}  // namespace tessera
