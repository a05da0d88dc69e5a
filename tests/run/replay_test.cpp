// A run that differs from what is known by one bit is told apart in its month, and the mechanism that wrote the bit is named.
#include "run/replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <set>
#include <string>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "founding/founding.hpp"
#include "parameters/parameters.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "state/fields.hpp"
#include "results/small_results.hpp"
#include "run/run.hpp"
#include "support/busy_town.hpp"

namespace tessera {
namespace {

using test::busy_town;
using test::name_of;

using Touch = std::function<void(World&, Mechanism)>;
const Touch nothing = [](World&, Mechanism) {};

struct Unlike {
  Touch touch = nothing;                   // may change what a mechanism has just left behind
  const Parameters* parameters = nullptr;  // other ones, from `month` on
  std::int32_t month = 0;
};

struct UnlikeRun {
  KnownRun known;
  std::vector<std::uint64_t> states;  // [month - 1][place in the order of the month] hash of the state the mechanism left
};

// Runs a replicate of what is unlike the scenario. Keeps the state of every `keep`-th month.
UnlikeRun run_unlike(const Scenario& scenario, std::uint32_t replicate, const Unlike& unlike, std::int32_t keep = 1) {
  const std::uint64_t seed = seed_of(scenario);
  World world = found_world(scenario, Draws(seed, replicate, 0).of(Mechanism::founding));
  UnlikeRun run;
  KnownRun& known = run.known;
  Trace trace{};
  const auto after = [&](Mechanism mechanism) {
    unlike.touch(world, mechanism);
    trace[trace_place(mechanism)] = witness(world, mechanism);
    if (mechanism != Mechanism::founding) run.states.push_back(state_hash(world));
  };
  after(Mechanism::founding);
  while (true) {
    known.traces.push_back(trace);
    if (world.month % keep == 0 || world.month == months_of(scenario)) {
      known.kept_months.push_back(world.month);
      known.hashes.push_back(state_hash(world));
    }
    if (world.month == months_of(scenario)) return run;
    trace = {};
    const auto month = static_cast<std::uint16_t>(world.month + 1);
    const bool other = unlike.parameters != nullptr && month >= unlike.month;
    advance_one_month(world, other ? *unlike.parameters : scenario.parameters, Draws(seed, replicate, month), nullptr,
                      nullptr, after);
  }
}

bool is_field(const Field& field, const std::string& name) {
  return std::string(field.table) + "." + std::string(field.name) == name;
}

// Flips the last bit of the first element of a field in which the worlds differ; false if there is none.
bool flip_first_change(World& before, World& now, const std::string& name) {
  const Fields left = fields(before), right = fields(now);
  for (std::size_t f = 0; f < left.size(); ++f) {
    if (!is_field(left[f], name)) continue;
    return std::visit(
        [&](auto* data) {
          const auto& old = *std::get<std::decay_t<decltype(data)>>(left[f].data);
          for (std::size_t k = 0; k < data->size(); ++k)
            if (k >= old.size() || std::memcmp(&(*data)[k], &old[k], sizeof old[k]) != 0)
              return *reinterpret_cast<unsigned char*>(&(*data)[k]) ^= 1U, true;
          return false;
        },
        right[f].data);
  }
  return false;
}

// Once, in the first month from `month` on in which the mechanism changes the field.
struct Flip {
  Mechanism mechanism;
  std::string field;  // "organisations.money_usd"
  std::int32_t month = 0;
  std::int32_t done_in = -1;
  World before = {};

  void operator()(World& world, Mechanism ended) {
    if (done_in >= 0 || world.month < month) return;
    if (ended == mechanism && flip_first_change(before, world, field)) done_in = world.month;
    before = world;
  }
};

TEST(Replay, FindsNoDifferenceInTheSameRun) {
  const Scenario scenario = busy_town();
  for (const std::int32_t keep : {1, 12}) {
    const Replay replay = compare_with(run_unlike(scenario, 2, {}, keep).known, scenario, 2);
    EXPECT_EQ(replay.first_different_month, -1);
    EXPECT_EQ(replay.months, 37);
    EXPECT_EQ(replay.mechanism, "");
  }
}

// Where a district lies matters to nobody but who founds an organisation there.
TEST(Replay, SaysBetweenWhichMonthsWhatNoTraceShowsHappened) {
  const Scenario scenario = busy_town();
  const auto move = [](World& world, Mechanism mechanism) {
    if (mechanism == Mechanism::learning && world.month == 14) world.community.y_km[0] += 1e-9;
  };
  const Replay replay = compare_with(run_unlike(scenario, 0, {move}, 12).known, scenario, 0);
  EXPECT_EQ(replay.first_different_month, 24);
  EXPECT_EQ(replay.last_same_month, 12);
  EXPECT_EQ(replay.mechanism, "");
}

// A file whose scenario is said to have had another parameter than it was run with.
TEST(Replay, NamesMonthAndMechanismOfARunInAFile) {
  const test::Folder folder;
  Scenario scenario = read_scenario(TESSERA_SOURCE_DIR "/scenarios/village.toml", {"run.months=20", "run.replicates=2"});
  Parameters nudged = scenario.parameters;
  nudged.trust.forgetting_per_month *= 0.999;
  const MeasurePlan plan = plan_measures({"organisations"}, scenario.parameters, name_districts(scenario).size());
  ResultsFile file = ResultsFile::create({.path = folder.file("village.h5"), .scenario = &scenario,
                                          .district_names = name_districts(scenario), .seed = seed_of(scenario),
                                          .replicates = 2, .months = 20, .plan = plan});
  const std::vector<double> rows(21 * plan.width, 0.0);
  for (const std::uint32_t replicate : {0U, 1U}) {
    const Unlike unlike{.parameters = replicate == 1 ? &nudged : nullptr, .month = 17};
    const KnownRun known = run_unlike(scenario, replicate, unlike).known;
    file.write_months(replicate, 0, rows, known.hashes, known.traces);
    file.finish_replicate(replicate, RunStatus::complete, "", 0.1);
  }
  file.finish();
  EXPECT_EQ(replay_run(folder.file("village.h5"), 0, 0).first_different_month, -1);
  const Replay replay = replay_run(folder.file("village.h5"), 0, 1);
  EXPECT_EQ(replay.first_different_month, 17);
  EXPECT_EQ(replay.mechanism, "trust");
}

TEST(Replay, NamesFoundingWhereTheFirstWorldDiffers) {
  const Scenario scenario = busy_town();
  Flip flip{Mechanism::founding, "organisations.y_km"};
  const Replay replay = compare_with(run_unlike(scenario, 0, {std::ref(flip)}, 12).known, scenario, 0);
  EXPECT_EQ(replay.first_different_month, 0);
  EXPECT_EQ(replay.mechanism, "founding");
}

// Values with a fraction, which may have any last bit, and what surveys report.
bool may_flip(const Field& field) {
  return std::holds_alternative<std::vector<double>*>(field.data) || field.name.starts_with("reported");
}

// Where in time: months, and within them mechanisms in their order.
std::size_t moment(std::int32_t month, const std::string& mechanism) {
  std::size_t place = 0;
  while (place < month_order.size() && name_of(month_order[place]) != mechanism) ++place;
  return static_cast<std::size_t>(month) * (month_order.size() + 1) + place;  // not told: after all of the month
}

// Most flips of a last bit are gone within the month, as the field is written anew: nobody acted on it. What is found is
// found no earlier than it happened, and every mechanism has fields by which it is found at once.
TEST(Replay, NamesMonthAndMechanismOfOneFlippedBit) {
  const Scenario scenario = busy_town();
  std::set<std::string> named;
  World empty;
  for (const Mechanism mechanism : month_order)
    for (const Field& field : fields(empty)) {
      if (!field.writers.hold(mechanism) || !may_flip(field)) continue;
      Flip flip{mechanism, std::string(field.table) + "." + std::string(field.name), 14};
      const KnownRun known = run_unlike(scenario, 0, {std::ref(flip)}, 12).known;
      if (flip.done_in < 0) continue;
      const Replay replay = compare_with(known, scenario, 0);
      if (replay.first_different_month < 0) continue;
      const std::size_t truth = moment(flip.done_in, name_of(mechanism));
      const std::size_t found = moment(replay.first_different_month, replay.mechanism);
      EXPECT_GE(found, truth) << flip.field << " of " << name_of(mechanism) << " found as " << replay.mechanism;
      if (found == truth) named.insert(name_of(mechanism));
    }
  for (const Mechanism mechanism : month_order) EXPECT_EQ(named.count(name_of(mechanism)), 1U) << name_of(mechanism);
}

// The first moment in which the whole states differ.
std::size_t first_moment(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
  const auto [left, right] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  if (left == one.end()) return moment(100000, "");
  const auto k = static_cast<std::size_t>(left - one.begin());
  return moment(static_cast<std::int32_t>(k / month_order.size()) + 1, name_of(month_order[k % month_order.size()]));
}

// Each parameter of the month a little off from month 14 on: who first does something else is who is named, nearly always.
TEST(Replay, NamesMonthAndMechanismOfANudgedParameter) {
  const Scenario scenario = busy_town();
  const auto states = run_unlike(scenario, 0, {}, 12).states;
  std::set<std::string> named;
  int different = 0, exact = 0, unseen = 0;
  for (const ParameterRow& row : parameter_table()) {
    Parameters nudged = scenario.parameters;
    double& value = row.value(nudged);
    const double more = std::min(row.highest, value == 0.0 ? 0.01 : value * 1.05);
    value = more != value ? more : value * 0.95;
    const UnlikeRun unlike = run_unlike(scenario, 0, {.parameters = &nudged, .month = 14}, 12);
    const std::size_t truth = first_moment(states, unlike.states);
    if (truth == moment(100000, "")) continue;
    ++different;
    const Replay replay = compare_with(unlike.known, scenario, 0);
    if (replay.first_different_month < 0) {
      ++unseen;
      continue;
    }
    const std::size_t found = moment(replay.first_different_month, replay.mechanism);
    EXPECT_TRUE(found >= truth || replay.mechanism == "calendar") << row.name;  // what shocks do is traced, yet no field
    if (found == truth) ++exact, named.insert(name_of(month_order[truth % (month_order.size() + 1)]));
  }
  EXPECT_GT(different, 100);
  EXPECT_EQ(unseen, 0);
  EXPECT_GT(exact, 0.97 * different);
  for (const Mechanism mechanism : month_order) EXPECT_EQ(named.count(name_of(mechanism)), 1U) << name_of(mechanism);
}

}  // namespace
}  // namespace tessera
