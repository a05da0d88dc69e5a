// The comparison of two programs in pairs: what it prints and refuses, never a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/commands.hpp"
#include "support/folder.hpp"

namespace tessera {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Compare : public testing::Test {
 protected:
  Said compare(std::vector<std::string> words) const {
    words.insert(words.begin(), {"bash", TESSERA_SOURCE_DIR "/tests/benchmarks/compare.sh"});
    return run_command(words, folder_.path());
  }
  // The built program with more words behind those it is given.
  std::string program_with(const std::string& more) const {
    const std::string path = folder_.file("changed");
    std::ofstream(path) << "#!/bin/sh\nexec " TESSERA_PROGRAM " \"$@\" " << more << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
  }
  const std::vector<std::string> run_{"--pairs", "2", "--", "scenarios/village.toml", "--months", "3", "--replicates", "1"};
  std::vector<std::string> words(const std::string& other) const {
    std::vector<std::string> all{TESSERA_PROGRAM, other};
    all.insert(all.end(), run_.begin(), run_.end());
    return all;
  }
  test::Folder folder_;
};

TEST_F(Compare, RunsInPairsAndFindsTheSameStates) {
  const Said said = compare(words(TESSERA_PROGRAM));
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, AllOf(HasSubstr("other/one"), HasSubstr("in 2 pairs)"), HasSubstr("states: the same in every month")));
}

TEST_F(Compare, SaysThatTheWorkWasNotTheSame) {
  const Said said = compare(words(program_with("--seed 8")));
  EXPECT_EQ(said.exit_code, 1) << said.err;
  EXPECT_THAT(said.out, HasSubstr("states: not the same"));
}

TEST_F(Compare, RefusesWhatIsNoProgramNorCommit) {
  for (const auto& [words, what] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{TESSERA_PROGRAM}, "Two commits or programs"},
           {{TESSERA_PROGRAM, "no-such-commit"}, "no-such-commit is no program and no commit"},
           {{TESSERA_PROGRAM, TESSERA_PROGRAM, "--pairs", "0"}, "--pairs needs a whole number"},
           {{TESSERA_PROGRAM, TESSERA_PROGRAM, "--", "nowhere.toml"}, "nowhere.toml: no such file"}}) {
    const Said said = compare(words);
    EXPECT_EQ(said.exit_code, 2) << said.out;
    EXPECT_THAT(said.err, HasSubstr(what));
  }
}

}  // namespace
}  // namespace tessera
