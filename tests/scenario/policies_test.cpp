// Policies and shocks of a scenario: read, merged, set, written back, explained; and each fault at its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parameters/levers.hpp"
#include "scenario/reference.hpp"
#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string head = "tessera = 1\n";
const std::string two = "[[organisation]]\nid = \"a\"\ntype = \"charity\"\n[[organisation]]\nid = \"b\"\ntype = \"school\"\n";

const std::string full = head + R"([organisations]
count = 20
)" + two + R"([[policy]]
name = "facilitators"
lever = "facilitation"
start_month = 24
end_month = 84
intensity = 0.6
cost_multiple = 2
target = { sector = ["nonprofit", "community"], district = [1, "district_3", 2], share = 0.5 }
[[policy]]
name = "calls"
lever = "collaborative_grants"
target = { organisation = ["b"] }
[[shock]]
name = "austerity"
kind = "funding_cut"
month = 60
size = 0.3
duration_months = 12
target = { type = "school" }
[[shock]]
name = "hubs"
kind = "closure"
month = 9
target = { most_connected = 2 }
)";

TEST(ReadPolicies, EveryKeyArrives) {
  const Parameters parameters = read_scenario_text(full, "test.toml").parameters;
  ASSERT_EQ(parameters.policies.size(), 2U);
  const Policy& policy = parameters.policies[0];
  EXPECT_EQ(policy.name, "facilitators");
  EXPECT_EQ(policy.lever, Lever::facilitation);
  EXPECT_EQ(policy.start_month, 24);
  EXPECT_EQ(policy.end_month, 84);
  EXPECT_EQ(policy.intensity, 0.6);
  EXPECT_EQ(policy.cost_multiple, 2.0);
  EXPECT_THAT(policy.target.sectors, ElementsAre(Sector::nonprofit, Sector::community));
  EXPECT_THAT(policy.target.districts, ElementsAre(0U, 1U, 2U));
  EXPECT_EQ(policy.target.share, 0.5);
  EXPECT_THAT(parameters.policies[1].target.organisations, ElementsAre(1U));
  EXPECT_EQ(parameters.policies[1].intensity, 1.0);
  ASSERT_EQ(parameters.shocks.size(), 2U);
  EXPECT_EQ(parameters.shocks[0].kind, Shock::funding_cut);
  EXPECT_EQ(parameters.shocks[0].month, 60);
  EXPECT_EQ(parameters.shocks[0].size, 0.3);
  EXPECT_EQ(parameters.shocks[0].duration_months, 12);
  EXPECT_EQ(parameters.types[parameters.shocks[0].target.types.at(0)].name, "school");
  EXPECT_EQ(parameters.shocks[1].target.most_connected, 2U);
  const std::string surge = "[[shock]]\nname = \"s\"\nkind = \"demand_surge\"\nsize = 1\ntarget = { area = \"food\" }\n";
  EXPECT_THAT(read_scenario_text(head + surge, "test.toml").parameters.shocks.at(0).target.areas, ElementsAre(0U));
}

TEST(ReadPolicies, AGrantMayStateTheOneMultipleThatChangesNothing) {
  EXPECT_THAT(faults_of_text(head + "[[policy]]\nname = \"p\"\nlever = \"operating_grants\"\ncost_multiple = 1\n"), IsEmpty());
}

TEST(ReadPolicies, TheMergedTextReadsBackToItself) {
  const Scenario once = read_scenario_text(full, "test.toml");
  const Scenario again = read_scenario_text(once.merged_text, "merged.toml");
  EXPECT_EQ(again.merged_text, once.merged_text);
  EXPECT_THAT(again.parameters.policies[0].target.districts, ElementsAre(0U, 1U, 2U));
  EXPECT_EQ(again.parameters.shocks[0].duration_months, 12);
}

TEST(ReadPolicies, FilesMergeByNameAndSetChangesOneValue) {
  const ScenarioFiles files;
  files.write("base.toml", full);
  const std::string top = files.write("top.toml", head +
                                                      "extends = \"base.toml\"\n"
                                                      "[[policy]]\nname = \"calls\"\nremove = true\n"
                                                      "[[policy]]\nname = \"facilitators\"\nlever = \"mediation\"\n"
                                                      "[[policy]]\nname = \"more\"\nlever = \"joint_events\"\n"
                                                      "[[shock]]\nname = \"hubs\"\nremove = true\n");
  const Scenario scenario = read_scenario(top, {"policy.more.intensity=0.3", "policy.more.target.share=0.25",
                                                "shock.austerity.size=0.9"});
  const auto& policies = scenario.parameters.policies;
  ASSERT_EQ(policies.size(), 2U);
  EXPECT_EQ(policies[0].lever, Lever::mediation);
  EXPECT_EQ(policies[0].intensity, 1.0);
  EXPECT_EQ(policies[1].name, "more");
  EXPECT_EQ(policies[1].intensity, 0.3);
  EXPECT_EQ(policies[1].target.share, 0.25);
  ASSERT_EQ(scenario.parameters.shocks.size(), 1U);
  EXPECT_EQ(scenario.parameters.shocks[0].size, 0.9);
  EXPECT_EQ(origin_of(scenario, "policy.more.intensity"), "--set");
  EXPECT_EQ(origin_of(scenario, "policy.more.lever"), top + ":11:9");
  EXPECT_EQ(origin_of(scenario, "policy.more.start_month"), "default");
  EXPECT_EQ(value_of(scenario, "shock.austerity.target.type"), "school");
  EXPECT_THAT(explain_scenario(scenario, "policy.more.intensity"), HasSubstr("0 to 1"));
  EXPECT_THAT(explain_scenario(scenario, "policy.more.target.share"), HasSubstr("= 0.25 share"));
}

struct Wrong {
  std::string text;  // after `head`
  int line, column;
  std::string word;
};

TEST(ReadPolicies, EachFaultIsToldAtItsPlace) {
  const std::string policy = "[[policy]]\nname = \"p\"\nlever = \"facilitation\"\n";
  const std::string grants = "[[policy]]\nname = \"p\"\nlever = \"operating_grants\"\n";
  const std::string shock = "[[shock]]\nname = \"s\"\n";
  for (const Wrong& wrong : std::vector<Wrong>{
           {"[[policy]]\nlever = \"facilitation\"\n", 2, 1, "needs a name"},
           {"[[policy]]\nname = \"p\"\n", 2, 1, "needs a lever"},
           {"[[policy]]\nname = \"p q\"\nlever = \"facilitation\"\n", 3, 8, "no name for a policy"},
           {"[[policy]]\nname = \"p\"\nlever = \"faciliation\"\n", 4, 9, "did you mean 'facilitation'"},
           {policy + policy, 6, 8, "two [[policy]] called"},
           {policy + "intensty = 1\n", 5, 1, "did you mean 'intensity'"},
           {policy + "intensity = 1.5\n", 5, 13, "allowed are 0 to 1"},
           {policy + "start_month = 0\n", 5, 15, "allowed are 1 to 600"},
           {policy + "start_month = 2.5\n", 5, 15, "whole number"},
           {policy + "start_month = 9\nend_month = 8\n", 6, 13, "before it starts in month 9"},
           {policy + "target = 3\n", 5, 10, "must be a table"},
           {policy + "target = { sektor = \"business\" }\n", 5, 12, "did you mean 'sector'"},
           {policy + "target = { sector = \"busines\" }\n", 5, 21, "did you mean 'business'"},
           {policy + "target = { type = [\"food_bnk\"] }\n", 5, 20, "did you mean 'food_bank'"},
           {policy + "target = { type = [\"school\", \"school\"] }\n", 5, 30, "twice"},
           {policy + "target = { district = 13 }\n", 5, 23, "allowed are 1 to 12"},
           {policy + "target = { district = \"district_13\" }\n", 5, 23, "not known here"},
           {policy + "target = { sector = [] }\n", 5, 21, "names nobody"},
           {policy + "target = { share = 2 }\n", 5, 20, "allowed are 0 to 1"},
           {policy + "target = { area = \"food\" }\n", 5, 12, "has no meaning here; it reaches organisations"},
           {grants + "target = { area = \"food\" }\n", 5, 12, "has no meaning here; it reaches organisations"},
           {grants + "cost_multiple = 2\n", 5, 17, "cost what they pay out"},
           {policy + "target = { organisation = \"x\" }\n", 5, 27, "not known here"},
           {policy + "target = { sector = \"business\", type = \"school\" }\n", 5, 10, "reaches nobody"},
           {"policy = 3\n", 2, 10, "[[policy]]"},
           {shock, 2, 1, "needs a kind"},
           {shock + "kind = \"recesion\"\n", 4, 8, "did you mean 'recession'"},
           {shock + "kind = \"recession\"\n", 2, 1, "needs a size"},
           {shock + "kind = \"recession\"\nsize = 1\n", 5, 8, "0 to 0.95"},
           {shock + "kind = \"recession\"\nsize = 0.1\ntarget = { sector = \"business\" }\n", 6, 12, "reaches everybody"},
           {shock + "kind = \"scandal\"\nsize = 0.5\n", 2, 1, "needs a target"},
           {shock + "kind = \"scandal\"\nsize = 0.5\nduration_months = 2\ntarget = { type = \"school\" }\n", 6, 1, "happens once"},
           {shock + "kind = \"closure\"\nsize = 0.5\ntarget = { type = \"school\" }\n", 5, 1, "has no size"},
           {shock + "kind = \"new_priority\"\nsize = 0.5\n", 2, 1, "needs a target with area"},
           {"[community]\nareas = [\"food\"]\n" + shock + "kind = \"new_priority\"\nsize = 0.5\ntarget = { area = \"food\" }\n", 8,
            10, "every area"},
           {shock + "kind = \"demand_surge\"\nsize = 0.5\ntarget = { group = \"oldr\" }\n", 6, 20, "did you mean 'older'"},
       }) {
    const std::vector<Fault> faults = faults_of_text(head + wrong.text);
    ASSERT_THAT(faults, testing::SizeIs(1)) << wrong.text;
    EXPECT_EQ(std::to_string(faults[0].line) + ":" + std::to_string(faults[0].column),
              std::to_string(wrong.line) + ":" + std::to_string(wrong.column))
        << wrong.text << faults[0].message;
    EXPECT_THAT(faults[0].message, HasSubstr(wrong.word)) << wrong.text;
  }
}

TEST(ReadPolicies, EveryLeverAndEveryShockCanBeWritten) {
  std::string text = head;
  for (const std::string_view lever : lever_names)
    text += "[[policy]]\nname = \"" + std::string(lever) + "\"\nlever = \"" + std::string(lever) + "\"\n";
  for (const ShockRow& row : shock_table()) {
    text += "[[shock]]\nname = \"s_" + std::string(shock_names[static_cast<std::size_t>(row.kind)]) + "\"\nkind = \"" +
            std::string(shock_names[static_cast<std::size_t>(row.kind)]) + "\"\n";
    if (!row.unit.empty()) text += "size = 0.5\n";
    if ((row.needed & target_share) != 0) text += "target = { share = 0.1 }\n";
    if (row.needed == target_area) text += "target = { area = \"health\" }\n";
  }
  EXPECT_THAT(faults_of_text(text), IsEmpty());
  const Scenario scenario = read_scenario_text(text, "test.toml");
  EXPECT_EQ(scenario.parameters.policies.size(), levers);
  EXPECT_EQ(scenario.parameters.shocks.size(), shocks);
  EXPECT_EQ(read_scenario_text(scenario.merged_text, "merged.toml").merged_text, scenario.merged_text);
}

TEST(LeverTable, StandsInTheOrderOfTheNamesAndNamesParametersThatThereAre) {
  const auto check = [](std::string_view moves) {
    for (std::size_t begin = 0; begin < moves.size();) {
      const std::size_t end = std::min(moves.find(", ", begin), moves.size());
      const std::string_view one = moves.substr(begin, end - begin);
      if (one.find(' ') == std::string_view::npos && one.find("::") == std::string_view::npos) {
        EXPECT_NE(find_parameter(one), nullptr) << one;
      }
      begin = end + 2;
    }
  };
  for (std::size_t k = 0; k < levers; ++k) {
    EXPECT_EQ(static_cast<std::size_t>(lever_table()[k].lever), k);
    EXPECT_NE(find_parameter("calendar." + std::string(lever_names[k]) + "_usd"), nullptr);
    check(lever_table()[k].moves);
  }
  for (std::size_t k = 0; k < shocks; ++k) {
    EXPECT_EQ(static_cast<std::size_t>(shock_table()[k].kind), k);
    check(shock_table()[k].moves);
  }
}

}  // namespace
}  // namespace tessera
