// One who looks for a partner, and whom it chooses.
#pragma once

#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {

inline constexpr std::uint32_t candidates = 8, near = 4;  // near: of the own and the adjacent cells

struct Searcher {
  std::uint32_t self = 0;
  std::array<std::uint32_t, candidates> found{};
};

inline constexpr std::uint32_t nobody = candidates;

struct Choice {
  std::uint32_t candidate = nobody;  // which of those found
  float answer = 0.0F;               // logit of the chance that it accepts
};

// A multinomial logit among the candidates and nobody; draw: of 2^32.
Choice choose(const Net& net, const Searcher& searcher, std::uint32_t draw);

}  // namespace tessera::partner_net
