// extends, --set, origins and the merged text.
#include "scenario/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

constexpr const char* base_text =
    "tessera = 1\n"
    "name = \"base\"\n"
    "[run]\n"
    "months = 36\n"
    "seed = 5\n"
    "[type.food_bank]\n"
    "mission = { food = 0.7, care = 0.2 }\n"
    "[[organisation]]\nid = \"a\"\ntype = \"charity\"\nvolunteers = 1\n"
    "[[organisation]]\nid = \"b\"\ntype = \"charity\"\nvolunteers = 2\n"
    "[[organisation]]\nid = \"c\"\ntype = \"charity\"\n";

TEST(MergeScenario, TablesMergeAndListsOfTablesReplaceRemoveAndAppendByName) {
  const ScenarioFiles files;
  files.write("base.toml", base_text);
  const std::string top = files.write("deep/top.toml",
                                      "tessera = 1\nextends = \"../base.toml\"\n[run]\nmonths = 48\n"
                                      "[type.food_bank]\nmission = { care = 0.1 }\n"
                                      "[[organisation]]\nid = \"b\"\ntype = \"school\"\n"
                                      "[[organisation]]\nid = \"a\"\nremove = true\n"
                                      "[[organisation]]\nid = \"d\"\ntype = \"clinic\"\n");
  const Scenario scenario = read_scenario(top);
  EXPECT_EQ(scenario.name, "base");
  EXPECT_EQ(scenario.parameters.run.months, 48);
  EXPECT_EQ(scenario.parameters.run.seed, 5);
  EXPECT_EQ(scenario.parameters.types[0].mission[0], 0.7);
  EXPECT_EQ(scenario.parameters.types[0].mission[5], 0.1);
  ASSERT_EQ(scenario.organisations.size(), 3U);
  EXPECT_EQ(scenario.organisations[0].id, "b");
  EXPECT_FALSE(scenario.organisations[0].volunteers.has_value());
  EXPECT_EQ(scenario.parameters.types[scenario.organisations[0].type].name, "school");
  EXPECT_EQ(scenario.organisations[1].id, "c");
  EXPECT_EQ(scenario.organisations[2].id, "d");
}

TEST(MergeScenario, OriginsNameTheFileLineAndColumnOrTheSet) {
  const ScenarioFiles files;
  const std::string base = files.write("base.toml", base_text);
  const std::string top = files.write("top.toml", "tessera = 1\nextends = \"base.toml\"\n[run]\n  months = 48\n");
  const Scenario scenario = read_scenario(top, {"trust.weight=0.5"});
  EXPECT_EQ(origin_of(scenario, "run.months"), top + ":4:12");
  EXPECT_EQ(origin_of(scenario, "run.seed"), base + ":5:8");
  EXPECT_EQ(origin_of(scenario, "type.food_bank.mission.food"), base + ":7:20");
  EXPECT_EQ(origin_of(scenario, "trust.weight"), "--set");
  EXPECT_EQ(value_of(scenario, "trust.weight"), "0.5");
  EXPECT_EQ(origin_of(scenario, "trust.tolerance"), "default");
  EXPECT_EQ(origin_of(scenario, "organisations.count"), "default");
}

TEST(MergeScenario, FaultsNameTheFileTheyAreIn) {
  const ScenarioFiles files;
  const std::string base = files.write("base.toml", "tessera = 1\n[run]\nmonths = -1\n");
  const std::string top = files.write("top.toml", "tessera = 1\nextends = \"base.toml\"\n[trust]\nwieght = 1\n");
  const auto faults = faults_of_file(top);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].text().substr(0, top.size() + 4), top + ":4:1");
  EXPECT_EQ(faults[1].text().substr(0, base.size() + 5), base + ":3:10");
}

TEST(MergeScenario, CirclesNameTheChain) {
  const ScenarioFiles files;
  const std::string a = files.write("a.toml", "tessera = 1\nextends = \"b.toml\"\n");
  files.write("b.toml", "tessera = 1\nextends = \"./c.toml\"\n");
  files.write("c.toml", "tessera = 1\nextends = \"a.toml\"\n");
  const auto faults = faults_of_file(a);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].message,
              testing::AllOf(HasSubstr("circle"), HasSubstr("a.toml"), HasSubstr("b.toml"), HasSubstr("c.toml")));
  EXPECT_EQ(faults[0].file, files.path("c.toml"));
  EXPECT_EQ(faults[0].line, 2);
}

TEST(SetValue, TakesTomlValuesBareWordsAndEntriesByName) {
  const Scenario scenario = read_scenario_text(
      base_text, "base.toml",
      {"name=a better town", "type.food_bank.radius_km=7.5", "run.months = 12", "organisation.b.volunteers=9",
       "organisations.types.police=0", "results.measures=[\"need_met\"]", "type.food_bank.mission={ food = 0.9 }"});
  EXPECT_EQ(scenario.name, "a better town");
  EXPECT_EQ(scenario.parameters.types[0].radius_km, 7.5);
  EXPECT_EQ(scenario.parameters.run.months, 12);
  EXPECT_EQ(scenario.organisations[1].volunteers, 9.0);
  EXPECT_EQ(scenario.results.measures, std::vector<std::string>{"need_met"});
  EXPECT_EQ(scenario.parameters.types[0].mission[0], 0.9);
}

TEST(SetValue, FaultsNameTheSet) {
  for (const auto& [set, word] :
       std::vector<std::pair<std::string, std::string>>{{"run.months=0", "allowed are 1 to 600"},
                                                        {"run.monhts=9", "did you mean 'months'"},
                                                        {"months", "path=value"},
                                                        {"=3", "path=value"},
                                                        {"run..months=3", "path=value"},
                                                        {"run.months=[1", "not valid TOML"},
                                                        {"run.months=nan", "no usable number"},
                                                        {"name.x=3", "holds no keys"},
                                                        {"organisation.zz.volunteers=1", "no [[organisation]]"},
                                                        {"extends=b.toml", "only stand in a file"},
                                                        {"run.months=3\n[trust]", "one line"},
                                                        {"", "path=value"}}) {
    const auto faults = faults_of_text(base_text, {set});
    ASSERT_EQ(faults.size(), 1U) << set;
    EXPECT_EQ(faults[0].file, "--set") << set;
    EXPECT_THAT(faults[0].message, HasSubstr(word)) << set;
  }
}

TEST(MergedText, ReadsBackToTheSameScenarioAndText) {
  const ScenarioFiles files;
  const std::string path = files.write(
      "odd.toml",
      "tessera = 1\nname = \"caf\\u00e9 \\\"x\\\" \\\\ \\u200f\"\n[run]\nseed = 9007199254740991\n"
      "[community]\nareas = [\"care\", \"food\"]\n[trust]\nweight = 0.1234567890123456789\nprior_counts = 1e-1\n"
      "[type.tea_room]\nlike = \"charity\"\nmission = { care = 0.30000000000000004 }\n"
      "[group.refugees]\nshare = 0.05\n"
      "[[district]]\nname = \"Ünder the \\\"bridge\\\"\"\nx_km = -1.5\ny_km = 0.1\ngroups = { older = 12 }\n"
      "[[organisation]]\nid = \"tea & co\"\ntype = \"tea_room\"\ndistrict = \"Ünder the \\\"bridge\\\"\"\ncash_usd = "
      "1e12\nage_years = 3.3333333333333335\n"
      "partnerships = [\"p\"]\nleads = true\n[[organisation]]\ntype = \"clinic\"\npartnerships = [\"p\"]\nsector = "
      "\"community\"\n");
  std::vector<std::string> all{path};
  for (const auto& file : std::filesystem::directory_iterator(TESSERA_SOURCE_DIR "/scenarios"))
    if (file.path().extension() == ".toml") all.push_back(file.path().string());
  for (const std::string& file : all) {
    const Scenario once = read_scenario(file, {"needs.incidence_scale=1.7000000000000002"});
    const Scenario again = read_scenario_text(once.merged_text, "merged.toml");
    EXPECT_EQ(once.merged_text, again.merged_text) << file;
    EXPECT_EQ(once.organisations.size(), again.organisations.size());
    ASSERT_EQ(once.origins.size(), again.origins.size());
    for (std::size_t i = 0; i < once.origins.size(); ++i) {
      EXPECT_EQ(once.origins[i].path, again.origins[i].path);
      EXPECT_EQ(once.origins[i].value, again.origins[i].value) << once.origins[i].path;
    }
    Parameters a = once.parameters;
    Parameters b = again.parameters;
    for (const ParameterRow& row : parameter_table()) EXPECT_EQ(row.value(a), row.value(b)) << row.name;
    for (std::size_t t = 0; t < a.types.size(); ++t) EXPECT_EQ(a.types[t].mission, b.types[t].mission);
  }
  const Scenario odd = read_scenario(path);
  EXPECT_EQ(odd.parameters.run.seed, 9007199254740991.0);
  EXPECT_EQ(read_scenario_text(odd.merged_text, "m").organisations[0].age_years, 3.3333333333333335);
  EXPECT_EQ(read_scenario_text(odd.merged_text, "m").name, odd.name);
}

TEST(MergedText, HoldsTheRowsOfTables) {
  const ScenarioFiles files;
  files.write("some.csv", "id,type,volunteers\na,charity,4\nb,school,\n");
  const Scenario once = read_scenario(files.write("top.toml", "tessera = 1\n[organisations]\ntable = \"some.csv\"\n"));
  ASSERT_EQ(once.organisations.size(), 2U);
  EXPECT_EQ(once.parameters.founding.organisations, 0);
  const Scenario again = read_scenario_text(once.merged_text, "merged.toml");
  EXPECT_EQ(again.merged_text, once.merged_text);
  ASSERT_EQ(again.organisations.size(), 2U);
  EXPECT_EQ(again.organisations[0].volunteers, 4.0);
}

}  // namespace
}  // namespace tessera
