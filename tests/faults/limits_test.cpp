// Disks that are full or may not be written, and limits of file size, open files, memory and threads: a plain error with its
// exit code, or the right data; never a crash, and what was left goes on where there is room again.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "left_behind.hpp"
#include "results/small_results.hpp"
#include "small_disk.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

using namespace test;
using testing::AnyOf;
using testing::HasSubstr;

bool in_full() { return std::getenv("TESSERA_LONG") != nullptr; }

// What the program is asked to do, all in one folder, with the exit code of success.
struct Command {
  std::string name;
  std::vector<std::string> words;
  int usual_end = 0;
  std::string output;
};

class Limits : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    std::ofstream(path("e.toml")) << wide_experiment(4);
    for (const std::string number : {"1", "2"})
      EXPECT_THAT(tell({"experiment", "e.toml", "-o", "s.h5", "--shard", number + "/2", "--quiet"}, folder_.path()).exit_code, AnyOf(0, 4));
    for (const Command& command : commands("right/", "")) {
      const Said said = tell(command.words, folder_.path());
      EXPECT_EQ(said.exit_code, command.usual_end) << command.name << said.err;
    }
  }
  // `where`: the folder of outputs, with its slash. `more` goes to those that can go on.
  std::vector<Command> commands(const std::string& where, const std::string& more) const {
    const std::string from = "right/";
    std::vector<Command> list{
        {"run", {"run", TESSERA_SOURCE_DIR "/scenarios/village.toml", "-o", where + "run.h5", "--months", "12", "--replicates", "2", "--threads", "2",
                 "--checkpoint-every", "4", "--set", "results.snapshots_every_months=6", "--quiet"}, 0, "run.h5"},
        {"experiment", {"experiment", "e.toml", "-o", where + "sweep.h5", "--threads", "2", "--quiet"}, 4, "sweep.h5"},
        {"merge", {"merge", "s.shard-1-of-2.h5", "s.shard-2-of-2.h5", "-o", where + "merged.h5"}, 0, "merged.h5"},
        {"report", {"report", from + "run.h5", "-o", where + "run.html", "--quiet"}, 0, "run.html"},
        {"export", {"export", from + "run.h5", "--what", "measures", "-o", where + "run.csv", "--quiet"}, 0, "run.csv"}};
    if (!more.empty())
      for (std::size_t k : {0, 1}) list[k].words.push_back(more);
    return list;
  }
  std::string path(const std::string& name) const { return folder_.file(name); }
  bool is_right(const Command& command, const std::string& where) const {
    const std::string made = path(where + command.output), right = path("right/" + command.output);
    if (command.output.ends_with(".csv")) return read_whole(made) == read_whole(right);
    if (command.output.ends_with(".html")) return fs::file_size(made) > 100'000 && read_whole(made).ends_with("</html>\n");
    return tell({"verify", made}, folder_.path()).exit_code == 0 && list_differences(right, made).empty();
  }
  // An error that says what, or the right data.
  void expect_error_or_right(const Command& command, const Said& said, const std::string& where) const {
    if (said.exit_code == command.usual_end) {
      EXPECT_TRUE(is_right(command, where)) << command.name;
      return;
    }
    EXPECT_EQ(said.exit_code, 3) << command.name << ": " << said.out << said.err;
    EXPECT_GT(said.err.size(), 10U) << command.name;
    if (fs::exists(path(where + command.output))) {
      EXPECT_TRUE(is_right(command, where)) << command.name;
    }
  }
  Said tell_limited(const std::string& limit, const Command& command) const {
    std::vector<std::string> words{"prlimit", limit, TESSERA_PROGRAM};
    words.insert(words.end(), command.words.begin(), command.words.end());
    return run_command(words, folder_.path(), {"OMP_WAIT_POLICY=passive"});
  }
  // Under each limit in turn; then without, to its right end.
  void try_limits(const std::string& name, const std::vector<std::uint64_t>& limits) const {
    std::map<std::string, std::pair<int, int>> figures;  // told, done
    for (const std::uint64_t limit : limits) {
      fs::remove_all(path("here"));
      fs::create_directory(path("here"));
      for (const Command& command : commands("here/", "")) {
        SCOPED_TRACE(name + std::to_string(limit) + " " + command.name);
        const Said said = tell_limited(name + std::to_string(limit), command);
        if (said.exit_code == 127 && said.err.find("shared libraries") != std::string::npos) continue;  // it was never begun
        expect_error_or_right(command, said, "here/");
        ++(said.exit_code == 3 ? figures[command.name].first : figures[command.name].second);
      }
      for (const Command& command : commands("here/", "--resume")) {
        if (fs::exists(path("here/" + command.output)) && command.name == "merge") continue;
        const Said said = tell(command.words, folder_.path());
        EXPECT_EQ(said.exit_code, command.usual_end) << name << limit << " " << command.name << ": " << said.err;
        EXPECT_TRUE(is_right(command, "here/")) << name << limit << " " << command.name;
      }
      if (HasFailure()) break;
    }
    for (const auto& [command, counts] : figures)
      std::printf("%s %-11s %3d told, %3d done all the same\n", name.c_str(), command.c_str(), counts.first, counts.second);
  }
  Folder folder_;
};


std::vector<std::uint64_t> every(std::uint64_t first, std::uint64_t last, std::size_t count) {
  std::vector<std::uint64_t> values;
  for (std::size_t k = 0; k < count; ++k) values.push_back(first + (last - first) * k / (count - 1));
  return values;
}

TEST_F(Limits, OfFileSize) { try_limits("--fsize=", every(1000, 400'000, in_full() ? 40 : 3)); }
TEST_F(Limits, OfOpenFiles) { try_limits("--nofile=", every(4, 12, in_full() ? 9 : 3)); }
TEST_F(Limits, OfMemory) { try_limits("--as=", every(100'000'000, 600'000'000, in_full() ? 40 : 3)); }

TEST_F(Limits, OfThreads) {
  if (tell_limited("--as=2000000000", {"run", {"--version"}, 0, ""}).exit_code != 0) GTEST_SKIP() << "no prlimit here";
  Command run = commands("here/", "")[0];
  *(std::find(run.words.begin(), run.words.end(), "--threads") + 1) = "4000";
  const Said said = tell_limited("--as=3000000000", run);  // stacks of 4000 threads do not fit
  EXPECT_EQ(said.exit_code, 3) << said.out << said.err;
  EXPECT_THAT(said.err, HasSubstr("--threads"));
}

TEST_F(Limits, FullDisks) {
  for (const std::string size : {"size=20k", "size=300k", "size=900k", "nr_inodes=3", "nr_inodes=6"}) {
    const SmallDisk disk(path("disk"), size);
    if (!disk.is_there()) GTEST_SKIP() << "no small disk can be mounted here";
    for (const Command& command : commands("disk/", "")) {
      SCOPED_TRACE(size);
      expect_error_or_right(command, tell(command.words, folder_.path()), "disk/");
    }
    ASSERT_TRUE(disk.change("size=60m,nr_inodes=1000"));
    for (const Command& command : commands("disk/", "--resume")) {
      if (command.name == "merge" && fs::exists(path("disk/merged.h5"))) continue;
      const Said said = tell(command.words, folder_.path());
      EXPECT_EQ(said.exit_code, command.usual_end) << size << " " << command.name << ": " << said.err;
      EXPECT_TRUE(is_right(command, "disk/")) << size << " " << command.name;
    }
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator(path("disk"))) files += entry.is_regular_file();
    EXPECT_EQ(files, 8U) << "three results with digests, a page and a table";
  }
}

TEST_F(Limits, AFolderThatMayNotBeWritten) {
  const SmallDisk disk(path("disk"), "size=60m");
  if (!disk.is_there()) GTEST_SKIP() << "no small disk can be mounted here";
  fs::copy_file(path("right/run.h5"), path("disk/old.h5"));
  fs::copy_file(path("right/run.h5.sha256"), path("disk/old.h5.sha256"));
  ASSERT_TRUE(disk.forbid_writing(true));
  for (const Command& command : commands("disk/", "")) {
    const Said said = tell(command.words, folder_.path());
    EXPECT_EQ(said.exit_code, 3) << command.name << said.out;
    EXPECT_THAT(said.err, HasSubstr("disk/" + command.output)) << command.name;
  }
  for (const char* command : {"verify", "show"}) EXPECT_EQ(tell({command, "disk/old.h5"}, folder_.path()).exit_code, 0) << "reading needs no right to write";
  EXPECT_EQ(tell({"report", "disk/old.h5", "-o", "page.html", "--quiet"}, folder_.path()).exit_code, 0);
}
}  // namespace
}  // namespace tessera
