// Runs that share their first months are the runs that do not, bit for bit.
#include "run/ensemble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <deque>

#include "scenario/branch.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int32_t months = 14;

Scenario town(const std::string& calendar = "") {
  return read_scenario_text(
      "tessera = 1\nextends = \"town.toml\"\n" + calendar, TESSERA_SOURCE_DIR "/scenarios/small.toml",
      {"organisations.count=40", "community.residents=20000", "run.months=" + std::to_string(months)});
}

std::string policy(const std::string& lever, int start, const std::string& more = "") {
  return "[[policy]]\nname = \"" + lever + "\"\nlever = \"" + lever + "\"\nstart_month = " + std::to_string(start) +
         "\n" + more;
}

std::string recession(int month) {
  return "[[shock]]\nname = \"s\"\nkind = \"recession\"\nsize = 0.4\nduration_months = 3\nmonth = " +
         std::to_string(month) + "\n";
}

// Nothing; one who begins at the branch and one who begins later; a shock after a policy that all have.
class SharedRunUp : public testing::Test {
 protected:
  static constexpr std::int32_t branch = 7;

  SharedRunUp() {
    const std::string early = policy("capacity_building", 2, "target = { share = 0.5 }\n");
    for (const std::string& late : {std::string(), policy("facilitation", branch, "target = { share = 0.5 }\n"),
                                    policy("public_relations", 11, "target = { most_connected = 5 }\n"), recession(9)})
      towns.push_back(town(early + late));
  }

  // Replicate by replicate, all with the first of its replicate if branch_month is not 0.
  std::vector<EnsembleRun> plan(std::int32_t branch_month) const {
    std::vector<EnsembleRun> runs;
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate)
      for (std::size_t k = 0; k < towns.size(); ++k) {
        EnsembleRun run{&towns[k], replicate};
        if (branch_month > 0 && k > 0) run.shares = SharedMonths{replicate * towns.size(), branch_month};
        runs.push_back(run);
      }
    return runs;
  }

  struct Seen {
    std::vector<EnsembleRecord> records;
    std::vector<std::vector<std::uint64_t>> hashes;  // [run][month]
    std::vector<std::vector<const World*>> worlds;   // [run][month]
  };
  Seen see(std::int32_t branch_month, int threads) const {
    const auto runs = plan(branch_month);
    Seen seen{
        {}, std::vector<std::vector<std::uint64_t>>(runs.size()), std::vector<std::vector<const World*>>(runs.size())};
    seen.records =
        run_ensemble(runs, {.threads = threads, .measures = {"*"}, .watch = [&](std::size_t run, const World& world) {
                              seen.hashes[run].push_back(state_hash(world));
                              seen.worlds[run].push_back(&world);
                            }});
    return seen;
  }

  static bool same_bits(const std::vector<double>& one, const std::vector<double>& other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
  }

  std::deque<Scenario> towns;
};

TEST_F(SharedRunUp, ChangesNoMeasureAndNoState) {
  const Seen alone = see(0, 2);
  for (const int threads : {1, 2, 7}) {
    const Seen shared = see(branch, threads);
    EXPECT_EQ(shared.hashes, alone.hashes) << threads;
    for (std::size_t k = 0; k < alone.records.size(); ++k) {
      EXPECT_THAT(shared.records[k].failure, IsEmpty());
      EXPECT_TRUE(same_bits(shared.records[k].rows, alone.records[k].rows)) << threads << " threads, run " << k;
    }
  }
  for (std::size_t k = 1; k < towns.size(); ++k)
    EXPECT_NE(alone.hashes[k], alone.hashes[0]) << "variant " << k << " does nothing";
}

TEST_F(SharedRunUp, IsComputedOnce) {
  const Seen shared = see(branch, 1);
  for (std::size_t k = 1; k < towns.size(); ++k) {
    EXPECT_EQ(shared.worlds[k][branch - 1], shared.worlds[0][branch - 1]) << "the same world until the branch";
    EXPECT_NE(shared.worlds[k][branch], shared.worlds[0][branch]) << "a world of its own from it on";
    EXPECT_EQ(shared.worlds[k].size(), static_cast<std::size_t>(months) + 1);
  }
}

// The twin: were months shared that are not the same, it would be seen.
TEST_F(SharedRunUp, SharedTooLongIsAnotherRun) {
  const Seen alone = see(0, 2), too_long = see(branch + 3, 2);
  EXPECT_NE(too_long.hashes[1], alone.hashes[1]);
  EXPECT_FALSE(same_bits(too_long.records[1].rows, alone.records[1].rows));
}

TEST_F(SharedRunUp, IsDescribedByWhatBeginsBeforeTheBranch) {
  const std::string run_up = describe_run_up(towns[0], branch);
  for (const Scenario& one : towns) EXPECT_EQ(describe_run_up(one, branch), run_up);
  EXPECT_NE(describe_run_up(towns[1], branch + 1), run_up);
  EXPECT_NE(describe_run_up(town(), branch), run_up) << "a policy that begins before the branch counts";
}

// A promise broken in shared months is broken for all that share them; later it is a run's own.
TEST_F(SharedRunUp, FailsTogetherAndApart) {
  const auto failures_when_broken_in = [&](std::int32_t month, std::size_t by) {
    const auto runs = plan(branch);
    std::vector<std::string> failures;
    const auto spoil = [&](std::size_t run, const World& world) {
      // No scenario breaks the books, so the test does.
      if (run == by && world.month == month) const_cast<World&>(world).organisations.volunteers[0] += 1000;
    };
    for (const EnsembleRecord& record : run_ensemble(runs, {.threads = 2, .watch = spoil}))
      failures.push_back(record.failure);
    return failures;
  };
  const auto together = failures_when_broken_in(3, 0);
  for (std::size_t k = 0; k < towns.size(); ++k) EXPECT_THAT(together[k], HasSubstr("month 4, replicate 0"));
  EXPECT_THAT(together[towns.size()], IsEmpty()) << "another replicate is none of this";
  const auto apart = failures_when_broken_in(branch + 1, 1);
  EXPECT_THAT(apart[1], HasSubstr("replicate 0"));
  for (const std::size_t k : {0, 2, 3}) EXPECT_THAT(apart[k], IsEmpty());
}

}  // namespace
}  // namespace tessera
