#include "results/stored_agents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/errors.hpp"
#include "results/check_agents.hpp"
#include "results/organisation_names.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

// Months 0, 4, 8; two organisations of the small world count as described.
class StoredAgentsOfARun : public ::testing::Test {
 protected:
  StoredAgentsOfARun() : run(folder.file("F.h5"), 1, 8) {
    run.scenario.organisations = {{.id = "kitchen", .name = "Café Kitchen"}, {.id = "clinic"}};
    write_known_run(run);
    agents = read_agents(Results::open(folder.file("F.h5")), "/agents/point_0/replicate_0");
    for (const int month : {0, 4, 8}) worlds.push_back(test::world_at(month, run.scenario.parameters));
  }
  test::Folder folder;
  test::SmallRun run;
  StoredAgents agents;
  std::vector<World> worlds;  // [snapshot] as they were written
};

TEST_F(StoredAgentsOfARun, GiveBackOrganisations) {
  const Organisations& last = worlds.back().organisations;
  const StoredOrganisations& read = agents.organisations;
  EXPECT_EQ(agents.months, (std::vector<std::int32_t>{0, 4, 8}));
  EXPECT_EQ(read.id, last.id);  // those of entrants have 64 bits
  EXPECT_EQ(read.type, last.type);
  EXPECT_EQ(read.sector, last.sector);
  EXPECT_EQ(read.district, last.district);
  EXPECT_EQ(read.x_km, last.x_km);
  EXPECT_EQ(read.founded_month, last.founded_month);
  EXPECT_EQ(read.closed_month, last.closed_month);
  EXPECT_EQ(read.revenue_usd, last.revenue_usd);
  EXPECT_EQ(read.mission, last.mission);
  EXPECT_EQ(read.access, last.access);
}

TEST_F(StoredAgentsOfARun, GiveBackValuesOfEverySnapshot) {
  for (std::size_t s = 0; s < worlds.size(); ++s) {
    const Organisations& then = worlds[s].organisations;
    for (std::size_t i = 0; i < agents.organisations.count(); ++i) {
      const bool there = i < then.count();
      const StoredOrganisations& read = agents.organisations;
      ASSERT_EQ(read.active[s][i], there ? then.active[i] : 0);
      ASSERT_EQ(std::isnan(read.money_usd[s][i]), !there);
      ASSERT_EQ(std::isnan(read.volunteers[s][i]), !there);
      if (!there) continue;
      double volunteers = 0.0;
      for (std::size_t k = 0; k < hours_classes; ++k) volunteers += then.volunteers[hours_classes * i + k];
      EXPECT_EQ(read.volunteers[s][i], volunteers);
      EXPECT_EQ(read.money_usd[s][i], then.money_usd[i]);
      EXPECT_EQ(read.staff_hours[s][i], then.staff_hours[i]);
      EXPECT_EQ(read.credibility[s][i], then.credibility[i]);
      EXPECT_EQ(read.visibility[s][i], then.visibility[i]);
      EXPECT_EQ(read.capability[s][i], then.capability[i]);
    }
  }
}

TEST_F(StoredAgentsOfARun, GiveBackTiesByTheirSnapshot) {
  ASSERT_EQ(agents.ties.size(), worlds.size());
  for (std::size_t s = 0; s < worlds.size(); ++s) {
    const Ties& then = worlds[s].ties;
    ASSERT_GT(then.count(), 0U);
    EXPECT_EQ(agents.ties[s].a, then.a);
    EXPECT_EQ(agents.ties[s].b, then.b);
    EXPECT_EQ(agents.ties[s].level, then.level);
    EXPECT_EQ(agents.ties[s].common, then.common);
    EXPECT_EQ(agents.ties[s].trust_ab.size(), then.count());
  }
}

TEST_F(StoredAgentsOfARun, GiveBackPartnershipsMembershipsAndEvents) {
  const World& last = worlds.back();
  EXPECT_EQ(agents.partnerships.stage, last.partnerships.stage);
  EXPECT_EQ(agents.partnerships.signed_month, last.partnerships.signed_month);
  EXPECT_EQ(agents.partnerships.purpose, last.partnerships.purpose);
  for (std::size_t p = 0; p < last.partnerships.count(); ++p)
    EXPECT_EQ(agents.partnerships.lead[p], last.partnerships.lead[p] == nobody ? -1 : static_cast<std::int32_t>(last.partnerships.lead[p]));
  EXPECT_EQ(agents.memberships.partnership, last.memberships.partnership);
  EXPECT_EQ(agents.memberships.organisation, last.memberships.organisation);
  EXPECT_EQ(agents.memberships.left_month, last.memberships.left_month);
  EXPECT_EQ(agents.events.month, (std::vector<std::int32_t>{2, 4, 6, 8}));
  EXPECT_EQ(agents.event_kinds.at(agents.events.kind[0]), "organisation_founded");
}

TEST_F(StoredAgentsOfARun, GiveBackNamesOfEnumerations) {
  EXPECT_EQ(agents.levels, (std::vector<std::string>{level_names.begin(), level_names.end()}));
  EXPECT_EQ(agents.sectors, (std::vector<std::string>{sector_names.begin(), sector_names.end()}));
  EXPECT_EQ(agents.governance, (std::vector<std::string>{governance_names.begin(), governance_names.end()}));
  EXPECT_EQ(agents.end_reasons, (std::vector<std::string>{end_reason_names.begin(), end_reason_names.end()}));
  EXPECT_EQ(agents.types.size(), run.scenario.parameters.types.size());
  EXPECT_EQ(agents.areas.size(), run.scenario.parameters.areas.size());
}

TEST_F(StoredAgentsOfARun, HaveNames) {
  const std::vector<std::string>& name = agents.organisations.name;
  const std::size_t founders = worlds.front().organisations.count();
  ASSERT_GT(name.size(), founders);
  EXPECT_EQ(name[founders - 2], "Café Kitchen");
  EXPECT_EQ(name[founders - 1], "clinic");
  std::string type = agents.types.at(agents.organisations.type[founders]);
  std::replace(type.begin(), type.end(), '_', ' ');
  EXPECT_EQ(name[founders], type + " " + std::to_string(founders));  // an entrant
  EXPECT_EQ(std::set<std::string>(name.begin(), name.end()).size(), name.size());
}

TEST_F(StoredAgentsOfARun, AreNotThereUnderAnotherName) {
  EXPECT_THROW(read_agents(Results::open(folder.file("F.h5")), "/agents/point_0/replicate_7"), InputError);
}

TEST_F(StoredAgentsOfARun, AreRefusedWhereTheyDoNotFitOneAnother) {
  EXPECT_NO_THROW(check_agents(agents, 4));
  const auto expect_refused = [&](auto change) {
    StoredAgents hostile = agents;
    change(hostile);
    EXPECT_THROW(check_agents(hostile, 4), FileError);
  };
  expect_refused([](StoredAgents& a) { a.organisations.name.pop_back(); });
  expect_refused([](StoredAgents& a) { a.organisations.mission.pop_back(); });
  expect_refused([](StoredAgents& a) { a.organisations.active.pop_back(); });
  expect_refused([](StoredAgents& a) { a.organisations.money_usd[1].clear(); });
  expect_refused([](StoredAgents& a) { a.organisations.type[0] = 60000; });
  expect_refused([](StoredAgents& a) { a.organisations.district[0] = 4; });
  expect_refused([](StoredAgents& a) { a.ties[0].b[0] = 60000; });
  expect_refused([](StoredAgents& a) { a.ties[1].reported_by_a[0] = 6; });
  expect_refused([](StoredAgents& a) { a.partnerships.governance[0] = 3; });
  expect_refused([](StoredAgents& a) { a.partnerships.lead[0] = 60000; });
  expect_refused([](StoredAgents& a) { a.partnerships.purpose.clear(); });
  expect_refused([](StoredAgents& a) { a.memberships.partnership[0] = 60000; });
  expect_refused([](StoredAgents& a) { a.events.kind[0] = 200; });
}

TEST(OrganisationNames, FollowTheScenarioOrTypeAndRow) {
  Organisations organisations;
  organisations.id = {founding_id(1, 0), founding_id(0, 0), founding_id(0, 1), entrant_id(0, 5, 0)};
  organisations.type = {1, 0, 0, 1};
  const std::vector<std::string> types{"food_bank", "charity"};
  EXPECT_EQ(name_organisations(organisations, {}, types), (std::vector<std::string>{"charity 0", "food bank 1", "food bank 2", "charity 3"}));
  EXPECT_EQ(name_organisations(organisations, {"", "Lidia's"}, types),
            (std::vector<std::string>{"charity 0", "food bank 1", "Lidia's", "charity 3"}));
  EXPECT_THROW(name_organisations(organisations, {"a", "b", "c", "d"}, types), BrokenPromise);
}

}  // namespace
}  // namespace tessera
