// A policy is compared with its absence on the same luck: at intensity 0 it is its absence, before it starts it has not been,
// and a run that is stopped and resumed across its start is the run that was not.
#include <gtest/gtest.h>
#include <omp.h>
#include <unistd.h>

#include <filesystem>

#include "parameters/levers.hpp"
#include "results/checkpoint.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

Scenario small_town(const std::string& calendar, int months, int organisations = 40) {
  return read_scenario_text("tessera = 1\nextends = \"town.toml\"\n" + calendar, TESSERA_SOURCE_DIR "/scenarios/small.toml",
                            {"organisations.count=" + std::to_string(organisations),
                             "community.residents=" + std::to_string(500 * organisations),
                             "run.months=" + std::to_string(months)});
}

using Hashes = std::vector<std::uint64_t>;

Hashes hashes_of(const Scenario& scenario, std::int32_t months) {
  const MeasurePlan plan;
  Replicate replicate = found_replicate(scenario, plan, 0, nullptr);
  while (replicate.world.month < months) advance_replicate(replicate, scenario, plan);
  return replicate.hashes;
}

std::string policy(std::size_t lever, const std::string& more, const std::string& name = "p") {
  return "[[policy]]\nname = \"" + name + "\"\nlever = \"" + std::string(lever_names[lever]) + "\"\n" + more;
}

// A shock of any kind that does something in any town.
std::string shock(std::size_t kind, int month, const std::string& name = "s") {
  const ShockRow& row = shock_table()[kind];
  std::string text = "[[shock]]\nname = \"" + name + "\"\nkind = \"" + std::string(shock_names[kind]) +
                     "\"\nmonth = " + std::to_string(month) + "\n";
  if (!row.unit.empty()) text += "size = 0.5\n";
  if (row.lasting) text += "duration_months = 3\n";
  if (row.needed == target_area) text += "target = { area = \"food\" }\n";
  if ((row.needed & target_most_connected) != 0) text += "target = { most_connected = 3 }\n";
  return text;
}

TEST(PoliciesAndLuck, EveryLeverAtIntensityZeroChangesNoBit) {
  const Hashes without = hashes_of(small_town("", 24), 24);
  for (std::size_t lever = 0; lever < levers; ++lever)
    for (const char* target : {"", "target = { sector = \"nonprofit\", share = 0.5 }\n"})
      EXPECT_EQ(hashes_of(small_town(policy(lever, std::string("intensity = 0\n") + target), 24), 24), without)
          << lever_names[lever];
}

// Shares of nobody lay out strengths of 0 for everybody; that must be as good as none.
TEST(PoliciesAndLuck, EveryLeverThatReachesNobodyChangesNoBit) {
  const Hashes without = hashes_of(small_town("", 24), 24);
  for (std::size_t lever = 0; lever < levers; ++lever)
    EXPECT_EQ(hashes_of(small_town(policy(lever, "target = { share = 0 }\n"), 24), 24), without) << lever_names[lever];
}

TEST(PoliciesAndLuck, EveryShockOfSizeZeroChangesNoBit) {
  const Hashes without = hashes_of(small_town("", 12), 12);
  for (std::size_t kind = 0; kind < shocks; ++kind) {
    if (shock_table()[kind].unit.empty()) continue;
    std::string text = shock(kind, 3);
    text.replace(text.find("size = 0.5"), 10, "size = 0");
    EXPECT_EQ(hashes_of(small_town(text, 12), 12), without) << shock_names[kind];
  }
}

TEST(PoliciesAndLuck, TheMonthsBeforeAreTheSameAndThoseAfterAreNot) {
  constexpr std::int32_t start = 7;
  const Hashes without = hashes_of(small_town("", 12), 12);
  const auto check = [&](const std::string& text, std::string_view what) {
    const Hashes with = hashes_of(small_town(text, 12), 12);
    for (std::int32_t month = 0; month < start; ++month)
      EXPECT_EQ(with[static_cast<std::size_t>(month)], without[static_cast<std::size_t>(month)]) << what << " " << month;
    EXPECT_NE(with, without) << what << " does nothing";
  };
  for (std::size_t lever = 0; lever < levers; ++lever) {
    if (lever_table()[lever].basis == CostBasis::paid) continue;  // calls come when their calendar says
    check(policy(lever, "start_month = " + std::to_string(start) + "\n"), lever_names[lever]);
  }
  for (std::size_t kind = 0; kind < shocks; ++kind) check(shock(kind, start), shock_names[kind]);
}

class PoliciesAndThreads : public ::testing::Test {
 protected:
  void TearDown() override { omp_set_num_threads(before_); }
  int before_ = omp_get_max_threads();
};

std::string everything(int start) {
  std::string text;
  for (std::size_t lever = 0; lever < levers; ++lever)
    text += policy(lever, "start_month = " + std::to_string(start) + "\nintensity = 0.6\n", std::string(lever_names[lever])) +
            (lever % 2 == 0 ? "target = { share = 0.5 }\n" : lever % 3 == 0 ? "target = { most_connected = 9 }\n" : "");
  for (std::size_t kind = 0; kind < shocks; ++kind)
    text += shock(kind, start + static_cast<int>(kind % 2), "s_" + std::string(shock_names[kind]));
  return text;
}

TEST_F(PoliciesAndThreads, DoNotChangeTheStateOfAnyMonth) {
  const Scenario scenario = small_town(everything(2), 4, 2300);
  omp_set_num_threads(1);
  const Hashes alone = hashes_of(scenario, 4);
  for (const int threads : {2, 7}) {
    omp_set_num_threads(threads);
    EXPECT_EQ(hashes_of(scenario, 4), alone) << threads;
  }
}

TEST(PoliciesAndLuck, ResumedAcrossTheirStartTheyAreTheSame) {
  const Scenario scenario = small_town(everything(5), 10);
  const std::string file = (fs::temp_directory_path() / ("tessera_policies_" + std::to_string(getpid()))).string();
  const CheckpointLabel label{.scenario_hash = 1, .seed = seed_of(scenario), .replicate = 0};
  const Hashes straight = hashes_of(scenario, 10);
  const MeasurePlan plan;
  for (std::int32_t month = 3; month < 10; ++month) {
    write_checkpoint(file, rebuild_world(scenario, 0, month), label);
    Replicate resumed = resume_replicate(read_checkpoint(file, label), 0, nullptr);
    while (resumed.world.month < 10) advance_replicate(resumed, scenario, plan);
    EXPECT_EQ(resumed.hashes, Hashes(straight.begin() + month + 1, straight.end())) << "resumed after month " << month;
  }
  for (const char* ending : {"", ".previous"}) fs::remove(file + ending);
}

}  // namespace
}  // namespace tessera
