// Whom a policy or shock reaches. Everything is read off permanent facts, so that it is the same whenever it is asked: a run
// that is resumed needs no memory of it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera::calendar {

struct Reached {
  bool everybody = true;
  std::vector<std::uint8_t> of;  // [organisation] 1 = reached; empty if everybody

  bool has(std::size_t organisation) const { return everybody || of[organisation] != 0; }
};

// `name` and the draws of the replicate decide who is in a share of the target, once for the whole run; who is most connected
// is decided by the partnerships as month `begins` began, among equals by lot, and stays.
Reached find_reached(const World& world, const Parameters& parameters, const Target& target, std::string_view name,
                     std::int32_t begins, const MechanismDraws& draws);

// Whether a district, group or area is among those named; none named: all are.
bool names_place(const std::vector<std::uint32_t>& named, std::size_t place);

// Distinct fellow members in partnerships of each organisation at the end of `month`.
std::vector<std::uint32_t> count_partners(const World& world, std::int32_t month);

}  // namespace tessera::calendar
