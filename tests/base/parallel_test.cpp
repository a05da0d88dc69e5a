#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <vector>

#include "base/draws.hpp"

namespace tessera {
namespace {

constexpr std::size_t count = 100003;

double term(std::size_t i) {
  Stream stream = Draws(1, 0, 1).of(1).at(i);
  return std::ldexp(stream.uniform() - 0.5, static_cast<int>(i % 40));
}

template <class Work>
void with_threads(int threads, const Work& work) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(threads);
  work();
  omp_set_num_threads(before);
}

TEST(Parallel, OrderedSumIsTheSameForAnyNumberOfThreads) {
  double alone = 0.0;
  with_threads(1, [&] { alone = ordered_sum(count, term); });
  for (const int threads : {2, 3, 7})
    with_threads(threads, [&] {
      const double together = ordered_sum(count, term);
      EXPECT_EQ(std::memcmp(&together, &alone, sizeof alone), 0) << threads;
    });
}

// The terms above are such that the order matters: otherwise the test above could not fail.
TEST(Parallel, TwinAnotherOrderGivesAnotherSum) {
  const double forward = ordered_sum(count, term);
  const double backward = ordered_sum(count, [](std::size_t i) { return term(count - 1 - i); });
  EXPECT_NE(forward, backward);
}

TEST(Parallel, OrderedSumIsExactWhereItCanBe) {
  for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, std::size_t{4097}, count})
    EXPECT_EQ(ordered_sum(n, [](std::size_t i) { return static_cast<double>(i); }),
              0.5 * static_cast<double>(n) * (static_cast<double>(n) - 1.0) * (n > 0 ? 1.0 : 0.0));
}

TEST(Parallel, EverySlotIsVisitedOnce) {
  for (const int threads : {1, 2, 3, 7})
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, smallest_parallel_loop - 1, smallest_parallel_loop, count})
      with_threads(threads, [&] {
        std::vector<int> light(n, 0), heavy(n, 0);
        for_each_slot(n, [&](std::size_t i) { ++light[i]; });
        for_each_heavy_slot(n, true, [&](std::size_t i) { ++heavy[i]; });
        EXPECT_EQ(light, std::vector<int>(n, 1));
        EXPECT_EQ(heavy, std::vector<int>(n, 1));
      });
}

TEST(Parallel, LargeLoopsUseTheTeamAndSmallOnesDoNot) {
  with_threads(2, [] {
    std::vector<int> thread(count), small(smallest_parallel_loop - 1);
    for_each_slot(thread.size(), [&](std::size_t i) { thread[i] = omp_get_num_threads(); });
    for_each_slot(small.size(), [&](std::size_t i) { small[i] = omp_get_num_threads(); });
    EXPECT_EQ(thread, std::vector<int>(thread.size(), 2));
    EXPECT_EQ(small, std::vector<int>(small.size(), 1));
  });
}

}  // namespace
}  // namespace tessera
