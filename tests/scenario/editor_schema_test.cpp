// The JSON Schemas in the hands of those who will use them: a TOML language server, and Python's validator.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path tree{TESSERA_SOURCE_DIR};
const fs::path build = fs::path(TESSERA_PROGRAM).parent_path();

// What an editor must point at, by the kind of file.
struct Broken {
  const char* schema;
  const char* text;
  const char* said_by_taplo;
};
const std::vector<Broken> broken_files{
    {"scenario", "tessera = 1\n[trust]\nweihgt = 0.3\n", "'weihgt' was unexpected"},
    {"scenario", "tessera = 1\n[trust]\nprior_mean = 7\n", "7 is greater than the maximum"},
    {"scenario", "tessera = 1\n[[policy]]\nname = \"a\"\nlever = \"facilitatoin\"\n", "is not one of"},
    {"scenario", "tessera = 1\n[run]\nmonths = \"ten\"\n", "is not of type"},
    {"scenario", "name = \"no version\"\n", "\"tessera\" is a required property"},
    {"experiment", "tessera = 1\nscenario = \"town.toml\"\n[design]\nkind = \"sobbol\"\n", "is not one of"}};

class EditorSchema : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera_editor_" + std::to_string(getpid()));
    fs::create_directories(folder_);
    write_schema("scenario", {TESSERA_PROGRAM, "schema"});
    write_schema("experiment", {TESSERA_PROGRAM, "schema", "--experiment"});
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write_schema(const std::string& name, const std::vector<std::string>& words) const {
    std::ofstream(folder_ / (name + ".schema.json")) << run_command(words).out;
  }
  std::string write_broken(const Broken& broken) const {
    const fs::path file = folder_ / "broken.toml";
    std::ofstream(file) << "#:schema ./" << broken.schema << ".schema.json\n" << broken.text;
    return file.string();
  }
  Said lint(const fs::path& at, std::vector<std::string> files = {}) const {
    std::vector<std::string> words{"bash", (tree / "tests/scenario/editor/lint.sh").string(), (build / "tests/editor").string(), at.string()};
    words.insert(words.end(), files.begin(), files.end());
    return run_command(words);
  }
  fs::path folder_;
};

// With the tree's own .taplo.toml, which editors read.
TEST_F(EditorSchema, ALanguageServerAcceptsAllThatIsShipped) {
  if (build != tree / "build") GTEST_SKIP() << ".taplo.toml is of a build in build/";
  ASSERT_TRUE(fs::exists(build / "scenario.schema.json") && fs::exists(build / "experiment.schema.json")) << "the build writes them";
  const Said said = lint(tree);
  if (said.exit_code == 77) GTEST_SKIP() << "no npm, or no network for it: " << said.err;
  EXPECT_EQ(said.exit_code, 0) << said.out;
  EXPECT_THAT(said.out, testing::ContainsRegex("found files total=[0-9][0-9]"));
}

TEST_F(EditorSchema, ALanguageServerPointsAtWhatIsWrong) {
  for (const Broken& broken : broken_files) {
    const Said said = lint(folder_, {write_broken(broken)});
    if (said.exit_code == 77) GTEST_SKIP() << "no npm, or no network for it: " << said.err;
    EXPECT_NE(said.exit_code, 0) << broken.text;
    EXPECT_THAT(said.out, HasSubstr(broken.said_by_taplo)) << broken.text;
  }
}

TEST_F(EditorSchema, PythonsValidatorAgrees) {
  const Said probe = run_command({"/usr/bin/python3", "-c", "import jsonschema, tomllib"});
  if (probe.exit_code != 0) GTEST_SKIP() << "python3 with jsonschema is not installed";
  const std::string script = (tree / "tests/scenario/editor/validate.py").string();
  const auto validate = [&](const std::string& schema, const std::vector<std::string>& files) {
    std::vector<std::string> words{"/usr/bin/python3", script, (folder_ / (schema + ".schema.json")).string()};
    words.insert(words.end(), files.begin(), files.end());
    return run_command(words);
  };
  std::vector<std::string> scenarios, experiments;
  for (const auto& entry : fs::recursive_directory_iterator(tree / "scenarios"))
    if (entry.path().extension() == ".toml")
      (entry.path().parent_path() == tree / "scenarios" ? scenarios : experiments).push_back(entry.path().string());
  EXPECT_GT(scenarios.size(), 8u);
  EXPECT_GT(experiments.size(), 50u);
  const Said of_scenarios = validate("scenario", scenarios), of_experiments = validate("experiment", experiments);
  EXPECT_EQ(of_scenarios.exit_code, 0) << of_scenarios.out << of_scenarios.err;
  EXPECT_EQ(of_experiments.exit_code, 0) << of_experiments.out << of_experiments.err;
  for (const Broken& broken : broken_files) {
    const Said said = validate(broken.schema, {write_broken(broken)});
    EXPECT_EQ(said.exit_code, 1) << broken.text << said.err;
    EXPECT_THAT(said.out, HasSubstr("broken.toml: "));
  }
}

}  // namespace
}  // namespace tessera
