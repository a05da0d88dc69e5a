// Short forms of what tests/run.sh --long does with sanitizers and checkers. Each script first shows that its tool finds a fault.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "support/commands.hpp"

namespace tessera {
namespace {

const std::string scripts = TESSERA_SOURCE_DIR "/tests/sanitizers/";

void expect_clean(const std::vector<std::string>& words) {
  const Said said = run_command(words);
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
}

// A year, its files read back, a replay and an experiment in the long form.
TEST(Memcheck, ARunOfTheVillageIsClean) {
  if (!std::filesystem::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
  expect_clean({"bash", scripts + "memcheck.sh", TESSERA_PROGRAM, std::getenv("TESSERA_LONG") != nullptr ? "12" : "1"});
}

TEST(Races, ParallelLoopsHaveNone) { expect_clean({"bash", scripts + "races.sh", "short"}); }

TEST(Cppcheck, FindsNothingInSimAndAnalysis) { expect_clean({"bash", scripts + "cppcheck.sh"}); }

// Where processes, descriptors and threads are made.
TEST(Tidy, FindsNothingWhereProcessesAreMade) {
  expect_clean({"bash", scripts + "tidy.sh", "2", "only", "sim/base/process.cpp", "sim/results/limited_child.cpp"});
}

}  // namespace
}  // namespace tessera
