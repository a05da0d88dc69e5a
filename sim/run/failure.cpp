#include "run/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "measures/promises.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {
namespace {

std::string name_of(Mechanism mechanism) { return std::string(mechanism_names[static_cast<std::size_t>(mechanism)]); }

bool keeps_promises(const World& world) {
  try {
    check_promises(world);
    return true;
  } catch (const BrokenPromise&) {
    return false;
  }
}

Draws draws_of(const Scenario& scenario, std::uint32_t replicate, const World& world) {
  return {seed_of(scenario), replicate, static_cast<std::uint16_t>(world.month + 1)};
}

World go_on_to(World world, const Scenario& scenario, std::uint32_t replicate, std::int32_t month) {
  while (world.month < month) advance_one_month(world, scenario.parameters, draws_of(scenario, replicate, world));
  return world;
}

// A month with every promise asked after every mechanism.
struct SlowMonth {
  std::string broken_by;  // the mechanism since which promises are broken; empty: none is, or they were before it
  std::string what;       // empty: it went well
};

SlowMonth run_slowly(World& world, const Scenario& scenario, std::uint32_t replicate) {
  SlowMonth month;
  bool kept = keeps_promises(world);
  std::size_t done = 0;
  const auto ask = [&](Mechanism mechanism) {
    ++done;
    const bool now = keeps_promises(world);
    if (kept && !now) month.broken_by = name_of(mechanism);
    if (now) month.broken_by.clear();
    kept = now;
  };
  try {
    advance_one_month(world, scenario.parameters, draws_of(scenario, replicate, world), nullptr, nullptr, ask);
    check_promises(world);
  } catch (const std::exception& error) {
    month.what = error.what();
    if (done < month_order.size()) month.broken_by = name_of(month_order[done]);  // it threw itself
  }
  return month;
}

std::string describe(const Scenario& scenario, std::uint32_t replicate, std::int32_t month, const std::string& mechanism,
                     const std::string& what) {
  return fmt::format("month {}{}, replicate {}, seed {}: {}", month, mechanism.empty() ? "" : ", " + mechanism, replicate,
                     seed_of(scenario), what);
}

}  // namespace

Failure examine_failure(const Scenario& scenario, std::uint32_t replicate, std::int32_t month, const std::string& what,
                        std::optional<World> nearest) {
  Failure failure{describe(scenario, replicate, month, "", what), std::nullopt};
  if (month < 1) return failure;
  try {
    failure.before = nearest && nearest->month < month ? go_on_to(std::move(*nearest), scenario, replicate, month - 1)
                                                       : rebuild_world(scenario, replicate, month - 1);
    World world = *failure.before;
    const SlowMonth again = run_slowly(world, scenario, replicate);
    failure.message = again.what == what ? describe(scenario, replicate, month, again.broken_by, what)
                                         : failure.message + " (run again, the month does not fail like this)";
  } catch (const std::exception& error) {
    failure.before.reset();
    failure.message += fmt::format(" (the months before could not be computed again: {})", error.what());
  }
  return failure;
}

std::string run_to_failure(World world, const Scenario& scenario, std::uint32_t replicate) {
  while (world.month < months_of(scenario)) {
    const std::int32_t month = world.month + 1;
    const SlowMonth slow = run_slowly(world, scenario, replicate);
    if (!slow.what.empty()) return describe(scenario, replicate, month, slow.broken_by, slow.what);
  }
  return {};
}

bool can_go_on(const World& world, const Scenario& scenario) {
  const Parameters& parameters = scenario.parameters;
  const auto& types = world.organisations.type;
  if (world.month > months_of(scenario) || world.community.areas != parameters.areas.size() ||
      world.community.groups != parameters.groups.size() ||
      std::any_of(types.begin(), types.end(), [&](std::uint16_t type) { return type >= parameters.types.size(); }))
    return false;
  return keeps_promises(world);
}

std::string failed_state_path(const std::string& output, std::uint32_t replicate) {
  return fmt::format("{}.failed-{}", output, replicate);
}

std::string failed_state_path(const std::string& output, std::uint64_t point, std::uint32_t replicate) {
  return fmt::format("{}.failed-{}-{}", output, point, replicate);
}

void remove_failed_states(const std::string& output) {
  namespace fs = std::filesystem;
  const fs::path path(output), folder = path.has_parent_path() ? path.parent_path() : ".";
  const std::string prefix = path.filename().string() + ".failed-";
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.find_first_not_of("0123456789-", prefix.size()) == std::string::npos) found.push_back(entry.path());
  }
  for (const fs::path& one : found) fs::remove(one, ignored);
}

}  // namespace tessera
