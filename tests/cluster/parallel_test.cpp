// The documented way for every other scheduler: shards by number, and a merge at the end. Here GNU parallel deals them out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/same_data.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

TEST(OtherSchedulers, GnuParallelSharesOutWhatOneCallDoes) {
  if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
  if (run_command({"parallel", "--version"}).out.find("GNU parallel") == std::string::npos) GTEST_SKIP() << "GNU parallel is not here";
  const fs::path folder = fs::temp_directory_path() / ("tessera_parallel_" + std::to_string(getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "x.toml") << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = 7\n"
                                      "[[factor]]\npath = \"needs.incidence_scale\"\nvalues = [0.5, 1]\n";
  const std::string program = TESSERA_PROGRAM;
  Said said = run_command({program, "experiment", "x.toml", "-o", "one_call.h5", "--quiet"}, folder);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  std::vector<std::string> shards{"parallel", "--jobs", "3", program, "experiment", "x.toml", "-o", "x.h5", "--threads", "1", "--resume",
                                  "--quiet", "--shard", "{}/5", ":::", "1", "2", "4", "5"};
  said = run_command(shards, folder);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  const auto merge = [&] {
    return run_command({"sh", "-c", "exec \"$0\" merge x.shard-*-of-5.h5 -o x.h5", program}, folder);
  };
  said = merge();
  EXPECT_EQ(said.exit_code, 1) << "shard 3 is missing";
  EXPECT_NE((said.out + said.err).find("3"), std::string::npos);
  EXPECT_NE(run_command({program, "status", "x.h5"}, folder).out.find("missing  1 (3)"), std::string::npos);
  shards.insert(shards.end() - 2, "3");
  said = run_command(shards, folder);
  EXPECT_EQ(said.exit_code, 0) << "what is whole is left as it is: " << said.err;
  said = merge();
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(test::list_differences((folder / "one_call.h5").string(), (folder / "x.h5").string()), testing::IsEmpty());
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tessera
