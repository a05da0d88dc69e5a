// The examples of analysis/examples/ run on real results: a picture of sensible size comes out, and what they print is what
// the program says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "results/read.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

const std::string python = "/usr/bin/python3";  // the system's, which has Debian's packages

bool can_run(const std::vector<std::string>& probe) { return run_command(probe).exit_code == 0; }

class Examples : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("tessera_examples_" + std::to_string(getpid()));
    fs::create_directories(folder_);
    std::ofstream(folder_ / "town.toml") << "tessera = 1\nname = \"Little town\"\n[run]\nmonths = 30\n[organisations]\ncount = 40\n[community]\nresidents = 20000\n";
    std::ofstream(folder_ / "aid.toml") << "tessera = 1\nname = \"Aid\"\nscenario = \"town.toml\"\nreplicates = 5\n[[variant]]\nname = \"unaided\"\n"
                                           "[[variant]]\nname = \"facilitated\"\n[[variant.policy]]\nname = \"f\"\nlever = \"facilitation\"\n"
                                           "[[variant]]\nname = \"granted\"\n[[variant.policy]]\nname = \"g\"\nlever = \"operating_grants\"\n"
                                           "[results]\nmeasures = [\"*\"]\nevery_months = 3\n";
    tessera({"run", "town.toml", "--replicates", "5", "--quiet", "-o", "town.h5"});
    tessera({"experiment", "aid.toml", "--quiet", "-o", "aid.h5"});
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
  }

  static std::string tessera(std::vector<std::string> words) {
    words.insert(words.begin(), TESSERA_PROGRAM);
    const Said said = run_command(words, folder_);
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    return said.out;
  }

  // What an example printed; its picture has been looked at.
  std::string example(const std::string& interpreter, const std::string& name, std::vector<std::string> files) {
    std::vector<std::string> words{interpreter, TESSERA_SOURCE_DIR "/analysis/examples/" + name};
    files.push_back("picture.png");
    words.insert(words.end(), files.begin(), files.end());
    fs::remove(folder_ / "picture.png");
    const Said said = run_command(words, folder_);
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    EXPECT_EQ(said.err.find("Warning"), std::string::npos) << said.err;
    check_picture();
    return said.out;
  }

  // A PNG of 500 to 3,000 pixels either way, and more than an empty sheet.
  static void check_picture() {
    const std::string picture = read_whole(folder_ / "picture.png");
    ASSERT_GT(picture.size(), 10000u);
    EXPECT_EQ(picture.substr(1, 3), "PNG");
    const auto side = [&](std::size_t at) {
      return 256u * static_cast<unsigned char>(picture[at + 2]) + static_cast<unsigned char>(picture[at + 3]);
    };
    for (const std::size_t at : {16u, 20u}) {
      EXPECT_GE(side(at), 400u);
      EXPECT_LE(side(at), 3000u);
    }
  }

  inline static fs::path folder_;
};

// The numbers after the line that begins so.
std::vector<double> numbers_after(const std::string& text, const std::string& begin) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(begin + " ")) {
      std::vector<double> numbers;
      std::istringstream rest(line.substr(begin.size()));
      for (double number; rest >> number;) numbers.push_back(number);
      return numbers;
    }
  return {};
}

class PythonExamples : public Examples {
 protected:
  void SetUp() override {
    Examples::SetUp();
    if (!IsSkipped() && !can_run({python, "-c", "import xarray, h5netcdf, matplotlib, networkx, scipy"}))
      GTEST_SKIP() << "python3 with xarray, h5netcdf, matplotlib, networkx and scipy is not installed";
  }
};

class RExamples : public Examples {
 protected:
  void SetUp() override {
    Examples::SetUp();
    if (!IsSkipped() && !can_run({"Rscript", "-e", "library(rhdf5)"})) GTEST_SKIP() << "R with rhdf5 is not installed";
  }
};

TEST_F(PythonExamples, PolicyEffectsAreThoseOfCompare) {
  const std::string said = example(python, "policy_effects.py", {"aid.h5"});
  const auto page = nlohmann::json::parse(tessera({"compare", "aid.h5", "--json", "--measure", "coverage"}));
  int compared = 0;
  for (const auto& variant : page["outcomes"][0]["overall"]) {
    const auto numbers = numbers_after(said, variant["variant"]);
    ASSERT_EQ(numbers.size(), 3u) << said;
    EXPECT_NEAR(numbers[0], variant["difference"].get<double>(), 1e-8);
    EXPECT_NEAR(numbers[1], variant["lower"].get<double>(), 1e-8);
    EXPECT_NEAR(numbers[2], variant["upper"].get<double>(), 1e-8);
    EXPECT_NE(numbers[0], 0.0);
    ++compared;
  }
  EXPECT_EQ(compared, 2);
}

TEST_F(PythonExamples, OutcomesOverTimeAreThoseOfRun) {
  const std::string said = example(python, "outcomes_over_time.py", {"town.h5"});
  const auto run = nlohmann::json::parse(tessera({"run", "town.toml", "--replicates", "5", "--json", "-o", "again.h5"}));
  for (const auto& outcome : run["outcomes"])
    if (outcome["measure"] == "coverage" || outcome["measure"] == "partnerships") {
      const auto numbers = numbers_after(said, outcome["measure"].get<std::string>() + " run");
      ASSERT_EQ(numbers.size(), 1u) << said;
      EXPECT_NEAR(numbers[0], outcome["mean"].get<double>(), 1e-5 * numbers[0]);
    }
  EXPECT_FALSE(numbers_after(example(python, "outcomes_over_time.py", {"aid.h5"}), "coverage granted").empty());
}

TEST_F(PythonExamples, TheNetworkSaysWhatIsMissing) {
  const std::string script = TESSERA_SOURCE_DIR "/analysis/examples/network.py";
  struct Refused {
    std::vector<std::string> words;
    const char* says;
  };
  const Refused refused[] = {{{"aid.h5", "p.png"}, "holds no organisations"},
                             {{"town.h5", "p.png", "13"}, "no snapshot of month 13"},
                             {{"town.toml", "p.png"}, "can not be read as results"},
                             {{}, "RESULTS.h5 PICTURE.png"}};
  for (const auto& [words, says] : refused) {
    std::vector<std::string> all{python, script};
    all.insert(all.end(), words.begin(), words.end());
    const Said said = run_command(all, folder_);
    EXPECT_EQ(said.exit_code, 1);
    EXPECT_NE(said.err.find(says), std::string::npos) << said.err;
    EXPECT_EQ(said.err.find("Traceback"), std::string::npos) << said.err;
  }
}

TEST_F(PythonExamples, TheNetworkHasTheDegreeOfTheMeasure) {
  const std::string said = example(python, "network.py", {"town.h5"});
  const Results results = Results::open((folder_ / "town.h5").string());
  const auto names = results.names("/level");
  const auto formal = static_cast<std::size_t>(std::find(names.begin(), names.end(), "formal") - names.begin());
  const double degree = results.measure_at("mean_degree_by_level", 0).at(30 * names.size() + formal);  // replicate 0, month 30
  EXPECT_GT(degree, 0.1);
  EXPECT_NEAR(numbers_after(said, "formal ties per organisation").at(0), degree, 1e-6);
}

TEST_F(PythonExamples, TwoBuildsThatAreOneDoNotDiffer) {
  const std::string said = example(python, "two_builds.py", {"town.h5", "town.h5"});
  EXPECT_THAT(said, testing::HasSubstr("coverage +0 [+0, +0]"));
  tessera({"run", "town.toml", "--seed", "5", "--quiet", "-o", "other.h5"});
  const Said refused = run_command({python, TESSERA_SOURCE_DIR "/analysis/examples/two_builds.py", "town.h5", "other.h5"}, folder_);
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.err, testing::HasSubstr("different scenarios or seeds"));
}

// Mean of a measure over replicates and the months from 19 to 30.
std::map<std::string, double> last_year(const Results& results, const std::string& measure, const std::string& axis) {
  const auto names = results.names("/" + axis);
  const auto values = results.measure_at(measure, 0);
  std::map<std::string, double> means;
  for (std::size_t replicate = 0; replicate < 5; ++replicate)
    for (std::size_t month = 19; month <= 30; ++month)
      for (std::size_t k = 0; k < names.size(); ++k) means[names[k]] += values[(replicate * 31 + month) * names.size() + k] / 60.0;
  return means;
}

TEST_F(RExamples, OutcomesByGroupAreThoseOfTheMeasure) {
  const std::string said = example("Rscript", "outcomes.R", {"town.h5"});
  const Results results = Results::open((folder_ / "town.h5").string());
  for (const auto& [group, mean] : last_year(results, "coverage_by_group", "group"))
    EXPECT_NEAR(numbers_after(said, group).at(0), mean, 1e-7) << group;
}

TEST_F(RExamples, TrustByLevelIsThatOfTheTies) {
  const std::string said = example("Rscript", "trust_network.R", {"town.h5"});
  const Results results = Results::open((folder_ / "town.h5").string());
  const std::string group = "/agents/point_0/replicate_0/";
  const auto level = results.read(group + "tie_level").values, snapshot = results.read(group + "tie_snapshot").values;
  const auto ab = results.read(group + "tie_trust_ab").values, ba = results.read(group + "tie_trust_ba").values;
  double sum = 0.0, count = 0.0;
  for (std::size_t tie = 0; tie < level.size(); ++tie)
    if (snapshot[tie] == snapshot.back() && level[tie] == 4.0) sum += ab[tie] + ba[tie], count += 2.0;
  const auto numbers = numbers_after(said, "formal");
  ASSERT_EQ(numbers.size(), 2u) << said;
  EXPECT_NEAR(numbers[0], sum / count, 1e-8);
  EXPECT_EQ(numbers[1], count);
}

}  // namespace
}  // namespace tessera
