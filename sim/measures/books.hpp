// Do the books balance? Read by the measures and by every run after every month.
#pragma once

#include "state/world.hpp"

namespace tessera {

struct Imbalance {
  double money = 0.0;         // largest |stock - (opening + in - out)| over organisations, relative to the largest term
  double goods = 0.0;         // as money
  std::int64_t volunteers = 0;  // persons that are counted twice or not at all
};

// An amount that is not a number counts as an infinite imbalance.
Imbalance measure_imbalance(const World& world);

// Relative imbalance of money and goods that rounding may cause.
inline constexpr double tolerated_imbalance = 1e-9;

// Throws BrokenPromise naming the book that does not balance.
void check_books(const World& world);

}  // namespace tessera
