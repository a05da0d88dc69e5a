// The commands that read scenarios and run nothing.
#include "command/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "command/describe.hpp"
#include "command/explain.hpp"
#include "command/schema.hpp"
#include "measures/measures.hpp"
#include "scenario/scenario_files.hpp"
#include "state/organisations.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

TEST(CheckCommand, SaysOkAndTheCostOrEverythingThatIsWrong) {
  const ScenarioFiles files;
  const std::string good = files.write("good.toml", "tessera = 1\n[run]\nreplicates = 3\nmonths = 24\n");
  const std::string bad = files.write("bad.toml", "tessera = 1\n[run]\nmonths = 0\nsede = 1\n");
  std::ostringstream out;
  EXPECT_EQ(check_command({good}, {}, false, out), 0);
  EXPECT_THAT(out.str(),
              testing::AllOf(HasSubstr("ok"), HasSubstr("3 runs of 24 months, 240 organisations in 12 districts")));
  std::ostringstream both;
  EXPECT_EQ(check_command({bad, good}, {}, true, both), 2);
  const auto json = nlohmann::json::parse(both.str());
  EXPECT_EQ(json[0]["faults"].size(), 2U);
  EXPECT_EQ(json[0]["faults"][1]["line"], 4);
  EXPECT_EQ(json[1]["ok"], true);
}

TEST(CheckCommand, FindsWhatFoundingRefuses) {
  const ScenarioFiles files;
  const Parameters parameters = standard_parameters();
  const auto charity = std::find_if(parameters.types.begin(), parameters.types.end(), [](const TypeTraits& type) { return type.name == "charity"; });
  const std::uint64_t first_charity = founding_id(static_cast<std::uint16_t>(charity - parameters.types.begin()), 0);
  const std::string twice = files.write("twice.toml", "tessera = 1\n[organisations]\ncount = 40\n[[organisation]]\nid = \"a\"\n"
                                                      "type = \"charity\"\nnumber = " + std::to_string(first_charity) + "\n");
  std::ostringstream first;
  const int code = check_command({twice}, {}, false, first);
  EXPECT_EQ(code, 2) << first.str();
  EXPECT_THAT(first.str(), HasSubstr("has the number"));
}

TEST(CheckCommand, NotesWhatBeginsAfterTheLastMonth) {
  const ScenarioFiles files;
  const std::string file = files.write("late.toml", "tessera = 1\n[run]\nmonths = 24\n"
                                                    "[[policy]]\nname = \"late\"\nlever = \"mediation\"\nstart_month = 25\n"
                                                    "[[policy]]\nname = \"timely\"\nlever = \"mediation\"\nstart_month = 24\n"
                                                    "[[shock]]\nname = \"flood\"\nkind = \"disaster\"\nmonth = 30\nsize = 1\n");
  std::ostringstream out, json;
  EXPECT_EQ(check_command({file}, {}, false, out), 0);
  EXPECT_THAT(out.str(), testing::AllOf(HasSubstr("note: policy.late begins in month 25"), HasSubstr("shock.flood"),
                                        testing::Not(HasSubstr("timely"))));
  EXPECT_EQ(check_command({file}, {"run.months=30"}, true, json), 0);
  EXPECT_EQ(nlohmann::json::parse(json.str())[0]["notes"].size(), 0U);
}

TEST(CheckCommand, KnowsUnknownMeasures) {
  const ScenarioFiles files;
  std::ostringstream out;
  EXPECT_EQ(
      check_command({files.write("a.toml", "tessera = 1\n[results]\nmeasures = [\"ned_met\"]\n")}, {}, false, out), 2);
  EXPECT_THAT(out.str(), testing::AllOf(HasSubstr("ned_met"), HasSubstr("a.toml:3:")));
}

TEST(CheckCommand, KnowsExperimentsAndWhatTheyCost) {
  const ScenarioFiles files;
  files.write("town.toml", "tessera = 1\n[run]\nmonths = 24\n[organisations]\ncount = 40\n");
  const std::string head = "tessera = 1\nscenario = \"town.toml\"\nreplicates = 5\n[[variant]]\nname = \"alone\"\n[[variant]]\nname = \"late\"\n"
                           "[[variant.policy]]\nname = \"help\"\nlever = \"mediation\"\nstart_month = 25\n";
  const std::string good = files.write("good.toml", head + "[[factor]]\npath = \"organisations.count\"\nvalues = [40, 80, 120]\n");
  std::ostringstream out, json;
  EXPECT_EQ(check_command({good}, {}, false, out), 0);
  EXPECT_THAT(out.str(), testing::AllOf(HasSubstr("good.toml: ok, an experiment"),
                                        HasSubstr("3 design points x 2 variants x 5 replicates = 30 runs of 24 months, 120 organisations"),
                                        HasSubstr("--dry-run"), HasSubstr("note: variant late: policy.help begins in month 25")));
  EXPECT_EQ(check_command({good, files.path("town.toml")}, {}, true, json), 0);
  const auto answers = nlohmann::json::parse(json.str());
  EXPECT_EQ(answers[0]["kind"], "experiment");
  EXPECT_EQ(answers[0]["points"], 6);
  EXPECT_EQ(answers[1]["kind"], "scenario");
  const double one = answers[1]["core_seconds"].get<double>() / answers[1]["runs"].get<double>();
  EXPECT_NEAR(answers[0]["core_seconds"].get<double>(), 30 * 2 * one, 1e-9) << "a point costs 80 organisations on average";
}

TEST(CheckCommand, FindsNothingWrongWithTheExperimentsThatAreListed) {
  std::ostringstream page;
  page << std::ifstream(TESSERA_SOURCE_DIR "/scenarios/README.md").rdbuf();
  std::size_t experiments = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TESSERA_SOURCE_DIR "/scenarios/sweeps")) {
    ++experiments;
    std::ostringstream out;
    EXPECT_EQ(check_command({entry.path().string()}, {}, false, out), 0) << out.str();
    EXPECT_THAT(out.str(), HasSubstr("ok, an experiment"));
    EXPECT_THAT(page.str(), HasSubstr("(sweeps/" + entry.path().filename().string() + ")"));
  }
  EXPECT_GE(experiments, 4U);
}

TEST(CheckCommand, SaysEverythingWrongWithAnExperiment) {
  const ScenarioFiles files;
  files.write("town.toml", "tessera = 1\n");
  const std::string bad = files.write("bad.toml", "tessera = 1\nscenario = \"town.toml\"\n[[factor]]\npath = \"trust.wait\"\nvalues = [1]\n"
                                                  "[results]\nmeasures = [\"coverage\"]\n[[factor]]\npath = \"trust.weight\"\nvalues = [7]\n");
  std::ostringstream out;
  EXPECT_EQ(check_command({bad}, {}, false, out), 2);
  EXPECT_THAT(out.str(), testing::AllOf(HasSubstr("bad.toml:3:"), HasSubstr("trust.wait"), HasSubstr("bad.toml:8:"), HasSubstr("7")));
  std::ostringstream measures;
  EXPECT_EQ(check_command({files.write("m.toml", "tessera = 1\nscenario = \"town.toml\"\n[results]\nmeasures = [\"coverge\"]\n")}, {}, false,
                          measures), 2);
  EXPECT_THAT(measures.str(), testing::AllOf(HasSubstr("m.toml:4:"), HasSubstr("coverge")));
  std::ostringstream sets;
  EXPECT_EQ(check_command({bad}, {"run.months=3"}, false, sets), 2);
  EXPECT_THAT(sets.str(), HasSubstr("write the value into a variant"));
}

TEST(DescribeCommand, TakesAKindAloneOrBeforeAName) {
  const auto describe = [](const std::vector<std::string>& words) {
    std::ostringstream out;
    EXPECT_EQ(describe_command(words, false, out), 0);
    return out.str();
  };
  EXPECT_THAT(describe({"measures"}), testing::AllOf(HasSubstr("inclusion_gap"), testing::Not(HasSubstr("partner_search"))));
  EXPECT_THAT(describe({"mechanism"}), testing::AllOf(HasSubstr("partner_search"), testing::Not(HasSubstr("inclusion_gap"))));
  EXPECT_THAT(describe({"parameters"}), HasSubstr("trust.weight"));
  EXPECT_THAT(describe({"mechanism", "trust"}), testing::Not(HasSubstr("(measure")));
  EXPECT_THAT(describe({"measure", "trust"}),
              testing::AllOf(HasSubstr("unit    share"), HasSubstr("axis    none"), HasSubstr("serves  P16"),
                             testing::Not(HasSubstr("[trust]"))));
  EXPECT_THAT(describe({"measure", "coverage_by_area"}), HasSubstr("axis    area"));
  EXPECT_THROW(describe({"measure", "weight"}), InputError);
  EXPECT_THAT(describe({"parameter", "trust.weight"}), HasSubstr("source"));
  EXPECT_THROW(describe({"mechanism", "coverage"}), InputError);
  EXPECT_THROW(describe({"colour", "trust"}), InputError);
}

TEST(DescribeCommand, KnowsMeasuresAndMechanisms) {
  std::ostringstream out;
  EXPECT_EQ(describe_command({}, false, out), 0);
  EXPECT_THAT(out.str(), testing::AllOf(HasSubstr("partner_search"), HasSubstr(std::string(measure_table()[0].name))));
}

TEST(ExplainCommand, AndSchemaPrintWhatTheReferenceSays) {
  const ScenarioFiles files;
  std::ostringstream explained;
  EXPECT_EQ(explain_command(files.write("a.toml", "tessera = 1\n"), "run.seed", {"run.seed=9"}, false, explained), 0);
  EXPECT_THAT(explained.str(), HasSubstr("run.seed = 9"));
  std::ostringstream left_out;
  EXPECT_EQ(explain_command(files.write("p.toml", "tessera = 1\n[[policy]]\nname = \"p\"\nlever = \"mediation\"\n"),
                            "policy.p.cost_multiple", {}, false, left_out), 0);
  EXPECT_THAT(left_out.str(), testing::AllOf(HasSubstr("[default]"), testing::Not(HasSubstr("given by"))));
  std::ostringstream schema;
  EXPECT_EQ(schema_command(false, schema), 0);
  EXPECT_EQ(nlohmann::json::parse(schema.str())["required"][0], "tessera");
  std::ostringstream of_experiments;
  EXPECT_EQ(schema_command(true, of_experiments), 0);
  EXPECT_EQ(nlohmann::json::parse(of_experiments.str())["required"][1], "scenario");
}

}  // namespace
}  // namespace tessera
