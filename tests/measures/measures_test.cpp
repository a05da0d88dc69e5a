#include "measures/measures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/errors.hpp"
#include "measures/books.hpp"
#include "measures/structure.hpp"
#include "measures/tiny_world.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

using testing::add_organisation;
using testing::add_partnership;
using testing::add_tie;
using testing::tiny_parameters;
using testing::tiny_world;

using Values = std::map<std::string, std::vector<double>, std::less<>>;

Values measure(const World& world, const Parameters& parameters = tiny_parameters(), bool last = false) {
  const MeasurePlan plan = plan_measures({"*"}, parameters, world.community.districts);
  std::vector<double> row(plan.width);
  take_measures(row, world, parameters, plan, last);
  Values values;
  for (std::size_t k = 0; k < plan.measures.size(); ++k) {
    const auto begin = row.begin() + static_cast<std::ptrdiff_t>(plan.offset[k]);
    values.emplace(plan.measures[k]->name, std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(plan.size[k])));
  }
  return values;
}

double one(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  if (found == values.end()) throw std::runtime_error("no measure " + std::string(name));
  return found->second.at(0);
}

double at(const Values& values, std::string_view name, std::size_t place) { return values.find(name)->second.at(place); }

template <class Kind>
std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }

TEST(MeasureTable, EveryMeasureSaysWhatItIs) {
  std::set<std::string_view> names;
  const auto axes = axis_names();
  for (const Measure& measure : measure_table()) {
    EXPECT_TRUE(names.insert(measure.name).second) << measure.name << " stands twice";
    EXPECT_FALSE(measure.unit.empty()) << measure.name;
    EXPECT_GE(measure.definition.size(), 15u) << measure.name;
    EXPECT_EQ(measure.definition.back(), '.') << measure.name;
    EXPECT_NE(measure.unit.back(), 's') << measure.name << ": units are singular";
    EXPECT_TRUE(measure.axis.empty() || std::find(axes.begin(), axes.end(), measure.axis) != axes.end()) << measure.name;
  }
  EXPECT_GE(names.size(), 80u);
}

TEST(MeasureTable, EveryAxisHasDistinctLabels) {
  for (const std::string_view axis : axis_names()) {
    const auto labels = axis_labels(axis, standard_parameters(), {"north", "south"});
    EXPECT_GE(labels.size(), 2u) << axis;
    EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size()) << axis;
  }
  EXPECT_THROW(axis_labels("colour", standard_parameters(), {}), BrokenPromise);
}

TEST(MeasurePlan, TakesNamesAndStarsInTableOrder) {
  const Parameters parameters = tiny_parameters();
  const MeasurePlan plan = plan_measures({"volunteers", "coverage_by_*", "coverage"}, parameters, 7);
  std::vector<std::string_view> names;
  for (const Measure* measure : plan.measures) names.push_back(measure->name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"coverage", "coverage_by_area", "coverage_by_group",
                                                  "coverage_by_district", "volunteers"}));
  EXPECT_EQ(plan.size, (std::vector<std::size_t>{1, 2, 2, 7, 1}));
  EXPECT_EQ(plan.offset, (std::vector<std::size_t>{0, 1, 3, 5, 12}));
  EXPECT_EQ(plan.width, 13u);
}

TEST(MeasurePlan, NamesTheNearestForEveryUnknownName) {
  try {
    plan_measures({"covrage", "need_met", "zzz*"}, tiny_parameters(), 2);
    FAIL() << "unknown names were taken";
  } catch (const InputError& error) {
    ASSERT_EQ(error.faults().size(), 2u);
    EXPECT_NE(error.faults()[0].message.find("did you mean 'coverage'"), std::string::npos) << error.what();
    EXPECT_NE(error.faults()[1].message.find("'zzz*'"), std::string::npos);
  }
}

TEST(Measures, APlanOfFewGivesTheSameNumbersAsOneOfAll) {
  World world = tiny_world();
  world.need.wanted.assign(8, 10.0);
  world.need.met.assign(8, 4.0);
  const Parameters parameters = tiny_parameters();
  const MeasurePlan plan = plan_measures({"coverage", "organisations"}, parameters, 2);
  std::vector<double> row(plan.width);
  take_measures(row, world, parameters, plan, false);
  EXPECT_EQ(row, (std::vector<double>{0.4, 3.0}));
}

TEST(Measures, NeverChangeTheWorld) {
  const World world = tiny_world();
  const std::uint64_t before = state_hash(world);
  measure(world, tiny_parameters(), true);
  EXPECT_EQ(state_hash(world), before);
}

TEST(Measures, YearlyOnesAreTakenInDecemberAndAtTheEnd) {
  World world = tiny_world();
  world.month = 61;
  EXPECT_TRUE(std::isnan(one(measure(world), "largest_component")));
  EXPECT_FALSE(std::isnan(one(measure(world, tiny_parameters(), true), "largest_component")));
  world.month = 72;
  EXPECT_FALSE(std::isnan(one(measure(world), "largest_component")));
}

// cells: area 0: d0g0 d0g1 d1g0 d1g1, then area 1
World needy_world() {
  World world = tiny_world();
  world.need.fresh = {10, 10, 20, 20, 5, 5, 5, 5};
  world.need.wanted = {20, 20, 40, 40, 10, 10, 10, 10};
  world.need.met = {10, 0, 20, 10, 10, 5, 10, 5};
  world.need.delivered = {20, 0, 20, 20, 20, 5, 10, 5};
  return world;
}

TEST(MeasuresOfNeed, SumOverTheirAxes) {
  const Values values = measure(needy_world());
  EXPECT_DOUBLE_EQ(one(values, "need_fresh"), 80.0);
  EXPECT_DOUBLE_EQ(one(values, "need_wanted"), 160.0);
  EXPECT_DOUBLE_EQ(one(values, "need_met"), 70.0);
  EXPECT_DOUBLE_EQ(one(values, "need_delivered"), 100.0);
  EXPECT_DOUBLE_EQ(at(values, "need_wanted_by_area", 0), 120.0);
  EXPECT_DOUBLE_EQ(at(values, "need_wanted_by_area", 1), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "need_met_by_area", 0), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "need_met_by_area", 1), 30.0);
}

TEST(MeasuresOfNeed, CoverageAndItsGaps) {
  const Values values = measure(needy_world());
  EXPECT_DOUBLE_EQ(one(values, "coverage"), 70.0 / 160.0);
  EXPECT_DOUBLE_EQ(one(values, "coverage_of_fresh_need"), 70.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_area", 0), 40.0 / 120.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_area", 1), 30.0 / 40.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_group", 0), 50.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_group", 1), 20.0 / 80.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_district", 0), 25.0 / 60.0);
  EXPECT_DOUBLE_EQ(at(values, "coverage_by_district", 1), 45.0 / 100.0);
  EXPECT_DOUBLE_EQ(one(values, "inclusion_gap"), 30.0 / 80.0);
  EXPECT_DOUBLE_EQ(one(values, "harm_weighted_unmet"), 3.0 * 80.0 + 1.0 * 10.0);
  EXPECT_DOUBLE_EQ(one(values, "harm_weighted_unmet_share"), 250.0 / (3.0 * 120.0 + 40.0));
  EXPECT_DOUBLE_EQ(one(values, "duplication"), 0.3);
}

TEST(MeasuresOfNeed, NothingWantedHasNoCoverageAndNoDuplication) {
  const Values values = measure(tiny_world());
  EXPECT_TRUE(std::isnan(one(values, "coverage")));
  EXPECT_TRUE(std::isnan(one(values, "inclusion_gap")));
  EXPECT_EQ(one(values, "duplication"), 0.0);
}

TEST(MeasuresOfNeed, EfficiencyCountsServicesAndNotTheShop) {
  World world = needy_world();
  Organisations& o = world.organisations;
  o.money_book_usd[index(MoneyEntry::core_costs)] = 1e6;
  o.money_book_usd[index(MoneyEntry::wages)] = 100.0;
  o.money_book_usd[money_entries + index(MoneyEntry::service_money)] = 200.0;
  o.goods_book_usd[index(GoodsEntry::used)] = 50.0;
  o.goods_book_usd[index(GoodsEntry::perished)] = 70.0;
  o.staff_hours = {20.0, 10.0, 1000.0};
  o.volunteer_hours = {5.0, 0.0, 0.0};
  o.active[2] = 0;
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "service_cost"), 350.0);
  EXPECT_DOUBLE_EQ(one(values, "service_hours"), 35.0);
  EXPECT_DOUBLE_EQ(one(values, "efficiency_per_usd"), 70.0 / 350.0);
  EXPECT_DOUBLE_EQ(one(values, "efficiency_per_hour"), 2.0);
}

TEST(MeasuresOfNeed, JointShareIsWhatPartnershipsMet) {
  World world = needy_world();
  add_partnership(world, {0, 1}, 10, 12);
  world.partnerships.met = {6.0, 1.0};
  EXPECT_DOUBLE_EQ(one(measure(world), "joint_share"), 0.1);
}

TEST(MeasuresOfVolunteers, CountPersonsHoursAndSurveys) {
  World world = tiny_world();
  Organisations& o = world.organisations;
  o.volunteers = {10, 5, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0};
  o.morale = {0.4, 0.8, 0.0};
  o.volunteers_joined = {3, 1, 0};
  o.volunteers_left = {2, 0, 0};
  o.reach_volunteers = {15, 5, 0};
  Community& c = world.community;
  c.people = {10, 5, 105, 0, 0, 0, 5, 0, 235, 0, 0, 0};
  c.participation = {0.2, 0.1};
  c.survey_retention = {0.5, 0.75};
  c.volunteer_hours_last_year = {2880.0};
  const Values values = measure(world);
  EXPECT_EQ(one(values, "volunteers"), 20.0);
  EXPECT_EQ(at(values, "volunteers_by_district", 0), 15.0);
  EXPECT_EQ(at(values, "volunteers_by_district", 1), 5.0);
  EXPECT_EQ(at(values, "volunteers_by_sector", index(Sector::business)), 15.0);
  EXPECT_EQ(at(values, "volunteers_by_sector", index(Sector::nonprofit)), 5.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_share"), 20.0 / 360.0);
  EXPECT_DOUBLE_EQ(one(values, "participation"), 48.0 / 360.0);
  EXPECT_DOUBLE_EQ(one(values, "retention"), (24.0 * 0.5 + 24.0 * 0.75) / 48.0);
  EXPECT_EQ(one(values, "volunteers_joined"), 4.0);
  EXPECT_EQ(one(values, "volunteers_left"), 2.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours"), 10 * 2.0 + 5 * 5.0 + 4 * 12.0 + 30.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours_mean"), 123.0 / 20.0);
  EXPECT_EQ(one(values, "volunteer_hours_median"), 2.0);
  EXPECT_DOUBLE_EQ(one(values, "volunteer_hours_per_year"), 60.0);
  EXPECT_DOUBLE_EQ(one(values, "morale"), (15 * 0.4 + 5 * 0.8) / 20.0);
  EXPECT_EQ(one(values, "volunteer_imbalance"), 0.0);
}

TEST(MeasuresOfVolunteers, SurveysAreUnknownBeforeTheirYears) {
  World world = tiny_world();
  world.community.participation.assign(2, std::nan(""));
  world.community.survey_retention.assign(2, std::nan(""));
  EXPECT_TRUE(std::isnan(one(measure(world), "participation")));
  EXPECT_TRUE(std::isnan(one(measure(world), "retention")));
  world.community.participation.assign(2, 0.25);
  EXPECT_DOUBLE_EQ(one(measure(world), "participation"), 0.25);
  EXPECT_TRUE(std::isnan(one(measure(world), "retention")));
}

TEST(MeasuresOfTrust, AreMeansOverDirections) {
  World world = tiny_world();
  world.partnerships = {};
  const std::uint32_t strong = add_tie(world, 0, 1, Level::formal), weak = add_tie(world, 1, 2, Level::contact);
  add_partnership(world, {0, 1}, 10, 12);  // signed 48 months ago
  world.ties.common[strong] = 1;
  world.ties.good_ab[strong] = 8.0;  // (4 + 8) / 16 = 0.75
  world.ties.good_ba[strong] = 8.0;
  world.ties.good_ab[weak] = 8.0;    // 0.75
  world.ties.bad_ba[weak] = 8.0;     // 4 / 16 = 0.25
  Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "trust"), (0.75 + 0.75 + 0.75 + 0.25) / 4.0);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_partnerships"), 0.75);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_lasting_partnerships"), 0.75);
  EXPECT_DOUBLE_EQ(one(values, "trust_density"), 3.0 / 6.0);
  EXPECT_DOUBLE_EQ(one(values, "trusted_others"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "trust_reciprocity"), 2.0 / 3.0);

  world.partnerships.signed_month[0] = 36;  // 24 months ago is not yet longer than two years
  values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "trust_in_partnerships"), 0.75);
  EXPECT_TRUE(std::isnan(one(values, "trust_in_lasting_partnerships")));

  world.organisations.active[1] = 0;  // its ties are memories
  EXPECT_TRUE(std::isnan(one(measure(world), "trust")));
}

TEST(MeasuresOfNetwork, CountTiesAtTheirLevelAndBelow) {
  World world = tiny_world(4);
  add_tie(world, 0, 1, Level::formal);
  add_tie(world, 0, 2, Level::informal);
  add_tie(world, 1, 2, Level::none);
  const Values values = measure(world);
  const auto contact = index(Level::contact), formal = index(Level::formal), multiple = index(Level::formal_multiple);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", index(Level::none)), 1.5);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", contact), 1.0);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", formal), 0.5);
  EXPECT_DOUBLE_EQ(at(values, "mean_degree_by_level", multiple), 0.0);
  // degrees at contact: 2 1 1 0: mean 1, sd sqrt(0.5)
  EXPECT_DOUBLE_EQ(at(values, "degree_variation_by_level", contact), std::sqrt(0.5));
  EXPECT_TRUE(std::isnan(at(values, "degree_variation_by_level", multiple)));
  EXPECT_DOUBLE_EQ(at(values, "isolated_share_by_level", contact), 0.25);
  EXPECT_DOUBLE_EQ(at(values, "isolated_share_by_level", formal), 0.5);
  EXPECT_DOUBLE_EQ(at(values, "density_by_level", contact), 2.0 / 6.0);
  EXPECT_DOUBLE_EQ(one(values, "bridging_sectors"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "bridging_districts"), 0.5);  // 0 and 2 share a district
}

TEST(MeasuresOfNetwork, StructureOfTheFormalNetwork) {
  World world = tiny_world(5);
  for (const auto& [a, b] : {std::pair{0u, 1u}, {1u, 2u}, {0u, 2u}, {2u, 3u}}) add_tie(world, a, b, Level::formal);
  add_tie(world, 3, 4, Level::informal);
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "clustering"), 3.0 / 5.0);  // triples: 1 + 1 + 3 + 0
  EXPECT_DOUBLE_EQ(one(values, "clustering_local"), (1.0 + 1.0 + 1.0 / 3.0) / 3.0);
  EXPECT_DOUBLE_EQ(one(values, "clustering_over_density"), 0.6 / 0.4);
  EXPECT_DOUBLE_EQ(one(values, "largest_component"), 0.8);
}

TEST(NetworkStructure, OfKnownGraphs) {
  using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  const std::vector<std::uint8_t> all(6, 1);
  Edges complete, ring, star, two_triangles{{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}};
  for (std::uint32_t a = 0; a < 6; ++a) {
    ring.emplace_back(a, (a + 1) % 6);
    if (a > 0) star.emplace_back(0u, a);
    for (std::uint32_t b = a + 1; b < 6; ++b) complete.emplace_back(a, b);
  }
  const Structure k6 = measure_structure(6, complete, all), c6 = measure_structure(6, ring, all),
                  s6 = measure_structure(6, star, all), t2 = measure_structure(6, two_triangles, all);
  EXPECT_EQ(k6.triangles, 20.0);
  EXPECT_EQ(k6.triples, 60.0);
  EXPECT_EQ(k6.local_clustering, 1.0);
  EXPECT_EQ(c6.triangles, 0.0);
  EXPECT_EQ(c6.triples, 6.0);
  EXPECT_EQ(c6.largest_component, 6.0);
  EXPECT_EQ(s6.triples, 10.0);
  EXPECT_EQ(s6.local_clustering, 0.0);
  EXPECT_EQ(t2.triangles, 2.0);
  EXPECT_EQ(t2.largest_component, 3.0);
  EXPECT_EQ(measure_structure(6, {}, all).largest_component, 1.0);
  EXPECT_TRUE(std::isnan(measure_structure(6, {}, all).local_clustering));
}

TEST(MeasuresOfPartnerships, CountStagesSizesAndLives) {
  World world = tiny_world(4);  // month 60
  add_partnership(world, {0, 1, 2}, 10, 12);                                       // standing, 48 months old
  add_partnership(world, {0, 3}, 54, 60);                                          // signed this month
  add_partnership(world, {1, 3}, 60, never);                                       // began this month
  add_partnership(world, {2, 3}, 50, never, 60, EndReason::lapsed_in_forming);     // lapsed this month
  add_partnership(world, {2, 3}, 20, 22, 60, EndReason::conflict);                 // ended this month after 38
  add_partnership(world, {2, 3}, 18, 20, 56, EndReason::withdrawal);               // ended after just 36
  world.partnerships.governance[1] = static_cast<std::uint8_t>(Governance::lead_organisation);
  const Values values = measure(world);
  EXPECT_EQ(one(values, "partnerships"), 2.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::forming)), 1.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::active)), 2.0);
  EXPECT_EQ(at(values, "partnerships_by_stage", index(Stage::dissolved)), 3.0);
  EXPECT_EQ(at(values, "partnerships_by_governance", index(Governance::shared)), 1.0);
  EXPECT_EQ(at(values, "partnerships_by_governance", index(Governance::lead_organisation)), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "partnership_size"), 2.5);
  EXPECT_EQ(one(values, "partnership_size_largest"), 3.0);
  EXPECT_DOUBLE_EQ(one(values, "partnership_age"), 24.0);
  EXPECT_EQ(one(values, "partnerships_formed"), 1.0);
  EXPECT_EQ(one(values, "partnerships_signed"), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::lapsed_in_forming)), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::conflict)), 1.0);
  EXPECT_EQ(at(values, "partnerships_ended", index(EndReason::withdrawal)), 0.0);
  EXPECT_DOUBLE_EQ(one(values, "formation_time"), 6.0);
  // due: signed in months 13 to 24, i.e. 22 and 20; the one signed in 12 is too old
  EXPECT_DOUBLE_EQ(one(values, "survival_36_months"), 0.5);
  EXPECT_TRUE(std::isnan(one(values, "survival_84_months")));
  // standing at month 48: signed 12, 22, 20; two have ended since
  EXPECT_DOUBLE_EQ(one(values, "ending_rate"), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(one(values, "memberships"), 7.0 / 4.0);
  EXPECT_DOUBLE_EQ(one(values, "partnered_share"), 1.0);
  EXPECT_DOUBLE_EQ(one(values, "willingness"), 0.8);
  EXPECT_DOUBLE_EQ(one(values, "fulfilment"), 0.7);
  EXPECT_DOUBLE_EQ(one(values, "satisfaction"), 0.6);
}

TEST(MeasuresOfPartnerships, FormingOnesDoNotMakeAnOrganisationPartnered) {
  World world = tiny_world(4);
  add_partnership(world, {0, 1}, 58, never);
  EXPECT_EQ(one(measure(world), "partnered_share"), 0.0);
  EXPECT_DOUBLE_EQ(one(measure(world), "memberships"), 0.5);
}

TEST(MeasuresOfOrganisations, CountsEntriesAndExits) {
  World world = tiny_world(5);
  Organisations& o = world.organisations;
  o.founded_month = {-400, -120, 60, -500, -10};
  o.revenue_usd = {5e4, 5e5, 5e6, 5e4, 2e6};
  o.active = {1, 1, 1, 0, 0};
  o.closed_month = {never, never, never, 60, 40};
  o.closure_reason[3] = static_cast<std::uint8_t>(ClosureReason::insolvent);
  const Values values = measure(world);
  EXPECT_EQ(one(values, "organisations"), 3.0);
  EXPECT_EQ(at(values, "organisations_by_sector", index(Sector::business)), 1.0);
  EXPECT_EQ(values.at("organisations_by_size_class"), (std::vector<double>{1, 1, 1}));
  EXPECT_EQ(values.at("organisations_by_age_class"), (std::vector<double>{1, 1, 1}));  // 0, 15 and 38 years
  EXPECT_EQ(one(values, "entries"), 1.0);
  EXPECT_EQ(one(values, "exits"), 1.0);
  EXPECT_EQ(values.at("exits_by_size_class"), (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(values.at("exits_by_age_class"), (std::vector<double>{0, 0, 1}));
  EXPECT_EQ(at(values, "exits_by_reason", index(ClosureReason::insolvent)), 1.0);
  EXPECT_DOUBLE_EQ(at(values, "access_by_group", 1), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "credibility"), 0.5);
}

TEST(MeasuresOfOrganisations, ReadReservesAndBooks) {
  World world = tiny_world(4);
  Organisations& o = world.organisations;
  o.money_usd = {1000.0, 4000.0, 8000.0, 9000.0};
  o.money_book_usd[index(MoneyEntry::donations)] = 60.0;
  o.money_book_usd[index(MoneyEntry::fees)] = 40.0;
  o.money_book_usd[index(MoneyEntry::core_costs)] = 120.0;
  o.money_book_usd[money_entries + index(MoneyEntry::grants)] = 10.0;
  o.goods_book_usd[index(GoodsEntry::perished)] = 7.0;
  const Values values = measure(world);
  EXPECT_DOUBLE_EQ(one(values, "reserve_months_median"), 6.0);
  EXPECT_DOUBLE_EQ(one(values, "thin_reserves_share"), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "deficit_share"), 0.25);
  EXPECT_DOUBLE_EQ(one(values, "funding_concentration"), (0.52 + 1.0) / 2.0);
  EXPECT_DOUBLE_EQ(one(values, "income"), 110.0);
  EXPECT_DOUBLE_EQ(one(values, "spending"), 120.0);
  EXPECT_DOUBLE_EQ(at(values, "money_booked", index(MoneyEntry::fees)), 40.0);
  EXPECT_DOUBLE_EQ(at(values, "goods_booked", index(GoodsEntry::perished)), 7.0);
}

TEST(MeasuresOfSizes, OfNonprofitsAlone) {
  World world = tiny_world(0);
  for (int k = 0; k < 10; ++k) {
    add_organisation(world, Sector::nonprofit, 0);
    world.organisations.expected_income_usd.back() = k == 9 ? 91.0 : 1.0;
    world.organisations.money_usd.back() = k == 9 ? 2000.0 : 4000.0;
  }
  add_organisation(world, Sector::business, 0);
  world.organisations.expected_income_usd.back() = 1e9;
  rebuild_indexes(world);
  const Values values = measure(world);
  EXPECT_NEAR(one(values, "revenue_top_tenth"), 0.91, 1e-12);
  EXPECT_NEAR(one(values, "revenue_log_sd"), std::log(91.0) * std::sqrt(0.1), 1e-12);
  EXPECT_DOUBLE_EQ(one(values, "nonprofit_reserve_months_median"), 4.0);
  EXPECT_NEAR(one(values, "nonprofit_reserve_slope"), -2.0 / std::log(91.0), 1e-12);
}

TEST(Books, BalanceOrSayByHowMuch) {
  World world = tiny_world();
  Organisations& o = world.organisations;
  o.money_usd[1] = 6500.0;
  o.money_book_usd[money_entries + index(MoneyEntry::endowment)] = 800.0;
  o.money_book_usd[money_entries + index(MoneyEntry::closure)] = 300.0;
  EXPECT_EQ(measure_imbalance(world).money, 0.0);
  EXPECT_NO_THROW(check_books(world));
  o.money_usd[1] += 6.5;
  EXPECT_NEAR(measure_imbalance(world).money, 6.5 / 6506.5, 1e-12);
  EXPECT_THROW(check_books(world), BrokenPromise);
}

TEST(Books, NotANumberIsAnImbalance) {
  World world = tiny_world();
  world.organisations.goods_usd[2] = std::nan("");
  EXPECT_TRUE(std::isinf(measure_imbalance(world).goods));
  EXPECT_THROW(check_books(world), BrokenPromise);
}

TEST(Books, CountVolunteersExactly) {
  World world = tiny_world();
  EXPECT_EQ(measure_imbalance(world).volunteers, 0);
  world.organisations.volunteers[0] = 2;  // two volunteers who live nowhere
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.organisations.reach_volunteers[0] = 2;  // they live here, but the district counts them as free
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.community.people[index(People::volunteering_new)] = 2;  // and now as both
  EXPECT_EQ(measure_imbalance(world).volunteers, 2);
  world.community.people[index(People::free_never)] -= 2;
  EXPECT_EQ(measure_imbalance(world).volunteers, 0);
}

}  // namespace
}  // namespace tessera
