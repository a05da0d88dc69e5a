// The list of faults does not rot; in the long form each is seeded, and the tests catch them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string script = TESSERA_SOURCE_DIR "/tests/mutations/mutate.py";

TEST(Mutations, AllTwentyStillApply) {
  const Said said = run_command({"python3", script, "check"});
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  EXPECT_THAT(said.out, HasSubstr("all 20 faults apply"));
}

// A tree in which one line has changed.
TEST(Mutations, TwinAFaultThatNoLongerAppliesIsFound) {
  const fs::path tree = fs::temp_directory_path() / ("tessera_mutations_" + std::to_string(getpid()));
  fs::create_directories(tree / "tests");
  fs::copy(TESSERA_SOURCE_DIR "/tests/mutations", tree / "tests/mutations");
  fs::copy(TESSERA_SOURCE_DIR "/sim", tree / "sim", fs::copy_options::recursive);
  std::string text = read_whole(tree / "sim/mechanisms/trust.cpp");
  text.replace(text.find("parameters.negativity"), 21, "parameters.harshness");
  std::ofstream(tree / "sim/mechanisms/trust.cpp") << text;
  const Said said = run_command({"python3", (tree / "tests/mutations/mutate.py").string(), "check"});
  fs::remove_all(tree);
  EXPECT_EQ(said.exit_code, 1) << said.out;
  EXPECT_THAT(said.out, HasSubstr("trust_forgives: `from` stands 0 times"));
}

TEST(Mutations, NineteenOfTwentyAreCaught) {
  if (std::getenv("TESSERA_LONG") == nullptr) GTEST_SKIP() << "TESSERA_LONG=1 builds and tests the program twenty times";
  const Said said = run_command({"python3", script, "run"});
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  std::cout << said.out;
}

}  // namespace
}  // namespace tessera
