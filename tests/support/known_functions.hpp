// Functions of factors in the unit cube whose variances are known in closed form, and runs of them with noise.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <vector>

#include "base/distributions.hpp"
#include "base/draws.hpp"
#include "base/statistics/designs.hpp"
#include "base/statistics/variance_split.hpp"

namespace tessera {

using Points = std::vector<std::vector<double>>;

inline Points all_points(const UnitDesign& design) {
  Points points;
  for (std::uint64_t k = 0; k < design.size(); ++k) points.push_back(design.point(k));
  return points;
}

// Ishigami & Homma 1990, with 7 and 0.1, on -pi to pi.
struct Ishigami {
  static constexpr double a = 7.0, b = 0.1;
  static double value(const std::vector<double>& u) {
    const auto x = [&](std::size_t k) { return std::numbers::pi * (2.0 * u[k] - 1.0); };
    return std::sin(x(0)) * (1.0 + b * std::pow(x(2), 4)) + a * std::pow(std::sin(x(1)), 2);
  }
  static double pi4() { return std::pow(std::numbers::pi, 4); }
  static double first_variance() { return 0.5 * std::pow(1.0 + b * pi4() / 5.0, 2); }
  static double second_variance() { return a * a / 8.0; }
  static double pair_variance() { return b * b * pi4() * pi4() * (1.0 / 18.0 - 1.0 / 50.0); }  // of the first and third
  static double variance() { return first_variance() + second_variance() + pair_variance(); }
};

// Product of (|4 u - 2| + a) / (1 + a) (Saltelli & Sobol 1995); `a` by dimension, small is important.
struct SobolG {
  std::vector<double> a;
  double value(const std::vector<double>& u) const {
    double product = 1.0;
    for (std::size_t k = 0; k < a.size(); ++k) product *= (std::abs(4.0 * u[k] - 2.0) + a[k]) / (1.0 + a[k]);
    return product;
  }
  double part(std::size_t k) const { return 1.0 / (3.0 * (1.0 + a[k]) * (1.0 + a[k])); }
  double variance() const {
    double product = 1.0;
    for (std::size_t k = 0; k < a.size(); ++k) product *= 1.0 + part(k);
    return product - 1.0;
  }
  double first(std::size_t k) const { return part(k) / variance(); }
  double total(std::size_t k) const { return part(k) / (1.0 + part(k)) * (variance() + 1.0) / variance(); }
  double pair(std::size_t i, std::size_t k) const { return part(i) * part(k) / variance(); }
};

// Runs at all points: value + luck of the replicate (standard deviation `luck`) + noise of the single run.
inline Replicated noisy_runs(const Points& points, std::size_t replicates, std::uint64_t seed, double luck, double noise,
                             const std::function<double(const std::vector<double>&)>& value) {
  Replicated runs{points.size(), replicates, {}};
  for (std::size_t p = 0; p < points.size(); ++p)
    for (std::size_t r = 0; r < replicates; ++r) {
      Stream common = Draws(seed, static_cast<std::uint32_t>(r), 0).of(1).at(std::uint64_t{0});
      Stream own = Draws(seed, static_cast<std::uint32_t>(r), 0).of(2).at(p);
      runs.values.push_back(value(points[p]) + luck * normal(common) + noise * normal(own));
    }
  return runs;
}

// Loses a share of the runs, by keyed draws.
inline void lose_runs(Replicated& runs, double share, std::uint64_t seed) {
  for (std::size_t k = 0; k < runs.values.size(); ++k)
    if (Draws(seed, 0, 0).of(3).at(k).uniform() < share) runs.values[k] = std::nan("");
}

// Random points arranged as Saltelli's, independent where his are even: for coverage of intervals.
inline Points independent_blocks(std::size_t dimensions, std::size_t samples, std::uint64_t seed) {
  Points points;
  for (std::size_t j = 0; j < samples; ++j) {
    Stream stream = Draws(seed, 0, 0).of(4).at(j);
    std::vector<double> a(dimensions), b(dimensions);
    for (double& x : a) x = stream.uniform();
    for (double& x : b) x = stream.uniform();
    points.push_back(a);
    for (std::size_t k = 0; k < dimensions; ++k) (points.emplace_back(a))[k] = b[k];
    for (std::size_t k = 0; k < dimensions; ++k) (points.emplace_back(b))[k] = a[k];
    points.push_back(b);
  }
  return points;
}

}  // namespace tessera
