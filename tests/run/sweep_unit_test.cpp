// What variants share before they branch is kept when it is stopped on its way, and gone on with.
#include "run/sweep_unit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <map>
#include <thread>

#include "results/small_results.hpp"
#include "run/run.hpp"
#include "run/stop.hpp"

namespace tessera {
namespace {

using namespace std::chrono_literals;
using testing::NanSensitiveDoubleEq;
using testing::Pointwise;

class RunUp : public testing::Test {
 protected:
  RunUp() {
    std::ofstream(folder_.file("e.toml"))
        << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/small_town.toml\"\nreplicates = 1\nbranch_month = 40\n"
           "[[variant]]\nname = \"alone\"\nrun.months = 42\n[[variant]]\nname = \"helped\"\nrun.months = 42\n"
           "[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\nstart_month = 40\n[results]\nmeasures = [\"coverage\"]\n";
    sweep_ = plan_sweep(read_experiment(folder_.file("e.toml")));
    plan_ = plan_measures_of(sweep_);
  }
  // Finished runs by number; runs that were stopped go into saved_.
  std::map<std::uint64_t, Batch> run(std::chrono::milliseconds stop_after = 0ms) {
    std::map<std::uint64_t, Batch> finished;
    const UnitHooks hooks{.is_done = [](std::uint64_t) { return false; },
                          .find_saved = [this](std::uint64_t number) -> std::optional<SavedRun> {
                            const auto found = saved_.find(number);
                            return found == saved_.end() ? std::nullopt : std::optional(found->second);
                          },
                          .keep = [&](const Batch& batch) { finished[batch.runs[0]] = batch; },
                          .save = [this](const Batch& so_far, const World& world) { saved_[so_far.runs[0]] = {world, so_far}; },
                          .worth_saving_s = 0.0};
    heed_signals();
    std::thread stop([&] {
      if (stop_after == 0ms) return;
      std::this_thread::sleep_for(stop_after);
      raise(SIGTERM);
    });
    SweepWorker(sweep_, plan_, hooks).run({0, 0});
    stop.join();
    forget_signals();
    return finished;
  }
  test::Folder folder_;
  Sweep sweep_;
  MeasurePlan plan_;
  std::map<std::uint64_t, SavedRun> saved_;
};

TEST_F(RunUp, StoppedOnItsWayGoesOnForAllVariants) {
  const auto begin = std::chrono::steady_clock::now();
  auto straight = run();
  const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  ASSERT_EQ(straight.size(), 2U);
  const auto stopped = run(std::max(1ms, whole / 3));
  if (!stopped.empty() || saved_.empty() || saved_.begin()->second.world.month >= 40) GTEST_SKIP() << "stopped too late or too early";
  ASSERT_TRUE(saved_.contains(0));
  constexpr double mark = 12345.0;  // in a month that was over: a run that began anew would not have it
  saved_.at(0).batch.rows[0] = mark;
  auto resumed = run();
  ASSERT_EQ(resumed.size(), 2U);
  for (auto& [number, batch] : resumed) {
    EXPECT_EQ(batch.hashes, straight.at(number).hashes) << number;
    EXPECT_EQ(batch.rows[0], mark) << number;
    batch.rows[0] = straight.at(number).rows[0];
    EXPECT_THAT(batch.rows, Pointwise(NanSensitiveDoubleEq(), straight.at(number).rows)) << number;
  }
}

}  // namespace
}  // namespace tessera
