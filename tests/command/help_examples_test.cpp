// Every example of every help text runs as it is written, in a folder that has small files of the names it uses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

const std::string small_town = "tessera = 1\nname = \"Small\"\n[run]\nmonths = 60\nreplicates = 4\n[organisations]\ncount = 20\n[community]\nresidents = 10000\n";
const std::string policies = "tessera = 1\nname = \"Policies\"\nreplicates = 8\n[[variant]]\nname = \"none\"\n[[variant]]\nname = \"facilitators\"\n"
                             "[[variant.policy]]\nname = \"f\"\nlever = \"facilitation\"\n";
const std::string sweep = "tessera = 1\nname = \"Sweep\"\nreplicates = 2\n[[factor]]\npath = \"trust.weight\"\nlow = 0.2\nhigh = 0.4\n"
                          "[[factor]]\npath = \"trust.prior_mean\"\nlow = 0.4\nhigh = 0.6\n[design]\nkind = \"sobol\"\nsamples = 8\n";
const std::string calibration = "tessera = 1\nscenario = \"scenarios/town.toml\"\nwaves = 1\nsamples = 12\nreplicates = 2\n"
                                "[[free]]\npath = \"volunteering.join_per_month\"\nlow = 0.01\nhigh = 0.05\n"
                                "[[target]]\nmeasure = \"participation\"\nvalue = 0.2\nsd = 0.2\n";

// What the test adds to a command so that it does not take minutes. Slurm is not there: what these say is looked at.
const std::map<std::string, std::string> shorter{{"claims", " --quick --only S0-1 --folder " TESSERA_SOURCE_DIR "/scenarios/claims"},
                                                {"patterns", " --quick --only P1"}};

bool needs_a_cluster(const std::string& example) {
  return example.find("--engine slurm") != std::string::npos || example.starts_with("tessera cancel");
}

class HelpExamples : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    top_ = fs::temp_directory_path() / ("tessera_examples_of_help_" + std::to_string(getpid()));
    folder_ = top_ / "there";
    fs::create_directories(folder_ / "scenarios/sweeps");
    fs::create_directories(folder_ / "results");
    fs::create_directories(top_ / "bin");
    fs::create_symlink(TESSERA_PROGRAM, top_ / "bin/tessera");
    write("scenarios/town.toml", small_town);
    write("scenarios/sweeps/facilitation.toml", "scenario = \"../town.toml\"\n" + policies);
    write("big.toml", "scenario = \"scenarios/town.toml\"\n" + policies);
    write("sweep.toml", "scenario = \"scenarios/town.toml\"\n" + sweep);
    write("volunteers.toml", calibration);
    write("organisations.csv", "id,name,type\nbank,Food bank,food_bank\nschool,Mill Lane School,school\n");
    write("ties.csv", "from,to,level\nbank,school,informal\n");
    run("tessera run scenarios/town.toml -o town.h5 --quiet");
    run("tessera experiment big.toml -o facilitation.h5 --quiet && cp facilitation.h5 results/facilitation.h5");
    run("tessera experiment sweep.toml -o sweep.h5 --quiet && cp sweep.h5 results/sweep.h5");
    run("for k in 1 2; do tessera experiment big.toml -o big.h5 --shard $k/2 --quiet; done");
    leave_part();
  }
  void TearDown() override { fs::remove_all(top_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

  Said say(const std::string& line, const fs::path& folder) const {
    return run_command({"bash", "-c", line}, folder, {"PATH=" + (top_ / "bin").string() + ":" + std::getenv("PATH")});
  }
  void run(const std::string& line) const {
    const Said said = say(line, folder_);
    ASSERT_EQ(said.exit_code, 0) << line << "\n" << said.out << said.err;
  }

  // town.h5.part, as a killed program leaves it.
  void leave_part() const {
    const pid_t child = start_command({TESSERA_PROGRAM, "run", "scenarios/town.toml", "--months", "600", "--replicates", "500", "--checkpoint-every", "5", "--threads", "1",
                                       "-o", "killed.h5", "--quiet"}, folder_);
    for (int wait = 0; wait < 2000 && !fs::exists(folder_ / "killed.h5.part"); ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::string name = entry.path().filename().string();
      if (name.starts_with("killed.h5.part")) fs::rename(entry.path(), folder_ / ("town" + name.substr(6)));
    }
  }

  std::vector<std::string> list_commands() const {
    std::istringstream help(say("tessera --help", folder_).out);
    std::vector<std::string> commands;
    bool inside = false;
    for (std::string line; std::getline(help, line);) {
      if (line.starts_with("Subcommands:")) inside = true;
      else if (inside && line.starts_with("  ") && line.size() > 2 && line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
      else if (inside && line.empty()) break;
    }
    return commands;
  }
  std::vector<std::string> list_examples(const std::string& command) const {
    std::istringstream help(say("tessera " + command + " --help", folder_).out);
    std::vector<std::string> examples;
    bool inside = false;
    for (std::string line; std::getline(help, line);) {
      if (inside && line.starts_with("  ")) examples.push_back(line.substr(2));
      inside = inside || line.starts_with("Example:");
    }
    return examples;
  }

  void try_example(const std::string& command, const std::string& example) const {
    const fs::path here = top_ / "here";
    fs::copy(folder_, here, fs::copy_options::recursive);
    const auto more = shorter.find(command);
    std::string line = example.substr(0, example.find("   #")) + (more == shorter.end() ? "" : more->second);
    if (const std::size_t only = line.find(" --only"); more != shorter.end() && only < example.size())
      line.erase(only, line.find(' ', only + 8) - only);  // the shorter one counts
    if (const std::size_t output = line.find(" -o "); output != std::string::npos)
      for (const char* ending : {"", ".sha256", ".part"}) fs::remove(here / (line.substr(output + 4, line.find(' ', output + 4) - output - 4) + ending));
    const Said said = say(line, here);
    if (needs_a_cluster(example)) {
      EXPECT_NE(said.err, "");
      EXPECT_EQ(said.err.find("Try: tessera"), std::string::npos) << "the words themselves are wrong: " << said.err;
    } else {
      EXPECT_EQ(said.exit_code, 0) << line << "\n" << said.out << said.err;
    }
    fs::remove_all(here);
  }

  fs::path top_, folder_;
};

TEST_F(HelpExamples, EveryOneOfThemRuns) {
  const auto commands = list_commands();
  ASSERT_GE(commands.size(), 20u);
  for (const std::string& command : commands) {
    const auto examples = list_examples(command);
    EXPECT_FALSE(examples.empty()) << command;
    for (const std::string& example : examples) {
      SCOPED_TRACE(example);
      EXPECT_TRUE(example.starts_with("tessera " + command)) << "an example is of its own command";
      try_example(command, example);
    }
  }
}

}  // namespace
}  // namespace tessera
