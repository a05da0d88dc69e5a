#include "base/statistics/sobol_indices.hpp"

#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "support/known_functions.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using Function = std::function<double(const std::vector<double>&)>;

SobolIndices indices_of(const Replicated& runs, std::size_t dimensions, std::uint32_t resamples = 0) {
  return sobol_indices(runs, split_variance(runs), dimensions, {.resamples = resamples, .seed = 1});
}

struct Noise {
  std::size_t replicates = 1;
  double luck = 0.0, noise = 0.0, lost = 0.0;
};

// Indices from designs of many seeds: every one is a sample of an estimate without bias.
std::vector<SobolIndices> repeat(const Function& value, std::size_t dimensions, std::uint64_t samples, const Noise& noise,
                                 std::uint64_t seeds = 160) {
  std::vector<SobolIndices> found;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Replicated runs = noisy_runs(all_points(UnitDesign(DesignKind::saltelli, dimensions, samples, seed)), noise.replicates,
                                 seed, noise.luck, noise.noise, value);
    lose_runs(runs, noise.lost, seed);
    found.push_back(indices_of(runs, dimensions));
  }
  return found;
}

// The mean of one index against the truth, and against a truth that is wrong by `wrong`.
template <class Pick>
void expect_index(const std::vector<SobolIndices>& found, const Pick& pick, double truth, double wrong, const char* what) {
  std::vector<double> values;
  for (const SobolIndices& indices : found) values.push_back(pick(indices).value);
  EXPECT_FALSE(check_mean(values, truth).rejects) << what << " " << truth << ": " << check_mean(values, truth);
  EXPECT_TRUE(check_mean(values, truth + wrong).rejects) << what << ", twin";
  EXPECT_TRUE(check_mean(values, truth - wrong).rejects) << what << ", twin";
}

void expect_ishigami(const std::vector<SobolIndices>& found, SobolSet SobolIndices::*set, double wrong) {
  const double v = Ishigami::variance(), first = Ishigami::first_variance() / v, second = Ishigami::second_variance() / v,
               pair = Ishigami::pair_variance() / v;
  const double firsts[]{first, second, 0.0}, totals[]{first + pair, second, pair}, pairs[]{0.0, pair, 0.0};
  for (std::size_t k = 0; k < 3; ++k) {
    expect_index(found, [&](const SobolIndices& of) { return (of.*set).first[k]; }, firsts[k], wrong, "first");
    expect_index(found, [&](const SobolIndices& of) { return (of.*set).total[k]; }, totals[k], wrong, "total");
    expect_index(found, [&](const SobolIndices& of) { return (of.*set).second[k]; }, pairs[k], wrong, "second");
  }
  expect_index(found, [&](const SobolIndices& of) { return (of.*set).variance; }, v, wrong * v, "variance");
}

TEST(SobolIndices, OfIshigamisFunction) {
  expect_ishigami(repeat(Ishigami::value, 3, 512, {}), &SobolIndices::raw, 0.03);
}

TEST(SobolIndices, OfTheGFunction) {
  const SobolG g{{0.0, 1.0, 4.5, 9.0, 99.0}};
  const auto found = repeat([&](const auto& x) { return g.value(x); }, 5, 512, {});
  for (std::size_t i = 0; i < 5; ++i) {
    expect_index(found, [&](const SobolIndices& of) { return of.raw.first[i]; }, g.first(i), 0.03, "first");
    expect_index(found, [&](const SobolIndices& of) { return of.raw.total[i]; }, g.total(i), 0.03, "total");
    for (std::size_t k = i + 1; k < 5; ++k)
      expect_index(found, [&](const SobolIndices& of) { return of.raw.second[pair_place(i, k, 5)]; }, g.pair(i, k), 0.03, "second");
  }
}

TEST(SobolIndices, NoiseIsTakenOutOfTheCorrectedOnes) {
  expect_ishigami(repeat(Ishigami::value, 3, 512, {4, 5.0, 4.0, 0.0}), &SobolIndices::corrected, 0.06);
}

TEST(SobolIndices, MissingRunsBiasNothing) {
  const auto found = repeat(Ishigami::value, 3, 512, {4, 5.0, 4.0, 0.15});
  expect_ishigami(found, &SobolIndices::corrected, 0.08);
  EXPECT_LT(found[0].whole_samples, found[0].samples);
}

TEST(SobolIndices, OfALineWithNoiseRawAndCorrected) {
  const double slopes[]{4.0, 2.0, 1.0, 0.0}, points = (16.0 + 4.0 + 1.0) / 12.0, noise = 1.5 * 1.5 / 3;
  const auto line = [&](const std::vector<double>& x) { return 4.0 * x[0] + 2.0 * x[1] + x[2]; };
  const auto found = repeat(line, 4, 256, {3, 2.0, 1.5, 0.0});
  for (std::size_t k = 0; k < 4; ++k) {
    const double own = slopes[k] * slopes[k] / 12.0;
    expect_index(found, [&](const SobolIndices& of) { return of.raw.first[k]; }, own / (points + noise), 0.05, "raw first");
    expect_index(found, [&](const SobolIndices& of) { return of.raw.total[k]; }, (own + noise) / (points + noise), 0.05, "raw total");
    expect_index(found, [&](const SobolIndices& of) { return of.corrected.first[k]; }, own / points, 0.05, "first");
    expect_index(found, [&](const SobolIndices& of) { return of.corrected.total[k]; }, own / points, 0.05, "total");
  }
}

// A replicate that leans to one factor at all points: noise which neighbouring points share, as on the same luck. Taking
// the whole noise off every total would push those of the other factors below zero.
TEST(SobolIndices, NoiseThatNeighboursShareIsTakenOutToo) {
  std::vector<SobolIndices> found;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Points points = all_points(UnitDesign(DesignKind::saltelli, 3, 64, seed));
    Replicated runs{points.size(), 5, {}};
    for (const auto& point : points)
      for (std::uint32_t r = 0; r < 5; ++r) {
        Stream lean = Draws(seed, r, 0).of(5).at(std::uint64_t{0});
        const double first = normal(lean), second = normal(lean);
        runs.values.push_back((4.0 + 2.0 * first) * point[0] + (2.0 + 4.0 * second) * point[1]);
      }
    found.push_back(indices_of(runs, 3));
    // Shares of a variance that is itself uncertain: compare the variances, which are without bias.
    for (Estimate& share : found.back().corrected.total) share.value *= found.back().corrected.variance.value;
  }
  const double truths[]{16.0 / 12.0, 4.0 / 12.0, 0.0};
  for (std::size_t k = 0; k < 2; ++k)
    expect_index(found, [&](const SobolIndices& of) { return of.corrected.total[k]; }, truths[k], 0.4, "total");
  for (const SobolIndices& of : found) EXPECT_NEAR(of.corrected.total[2].value, 0.0, 1e-9);
}

// Of 300 intervals, those of the first total index that hold the truth.
std::int64_t intervals_that_hold(double width) {
  std::int64_t held = 0;
  const double truth = (Ishigami::first_variance() + Ishigami::pair_variance()) / Ishigami::variance();
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Replicated runs = noisy_runs(independent_blocks(3, 256, seed), 1, seed, 0.0, 0.0, Ishigami::value);
    const Estimate total = sobol_indices(runs, split_variance(runs), 3, {.resamples = 200, .seed = seed}).raw.total[0];
    held += total.value - width * (total.value - total.lower) <= truth && truth <= total.value + width * (total.upper - total.value);
  }
  return held;
}

TEST(SobolIndices, IntervalsCoverTheTruth) {
  EXPECT_FALSE(check_proportion(intervals_that_hold(1.0), 300, 0.95).rejects);
  EXPECT_TRUE(check_proportion(intervals_that_hold(0.5), 300, 0.95).rejects) << "twin: half as wide";
}

TEST(SobolIndices, ConstantOutcomesAndSingleReplicatesHaveNoNumber) {
  const Points points = all_points(UnitDesign(DesignKind::saltelli, 2, 16, 1));
  const SobolIndices constant = indices_of(noisy_runs(points, 2, 1, 0.0, 0.0, [](const auto&) { return 3.0; }), 2, 20);
  EXPECT_TRUE(std::isnan(constant.raw.first[0].value) && std::isnan(constant.corrected.total[1].value));
  const SobolIndices single = indices_of(noisy_runs(points, 1, 1, 0.0, 0.0, [](const auto& x) { return x[0]; }), 2, 20);
  EXPECT_NEAR(single.raw.first[0].value, 1.0, 0.2);
  EXPECT_TRUE(std::isnan(single.corrected.first[0].value) && std::isnan(single.corrected.first[0].lower));
  EXPECT_THROW(indices_of({7, 1, std::vector<double>(7, 1.0)}, 2), BrokenPromise);
}

TEST(SobolIndices, PairsHaveTheirPlaces) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t k = i + 1; k < 7; ++k) EXPECT_EQ(pair_place(i, k, 7), place++);
}

}  // namespace
}  // namespace tessera
