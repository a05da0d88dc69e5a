// The smallest pieces that every month is made of: keyed draws, distributions, looking up ties, what a bundle yields.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <numeric>
#include <utility>
#include <vector>

#include "base/distributions.hpp"
#include "base/draw_blocks.hpp"
#include "base/huge_pages.hpp"
#include "base/parallel.hpp"
#include "formulas/production.hpp"
#include "state/ties.hpp"

namespace tessera {
namespace {

const MechanismDraws draws = Draws(1, 0, 1).of(1);

void keyed_uniform(benchmark::State& state) {
  std::uint64_t id = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draws.at(++id).uniform());
}
BENCHMARK(keyed_uniform);

void four_uniforms_of_one_key(benchmark::State& state) {
  std::uint64_t id = 0;
  for (auto _ : state) {
    Stream stream = draws.at(++id);
    for (int k = 0; k < 4; ++k) benchmark::DoNotOptimize(stream.uniform());
  }
}
BENCHMARK(four_uniforms_of_one_key);

void keyed_normal(benchmark::State& state) {
  std::uint64_t id = 0;
  for (auto _ : state) {
    Stream stream = draws.at(++id);
    benchmark::DoNotOptimize(normal(stream));
  }
}
BENCHMARK(keyed_normal);

void keyed_gumbel(benchmark::State& state) {
  std::uint64_t id = 0;
  for (auto _ : state) {
    Stream stream = draws.at(++id);
    benchmark::DoNotOptimize(gumbel(stream));
  }
}
BENCHMARK(keyed_gumbel);

void keyed_poisson(benchmark::State& state) {
  const double mean = static_cast<double>(state.range(0)) / 10.0;
  std::uint64_t id = 0;
  for (auto _ : state) {
    Stream stream = draws.at(++id);
    benchmark::DoNotOptimize(poisson(stream, mean));
  }
}
BENCHMARK(keyed_poisson)->ArgName("mean_x10")->Arg(3)->Arg(50)->Arg(10000);

void keyed_binomial(benchmark::State& state) {
  std::uint64_t id = 0;
  for (auto _ : state) {
    Stream stream = draws.at(++id);
    benchmark::DoNotOptimize(binomial(stream, state.range(0), 0.06));
  }
}
BENCHMARK(keyed_binomial)->ArgName("trials")->Arg(10)->Arg(1000);

// Organisations with 20 ties each, ring-wise; every second pair asked for is not there.
void tie_lookup(benchmark::State& state) {
  const auto organisations = static_cast<std::uint32_t>(state.range(0));
  Ties ties;
  ties.of.resize(organisations);
  for (std::uint32_t step = 1; step <= 10; ++step)
    for (std::uint32_t i = 0; i < organisations; ++i) make_tie(ties, i, (i + step) % organisations, 0);
  Stream stream = draws.at(7);
  for (auto _ : state) {
    const auto i = static_cast<std::uint32_t>(stream.below(organisations));
    const auto step = static_cast<std::uint32_t>(1 + stream.below(20));
    benchmark::DoNotOptimize(find_tie(ties, i, (i + step) % organisations));
  }
}
BENCHMARK(tie_lookup)->ArgName("organisations")->Arg(240)->Arg(20000);

void ces_value(benchmark::State& state) {
  const Market market{};
  const double elasticity = static_cast<double>(state.range(0)) / 10.0;
  const std::vector<Recipe> recipes(8, make_recipe({8.0, 1.2, 45.0, 4.0}, elasticity, {1.0, 28.0, 1.0, 0.15},
                                                   market.goods_markup, market.space_markup));
  const std::vector<double> mix(8, 0.125), worth(8, 1.0);
  Bundle bundle{900.0, 120.0, 4000.0, 300.0};
  for (auto _ : state) {
    bundle[0] += 0.01;
    benchmark::DoNotOptimize(bundle_value(recipes, mix, worth, bundle, 3.0, market));
  }
}
BENCHMARK(ces_value)->ArgName("elasticity_x10")->Arg(4)->Arg(5)->Arg(10);

void sum_in_order(benchmark::State& state) {
  const std::vector<double> values(static_cast<std::size_t>(state.range(0)), 0.1);
  for (auto _ : state) benchmark::DoNotOptimize(ordered_sum(values.size(), [&](std::size_t i) { return values[i]; }));
}
BENCHMARK(sum_in_order)->ArgName("values")->Arg(240)->Arg(1000000)->UseRealTime();

// Places in memory, a line each, that lead through all others back to the first in no order.
struct alignas(64) Place {
  std::uint32_t next = 0;
};

LargeArray<Place> make_ring(std::uint32_t places) {
  std::vector<std::uint32_t> next(places);
  std::iota(next.begin(), next.end(), 0U);
  Stream stream = draws.at(8);
  for (std::uint32_t k = places - 1; k > 0; --k) std::swap(next[k], next[stream.below(k)]);  // Sattolo: a single ring
  LargeArray<Place> ring(places);
  for (std::uint32_t k = 0; k < places; ++k) ring[k].next = next[k];
  return ring;
}

// A fixed piece of work that no change of the model changes, to scale figures between machines and days: a million blocks
// of draws, which is what the processor reckons, and 32,768 reads that each wait for the one before, in 128 MiB. The
// parts are given as the least processor time of all iterations.
void reference(benchmark::State& state) {
  constexpr std::size_t batch = 1024, batches = 1024, reads = 32'768;
  const LargeArray<Place> ring = make_ring(std::uint32_t{1} << 21);
  std::vector<DrawBlock> blocks(batch);
  const auto nanoseconds = [] { return 1e9 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  double least_drawing = 1e18, least_reading = 1e18;
  std::uint32_t at = 0;
  for (auto _ : state) {
    const double begin = nanoseconds();
    for (std::size_t k = 0; k < batches; ++k) {
      draw_blocks(blocks, k * batch, {1, 2, 3});
      benchmark::DoNotOptimize(blocks.data());
      benchmark::ClobberMemory();
    }
    const double between = nanoseconds();
    for (std::size_t k = 0; k < reads; ++k) at = ring[at].next;
    benchmark::DoNotOptimize(at);
    least_drawing = std::min(least_drawing, between - begin);
    least_reading = std::min(least_reading, nanoseconds() - between);
  }
  state.counters["ns_per_block"] = least_drawing / (batch * batches);
  state.counters["ns_per_read"] = least_reading / reads;
}
BENCHMARK(reference)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tessera
