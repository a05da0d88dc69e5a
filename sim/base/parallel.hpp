// The two parallel shapes of the program: every index changes only its own slot, and sums in a fixed order.
#pragma once

#include <omp.h>

#include <cstddef>
#include <vector>

namespace tessera {

// Below this many items a loop runs on the calling thread: waking a team costs more than the work.
inline constexpr std::size_t smallest_parallel_loop = 2000;

// body(i) for i in [0, count), in turns of 256 (the middle of a place costs more than its edge); body changes only slot i and does not throw. `smallest`: fewer items are not worth a team
// (raise it where an item is a few instructions).
template <class Body>
void for_each_slot(std::size_t count, const Body& body, std::size_t smallest = smallest_parallel_loop) {
  if (count < smallest || omp_in_parallel() || omp_get_max_threads() == 1) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
#pragma omp parallel for schedule(static, 256)
  for (std::size_t i = 0; i < count; ++i) body(i);
}

// As above for a few heavy items (areas, blocks of rows): always shared out, one by one.
template <class Body>
void for_each_heavy_slot(std::size_t count, bool worth_a_team, const Body& body) {
  if (!worth_a_team || omp_in_parallel() || omp_get_max_threads() == 1) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
#pragma omp parallel for schedule(dynamic, 1)
  for (std::size_t i = 0; i < count; ++i) body(i);
}

// Sum of term(i), i in [0, count), always in the same order: the result does not depend on the number of threads.
template <class Term>
double ordered_sum(std::size_t count, const Term& term) {
  constexpr std::size_t block = 4096;
  const std::size_t blocks = (count + block - 1) / block;
  std::vector<double> partial(blocks, 0.0);
  for_each_heavy_slot(blocks, blocks > 1, [&](std::size_t b) {
    double sum = 0.0;
    const std::size_t end = (b + 1) * block < count ? (b + 1) * block : count;
    for (std::size_t i = b * block; i < end; ++i) sum += term(i);
    partial[b] = sum;
  });
  double total = 0.0;
  for (const double sum : partial) total += sum;
  return total;
}

}  // namespace tessera
