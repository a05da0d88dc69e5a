// describe, explain and schema: the reference and the reader say the same.
#include "scenario/reference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "scenario/experiment.hpp"
#include "scenario/merge.hpp"
#include "scenario/parse.hpp"
#include "scenario/scenario_files.hpp"
#include "scenario/sections.hpp"
#include "scenario/source_text.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

nlohmann::json as_json(const Node& node) {
  switch (node.kind) {
    case NodeKind::boolean:
      return node.whole != 0;
    case NodeKind::whole:
      return node.whole;
    case NodeKind::number:
      return node.number;
    case NodeKind::text:
    case NodeKind::moment:
      return node.text;
    case NodeKind::list: {
      nlohmann::json list = nlohmann::json::array();
      for (const Node& item : node.items) list.push_back(as_json(item));
      return list;
    }
    case NodeKind::table:
      break;
  }
  nlohmann::json table = nlohmann::json::object();
  for (const Entry& entry : node.entries) table[entry.key] = as_json(entry.value);
  return table;
}

// "" if the text keeps to the schema, else the first complaint.
const valijson::Schema* parse_schema(const nlohmann::json& definition) {
  auto* parsed = new valijson::Schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(definition), *parsed);
  return parsed;
}

std::string validate(const std::string& text, bool as_experiment = false) {
  static const nlohmann::json definition = scenario_schema(), experiments = experiment_schema();
  static const valijson::Schema *of_scenarios = parse_schema(definition), *of_experiments = parse_schema(experiments);
  const valijson::Schema* schema = as_experiment ? of_experiments : of_scenarios;
  const nlohmann::json document = as_json(parse_document(text, "test.toml", 0));
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(document), &results)) return "";
  valijson::ValidationResults::Error error;
  results.popError(error);
  return error.description;
}

TEST(ScenarioSchema, AcceptsTheShippedScenariosAndTheirMergedForms) {
  for (const auto& file : std::filesystem::directory_iterator(TESSERA_SOURCE_DIR "/scenarios")) {
    if (file.path().extension() != ".toml") continue;
    EXPECT_EQ(validate(load_source_text(file.path().string())), "") << file.path();
    EXPECT_EQ(validate(read_scenario(file.path().string()).merged_text), "") << file.path();
  }
}

TEST(ScenarioSchema, RefusesWhatTheReaderRefuses) {
  for (const std::string& text :
       {std::string("name = \"x\"\n"), std::string("tessera = 2\n"), std::string("tessera = 1\nmonths = 3\n"),
        std::string("tessera = 1\n[run]\nmonths = 0\n"), std::string("tessera = 1\n[run]\nmonths = 1.5\n"),
        std::string("tessera = 1\n[trust]\nwieght = 1\n"), std::string("tessera = 1\n[trust]\nweight = \"x\"\n"),
        std::string("tessera = 1\n[type.charity]\nsector = \"x\"\n"),
        std::string("tessera = 1\n[type.charity]\nmission = { food = 2 }\n"),
        std::string("tessera = 1\n[[organisation]]\nvolunteers = -1\ntype = \"charity\"\n"),
        std::string("tessera = 1\n[[district]]\nresidents = 1\n"), std::string("tessera = 1\n[[tie]]\nfrom = \"a\"\n"),
        std::string("tessera = 1\n[results]\nmeasures = 3\n")}) {
    EXPECT_NE(validate(text), "") << text;
    EXPECT_FALSE(faults_of_text(text).empty()) << text;
  }
}

TEST(ExperimentSchema, AcceptsTheShippedExperiments) {
  for (const std::string folder : {"/scenarios/sweeps", "/scenarios/claims"})
    for (const auto& file : std::filesystem::directory_iterator(TESSERA_SOURCE_DIR + folder))
      EXPECT_TRUE(file.path().extension() != ".toml" || validate(load_source_text(file.path().string()), true).empty()) << file.path();
}

TEST(ExperimentSchema, RefusesWhatTheReaderRefuses) {
  const ScenarioFiles files;
  files.write("s.toml", "tessera = 1\n");
  const std::string head = "tessera = 1\nscenario = \"s.toml\"\n", factor = "[[factor]]\npath = \"trust.weight\"\n";
  const std::string good = head + factor + "low = 0.1\nhigh = 0.5\n[design]\nkind = \"sobol\"\nsamples = 8\n";
  EXPECT_EQ(validate(good, true), "");
  EXPECT_NO_THROW(read_experiment(files.write("good.toml", good)));
  for (const std::string& text :
       {std::string("tessera = 1\nreplicates = 3\n[[variant]]\nname = \"a\"\n"), head + "replicates = 0\n", head + "months = 3\n",
        head + "replicates = { most = 40, measure = \"coverage\" }\n", head + "[[variant]]\nrun.months = 3\n",
        head + "[[variant]]\nname = \"a b\"\n", head + "[[variant]]\nname = \"a\"\n[variant.trust]\nwieght = 0.2\n", head + factor,
        head + factor + "values = [0.1]\nlow = 0.1\nhigh = 0.5\n", head + factor + "values = [0.1]\n[design]\nkind = \"cube\"\n",
        head + "[results]\nprecision = \"half\"\n", head + "branch_month = 1\n"}) {
    EXPECT_NE(validate(text, true), "") << text;
    EXPECT_THROW(read_experiment(files.write("bad.toml", text)), InputError) << text;
  }
}

TEST(ScenarioSchema, KnowsExactlyTheKeysThatTheReaderKnows) {
  const nlohmann::json schema = scenario_schema();
  for (const SectionKeys& section : section_keys()) {
    if (section.section.empty() || section.section.find('.') != std::string::npos) continue;
    const nlohmann::json& entry = schema["properties"][section.section];
    const nlohmann::json& properties = entry.contains("items") ? entry["items"]["properties"] : entry["properties"];
    for (const std::string_view key : section.keys)
      EXPECT_TRUE(properties.contains(std::string(key))) << section.section << "." << key;
    for (const auto& [key, ignored] : properties.items())
      EXPECT_TRUE(key == "remove" || (section.section == "founding" && key == "organisations") ||
                  std::find(section.keys.begin(), section.keys.end(), key) != section.keys.end())
          << section.section << "." << key;
  }
}

TEST(ScenarioReference, EveryRowSaysUnitRangeMeaningAndSource) {
  for (const ReferenceRow& row : reference_rows()) {
    EXPECT_LT(row.lowest, row.highest) << row.path;
    EXPECT_FALSE(row.meaning.empty()) << row.path;
    EXPECT_FALSE(row.source.empty()) << row.path;
    if (row.standard) {
      EXPECT_GE(*row.standard, row.lowest) << row.path;
      EXPECT_LE(*row.standard, row.highest) << row.path;
    }
    EXPECT_THAT(describe_reference(row.path, {}), HasSubstr(std::string(row.meaning)));
  }
}

TEST(ScenarioReference, DescribesSectionsKeysAndOthersAndSuggestsNames) {
  EXPECT_THAT(describe_reference("trust", {}), HasSubstr("forgetting_per_month"));
  EXPECT_THAT(describe_reference("forgetting_per_month", {}), HasSubstr("range    0.5 to 1"));
  EXPECT_THAT(describe_reference("founding.organisations", {}), HasSubstr("organisations.count"));
  EXPECT_THAT(describe_reference("need_met", {{"need_met", "measure", "share", "What was met."}}),
              HasSubstr("What was met."));
  try {
    describe_reference("truts", {});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'trust'"));
  }
}

TEST(ScenarioReference, ExplainsEveryEffectiveValueWithItsOrigin) {
  const Scenario scenario = read_scenario_text("tessera = 1\n[trust]\nweight = 0.7\n", "x.toml", {"run.months=5"});
  EXPECT_THAT(explain_scenario(scenario, "trust.weight"),
              testing::AllOf(HasSubstr("trust.weight = 0.7 count"), HasSubstr("[x.toml:3:10]"), HasSubstr("0 to 5")));
  EXPECT_THAT(explain_scenario(scenario, "run"),
              testing::AllOf(HasSubstr("run.months = 5 month   [--set]"), HasSubstr("run.seed = 20260   [default]")));
  EXPECT_THAT(explain_scenario(scenario, "type.food_bank.mission.food"), HasSubstr("= 0.8 share"));
  EXPECT_THROW(explain_scenario(scenario, "trust.wieght"), InputError);
  const std::string all = explain_scenario(scenario, "");
  for (const ParameterRow& row : parameter_table())
    EXPECT_THAT(all, HasSubstr(std::string(spell_parameter(row)) + " = "));
  EXPECT_EQ(explain_scenario_as_json(scenario, "").size(), scenario.origins.size());
}

}  // namespace
}  // namespace tessera
