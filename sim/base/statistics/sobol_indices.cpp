#include "base/statistics/sobol_indices.hpp"

#include <Eigen/Dense>
#include <cmath>

#include "base/errors.hpp"
#include "base/statistics/designs.hpp"
#include "base/statistics/moments.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Runs of one block, less the luck of their replicate and the level of all.
class Block {
 public:
  Block(const Replicated& runs, const VarianceSplit& split, std::size_t first, std::size_t size, double level,
        const std::vector<double>& luck)
      : replicates_(runs.replicates), means_(size), values_(size * replicates_) {
    for (std::size_t place = 0; place < size; ++place) {
      means_[place] = split.point_means[first + place] - level;
      for (std::size_t r = 0; r < replicates_; ++r)
        values_[place * replicates_ + r] = runs.at(first + place, r) - luck[r] - level;
    }
  }

  // (x - less_x) * (y - less_y) of the means over replicates. A place of `none` is 0.
  static constexpr std::size_t none = ~std::size_t{0};
  double product(std::size_t x, std::size_t less_x, std::size_t y, std::size_t less_y) const {
    return (mean(x) - mean(less_x)) * (mean(y) - mean(less_y));
  }
  // The same as a mean over all pairs of different replicates, of those that all places have.
  double product_across(std::size_t x, std::size_t less_x, std::size_t y, std::size_t less_y) const {
    double sum_x = 0.0, sum_y = 0.0, same = 0.0, count = 0.0;
    for (std::size_t r = 0; r < replicates_; ++r) {
      const double in_x = value(x, r) - value(less_x, r), in_y = value(y, r) - value(less_y, r);
      if (!std::isfinite(in_x * in_y)) continue;
      sum_x += in_x;
      sum_y += in_y;
      same += in_x * in_y;
      count += 1.0;
    }
    return count > 1.0 ? (sum_x * sum_y - same) / (count * (count - 1.0)) : nan;
  }
  double mean(std::size_t place) const { return place == none ? 0.0 : means_[place]; }

 private:
  double value(std::size_t place, std::size_t r) const { return place == none ? 0.0 : values_[place * replicates_ + r]; }

  std::size_t replicates_;
  std::vector<double> means_, values_;
};

double mean_of_known(double x, double y) { return std::isnan(x) ? y : std::isnan(y) ? x : 0.5 * (x + y); }

std::size_t count_terms(std::size_t dimensions) { return 2 + 2 * dimensions + dimensions * (dimensions - 1) / 2; }

// What the indices are means of, from one block: the level of A and B, their square, then by dimension first and total,
// then pairs (both factors alone and together).
template <class Product>
void append_terms(const Block& block, std::size_t dimensions, const Product& product, std::vector<double>& terms) {
  constexpr std::size_t none = Block::none;
  const SaltelliBlock at{dimensions};
  const std::size_t a = at.a(), b = at.b();
  terms.push_back(mean_of_known(block.mean(a), block.mean(b)));
  terms.push_back(mean_of_known(product(a, none, a, none), product(b, none, b, none)));
  for (std::size_t i = 0; i < dimensions; ++i)
    terms.push_back(mean_of_known(product(b, none, at.a_with_b(i), a), product(a, none, at.b_with_a(i), b)));
  for (std::size_t i = 0; i < dimensions; ++i)
    terms.push_back(0.5 * mean_of_known(product(a, at.a_with_b(i), a, at.a_with_b(i)),
                                        product(b, at.b_with_a(i), b, at.b_with_a(i))));
  for (std::size_t i = 0; i < dimensions; ++i)
    for (std::size_t k = i + 1; k < dimensions; ++k)
      terms.push_back(mean_of_known(product(at.b_with_a(i), none, at.a_with_b(k), none),
                                    product(at.b_with_a(k), none, at.a_with_b(i), none)) -
                      product(a, none, b, none));
}

// Means of the terms [sample][term] by weight, of the samples that have them.
class Terms {
 public:
  explicit Terms(const std::vector<std::vector<double>>& rows)
      : values_(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.front().size())), known_(values_) {
    for (Eigen::Index j = 0; j < values_.rows(); ++j)
      for (Eigen::Index c = 0; c < values_.cols(); ++c) {
        const double value = rows[static_cast<std::size_t>(j)][static_cast<std::size_t>(c)];
        known_(j, c) = std::isfinite(value) ? 1.0 : 0.0;
        values_(j, c) = std::isfinite(value) ? value : 0.0;
      }
  }

  Eigen::VectorXd means(std::span<const double> weights) const {
    const Eigen::Map<const Eigen::VectorXd> weight(weights.data(), values_.rows());
    return ((values_.transpose() * weight).array() / (known_.transpose() * weight).array()).matrix();
  }

 private:
  Eigen::MatrixXd values_, known_;
};

// From means of terms to the variance and the indices in the order of the terms.
void append_indices(const Eigen::VectorXd& mean, std::size_t start, std::size_t dimensions, std::vector<double>& indices) {
  const auto at = [&](std::size_t k) { return mean[static_cast<Eigen::Index>(start + k)]; };
  const double variance = at(1) - at(0) * at(0), scale = variance > 0.0 ? 1.0 / variance : nan;
  indices.push_back(variance);
  for (std::size_t k = 0; k < 2 * dimensions; ++k) indices.push_back(at(2 + k) * scale);
  for (std::size_t i = 0; i < dimensions; ++i)
    for (std::size_t k = i + 1; k < dimensions; ++k)
      indices.push_back((at(2 + 2 * dimensions + pair_place(i, k, dimensions)) - at(2 + i) - at(2 + k)) * scale);
}

SobolSet take_set(const std::vector<Estimate>& estimates, std::size_t start, std::size_t dimensions) {
  const auto part = [&](std::size_t from, std::size_t count) {
    const auto begin = estimates.begin() + static_cast<std::ptrdiff_t>(start + from);
    return std::vector<Estimate>(begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  return {estimates[start], part(1, dimensions), part(1 + dimensions, dimensions),
          part(1 + 2 * dimensions, dimensions * (dimensions - 1) / 2)};
}

double mean_of_base_points(const VarianceSplit& split, const SaltelliBlock& block) {
  double sum = 0.0, count = 0.0;
  for (std::size_t first = 0; first < split.point_means.size(); first += block.size())
    for (const std::size_t place : {block.a(), block.b()}) {
      const double mean = split.point_means[first + place];
      if (std::isfinite(mean)) sum += mean, count += 1.0;
    }
  return sum / count;
}

// [replicate] how much more than the others
std::vector<double> find_luck(const VarianceSplit& split) {
  Moments all;
  for (const double mean : split.replicate_means)
    if (std::isfinite(mean)) all.add(mean);
  std::vector<double> luck;
  for (const double mean : split.replicate_means) luck.push_back(mean - all.mean());
  return luck;
}

}  // namespace

SobolIndices sobol_indices(const Replicated& runs, const VarianceSplit& split, std::size_t dimensions,
                           const BootstrapOptions& options) {
  const SaltelliBlock at{dimensions};
  promise(dimensions > 0 && runs.points > 0 && runs.points % at.size() == 0, "runs do not fill Saltelli's blocks");
  SobolIndices indices;
  const double level = mean_of_base_points(split, at);
  const std::vector<double> luck = find_luck(split);
  std::vector<std::vector<double>> rows;
  for (std::size_t first = 0; first < runs.points; first += at.size()) {
    const Block block(runs, split, first, at.size(), level, luck);
    std::vector<double>& row = rows.emplace_back();
    append_terms(block, dimensions, [&](auto... places) { return block.product(places...); }, row);
    append_terms(block, dimensions, [&](auto... places) { return block.product_across(places...); }, row);
    bool whole = true;
    for (std::size_t place = 0; place < at.size(); ++place) whole = whole && std::isfinite(block.mean(place));
    indices.whole_samples += whole;
  }
  indices.samples = static_cast<std::int64_t>(rows.size());
  const Terms terms(rows);
  const std::size_t each = count_terms(dimensions);
  const auto estimates = joint_bootstrap(rows.size(), options, [&](std::span<const double> weights) {
    const Eigen::VectorXd means = terms.means(weights);
    std::vector<double> values;
    append_indices(means, 0, dimensions, values);
    append_indices(means, each, dimensions, values);
    return values;
  });
  indices.raw = take_set(estimates, 0, dimensions);
  indices.corrected = take_set(estimates, each - 1, dimensions);
  return indices;
}

}  // namespace tessera
