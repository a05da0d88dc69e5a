// What writers of sweeps leave behind when they die, and how others go on with it.
#include "results/sweep_store.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "results/read.hpp"
#include "results/sweep_files.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

// 2 points x 3 replicates of an experiment without factors but with two variants; 2 months kept of 5.
class Store : public testing::Test {
 protected:
  Store() : run(path, 3, 4) {
    sweep.name = "known";
    sweep.variants = {{"one", "tessera = 1\n"}, {"other", "tessera = 1\n"}};
    sweep.replicates.fixed = 3;
    sweep.months = 4;
    sweep.every_months = 4;
    sweep.measures = {"need_met"};
    run.description.points = 2;
  }
  SweepDescription describe(const std::string& writer, bool resume = true) const {
    SweepDescription description{.output = path, .layout = describe_layout(run.description), .sweep = sweep, .writer = writer, .resume = resume};
    description.layout.every_months = 4;
    description.layout.single_precision = true;
    description.layout.experiment = to_text(sweep);
    return description;
  }
  // A known run, as any writer would compute it.
  Batch batch_of(std::uint64_t number, std::uint64_t salt = 0) const {
    Batch batch;
    batch.runs = {number};
    batch.records = {{RunStatus::complete, 5, 0.5, ""}};
    for (std::size_t k = 0; k < 2 * run.width(); ++k) batch.rows.push_back(static_cast<double>(number * 1000 + k));
    batch.hashes = {number + 1 + salt, number + 2};
    batch.traces.resize(5);
    return batch;
  }
  void keep(SweepStore& store, std::initializer_list<std::uint64_t> runs) const {
    for (const std::uint64_t number : runs) store.keep(batch_of(number));
    store.flush();
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder.path())) found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
  }
  std::string part(const std::string& what) const { return path + ".part" + what; }
  void finish_all(const std::string& writer) const {
    SweepStore store(describe(writer));
    for (std::uint64_t number = 0; number < 6; ++number)
      if (!store.is_done(number)) store.keep(batch_of(number));
    store.finish();
  }
  void expect_whole_and_alone() const {
    EXPECT_EQ(names(), (std::vector<std::string>{"F.h5", "F.h5.sha256"}));
    const Results results = Results::open(path);
    for (std::uint32_t point = 0; point < 2; ++point)
      for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
        EXPECT_EQ(results.status(point, replicate), RunStatus::complete);
        EXPECT_EQ(results.state_hashes(point, replicate)[0], point * 3 + replicate + 1);
      }
  }

  test::Folder folder;
  std::string path = folder.file("F.h5");
  test::SmallRun run;
  Sweep sweep;
};

TEST_F(Store, BatchesOfADeadWriterAreTakenOver) {
  { SweepStore dead(describe("a", false)); keep(dead, {4, 1}); keep(dead, {0}); }
  SweepStore store(describe("b"));
  EXPECT_EQ(store.done(), 3U);
  EXPECT_TRUE(store.is_done(4) && store.is_done(1) && store.is_done(0) && !store.is_done(2));
  keep(store, {2, 3, 5});
  store.finish();
  expect_whole_and_alone();
}

TEST_F(Store, DamagedBatchesAreRunAgainAndHalfWrittenOnesAreNone) {
  { SweepStore dead(describe("a", false)); keep(dead, {0, 1}); keep(dead, {2, 3}); keep(dead, {4}); }
  fs::resize_file(part(".batch-a-000000"), fs::file_size(part(".batch-a-000000")) - 9);
  std::fstream flipped(part(".batch-a-000001"), std::ios::in | std::ios::out | std::ios::binary);
  flipped.seekp(300);
  flipped.put('\x7f');
  flipped.close();
  fs::copy_file(part(".batch-a-000002"), part(".batch-a-000003.new"));
  fs::rename(part(".batch-a-000002"), part(".batch-a-000004.new"));
  SweepStore store(describe("a"));
  EXPECT_EQ(store.done(), 0U);
  for (std::uint64_t number = 0; number < 6; ++number) store.keep(batch_of(number));
  store.finish();
  expect_whole_and_alone();
}

TEST_F(Store, BatchesOfAnotherExperimentAreNotTaken) {
  { SweepStore orphan(describe("a", false)); keep(orphan, {0, 1, 2}); }
  fs::remove(part(""));  // as when its first copy finished, and the file went elsewhere
  sweep.design_seed = 2;
  SweepStore store(describe("b", false));
  EXPECT_EQ(store.done(), 0U);
}

TEST_F(Store, TwoWritersLeaveOneFile) {
  SweepStore a(describe("a", false)), b(describe("b"));
  keep(a, {0, 1, 2, 3});
  keep(b, {5, 4, 3, 2, 1, 0});
  EXPECT_THROW(SweepStore(describe("a")), FileError) << "a lives";
  keep(a, {4, 5});
  a.finish();
  const auto digest = read_bytes(path + ".sha256");
  b.finish();
  expect_whole_and_alone();
  EXPECT_EQ(read_bytes(path + ".sha256"), digest);
}

TEST_F(Store, AWriterThatEndsAfterTheOtherWantsNothingBack) {
  SweepStore a(describe("a", false)), b(describe("b"));
  keep(b, {0, 1, 2});
  for (std::uint64_t number = 0; number < 6; ++number) a.keep(batch_of(number));
  a.finish();
  keep(b, {3, 4, 5});  // its first batch went with a's
  b.finish();
  expect_whole_and_alone();
}

TEST_F(Store, TheSameRunTwiceAndNotTheSameIsRefused) {
  { SweepStore a(describe("a", false)); keep(a, {0, 1, 2, 3, 4, 5}); }
  SweepStore b(describe("b"));
  b.keep(batch_of(3, 1));
  EXPECT_THROW(b.finish(), InputError);
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(fs::exists(part(".batch-a-000000"))) << "nothing is lost";
  EXPECT_FALSE(fs::exists(part(".whole-b")));
}

TEST_F(Store, WhatIsInTheWayStays) {
  finish_all("a");
  EXPECT_THROW(SweepStore(describe("a", false)), InputError);
  SweepStore(describe("a")).finish();
  expect_whole_and_alone();
  sweep.design_seed = 2;
  EXPECT_THROW(SweepStore(describe("a")), InputError) << "of another experiment";
  EXPECT_EQ(names(), (std::vector<std::string>{"F.h5", "F.h5.sha256"})) << "a refusal leaves nothing behind";
}

TEST_F(Store, WhoBeginsAnewStillHoldsItsRight) {
  { SweepStore dead(describe("a", false)); keep(dead, {0}); }
  SweepDescription anew = describe("a");
  anew.replace = true;
  SweepStore store(anew);
  EXPECT_EQ(store.done(), 0U);
  EXPECT_THROW(SweepStore(describe("a")), FileError) << "a second of that name would write the same batches";
}

TEST_F(Store, ARunOnItsWayIsFoundByAnyWriter) {
  {
    SweepStore dead(describe("a", false));
    Batch so_far = batch_of(4);
    so_far.records = {{RunStatus::running, 3, 0.5, ""}};
    std::ofstream(dead.checkpoint_path(4)) << "world";
    dead.keep_unfinished(so_far);
  }
  const SweepStore store(describe("b"));
  EXPECT_EQ(store.done(), 0U);
  const auto found = store.find_unfinished(4);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->batch.records[0].months, 3);
  EXPECT_EQ(found->checkpoint, part(".run-4-a.checkpoint"));
  EXPECT_FALSE(store.find_unfinished(3).has_value());
}

TEST_F(Store, RecoveryMakesAFileOfWhatIsThere) {
  { SweepStore dead(describe("a", false)); keep(dead, {0, 4}); }
  EXPECT_TRUE(is_sweep_part(part("")));
  const SweepLeftOver left = describe_sweep_left_over(part(""));
  EXPECT_EQ(left.records[4].status, RunStatus::complete);
  EXPECT_EQ(left.records[1].status, RunStatus::not_run);
  recover_sweep(part(""), folder.file("R.h5"));
  const Results results = Results::open(folder.file("R.h5"));
  EXPECT_EQ(results.status(1, 1), RunStatus::complete);
  EXPECT_EQ(results.status(1, 2), RunStatus::not_run);
  EXPECT_TRUE(std::isnan(results.measure_at("need_met", 1).back()));
  EXPECT_TRUE(fs::exists(part(".batch-a-000000"))) << "what was left stays";
}

}  // namespace
}  // namespace tessera
