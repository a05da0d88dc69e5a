#include "scenario/scenario.hpp"

#include <fmt/format.h>

namespace tessera {

std::string name_district(const Scenario& scenario, std::size_t index) {
  const auto synthetic = static_cast<std::size_t>(scenario.parameters.community.districts);
  return index < synthetic ? fmt::format("district_{}", index + 1) : scenario.districts[index - synthetic].name;
}

}  // namespace tessera
