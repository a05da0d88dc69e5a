// A small world in which the chain from partner search to trust has something to do: resources at hand, different
// expertise, partnerships that run and partnerships that form, ties with a past. Values are drawn from permanent ids.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "formulas/technology.hpp"
#include "support/mechanism_checks.hpp"
#include "support/small_world.hpp"

namespace tessera::test {

Technology technology_of(const Parameters& parameters);

// Resources, idle shares, expertise and a clear desk for every organisation; changes nothing else.
void equip(World& world);

struct ChainWorld {
  std::uint32_t organisations = 60;
  std::uint32_t districts = 4;
  std::uint32_t active = 12;   // partnerships that run, of neighbouring rows
  std::uint32_t forming = 8;
  std::uint32_t members = 3;   // of each
};

// In month 24: forming partnerships are four months old; running ones were signed a year ago, some have a review due.
World make_chain_world(const ChainWorld& shape, const Parameters& parameters);

// More organisations, running and forming partnerships than a loop needs to be shared among threads.
inline constexpr ChainWorld crowd{.organisations = 2600, .districts = 40, .active = 2200, .forming = 300, .members = 3};

// Fields that one more, equipped organisation in a district of its own changes for anybody else or between others.
std::set<std::string> moved_by_a_stranger(const World& world, const Parameters& parameters, const Mechanic& mechanism);

// Empty if Ties::common counts the living partnerships that both share, for every pair; else what is wrong.
std::string wrong_common(const World& world);

// Evidence between i and j, both ways, in counts.
void set_evidence(World& world, std::uint32_t i, std::uint32_t j, double good, double bad);

}  // namespace tessera::test
