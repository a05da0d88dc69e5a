#include "command/locate.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "scenario/known_scenarios.hpp"

namespace tessera {

std::string locate_scenario(const std::string& given, bool quiet) {
  std::error_code error;
  if (given.empty() || std::filesystem::exists(given, error)) return given;
  const std::string known = find_known_scenario(given);
  if (known.empty()) return given;
  if (!quiet) fmt::print(stderr, "{} is not here; taking the one that came with the program: {}\n", given, known);
  return known;
}

}  // namespace tessera
