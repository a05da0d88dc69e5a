#include "analysis/export/choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/errors.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

constexpr std::size_t told_in_full = 12;

// "; the nearest are 12 and 24"
std::string tell_nearest(const std::vector<std::int32_t>& numbers, std::int32_t asked) {
  const auto after = std::lower_bound(numbers.begin(), numbers.end(), asked);
  if (after == numbers.end()) return fmt::format("; the last is {}", numbers.back());
  if (after == numbers.begin()) return fmt::format("; the first is {}", numbers.front());
  return fmt::format("; the nearest are {} and {}", *(after - 1), *after);
}

}  // namespace

std::vector<Chosen> choose(const std::vector<std::int32_t>& numbers, std::optional<std::int32_t> asked, const std::string& what) {
  std::vector<Chosen> chosen;
  for (std::size_t place = 0; place < numbers.size(); ++place)
    if (!asked || numbers[place] == *asked) chosen.push_back({numbers[place], place});
  if (chosen.empty() && asked && !numbers.empty())
    throw InputError(fmt::format("The file holds no {} {}{}; there is {}", what, *asked, tell_nearest(numbers, *asked), tell_numbers(numbers)));
  return chosen;
}

std::string tell_numbers(const std::vector<std::int32_t>& numbers) {
  if (numbers.empty()) return "none";
  if (numbers.size() == 1) return fmt::format("{}", numbers.front());
  if (numbers.size() <= told_in_full)
    return fmt::format("{} and {}", fmt::join(numbers.begin(), numbers.end() - 1, ", "), numbers.back());
  return fmt::format("{} ... {}", fmt::join(numbers.begin(), numbers.begin() + 3, ", "), numbers.back());
}

std::string choose_agents(const Results& results, const std::string& path, std::optional<std::int32_t> point,
                          std::optional<std::int32_t> replicate) {
  const std::vector<std::string> groups = results.agent_groups();
  if (groups.empty() && results.is_experiment())
    throw InputError(fmt::format("{0} is an experiment, which keeps measures and no organisations. Run one of its runs again, with its organisations:\n"
                                 "  tessera replay {0} --point {1} --replicate {2} -o one.h5\nthen export from one.h5",
                                 path, point.value_or(0), replicate.value_or(0)));
  for (const std::string& group : groups)
    if ((!point || group.find(fmt::format("/point_{}/", *point)) != std::string::npos) &&
        (!replicate || group.ends_with(fmt::format("/replicate_{}", *replicate))))
      return group;
  std::string held;
  for (const std::string& group : groups) held += (held.empty() ? "" : ", ") + group;
  throw InputError(fmt::format("{} does not hold the organisations of that run; it holds {}. `tessera replay {} --replicate {} -o one.h5` makes a file that does",
                               path, held.empty() ? "none" : held, path, replicate.value_or(0)));
}

std::vector<std::size_t> choose_snapshots(const std::vector<std::int32_t>& months, std::optional<std::int32_t> asked, bool all) {
  std::vector<std::size_t> places;
  for (const Chosen& chosen : choose(months, asked, "snapshot of month")) places.push_back(chosen.place);
  if (!asked && !all) return {places.back()};
  return places;
}

std::vector<std::string> district_names(const Results& results) {
  const Scenario scenario = read_scenario_text(results.scenario_text(), "the scenario in the file");
  std::vector<std::string> names;
  const auto count = static_cast<std::size_t>(scenario.parameters.community.districts) + scenario.districts.size();
  for (std::size_t d = 0; d < count; ++d) names.push_back(name_district(scenario, d));
  return names;
}

}  // namespace tessera
