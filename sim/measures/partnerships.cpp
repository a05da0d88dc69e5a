// Partnerships: how many at which stage, how large, how old, how they begin, end and last; and who is in them.
#include <algorithm>
#include <array>

#include "measures/families.hpp"

namespace tessera {
namespace {

struct Totals {
  std::array<double, stage_names.size()> by_stage{};
  std::array<double, governance_names.size()> by_governance{};
  std::array<double, end_reason_names.size()> ended{};
  double formed = 0.0, newly_signed = 0.0;
  double standing = 0.0, size = 0.0, largest = 0.0, age = 0.0;  // signed and not ended
  double forming_months = 0.0, signed_this_year = 0.0;
  double due_12 = 0.0, alive_12 = 0.0, due_36 = 0.0, alive_36 = 0.0, due_84 = 0.0, alive_84 = 0.0;
  double standing_a_year_ago = 0.0, ended_since = 0.0;
  double memberships = 0.0, signed_memberships = 0.0, willingness = 0.0, fulfilment = 0.0, satisfaction = 0.0;
  double reviewed = 0.0, losing = 0.0;
  double organisations = 0.0, engaged = 0.0;
};

// Of partnerships signed in the twelve months that ended `months` ago: how many, and how many lived so long.
void count_survivors(double& due, double& alive, std::int32_t months, std::int32_t now, std::int32_t signing,
                     std::int32_t end) {
  if (signing > now - months || signing <= now - months - 12) return;
  due += 1.0;
  alive += end == never || end > signing + months;
}

void count_lives(Totals& totals, const Partnerships& partnerships, std::int32_t now) {
  for (std::size_t p = 0; p < partnerships.count(); ++p) {
    const std::int32_t signing = partnerships.signed_month[p], end = partnerships.ended_month[p];
    totals.by_stage[partnerships.stage[p]] += 1.0;
    totals.formed += partnerships.founded_month[p] == now;
    if (end == now && end != never) totals.ended[partnerships.end_reason[p]] += 1.0;
    if (signing == never) continue;
    totals.newly_signed += signing == now;
    if (signing > now - 12 && partnerships.founded_month[p] > 0) {
      totals.signed_this_year += 1.0;
      totals.forming_months += signing - partnerships.founded_month[p];
    }
    count_survivors(totals.due_12, totals.alive_12, 12, now, signing, end);
    count_survivors(totals.due_36, totals.alive_36, 36, now, signing, end);
    count_survivors(totals.due_84, totals.alive_84, 84, now, signing, end);
    if (signing <= now - 12 && (end == never || end > now - 12)) {
      totals.standing_a_year_ago += 1.0;
      totals.ended_since += end != never;
    }
  }
}

void describe_members(Totals& totals, const World& world, std::uint32_t p) {
  const Memberships& memberships = world.memberships;
  for (const std::uint32_t m : memberships.of_partnership.of(p)) {
    totals.signed_memberships += 1.0;
    totals.willingness += memberships.willingness[m];
    totals.fulfilment += memberships.fulfilment[m];
    totals.satisfaction += memberships.satisfaction[m];
    totals.reviewed += memberships.outside[m] > 0.0;
    totals.losing += memberships.benefit[m] < memberships.outside[m];
  }
}

void describe_standing(Totals& totals, const World& world) {
  const Partnerships& partnerships = world.partnerships;
  for (const std::uint32_t p : partnerships.live) {
    totals.memberships += partnerships.members[p];
    if (partnerships.signed_month[p] == never) continue;
    const double members = partnerships.members[p];
    totals.standing += 1.0;
    totals.size += members;
    totals.largest = std::max(totals.largest, members);
    totals.age += world.month - partnerships.signed_month[p];
    totals.by_governance[partnerships.governance[p]] += 1.0;
    describe_members(totals, world, p);
  }
}

void count_engaged(Totals& totals, const World& world) {
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    if (!world.organisations.active[i]) continue;
    totals.organisations += 1.0;
    const auto mine = world.memberships.of_organisation.of(i);
    totals.engaged += std::any_of(mine.begin(), mine.end(), [&](std::uint32_t m) {
      return world.partnerships.signed_month[world.memberships.partnership[m]] != never;
    });
  }
}

constexpr auto unit = "partnership";

const std::vector<Reading<Totals>> readings{
    {{"partnerships", "", unit, "Signed partnerships that have not ended.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = t.standing; }},
    {{"partnerships_by_stage", "stage", unit, "All partnerships ever founded, by stage; dissolved counts those that have ended.", ""},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.by_stage.begin(), p.size(), p.begin()); }},
    {{"partnerships_by_governance", "governance", unit, "As partnerships, by mode of governance.", "governance"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.by_governance.begin(), p.size(), p.begin()); }},
    {{"partnership_size", "", "organisation", "Mean members of a signed partnership.", "P9"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.size, t.standing); }},
    {{"partnership_size_largest", "", "organisation", "Members of the largest signed partnership.", "P9"},
     [](const Totals& t, std::span<double> p) { p[0] = t.largest; }},
    {{"partnership_age", "", "month", "Mean months since a standing partnership was signed.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.age, t.standing); }},
    {{"partnerships_formed", "", unit, "Partnerships that began to form this month.", ""},
     [](const Totals& t, std::span<double> p) { p[0] = t.formed; }},
    {{"partnerships_signed", "", unit, "Partnerships that were signed this month.", ""},
     [](const Totals& t, std::span<double> p) { p[0] = t.newly_signed; }},
    {{"partnerships_ended", "end_reason", unit, "Partnerships that ended this month, by reason.", "P4"},
     [](const Totals& t, std::span<double> p) { std::copy_n(t.ended.begin(), p.size(), p.begin()); }},
    {{"formation_time", "", "month", "Mean months from first proposal to signing, of those signed in the last twelve months.",
      "facilitation"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.forming_months, t.signed_this_year); }},
    {{"survival_12_months", "", "share",
      "Of partnerships signed 12 to 23 months ago, the share that lived longer than 12 months from signing.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.alive_12, t.due_12); }},
    {{"survival_36_months", "", "share",
      "Of partnerships signed 36 to 47 months ago, the share that lived longer than 36 months from signing.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.alive_36, t.due_36); }},
    {{"survival_84_months", "", "share",
      "Of partnerships signed 84 to 95 months ago, the share that lived longer than 84 months from signing.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.alive_84, t.due_84); }},
    {{"ending_rate", "", "share", "Of partnerships standing twelve months ago, the share that have ended since.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.ended_since, t.standing_a_year_ago); }},
    {{"memberships", "", "membership", "Mean memberships of an open organisation in partnerships, forming ones included.", "P7"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.memberships, t.organisations); }},
    {{"partnered_share", "", "share", "Open organisations in at least one signed partnership.", "P7"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.engaged, t.organisations); }},
    {{"willingness", "", "share", "Mean willingness to give over members of signed partnerships.", "free riding"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.willingness, t.signed_memberships); }},
    {{"fulfilment", "", "share", "Mean share of its commitment that a member of a signed partnership gave this month.", "reliability"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.fulfilment, t.signed_memberships); }},
    {{"satisfaction", "", "share", "Mean satisfaction of members of signed partnerships.", "P4"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.satisfaction, t.signed_memberships); }},
    {{"losing_share", "", "share",
      "Of reviewed memberships of signed partnerships, those whose credited benefit is below what the same inputs were reckoned to yield alone.",
      "S0-9"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.losing, t.reviewed); }},
};

}  // namespace

std::vector<Measure> partnerships_measures() { return measures_of<Totals>(readings); }

void take_partnerships(Places places, const World& world, const Parameters&) {
  Totals totals;
  count_lives(totals, world.partnerships, world.month);
  describe_standing(totals, world);
  count_engaged(totals, world);
  read_off<Totals>(readings, totals, places);
}

}  // namespace tessera
