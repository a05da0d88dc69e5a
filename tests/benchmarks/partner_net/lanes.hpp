// Four slots of an organisation in one register.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace tessera::partner_net {

inline constexpr std::size_t lanes = 4;
using Numbers = float __attribute__((vector_size(4 * lanes)));
using Bits = std::uint32_t __attribute__((vector_size(4 * lanes)));

template <class Lanes, class Number>
Lanes load(const Number* from) {
  Lanes loaded;
  std::memcpy(&loaded, from, sizeof loaded);
  return loaded;
}

template <class Lanes, class Number>
void store(Number* to, Lanes stored) {
  std::memcpy(to, &stored, sizeof stored);
}

inline Numbers one_where(Bits mask) { return std::bit_cast<Numbers>(mask & std::bit_cast<std::uint32_t>(1.0F)); }

}  // namespace tessera::partner_net
