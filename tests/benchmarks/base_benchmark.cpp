// The smallest pieces that every month is made of: keyed draws, distributions, looking up ties, what a bundle yields.
#include <benchmark/benchmark.h>

#include <vector>

#include "base/distributions.hpp"
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

}  // namespace
}  // namespace tessera
