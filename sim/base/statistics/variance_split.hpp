// What varies in runs at many points with replicates: the points, the luck of a replicate that is common to all points,
// and noise: how the luck of a replicate differs from point to point. Two-way layout without repetition, random effects
// (Searle, Casella & McCulloch 1992, chapter 4); with missing runs by least squares.
//
// Replicate r has the same luck at every point, so the common part cancels in comparisons between points and only the
// noise, divided by the replicates, remains in the mean of a point.
#pragma once

#include <cstdint>
#include <vector>

namespace tessera {

// Runs of one outcome; what is missing is not a number.
struct Replicated {
  std::size_t points = 0, replicates = 0;
  std::vector<double> values;  // [point * replicates + replicate]

  double at(std::size_t point, std::size_t replicate) const { return values[point * replicates + replicate]; }
};

// Variances in the squared unit of the outcome. Estimates without bias: that of points can come out below zero where there
// is nothing but noise. Not a number where there are too few runs: below two points, two replicates.
struct VarianceSplit {
  std::vector<double> point_means;      // [point] as if every replicate were there; not a number without a single run
  std::vector<double> replicate_means;  // [replicate] over all points, likewise
  double of_points = 0.0;               // of the expected outcome
  double of_replicates = 0.0;           // of the luck common to all points
  double of_noise = 0.0;                // of a single run
  double of_point_means = 0.0;          // observed, between point_means
  double noise_in_point_means = 0.0;    // part of of_point_means that is noise
  std::int64_t runs = 0, missing_runs = 0, missing_points = 0;  // replicates that no point has do not count as missing

  double noise_share() const { return noise_in_point_means / of_point_means; }
};

VarianceSplit split_variance(const Replicated& runs);

}  // namespace tessera
