// The tours of README.md, run as they are written there: fences that begin with ```sh NAME, and files that begin with
// ```toml FILE. A command whose comment says "ends with 1" ends with 1, every other with 0.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "results/read.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path tree{TESSERA_SOURCE_DIR};
const fs::path build = fs::path(TESSERA_PROGRAM).parent_path();
// The system's Python has Debian's packages; another one may come before it in PATH.
const std::vector<std::string> environment{"PATH=/usr/bin:" + std::string(std::getenv("PATH")), "CCACHE_BASEDIR=" + tree.string(),
                                           "CCACHE_NOHASHDIR=1"};

// The lines of all fences that begin so, in order.
std::vector<std::string> fence(const std::string& begin) {
  std::ifstream readme(tree / "README.md");
  std::vector<std::string> lines;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (inside && line.starts_with("```")) inside = false;
    else if (inside) lines.push_back(line);
    else inside = line == "```" + begin;
  }
  return lines;
}

int promised_code(const std::string& command) {
  const std::size_t at = command.find("# ends with ");
  return at == std::string::npos ? 0 : std::stoi(command.substr(at + 12));
}

class Tour : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    if (!fs::exists(build / "page/page.html") || fs::file_size(build / "page/page.html") == 0)
      GTEST_SKIP() << "this build has no report page: there was no npm";
    folder_ = fs::temp_directory_path() / ("tessera_tour_" + std::to_string(getpid()));
    fs::create_directories(folder_ / "results");
    fs::create_directory_symlink(build, folder_ / "build");
    for (const char* name : {"scenarios", "analysis"}) fs::create_directory_symlink(tree / name, folder_ / name);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // What each command of the tour said.
  std::vector<std::string> take(const std::string& tour) {
    std::vector<std::string> said;
    for (const std::string& command : fence("sh " + tour)) {
      const Said one = run_command({"bash", "-c", command}, folder_, environment);
      EXPECT_EQ(one.exit_code, promised_code(command)) << command << "\n" << one.out << one.err;
      said.push_back(one.out + one.err);
    }
    return said;
  }

  fs::path folder_;
};

TEST(ToursOfTheReadme, AreFoundAndKept) {
  for (const auto& [tour, commands] : {std::pair{"policies", 5u}, {"research", 7u}, {"more_research", 4u}, {"cluster", 7u}})
    EXPECT_GE(fence(std::string("sh ") + tour).size(), commands) << tour;
  EXPECT_GT(fence("toml mine.toml").size(), 8u);
  EXPECT_TRUE(fence("sh nothing").empty());
  EXPECT_EQ(promised_code("x  # ends with 1: why"), 1);
}

TEST_F(Tour, FromAQuestionToAPage) {
  std::ofstream file(folder_ / "mine.toml");
  for (const std::string& line : fence("toml mine.toml")) file << line << "\n";
  file.close();
  const auto said = take("policies");
  ASSERT_GE(said.size(), 5u);
  EXPECT_THAT(said[0], HasSubstr("facilitation"));
  EXPECT_THAT(said[1], HasSubstr("ok"));
  EXPECT_THAT(said[3], testing::AllOf(HasSubstr("volunteer_centre"), HasSubstr("In short, against 'as_it_is'")));
  EXPECT_GT(fs::file_size(folder_ / "results/mine.html"), 100'000u);
}

TEST_F(Tour, ShardsOnOneMachine) {
  const auto said = take("cluster");
  ASSERT_GE(said.size(), 7u);
  EXPECT_THAT(said[5], HasSubstr("bit-identical"));
  EXPECT_GT(fs::file_size(folder_ / "results/aid.html"), 100'000u);
}

TEST_F(Tour, WhatAResearcherAsks) {
  const auto said = take("more_research");
  ASSERT_GE(said.size(), 4u);
  EXPECT_THAT(said[1], HasSubstr("trust.prior_mean"));
}

// Changes a mechanism of this very tree, in a layer above it that goes with the test, and compiles it anew.
TEST_F(Tour, ChangeOneMechanism) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the tour is of an ordinary build";
#endif
  if (build != tree / "build" || !fs::exists(build / "tests/mechanisms_tests")) GTEST_SKIP() << "the tour is of build/ with its tests";
  const std::vector<std::string> commands = fence("sh research");
  std::ofstream file(folder_ / "commands");
  for (const std::string& command : commands) file << command << "\n";
  file << "cp results/difference.png results/after.h5 " << folder_.string() << "\ngit diff --stat\n";
  file.close();
  const std::string before = read_whole(tree / "sim/mechanisms/trust.cpp");
  const Said laid = run_command({"bash", (tree / "tests/tours/over_the_tree.sh").string(), tree.string(), (folder_ / "commands").string(), folder_.string()},
                                folder_, environment);
  EXPECT_EQ(read_whole(tree / "sim/mechanisms/trust.cpp"), before) << "the tree itself stays as it is";
  if (laid.exit_code == 77 || laid.err.find("unshare failed") != std::string::npos) GTEST_SKIP() << "no layer can be laid above a folder here";
  ASSERT_EQ(laid.exit_code, 0) << laid.err;
  std::vector<std::string> said;
  for (std::size_t k = 0; k < commands.size(); ++k) {
    said.push_back(read_whole(folder_ / (std::to_string(k) + ".out")));
    EXPECT_EQ(std::stoi("0" + read_whole(folder_ / (std::to_string(k) + ".code"))), promised_code(commands[k])) << commands[k] << "\n" << said.back();
  }
  const auto of = [&](const std::string& part, std::size_t nth) {
    for (std::size_t k = 0; k < commands.size(); ++k)
      if (commands[k].find(part) != std::string::npos && nth-- == 0) return said[k];
    return std::string();
  };
  EXPECT_THAT(of("tessera replay", 0), HasSubstr("bit-identical"));
  EXPECT_THAT(of("mechanisms_tests --gtest", 0), HasSubstr("[  FAILED  ] Trust."));
  EXPECT_THAT(of("tessera replay", 1), HasSubstr("trust"));
  EXPECT_THAT(of("two_builds", 0), HasSubstr("trust_in_partnerships -")) << "what is remembered longer lowers trust";
  EXPECT_GT(fs::file_size(folder_ / "difference.png"), 10'000u);
}

}  // namespace
}  // namespace tessera
