// The same experiment in one call, in shards, on any number of threads, by any way: the same data.
#include "run/sweep_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "base/statistics/intervals.hpp"
#include "results/read.hpp"
#include "results/small_results.hpp"
#include "run/merge_shards.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"
#include "support/same_data.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::ThrowsMessage;

class Sweeps : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_.file(name); }
  Sweep plan(const std::string& text) const {
    std::ofstream(file("experiment.toml")) << text;
    return plan_sweep(read_experiment(file("experiment.toml")));
  }
  SweepSummary run(const Sweep& sweep, const std::string& name, Shard shard = {}, int threads = 2, bool resume = false) const {
    return run_sweep(sweep, {.output = file(name), .command_line = "tessera experiment", .threads = threads, .shard = shard, .resume = resume});
  }
  // Shards in an order that is none, then one file.
  MergeSummary merge(const std::string& name, const std::vector<std::string>& shards, MergeOptions options = {}) const {
    options.output = file(name);
    for (const std::string& shard : shards) options.shards.push_back(file(shard));
    return merge_shards(options);
  }
  std::vector<std::string> run_shards(const Sweep& sweep, std::uint32_t count) const {
    std::vector<std::string> names;
    for (std::uint32_t k = 0; k < count; ++k) {
      const Shard shard{(k * 5) % count + 1, count};
      run(sweep, "s.h5", shard);
      names.push_back(std::filesystem::path(name_shard("s.h5", shard)).filename());
    }
    return names;
  }
  std::vector<std::string> unlike(const std::string& one, const std::string& other) const {
    return test::list_differences(file(one), file(other));
  }
  test::Folder folder_;
};

TEST_F(Sweeps, SevenShardsInAnyOrderAreOneCall) {
  const Sweep sweep = plan(test::wide_experiment());
  const SweepSummary one = run(sweep, "one.h5");
  EXPECT_EQ(one.complete + one.failed, 48U);
  EXPECT_GT(one.failed, 4U);
  EXPECT_GT(one.complete, 20U);
  const auto shards = run_shards(sweep, 7);
  const MergeSummary merged = merge("merged.h5", shards);
  EXPECT_TRUE(merged.written);
  EXPECT_EQ(merged.complete, one.complete);
  EXPECT_EQ(merged.failed, one.failed);
  EXPECT_THAT(unlike("one.h5", "merged.h5"), IsEmpty());

  auto others = shards;
  std::reverse(others.begin(), others.end());
  others.push_back(others[2]);  // twice the same is once
  others.push_back("one.h5");
  merge("again.h5", others, {.compressed = false});
  EXPECT_THAT(unlike("again.h5", "merged.h5"), IsEmpty());
  EXPECT_LT(std::filesystem::file_size(file("merged.h5")), std::filesystem::file_size(file("again.h5")));
}

TEST_F(Sweeps, TheComparerSeesOneChangedValue) {
  const Sweep sweep = plan(test::wide_experiment(2, "replicates = 1\n"));
  run(sweep, "one.h5");
  std::filesystem::copy_file(file("one.h5"), file("other.h5"));
  EXPECT_THAT(unlike("one.h5", "other.h5"), IsEmpty());
  test::change_one_value(file("other.h5"), "trace");
  EXPECT_THAT(unlike("one.h5", "other.h5"), ElementsAre("trace"));
  test::change_one_value(file("other.h5"), "trust.weight");
  EXPECT_THAT(unlike("one.h5", "other.h5"), ElementsAre("trace", "trust.weight"));
  run(plan(test::wide_experiment(2, "replicates = 2\n")), "two.h5");
  EXPECT_THAT(unlike("one.h5", "two.h5"), Contains("coverage"));
}

TEST_F(Sweeps, ThreadsChangeNothing) {
  const Sweep sweep = plan(test::wide_experiment(4));
  run(sweep, "t1.h5", {}, 1);
  for (const int threads : {2, 7}) {
    const std::string name = "t" + std::to_string(threads) + ".h5";
    run(sweep, name, {}, threads);
    EXPECT_THAT(unlike("t1.h5", name), IsEmpty()) << threads;
  }
}

TEST_F(Sweeps, BranchesAreRunsFromMonthZero) {
  const SweepSummary straight = run(plan(test::wide_experiment(6)), "straight.h5");
  const SweepSummary branched = run(plan(test::wide_experiment(6, "replicates = 3\nbranch_month = 7\n")), "branched.h5");
  EXPECT_EQ(straight.shared_months, 0U);
  EXPECT_GT(branched.shared_months, 30U);
  // The text of the experiment differs, and with it the digests; no number does.
  EXPECT_THAT(unlike("straight.h5", "branched.h5"), ElementsAre(".@experiment"));
}

TEST_F(Sweeps, APointRunAloneIsTheSameWorld) {
  const Sweep sweep = plan(test::wide_experiment(8, "replicates = 2\n"));
  run(sweep, "sweep.h5");
  const Results results = Results::open(file("sweep.h5"));
  int compared = 0;
  for (std::uint32_t point = 0; point < results.points(); point += 3) {
    if (results.status(point, 1) != RunStatus::complete) continue;
    Scenario scenario = SweepPoints(sweep).scenario(point);
    scenario.parameters.run.replicates = 2;
    std::ofstream(file("point.toml")) << write_scenario(scenario);
    const Scenario read = read_scenario(file("point.toml"));
    const std::string alone = file("alone" + std::to_string(point) + ".h5");
    RunOptions options;
    options.output = alone;
    run_scenario(read, options);
    const auto every = Results::open(alone).state_hashes(0, 1), kept = results.state_hashes(point, 1);
    const auto months = results.kept_months();
    for (std::size_t k = 0; k < months.size(); ++k)
      EXPECT_EQ(kept[k], static_cast<std::size_t>(months[k]) < every.size() ? every[static_cast<std::size_t>(months[k])] : 0) << point;
    ++compared;
  }
  EXPECT_GT(compared, 3);
}

TEST_F(Sweeps, WhatFailsIsRecordedAndShorterRunsArePadded) {
  const Sweep sweep = plan(test::wide_experiment());
  const SweepSummary summary = run(sweep, "f.h5");
  EXPECT_THAT(summary.failures.at(0).message, HasSubstr("near_share"));
  const Results results = Results::open(file("f.h5"));
  const auto near = results.factor_values("partner_search.near_share"), months = results.factor_values("run.months");
  const auto met = results.factor_values("partner_search.acquaintance_share");
  for (std::uint32_t point = 0; point < results.points(); ++point)
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
      const bool fails = near[point] + met[point] > 1.0 + 1e-9;
      ASSERT_EQ(results.status(point, replicate), fails ? RunStatus::failed : RunStatus::complete) << point;
      EXPECT_EQ(results.message(point, replicate).empty(), !fails);
      const auto volunteers = results.measure_at("volunteers", point);
      const auto kept = results.kept_months();
      for (std::size_t k = 0; k < kept.size(); ++k)
        EXPECT_EQ(std::isnan(volunteers[replicate * kept.size() + k]), fails || kept[k] > months[point]) << point << " month " << kept[k];
    }
}

TEST_F(Sweeps, MergingRefusesAndNames) {
  const Sweep sweep = plan(test::wide_experiment(4, "replicates = 2\n"));
  auto shards = run_shards(sweep, 7);
  const std::string left_out = shards[4];  // (4 * 5) % 7 + 1 = 7
  shards.erase(shards.begin() + 4);
  MergeSummary summary = merge("m.h5", shards);
  EXPECT_FALSE(summary.written);
  EXPECT_FALSE(std::filesystem::exists(file("m.h5")));
  EXPECT_THAT(summary.missing_shards, ElementsAre("7/7"));
  EXPECT_EQ(summary.missing_runs, 4U);
  summary = merge("m.h5", shards, {.allow_missing = true});
  EXPECT_TRUE(summary.written);
  EXPECT_THROW(merge("m.h5", shards, {.allow_missing = true}), InputError) << "it is there already";
  // What is missing is run later, into the merged file itself.
  run(sweep, "m.h5", {}, 2, true);
  run(sweep, "one.h5");
  EXPECT_THAT(unlike("one.h5", "m.h5"), IsEmpty());

  run(plan(test::wide_experiment(4, "replicates = 3\n")), "other.h5");
  EXPECT_THAT([&] { merge("n.h5", {shards[0], "other.h5"}); }, ThrowsMessage<InputError>(HasSubstr("different experiments")));
  std::fstream damaged(file(left_out), std::ios::in | std::ios::out | std::ios::binary);
  damaged.seekp(200'000);
  damaged.put('!');
  damaged.close();
  shards.push_back(left_out);
  EXPECT_THROW(merge("n.h5", shards), FileError);
  EXPECT_FALSE(std::filesystem::exists(file("n.h5")));
}

TEST_F(Sweeps, RoundsStopWhereTheyShouldInOneCallAndInShards) {
  const auto rule = [](double width) {
    return "replicates = { until_half_width = " + fmt::format("{}", width) + ", measure = \"coverage\", month = 5, most = 80 }\n";
  };
  const auto counts = [&](const std::string& name) {
    const Results results = Results::open(file(name));
    std::vector<std::size_t> over;
    for (std::uint32_t point = 0; point < results.points(); ++point) {
      const auto statuses = results.statuses(point);
      over.push_back(static_cast<std::size_t>(std::count(statuses.begin(), statuses.end(), RunStatus::complete)));
      for (std::uint32_t replicate = 0; replicate < statuses.size(); ++replicate)
        EXPECT_EQ(statuses[replicate] == RunStatus::complete, replicate < over.back());
      for (std::size_t k = over.back() * results.kept_months().size(); k < statuses.size() * results.kept_months().size(); ++k)
        EXPECT_TRUE(std::isnan(results.measure_at("coverage", point)[k]));
    }
    return over;
  };
  const auto text = [&](double width) {
    return "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\n" + rule(width) +
           "[[factor]]\npath = \"run.months\"\nvalues = [5]\n[results]\nevery_months = 5\nmeasures = [\"coverage\"]\n";
  };
  run(plan(text(1.0)), "wide.h5");
  EXPECT_THAT(counts("wide.h5"), ElementsAre(20U));
  run(plan(text(1e-9)), "narrow.h5");
  EXPECT_THAT(counts("narrow.h5"), ElementsAre(80U));
  // A width that twenty do not reach and forty do: the half-width of twenty goes down by the square root of two.
  const auto coverage = Results::open(file("narrow.h5")).measure_at("coverage", 0);
  const auto half_width = [&](std::size_t count) {
    Moments moments;
    for (std::size_t k = 0; k < count; ++k) moments.add(coverage[2 * k + 1]);
    return (count == 20 ? 2.093 : 2.023) * std::sqrt(moments.variance() / static_cast<double>(count));
  };
  ASSERT_GT(half_width(20), 1.01 * half_width(40)) << "else this test has nothing to see";
  const Sweep sweep = plan(text(0.5 * (half_width(20) + half_width(40))));
  run(sweep, "one.h5");
  EXPECT_THAT(counts("one.h5"), ElementsAre(40U));

  auto shards = run_shards(sweep, 3);
  MergeSummary summary = merge("s.h5", shards);
  EXPECT_TRUE(summary.written);
  EXPECT_EQ(summary.wanted_next, 20U);
  for (std::uint32_t k = 1; k <= 3; ++k) run(sweep, "s.h5", {k, 3}, 2, true);
  summary = merge("s.h5", shards, {.replace = true});
  EXPECT_EQ(summary.wanted_next, 0U);
  EXPECT_THAT(unlike("one.h5", "s.h5"), IsEmpty());
}

TEST_F(Sweeps, ShardsAreRefusedWhereThereAreNone) {
  const Sweep sweep = plan(test::wide_experiment(2, "replicates = 2\n"));
  EXPECT_THAT([&] { run(sweep, "x.h5", {1, 5}); }, ThrowsMessage<InputError>(HasSubstr("4 at most")));
  EXPECT_THROW(run(sweep, "x.h5", {9, 4}), InputError);
}

}  // namespace
}  // namespace tessera
