// The program killed with -9, many times, wherever it is; see README.md.
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "base/errors.hpp"
#include "left_behind.hpp"
#include "results/batch_file.hpp"
#include "results/small_results.hpp"
#include "results/sweep_files.hpp"
#include "support/killing.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

using namespace test;
using testing::AnyOf;
using testing::HasSubstr;

int times(int standard, int longer) { return std::getenv("TESSERA_LONG") != nullptr ? longer : standard; }

class Kill : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    if (!can_watch()) GTEST_SKIP() << "no program may be watched here (ptrace)";
  }
  fs::path path(const std::string& name) const { return folder_.file(name); }
  void make(const std::vector<std::string>& words, int code = 0) const {
    const Said said = tell(words, folder_.path());
    EXPECT_EQ(said.exit_code, code) << said.out << said.err;
  }
  void kill_all_over(const Job& job, int kills, std::uint64_t seed) const {
    Killing killing(job, path("kills"), seed);
    if (!HasFailure()) killing.kill_times(kills);
    killing.print();
  }
  Folder folder_;
};

// ---- A run: three replicates, a flush, a checkpoint and a snapshot every few months.
std::vector<std::string> run_words(const std::string& more) {
  std::vector<std::string> words{"run", TESSERA_SOURCE_DIR "/scenarios/village.toml", "-o", "F.h5", "--months", "18", "--replicates", "3",
                                 "--threads", "2", "--checkpoint-every", "4", "--set", "results.snapshots_every_months=6",
                                 "--set", "results.measures=[\"coverage\",\"coverage_by_area\",\"volunteers\"]", "--quiet"};
  if (!more.empty()) words.push_back(more);
  return words;
}

// The months that a checkpoint says were there before it was written.
std::size_t months_of_checkpoint(const fs::path& folder, std::uint32_t replicate) {
  for (const char* ending : {"", ".previous"}) try {
      const std::string file = (folder / ("F.h5.part.checkpoint-" + std::to_string(replicate) + ending)).string();
      return static_cast<std::size_t>(ArrayFileReader(file, "checkpoint").read<std::int32_t>("world.month").at(0)) + 1;
    } catch (const FileError&) {
    }
  return 0;
}

// Of each snapshot that is there whole the recovered file has the ties.
void expect_snapshots(const fs::path& folder, const Results& part, const Results& whole) {
  for (std::uint32_t replicate = 0; replicate < whole.replicates(); ++replicate) {
    std::size_t there = 0;
    for (const std::string& name : list_beside(folder, "F.h5.part.agents-" + std::to_string(replicate) + "-")) there += name.ends_with(".snapshot");
    if (there == 0) continue;
    const std::string group = "/agents/point_0/replicate_" + std::to_string(replicate);
    EXPECT_EQ(part.read(group + "/snapshot").values.size(), there);
    const auto some = part.read(group + "/tie_trust_ab").values, all = whole.read(group + "/tie_trust_ab").values;
    ASSERT_LE(some.size(), all.size());
    EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin()));
  }
}

// forced: --force lets go of what an earlier call left, before anything new is there.
void check_run_left(const fs::path& folder, const std::vector<fs::path>& references, bool forced = false) {
  expect_known_names(folder, "F.h5");
  expect_whole_if_there(folder, "F.h5", references);
  if (!fs::exists(folder / "F.h5.part")) return;
  const Said shown = tell({"show", "F.h5.part"}, folder);
  if (shown.exit_code == 3) {
    EXPECT_THAT(shown.err, HasSubstr("nothing was written into it yet"));
    const bool done = fs::exists(folder / "F.h5") && list_differences(references.front().string(), (folder / "F.h5").string()).empty();
    EXPECT_TRUE(done || forced || months_of_checkpoint(folder, 0) == 0U) << "something was, and it is not in the whole file";
    return;
  }
  ASSERT_EQ(shown.exit_code, 0) << shown.err;
  const Said recovered = tell({"recover", "F.h5.part", "-o", "R.h5"}, folder);
  ASSERT_EQ(recovered.exit_code, 0) << recovered.out << recovered.err;
  EXPECT_EQ(tell({"verify", "R.h5"}, folder).exit_code, 0);
  const Results part = Results::open((folder / "R.h5").string()), whole = Results::open(references.front().string());
  for (std::uint32_t replicate = 0; replicate < whole.replicates(); ++replicate) {
    EXPECT_GE(count_months(part, 0, replicate), months_of_checkpoint(folder, replicate)) << "committed months of replicate " << replicate;
    expect_beginning(part, whole, 0, replicate);
  }
  expect_snapshots(folder, part, whole);
  EXPECT_THAT(list_beside(folder, "R.h5"), testing::ElementsAre("R.h5.sha256"));
}

TEST_F(Kill, RunsGoOnAsIfNothingHadBeen) {
  make(run_words(""));
  const fs::path reference = path("F.h5");
  kill_all_over({.name = "run", .words = run_words(""), .again = run_words("--resume"), .lay_out = [](const fs::path&) {},
                 .check_left = [&](const fs::path& folder) { check_run_left(folder, {reference}); },
                 .check_end = [&](const fs::path& folder) { expect_end(folder, "F.h5", reference); }},
                times(7, 200), 1);
}


// An older file stands at the name; --force replaces it in the end, not before.
TEST_F(Kill, WhatIsReplacedStaysWholeUntilThen) {
  std::vector<std::string> older = run_words("--seed");
  older.push_back("9");
  make(older);
  fs::rename(path("F.h5"), path("older.h5"));
  fs::rename(path("F.h5.sha256"), path("older.h5.sha256"));
  make(run_words(""));
  const fs::path reference = path("F.h5"), before = path("older.h5");
  const auto lay_out = [&](const fs::path& folder) {
    fs::copy_file(before, folder / "F.h5");
    std::ofstream(folder / "F.h5.sha256") << read_whole(path("older.h5.sha256"));
  };
  kill_all_over({.name = "run --force over a file", .words = run_words("--force"), .again = run_words("--force"), .lay_out = lay_out,
                 .check_left = [&](const fs::path& folder) {
                   EXPECT_TRUE(fs::exists(folder / "F.h5"));
                   check_run_left(folder, {reference, before}, true);
                 },
                 .check_end = [&](const fs::path& folder) { expect_end(folder, "F.h5", reference); }},
                times(2, 40), 2);
}

// ---- A sweep: 96 runs, some of which fail, in several batches.
std::string sweep_text() {
  std::string text = wide_experiment(12, "replicates = 4\n");
  return text.substr(0, text.find("[results]")) + "[results]\nevery_months = 1\n";
}
std::vector<std::string> sweep_words(const std::string& more) {
  std::vector<std::string> words{"experiment", "sweep.toml", "-o", "F.h5", "--threads", "2", "--quiet"};
  if (!more.empty()) words.push_back(more);
  return words;
}

// Runs in batches that are there whole; every batch with its last name is.
std::set<std::uint64_t> runs_committed(const fs::path& folder) {
  std::set<std::uint64_t> runs;
  const BatchShape shape = shape_of(read_sweep_part((folder / "F.h5.part").string()));
  for (const BatchFile& file : SweepFiles((folder / "F.h5").string(), "").list_batches()) {
    const Batch batch = read_batch(file.path, shape);
    runs.insert(batch.runs.begin(), batch.runs.end());
  }
  return runs;
}

void check_sweep_left(const fs::path& folder, const fs::path& reference) {
  expect_known_names(folder, "F.h5");
  expect_whole_if_there(folder, "F.h5", {reference});
  if (fs::exists(folder / "F.h5") || !fs::exists(folder / "F.h5.part")) return;
  const std::set<std::uint64_t> committed = runs_committed(folder);
  for (const char* command : {"show", "status"}) EXPECT_EQ(tell({command, "F.h5"}, folder).exit_code, 0) << command;
  const Said recovered = tell({"recover", "F.h5.part", "-o", "R.h5"}, folder);
  ASSERT_EQ(recovered.exit_code, 0) << recovered.out << recovered.err;
  EXPECT_EQ(tell({"verify", "R.h5"}, folder).exit_code, 0);
  const Results part = Results::open((folder / "R.h5").string()), whole = Results::open(reference.string());
  for (std::uint32_t point = 0; point < whole.points(); ++point)
    for (std::uint32_t replicate = 0; replicate < whole.replicates(); ++replicate) {
      const bool there = committed.contains(std::uint64_t{point} * whole.replicates() + replicate);
      EXPECT_EQ(part.status(point, replicate), there ? whole.status(point, replicate) : RunStatus::not_run);
      if (there) {
        EXPECT_EQ(part.state_hashes(point, replicate), whole.state_hashes(point, replicate));
      }
      expect_beginning(part, whole, point, replicate);
    }
  fs::remove(folder / "R.h5");
  fs::remove(folder / "R.h5.sha256");
  EXPECT_THAT(list_beside(folder, "R.h5"), testing::IsEmpty());
}

TEST_F(Kill, SweepsGoOnAsIfNothingHadBeen) {
  const auto lay_out = [](const fs::path& folder) { std::ofstream(folder / "sweep.toml") << sweep_text(); };
  lay_out(folder_.path());
  make(sweep_words(""), 4);
  const fs::path reference = path("F.h5");
  kill_all_over({.name = "experiment", .words = sweep_words(""), .again = sweep_words("--resume"), .usual_end = 4, .lay_out = lay_out,
                 .check_left = [&](const fs::path& folder) { check_sweep_left(folder, reference); },
                 .check_end = [&](const fs::path& folder) { expect_end(folder, "F.h5", reference); }},
                times(5, 140), 3);
}

// ---- Merges of three shards, whose measures are copied or stay where they are.
class KilledMerge : public Kill {
 protected:
  void SetUp() override {
    Kill::SetUp();
    if (IsSkipped()) return;
    std::ofstream(path("sweep.toml")) << wide_experiment(8);
    make({"experiment", "sweep.toml", "-o", "one.h5", "--quiet"}, 4);
    for (const std::string number : {"1", "2", "3"})
      EXPECT_THAT(tell({"experiment", "sweep.toml", "-o", "s.h5", "--shard", number + "/3", "--quiet"}, folder_.path()).exit_code, AnyOf(0, 4));
    for (const std::string& name : list_beside(folder_.path(), "s.shard-")) shards_[name] = read_whole(path(name));
    EXPECT_EQ(shards_.size(), 6U);
  }
  void lay_out(const fs::path& folder) const {
    for (const auto& [name, bytes] : shards_) std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  // Shards are what they were; the output is whole or not there.
  void check_left(const fs::path& folder) const {
    for (const auto& [name, bytes] : shards_) EXPECT_TRUE(read_whole(folder / name) == bytes) << name;
    expect_known_names(folder, "F.h5");
    if (fs::exists(folder / "F.h5")) check_merged(folder);
  }
  void check_merged(const fs::path& folder) const {
    const Said said = tell({"verify", "F.h5"}, folder);
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    EXPECT_EQ(Results::open((folder / "F.h5").string()).names("digest"), Results::open(path("one.h5")).names("digest"));
  }
  Job job(const std::string& name, const std::string& more) const {
    std::vector<std::string> words{"merge", "s.shard-2-of-3.h5", "s.shard-3-of-3.h5", "s.shard-1-of-3.h5", "-o", "F.h5"};
    if (!more.empty()) words.push_back(more);
    std::vector<std::string> again = words;
    again.push_back("--force");
    return {.name = name, .words = words, .again = again, .lay_out = [this](const fs::path& folder) { lay_out(folder); },
            .check_left = [this](const fs::path& folder) { check_left(folder); },
            .check_end = [this](const fs::path& folder) {
              check_left(folder);
              EXPECT_THAT(list_beside(folder, "F.h5"), testing::ElementsAre("F.h5.sha256"));
            }};
  }
  std::map<std::string, std::string> shards_;
};

TEST_F(KilledMerge, LeavesShardsAndNoHalfFile) { kill_all_over(job("merge", ""), times(4, 60), 4); }
TEST_F(KilledMerge, LeavesShardsAndNoHalfFileOfLinks) { kill_all_over(job("merge --virtual", "--virtual"), times(1, 30), 5); }

// ---- Recovering: what it reads stays, whenever it is killed.
TEST_F(Kill, RecoveringMayBeKilledToo) {
  std::vector<std::string> long_run = run_words("");
  const Watched killed = watch_program([&] { long_run.insert(long_run.begin(), TESSERA_PROGRAM); return long_run; }(), folder_.path(), {},
                                       Intervention{.counts = [](const FileCall& call) { return moment_of(call) == "checkpoint"; }, .number = 9});
  ASSERT_TRUE(killed.met);
  make({"recover", "F.h5.part", "-o", "once.h5"});
  std::map<std::string, std::string> left;
  for (const std::string& name : list_beside(folder_.path(), "F.h5")) left[name] = read_whole(path(name));
  const std::vector<std::string> words{"recover", "F.h5.part", "-o", "R.h5"};
  const auto check_left = [&](const fs::path& folder) {
    for (const auto& [name, bytes] : left) EXPECT_TRUE(read_whole(folder / name) == bytes) << name;
    expect_whole_if_there(folder, "R.h5", {path("once.h5")});
    expect_known_names(folder, "R.h5");
  };
  kill_all_over({.name = "recover", .words = words, .again = words,
                 .lay_out = [&](const fs::path& folder) {
                   for (const auto& [name, bytes] : left) std::ofstream(folder / name, std::ios::binary) << bytes;
                 },
                 .check_left = check_left,
                 .check_end = [&](const fs::path& folder) {
                   check_left(folder);
                   expect_end(folder, "R.h5", path("once.h5"));
                 }},
                times(1, 30), 6);
}
}  // namespace
}  // namespace tessera
