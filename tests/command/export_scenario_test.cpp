// A snapshot that is exported and read again founds the same world.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/draws.hpp"
#include "formulas/trust.hpp"
#include "founding/founding.hpp"
#include "measures/measures.hpp"
#include "results/read.hpp"
#include "results/stored_agents.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "support/folder.hpp"
#include "support/run_here.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

class ExportScenario : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.file(name); }

  int tessera(const std::vector<std::string>& words) {
    const Said said = run_here(words);
    err_ = said.err;
    return said.exit_code;
  }

  // Runs a scenario, exports the snapshot, and reads what was exported.
  Scenario round_trip(const std::string& scenario, const std::string& month, const std::string& replicate = "0") {
    EXPECT_EQ(tessera({"run", scenario, "-o", path("F.h5"), "--months", "36", "--replicates", "2", "--quiet"}), 0) << err_;
    EXPECT_EQ(tessera({"export", path("F.h5"), "--what", "scenario", "--month", month, "--replicate", replicate, "-o", path("again")}), 0) << err_;
    return read_scenario(path("again/scenario.toml"));
  }

  // Every value of the founded world, and every month of the run after it.
  void expect_the_same_world(const std::string& scenario, std::uint32_t replicate) {
    const Scenario again = round_trip(scenario, "0", std::to_string(replicate));
    const Scenario first = read_scenario(scenario);
    const Draws draws(static_cast<std::uint64_t>(first.parameters.run.seed), replicate, 0);
    EXPECT_EQ(again.parameters.run.seed, first.parameters.run.seed);
    EXPECT_EQ(first_difference(found_world(first, draws.of(Mechanism::founding)), found_world(again, draws.of(Mechanism::founding))), "");
    ASSERT_EQ(tessera({"run", path("again/scenario.toml"), "-o", path("again.h5"), "--replicates", "2", "--quiet"}), 0) << err_;
    EXPECT_EQ(Results::open(path("F.h5")).state_hashes(0, replicate), Results::open(path("again.h5")).state_hashes(0, replicate));
  }

  const test::Folder folder_;
  std::string err_;
};

TEST_F(ExportScenario, AVillageThatWasDescribedIsFoundedAgain) {
  expect_the_same_world(TESSERA_SOURCE_DIR "/scenarios/village.toml", 0);
}

TEST_F(ExportScenario, ATownThatWasDrawnIsFoundedAgain) {
  expect_the_same_world(TESSERA_SOURCE_DIR "/scenarios/small_town.toml", 1);
}

TEST_F(ExportScenario, SoIsOneWithPartnershipsPoliciesAndBoth) {
  std::ofstream(path("both.toml")) << "tessera = 1\n[run]\nseed = 11\n[community]\ndistricts = 3\nresidents = 12000\n"
                                      "[organisations]\ncount = 20\n"
                                      "[[organisation]]\nid = \"a,\\\"b\\\"\"\ntype = \"charity\"\npartnerships = [\"first; or last\"]\nleads = true\nvolunteers = 30\n"
                                      "[[organisation]]\nid = \"c\"\ntype = \"food_bank\"\npartnerships = [\"first; or last\"]\nmission = { food = 0.5, care = 1 }\nreserve_months = 4\n"
                                      "[[organisation]]\ntype = \"school\"\n"
                                      "[[policy]]\nname = \"only_c\"\nlever = \"operating_grants\"\ntarget = { organisation = [\"c\"] }\n"
                                      "[[policy]]\nname = \"some\"\nlever = \"facilitation\"\nstart_month = 6\ntarget = { share = 0.5 }\n";
  expect_the_same_world(path("both.toml"), 0);
}

TEST_F(ExportScenario, AnotherNumberIsAnotherWorld) {
  Scenario again = round_trip(TESSERA_SOURCE_DIR "/scenarios/small_town.toml", "0");
  const Scenario first = read_scenario(TESSERA_SOURCE_DIR "/scenarios/small_town.toml");
  const Draws draws(static_cast<std::uint64_t>(first.parameters.run.seed), 0, 0);
  again.organisations.at(3).number = 12345.0;
  EXPECT_NE(first_difference(found_world(first, draws.of(Mechanism::founding)), found_world(again, draws.of(Mechanism::founding))), "");
}

double trust_of(double good, double bad, double credibility, const TrustParameters& p) {
  return trust_from_evidence(good, bad, institutional_trust(credibility, p.prior_mean, p.prior_credibility), p.prior_counts);
}

TEST_F(ExportScenario, ALaterMonthBeginsWithItsOrganisationsTiesAndPartnerships) {
  const Scenario again = round_trip(TESSERA_SOURCE_DIR "/scenarios/town.toml", "36");
  const World world = found_world(again, Draws(5, 0, 0).of(Mechanism::founding));
  const Results results = Results::open(path("F.h5"));
  const StoredAgents agents = read_agents(results, "/agents/point_0/replicate_0");
  const std::size_t last = agents.months.size() - 1;
  const StoredOrganisations& stored = agents.organisations;
  std::map<std::size_t, std::uint32_t> row_of;  // stored row -> row of the world
  for (std::size_t row = 0; row < stored.count(); ++row)
    if (stored.active[last][row] != 0) row_of.emplace(row, static_cast<std::uint32_t>(row_of.size()));
  const Organisations& o = world.organisations;
  ASSERT_EQ(o.count(), row_of.size());
  for (const auto& [row, i] : row_of) {
    EXPECT_EQ(o.money_usd[i], stored.money_usd[last][row]);
    EXPECT_DOUBLE_EQ(o.cost_level_usd[i], stored.cost_level_usd[last][row]);
    EXPECT_EQ(o.revenue_usd[i], stored.revenue_usd[row]);
    EXPECT_EQ(o.credibility[i], stored.credibility[last][row]);
    EXPECT_EQ(o.propensity[i], stored.propensity[last][row]);
    EXPECT_EQ(o.target_reserve_months[i], stored.target_reserve_months[row]);
    EXPECT_EQ(o.goods_usd[i], std::max(0.0, stored.goods_usd[last][row]));
    EXPECT_EQ(o.founded_month[i], stored.founded_month[row] - 36);
    EXPECT_EQ(o.district[i], stored.district[row]);
    double volunteers = 0.0;
    for (std::size_t c = 0; c < hours_classes; ++c) volunteers += o.volunteers[i * hours_classes + c];
    EXPECT_EQ(volunteers, stored.volunteers[last][row]);
    for (std::size_t a = 0; a < agents.areas.size(); ++a)
      EXPECT_EQ(o.mission[i * agents.areas.size() + a], stored.mission[row * agents.areas.size() + a]);
  }
  const StoredTies& ties = agents.ties[last];
  std::size_t compared = 0;
  for (std::size_t t = 0; t < ties.count(); ++t) {
    if (!row_of.contains(ties.a[t]) || !row_of.contains(ties.b[t])) continue;
    const std::uint32_t tie = find_tie(world.ties, row_of.at(ties.a[t]), row_of.at(ties.b[t]));
    ASSERT_NE(tie, nobody);
    const TrustParameters& p = again.parameters.trust;
    EXPECT_EQ(world.ties.level[tie], ties.level[t]);
    EXPECT_EQ(trust_of(world.ties.good_ab[tie], world.ties.bad_ab[tie], o.credibility[world.ties.b[tie]], p), ties.trust_ab[t]);
    EXPECT_EQ(trust_of(world.ties.good_ba[tie], world.ties.bad_ba[tie], o.credibility[world.ties.a[tie]], p), ties.trust_ba[t]);
    EXPECT_EQ(world.ties.joint_hours[tie], ties.joint_hours[t]);
    EXPECT_EQ(world.ties.former[tie], ties.former[t]);
    if (world.ties.common[tie] == 0) {
      EXPECT_EQ(-world.ties.last_contact_month[tie], 36 - ties.last_contact_month[t]);
    }
    ++compared;
  }
  EXPECT_EQ(compared, world.ties.count());
  EXPECT_GT(compared, 1000U);
  std::multiset<std::set<std::uint32_t>> expected, found;
  const auto& memberships = agents.memberships;
  for (std::size_t p = 0; p < agents.partnerships.count(); ++p) {
    if (agents.partnerships.ended_month[p] != never) continue;
    std::set<std::uint32_t> members;
    for (std::size_t m = 0; m < memberships.count(); ++m)
      if (memberships.partnership[m] == p && memberships.left_month[m] == never) members.insert(row_of.at(memberships.organisation[m]));
    expected.insert(members);
  }
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p) {
    std::set<std::uint32_t> members;
    for (const std::uint32_t m : world.memberships.of_partnership.of(p)) members.insert(world.memberships.organisation[m]);
    found.insert(members);
    if (world.partnerships.governance[p] == static_cast<std::uint8_t>(Governance::shared)) {
      EXPECT_EQ(world.partnerships.lead[p], nobody);
    }
  }
  EXPECT_EQ(found, expected);
  EXPECT_GT(found.size(), 10U);
}

// Of one run: joint_share, coverage and need_wanted at the end of months 1 and 12 after `begin`.
std::vector<double> measure_a_year(World world, const Scenario& scenario, std::uint64_t seed, std::uint32_t replicate) {
  const MeasurePlan plan = plan_measures({"joint_share", "coverage", "need_wanted"}, scenario.parameters, world.community.districts);
  const std::int32_t begin = world.month;
  std::vector<double> values;
  while (world.month < begin + 12) {
    advance_one_month(world, scenario.parameters, Draws(seed, replicate, static_cast<std::uint16_t>(world.month + 1)));
    if (world.month != begin + 1 && world.month != begin + 12) continue;
    std::vector<double> row(plan.width);
    take_measures(row, world, scenario.parameters, plan, false);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

// What the years of `refounded` differ by from those of the run that goes on, each with luck of its own: [value][pair].
std::vector<std::vector<double>> differences(const World& run, const Scenario& goes_on, const Scenario& refounded, std::uint32_t pairs) {
  std::vector<std::vector<double>> differences(6);
  for (std::uint32_t k = 0; k < pairs; ++k) {
    const auto went_on = measure_a_year(run, goes_on, 1000, k);
    const auto began = measure_a_year(found_world(refounded, Draws(2000, k, 0).of(Mechanism::founding)), refounded, 2000, k);
    for (std::size_t v = 0; v < differences.size(); ++v) differences[v].push_back(began.at(v) - went_on.at(v));
  }
  return differences;
}

TEST_F(ExportScenario, TheYearAfterIsThatOfTheRunGoingOn) {
  const std::uint32_t pairs = 16;
  const Scenario town = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml");
  Scenario again = round_trip(TESSERA_SOURCE_DIR "/scenarios/town.toml", "36");
  const World run = rebuild_world(town, 0, 36);
  for (const auto& difference : differences(run, town, again, pairs)) {
    EXPECT_FALSE(check_mean(difference, 0.0).rejects) << check_mean(difference, 0.0);
  }
  again.memory.clear();  // power twin: worlds without a past are seen
  const auto forgot = differences(run, town, again, pairs);
  EXPECT_TRUE(check_mean(forgot[0], 0.0).rejects) << check_mean(forgot[0], 0.0);
  EXPECT_TRUE(check_mean(forgot[2], 0.0).rejects) << check_mean(forgot[2], 0.0);
}

TEST_F(ExportScenario, OfAnyMonthAndSeedIsFoundAgain) {
  const bool whole = std::getenv("TESSERA_LONG") != nullptr;
  const std::vector<std::string> seeds = whole ? std::vector<std::string>{"11", "22", "33"} : std::vector<std::string>{"22"};
  const std::vector<std::string> months = whole ? std::vector<std::string>{"12", "48", "60", "84", "96", "120"} : std::vector<std::string>{"60", "120"};
  for (const std::string& seed : seeds) {
    ASSERT_EQ(tessera({"run", TESSERA_SOURCE_DIR "/scenarios/town.toml", "--seed", seed, "--replicates", "1", "-o", path("F" + seed + ".h5"), "--quiet"}), 0) << err_;
    for (const std::string& month : months) {
      const std::string folder = path(seed + "_" + month);
      ASSERT_EQ(tessera({"export", path("F" + seed + ".h5"), "--what", "scenario", "--month", month, "-o", folder, "--quiet"}), 0) << err_;
      EXPECT_EQ(tessera({"check", folder + "/scenario.toml"}), 0) << err_;
      EXPECT_EQ(tessera({"run", folder + "/scenario.toml", "--months", "1", "--replicates", "2", "-o", folder + ".h5", "--quiet"}), 0) << err_;
    }
  }
}

TEST_F(ExportScenario, MemoryThatFitsNothingIsRefusedByCheck) {
  const Scenario again = round_trip(TESSERA_SOURCE_DIR "/scenarios/village.toml", "12");
  ASSERT_FALSE(again.memory.empty());
  const auto said = [&](const std::string& row) {
    std::ofstream(path("again/memory.csv")) << "table,of,with,what,value\n" << row << "\n";
    testing::internal::CaptureStdout();
    std::vector<std::string> words{"tessera", "check", path("again/scenario.toml")};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    EXPECT_EQ(run_program(static_cast<int>(arguments.size()), arguments.data()), 2) << row;
    return testing::internal::GetCapturedStdout();
  };
  const std::string id = again.organisations.at(0).id;
  EXPECT_THAT(said("organisations,nobody,,morale,1"), testing::HasSubstr("nobody"));
  EXPECT_THAT(said("organisations," + id + ",,idle_hours,1.5"), testing::HasSubstr("from 0 to 1"));
  EXPECT_THAT(said("organisations," + id + ",,idel_hours,0.5"), testing::HasSubstr("idel_hours"));
  EXPECT_THAT(said("organisation," + id + ",,idle_hours,0.5"), testing::HasSubstr("no table"));
  EXPECT_THAT(said("reach," + id + "," + again.districts.at(0).name + ",reach_volunteers,9999"), testing::HasSubstr("by district"));
  EXPECT_THAT(said("districts," + again.districts.at(0).name + ",,people_free_never,1"), testing::HasSubstr("add up"));
  EXPECT_THAT(said("grants," + id + ",none,call,0"), testing::HasSubstr("none"));
  EXPECT_THAT(said("community,,,economy,x"), testing::HasSubstr("memory.csv:2"));
}

TEST_F(ExportScenario, TheCalendarGoesOn) {
  std::ofstream(path("calendar.toml")) << "tessera = 1\n[community]\ndistricts = 2\nresidents = 6000\n[organisations]\ncount = 12\n"
                                          "[[policy]]\nname = \"over\"\nlever = \"facilitation\"\nstart_month = 2\nend_month = 10\n"
                                          "[[policy]]\nname = \"on\"\nlever = \"facilitation\"\nstart_month = 6\nend_month = 20\n"
                                          "[[policy]]\nname = \"to_come\"\nlever = \"mediation\"\nstart_month = 30\n"
                                          "[[shock]]\nname = \"cut\"\nkind = \"funding_cut\"\nmonth = 10\nsize = 0.2\nduration_months = 6\n";
  const Scenario again = round_trip(path("calendar.toml"), "12");
  EXPECT_EQ(again.parameters.run.months, 24.0);
  ASSERT_EQ(again.parameters.policies.size(), 2U);
  EXPECT_EQ(again.parameters.policies[0].name, "on");
  EXPECT_EQ(again.parameters.policies[0].start_month, 1);
  EXPECT_EQ(again.parameters.policies[0].end_month, 8);
  EXPECT_EQ(again.parameters.policies[1].start_month, 18);
  ASSERT_EQ(again.parameters.shocks.size(), 1U);
  EXPECT_EQ(again.parameters.shocks[0].month, 1);
  EXPECT_EQ(again.parameters.shocks[0].duration_months, 3);
  EXPECT_EQ(tessera({"export", path("F.h5"), "--what", "scenario", "--month", "12", "-o", path("again")}), 2) << "a folder with files in it";
  EXPECT_EQ(tessera({"export", path("F.h5"), "--what", "scenario", "-o", path("")}), 2);
}

}  // namespace
}  // namespace tessera
