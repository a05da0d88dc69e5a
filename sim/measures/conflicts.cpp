// How members of partnerships get on: conflicts and their ends, divergence, communication, governance, and whose voice counts.
#include <algorithm>

#include "formulas/dialogue.hpp"
#include "formulas/technology.hpp"
#include "measures/families.hpp"

namespace tessera {
namespace {

struct Totals {
  double standing = 0.0;  // signed and not ended
  double open = 0.0, opened = 0.0, over = 0.0, resolved = 0.0;
  double divergence = 0.0, communication = 0.0, facilitation = 0.0, governance_changes = 0.0;
  double with_community = 0.0, community_voice = 0.0;
};

// Every partnership there ever was: what has ended has conflicts on record too.
void count_conflicts(Totals& totals, const Partnerships& partnerships, std::int32_t now) {
  for (std::size_t p = 0; p < partnerships.count(); ++p) {
    const std::int32_t since = partnerships.conflict_month[p];
    const bool open = since != never && partnerships.ended_month[p] == never;
    totals.open += open;
    totals.opened += since == now && since != never;
    totals.over += partnerships.conflicts[p] - (open ? 1.0 : 0.0);
    totals.resolved += partnerships.conflicts_resolved[p];
  }
}

// Share of voice that community organisations have, by what is committed.
void weigh_community(Totals& totals, const World& world, const Parameters& parameters, std::uint32_t p) {
  const DialogueParameters& dialogue = parameters.dialogue;
  const Bundle prices{1.0, parameters.finance.wage_usd_per_hour, 1.0, parameters.delivery.space_price_usd};
  const double inclusive = mean_support(world.support.of(Lever::inclusive_governance), world.memberships, p);
  const double equality = inclusive_equality(dialogue.voice_equality, dialogue.inclusive_effect, inclusive);
  double all = 0.0, community = 0.0;
  bool any = false;
  for (const std::uint32_t m : world.memberships.of_partnership.of(p)) {
    Bundle committed{};
    for (std::size_t r = 0; r < resources; ++r) committed[r] = world.memberships.committed[m * resources + r];
    const double voice = voice_of(bundle_worth_usd(committed, prices), equality);
    all += voice;
    if (world.organisations.sector[world.memberships.organisation[m]] != static_cast<std::uint8_t>(Sector::community)) continue;
    any = true;
    community += voice;
  }
  if (!any) return;
  totals.with_community += 1.0;
  totals.community_voice += community / all;
}

void describe_standing(Totals& totals, const World& world, const Parameters& parameters) {
  const Partnerships& partnerships = world.partnerships;
  for (const std::uint32_t p : partnerships.live) {
    if (partnerships.signed_month[p] == never) continue;
    totals.standing += 1.0;
    totals.divergence += partnerships.divergence[p];
    totals.communication += partnerships.communication[p];
    totals.facilitation += partnerships.facilitation[p];
    totals.governance_changes += partnerships.governance_changes[p];
    weigh_community(totals, world, parameters, p);
  }
}

const std::vector<Reading<Totals>> readings{
    {{"conflicts_open", "", "partnership", "Signed partnerships with an open conflict.", "S4-12, S4-17"},
     [](const Totals& t, std::span<double> p) { p[0] = t.open; }},
    {{"conflicts_opened", "", "partnership", "Partnerships in which a conflict opened this month.", "S2-C1, S4-12"},
     [](const Totals& t, std::span<double> p) { p[0] = t.opened; }},
    {{"conflict_rate", "", "per year", "Conflicts opened this month per signed partnership, times twelve.", "S2-R6, S2-C1, S4-12"},
     [](const Totals& t, std::span<double> p) { p[0] = 12.0 * ratio(t.opened, t.standing); }},
    {{"conflicts_resolved", "", "share", "Of all conflicts that are over, the share that ended by agreement.", "S4-17, mediation"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.resolved, t.over); }},
    {{"divergence", "", "share", "Mean over signed partnerships of the distance of members' positions from the purpose.",
      "S2-C1, S4-2, S4-10"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.divergence, t.standing); }},
    {{"communication", "", "share", "Mean quality of communication in signed partnerships.", "S2-C6, S4-9, S4-13, S4-15"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.communication, t.standing); }},
    {{"facilitation", "", "share", "Mean strength of facilitation in signed partnerships.", "S2-R6"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.facilitation, t.standing); }},
    {{"governance_changes", "", "change", "Mean changes of governance mode of a signed partnership since it was signed.", "S2-C4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.governance_changes, t.standing); }},
    {{"empowerment", "", "share",
      "Share of voice of community organisations, mean over signed partnerships with at least one of them; voice by what is "
      "committed, as in dialogue.",
      "S2-C3, empowerment"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.community_voice, t.with_community); }},
};

}  // namespace

std::vector<Measure> conflicts_measures() { return measures_of<Totals>(readings); }

void take_conflicts(Places places, const World& world, const Parameters& parameters) {
  Totals totals;
  count_conflicts(totals, world.partnerships, world.month);
  describe_standing(totals, world, parameters);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
