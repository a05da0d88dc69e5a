// Months, points and replicates that a user names, and their places along the axes of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/read.hpp"

namespace tessera {

struct Chosen {
  std::int32_t number;  // as the file numbers it
  std::size_t place;    // along the axis
};

// The one asked for, or all. Throws InputError that says what there is; `what` is "month", "point" or "replicate".
std::vector<Chosen> choose(const std::vector<std::int32_t>& numbers, std::optional<std::int32_t> asked, const std::string& what);

// "0, 12 and 24", or with many "0, 12, 24 ... 120".
std::string tell_numbers(const std::vector<std::int32_t>& numbers);

// The group in which a run's organisations are: that of the point and replicate asked for, or the first. Throws InputError
// that says how to come by them if the file does not hold them; `path` is the file.
std::string choose_agents(const Results& results, const std::string& path, std::optional<std::int32_t> point,
                          std::optional<std::int32_t> replicate);

// Places along `months`: of the month asked for; if none is asked for, the last, or all. Throws InputError that names the
// nearest snapshots.
std::vector<std::size_t> choose_snapshots(const std::vector<std::int32_t>& months, std::optional<std::int32_t> asked, bool all);

// [district] as the scenario in the file names them.
std::vector<std::string> district_names(const Results& results);

}  // namespace tessera
