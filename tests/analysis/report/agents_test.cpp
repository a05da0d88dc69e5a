// Runs with their organisations on the page, against the file they are read from.
#include "analysis/report/agents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "analysis/report/agents_run.hpp"
#include "base/errors.hpp"
#include "results/small_results.hpp"
#include "results/stored_agents.hpp"
#include "run/run.hpp"
#include "run/sweep_run.hpp"
#include "scenario/experiment.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

constexpr std::int32_t months = 36;

// Two runs of a small town, with snapshots every year.
class AgentsOfTheTown : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = new test::Folder;
    Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml");
    scenario.parameters.founding.organisations = 90;
    scenario.parameters.run.months = months;
    scenario.parameters.run.replicates = 2;
    run_scenario(scenario, {.output = folder->file("town.h5"), .threads = 1});
    results = new Results(Results::open(folder->file("town.h5")));
    page = new PageJson{{"absent", PageJson::object()}};
    add_agents(*page, *results, folder->file("town.h5"), {});
    agents = new StoredAgents(read_agents(*results, results->agent_groups().at(1)));
  }
  static void TearDownTestSuite() {
    delete agents, delete page, delete results, delete folder;
  }
  static const PageJson& run() { return page->at("agents").at(1); }
  // A measure of replicate 1 at the month of a snapshot.
  static double measured(const std::string& name, std::size_t snapshot, std::size_t place = 0) {
    const StoredArray array = results->read(name);
    const std::size_t places = array.shape.size() > 3 ? array.shape[3] : 1;
    return array.values.at(((months + 1U) + static_cast<std::size_t>(agents->months[snapshot])) * places + place);
  }
  static void expect_same(const PageJson& shown, double value) {
    ASSERT_EQ(shown.is_null(), std::isnan(value));
    if (!shown.is_null()) { EXPECT_NEAR(shown.get<double>(), value, 5e-6 * std::abs(value)); }
  }

  static inline test::Folder* folder = nullptr;
  static inline Results* results = nullptr;
  static inline PageJson* page = nullptr;
  static inline StoredAgents* agents = nullptr;
};

TEST_F(AgentsOfTheTown, AreThereForEveryRunOfTheFile) {
  ASSERT_EQ(page->at("agents").size(), 2U);
  EXPECT_EQ(run().at("point"), 0);
  EXPECT_EQ(run().at("replicate"), 1);
  EXPECT_EQ(run().at("variant"), 0);
  EXPECT_EQ(run().at("from"), "file");
  EXPECT_TRUE(run().at("identical").is_null());
  EXPECT_EQ(run().at("months"), PageJson({0, 12, 24, 36}));
  EXPECT_TRUE(page->at("absent").empty());
}

TEST_F(AgentsOfTheTown, HaveNetworksThatAgreeWithTheMeasures) {
  for (std::size_t s = 0; s < agents->months.size(); ++s) {
    const PageJson& network = run().at("networks").at(s);
    EXPECT_EQ(network.at("organisations").get<double>(), measured("organisations", s));
    expect_same(network.at("mean_degree"), measured("mean_degree_by_level", s, static_cast<std::size_t>(Level::formal)));
    expect_same(network.at("clustering"), measured("clustering", s));
    expect_same(network.at("largest_component"), measured("largest_component", s));
  }
  EXPECT_GT(run().at("networks").back().at("ties").get<int>(), 20);
  EXPECT_GT(run().at("networks").back().at("modularity").get<double>(), 0.2);
}

TEST_F(AgentsOfTheTown, ShowEveryOrganisationThatThereEverWas) {
  const PageJson& shown = run().at("organisations");
  const StoredOrganisations& all = agents->organisations;
  EXPECT_EQ(shown.at("of"), all.count());
  EXPECT_EQ(shown.at("name"), PageJson(all.name));
  EXPECT_EQ(shown.at("founded"), PageJson(all.founded_month));
  for (std::size_t s = 0; s < agents->months.size(); ++s)
    for (std::size_t i = 0; i < all.count(); ++i) {
      ASSERT_EQ(shown.at("active")[s][i], all.active[s][i]);
      const PageJson& money = shown.at("money_usd")[s][i];
      ASSERT_EQ(money.is_null(), all.active[s][i] == 0);
      if (!money.is_null()) { ASSERT_NEAR(money.get<double>(), all.money_usd[s][i], 5.01e-4 * std::abs(all.money_usd[s][i])); }
    }
}

TEST_F(AgentsOfTheTown, CountPartnersAsTheTiesSay) {
  for (std::size_t s = 0; s < agents->months.size(); ++s) {
    const PageJson& ties = run().at("ties").at(s);
    std::vector<int> partners(agents->organisations.count(), 0);
    std::size_t formal = 0;
    for (std::size_t k = 0; k < ties.at("a").size(); ++k)
      if (ties.at("level")[k] >= static_cast<int>(Level::formal)) {
        ++partners[ties.at("a")[k].get<std::size_t>()], ++partners[ties.at("b")[k].get<std::size_t>()];
        ++formal;
      }
    EXPECT_EQ(run().at("organisations").at("partners")[s], PageJson(partners));
    EXPECT_EQ(run().at("networks")[s].at("ties"), formal);
    EXPECT_EQ(run().at("ties_of")[s], ties.at("a").size()) << "all are shown";
    for (std::size_t i = 0; i < partners.size(); ++i)
      EXPECT_EQ(run().at("organisations").at("community")[s][i].get<int>() >= 0, partners[i] > 0);
  }
}

TEST_F(AgentsOfTheTown, HavePartnershipsWithTheirMembers) {
  const PageJson& shown = run().at("partnerships");
  const StoredPartnerships& all = agents->partnerships;
  ASSERT_EQ(shown.at("row").size(), all.count());
  std::size_t memberships = 0;
  for (std::size_t p = 0; p < all.count(); ++p) {
    int present = 0;
    for (const PageJson& member : shown.at("members")[p]) present += member[2].is_null();
    if (all.ended_month[p] == never) { EXPECT_EQ(present, all.members[p]); }
    memberships += shown.at("members")[p].size();
    EXPECT_EQ(shown.at("ended")[p].is_null(), all.ended_month[p] == never);
    EXPECT_EQ(shown.at("purpose")[p].size(), agents->areas.size());
  }
  EXPECT_EQ(memberships, agents->memberships.count());
  EXPECT_EQ(run().at("events").at("month").size(), agents->events.count());
}

TEST_F(AgentsOfTheTown, CountEndsAndSurvivors) {
  int ended = 0, counted = 0, signed_ever = 0;
  for (std::size_t p = 0; p < agents->partnerships.count(); ++p) {
    ended += agents->partnerships.ended_month[p] != never;
    signed_ever += agents->partnerships.signed_month[p] != never;
  }
  for (const PageJson& end : run().at("ends")) counted += end.at("count").get<int>();
  EXPECT_GT(ended, 0);
  EXPECT_EQ(counted, ended);
  EXPECT_EQ(run().at("survival").at("at_risk")[0], signed_ever);
}

// With a limit: the largest, in the order of rows; figures stay those of all.
TEST_F(AgentsOfTheTown, CanBeTheLargestAlone) {
  const PageJson few = describe_agents_of_run(*agents, 10);
  const PageJson& shown = few.at("organisations");
  EXPECT_EQ(shown.at("shown"), 10);
  EXPECT_EQ(shown.at("of"), agents->organisations.count());
  double least = INFINITY;
  for (const PageJson& revenue : shown.at("revenue_usd")) least = std::min(least, revenue.get<double>());
  std::size_t larger = 0;
  for (const double revenue : agents->organisations.revenue_usd) larger += revenue > least * 1.00001;
  EXPECT_EQ(larger, 9U);
  EXPECT_TRUE(std::is_sorted(shown.at("row").begin(), shown.at("row").end()));
  EXPECT_EQ(few.at("networks"), run().at("networks"));
  EXPECT_EQ(few.at("survival"), run().at("survival"));
  EXPECT_EQ(few.at("ties_of"), run().at("ties_of"));
  EXPECT_LT(few.at("partnerships").at("row").size(), agents->partnerships.count());
  bool hidden_member = false;
  for (std::size_t p = 0; p < few.at("partnerships").at("row").size(); ++p) {
    bool known_member = false;
    for (const PageJson& member : few.at("partnerships").at("members")[p]) {
      known_member = known_member || !member[0].is_null();
      hidden_member = hidden_member || member[0].is_null();
    }
    EXPECT_TRUE(known_member);
  }
  EXPECT_TRUE(hidden_member);
}

// So many ties that the lower levels are left out, at all snapshots.
TEST(AgentsOfAHairball, LeaveOutLowerLevels) {
  StoredAgents agents;
  agents.months = {0, 12};
  agents.levels = {level_names.begin(), level_names.end()};
  const std::uint32_t count = 120;
  StoredOrganisations& o = agents.organisations;
  for (std::uint32_t i = 0; i < count; ++i) {
    o.id.push_back(i);
    o.name.push_back("x");
  }
  o.type.resize(count), o.sector.resize(count), o.district.resize(count), o.founded_month.resize(count);
  o.closed_month.assign(count, never), o.closure_reason.resize(count), o.revenue_usd.resize(count);
  o.active.assign(2, std::vector<std::uint8_t>(count, 1));
  for (ValuesPerSnapshot* values : {&o.money_usd, &o.staff_hours, &o.volunteers, &o.credibility, &o.visibility, &o.capability})
    values->assign(2, std::vector<double>(count, 0.5));
  agents.ties.resize(2);
  for (std::uint32_t a = 0; a < count; ++a)
    for (std::uint32_t b = a + 1; b < count; ++b) {
      StoredTies& ties = agents.ties[1];
      ties.a.push_back(a), ties.b.push_back(b);
      ties.level.push_back(static_cast<std::uint8_t>(b == a + 1 ? Level::formal : Level::information));
      ties.trust_ab.push_back(0.123), ties.trust_ba.push_back(0.9);
    }
  const PageJson run = describe_agents_of_run(agents, 1000);
  EXPECT_EQ(run.at("least_level"), static_cast<int>(Level::informal));
  EXPECT_EQ(run.at("ties")[1].at("a").size(), count - 1);
  EXPECT_EQ(run.at("ties")[1].at("trust_ab")[0], 0.12);
  EXPECT_EQ(run.at("ties_of"), PageJson({0, count * (count - 1) / 2}));
  EXPECT_TRUE(run.at("survival").at("age_months").empty());
}

class AgentsOfAnExperiment : public testing::Test {
 protected:
  std::string make(const std::string& more) const {
    std::ofstream(folder.file("e.toml")) << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = 2\n"
                                            "[[variant]]\nname = \"alone\"\nrun.months = 14\n[[variant]]\nname = \"helped\"\nrun.months = 14\n"
                                            "[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\n" + more;
    run_sweep(plan_sweep(read_experiment(folder.file("e.toml"))), {.output = folder.file("e.h5"), .threads = 1});
    return folder.file("e.h5");
  }
  static PageJson describe(const std::string& path, const PageOptions& options) {
    PageJson page{{"absent", PageJson::object()}};
    add_agents(page, Results::open(path), path, options);
    return page;
  }
  test::Folder folder;
};

TEST_F(AgentsOfAnExperiment, AreThoseOfRunsThatAreRunAgain) {
  const PageJson page = describe(make(""), {});
  ASSERT_EQ(page.at("agents").size(), 2U);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(page.at("agents")[k].at("variant"), k);
    EXPECT_EQ(page.at("agents")[k].at("from"), "replay");
    EXPECT_EQ(page.at("agents")[k].at("identical"), true);
    EXPECT_EQ(page.at("agents")[k].at("months").back(), 14);
  }
}

TEST_F(AgentsOfAnExperiment, AreThoseOfThePointsAskedFor) {
  const std::string path = make("[[factor]]\npath = \"trust.weight\"\nvalues = [0.2, 0.4]\n");
  const PageJson none = describe(path, {});
  EXPECT_TRUE(none.at("agents").empty());
  EXPECT_THAT(none.at("absent").at("agents").get<std::string>(), HasSubstr("--points"));
  const PageJson one = describe(path, {.points = std::vector<std::uint32_t>{3}});
  ASSERT_EQ(one.at("agents").size(), 1U);
  EXPECT_EQ(one.at("agents")[0].at("point"), 3);
  EXPECT_EQ(one.at("agents")[0].at("variant"), 1);
  EXPECT_TRUE(describe(path, {.points = std::vector<std::uint32_t>{}}).at("agents").empty());
  EXPECT_THROW(describe(path, {.points = std::vector<std::uint32_t>{4}}), InputError);
}

}  // namespace
}  // namespace tessera
