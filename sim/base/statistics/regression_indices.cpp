#include "base/statistics/regression_indices.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_units = 512;
constexpr double smallest_pivot = 1e-9;  // of a matrix of correlations: factors that move in step

// Sums of products of the columns (factors that vary, then the outcome, then 1) by unit of resampling.
class Products {
 public:
  Products(const Eigen::MatrixXd& columns, const std::vector<std::size_t>& unit_of, std::size_t units)
      : by_unit_(units, Eigen::MatrixXd::Zero(columns.cols() + 1, columns.cols() + 1)) {
    Eigen::VectorXd row(columns.cols() + 1);
    for (Eigen::Index k = 0; k < columns.rows(); ++k) {
      row << columns.row(k).transpose(), 1.0;
      by_unit_[unit_of[static_cast<std::size_t>(k)]].selfadjointView<Eigen::Lower>().rankUpdate(row);
    }
  }

  // Matrix of correlations, the outcome last; a column that does not vary has none.
  Eigen::MatrixXd correlations(std::span<const double> weights) const {
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(by_unit_.front().rows(), by_unit_.front().cols());
    for (std::size_t k = 0; k < by_unit_.size(); ++k)
      if (weights[k] != 0.0) sum += weights[k] * by_unit_[k];
    const Eigen::Index size = sum.rows() - 1;
    const Eigen::VectorXd mean = sum.row(size).head(size).transpose() / sum(size, size);
    Eigen::MatrixXd covariance = sum.topLeftCorner(size, size) / sum(size, size) - mean * mean.transpose();
    covariance = covariance.selfadjointView<Eigen::Lower>();
    const Eigen::VectorXd scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
    return scale.asDiagonal() * covariance * scale.asDiagonal();
  }

 private:
  std::vector<Eigen::MatrixXd> by_unit_;
};

// Coefficients, then partial correlations, then R2: all of the inverse of the matrix of correlations.
std::vector<double> solve(const Eigen::MatrixXd& correlations) {
  const Eigen::Index factors = correlations.rows() - 1;
  std::vector<double> values(static_cast<std::size_t>(2 * factors + 1), nan);
  if (!correlations.allFinite()) return values;
  const auto among = correlations.topLeftCorner(factors, factors);
  const Eigen::LDLT<Eigen::MatrixXd> decomposed(among);
  if (decomposed.vectorD().minCoeff() < smallest_pivot) return values;
  const Eigen::VectorXd with_outcome = correlations.col(factors).head(factors);
  const Eigen::VectorXd coefficients = decomposed.solve(with_outcome);
  const Eigen::MatrixXd inverse = decomposed.solve(Eigen::MatrixXd::Identity(factors, factors));
  const double explained = std::clamp(coefficients.dot(with_outcome), 0.0, 1.0);
  for (Eigen::Index j = 0; j < factors; ++j) {
    // What the factor adds, against what it leaves: the partial correlation in terms of the coefficient.
    const double alone = coefficients[j] / std::sqrt(inverse(j, j));
    values[static_cast<std::size_t>(j)] = coefficients[j];
    values[static_cast<std::size_t>(factors + j)] = alone / std::sqrt(alone * alone + 1.0 - explained);
  }
  values.back() = explained;
  return values;
}

struct Sample {
  Eigen::MatrixXd columns;            // factors that vary, then the outcome
  std::vector<std::size_t> unit_of;   // [row]
  std::vector<std::size_t> varying;   // factors
  std::size_t units = 0;
};

Sample take_sample(const std::vector<std::vector<double>>& points, std::span<const double> outcomes, std::size_t unit) {
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < points.size(); ++k)
    if (std::isfinite(outcomes[k])) rows.push_back(k);
  Sample sample;
  for (std::size_t j = 0; !rows.empty() && j < points.front().size(); ++j)
    if (std::any_of(rows.begin(), rows.end(), [&](std::size_t k) { return points[k][j] != points[rows[0]][j]; }))
      sample.varying.push_back(j);
  sample.columns.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(sample.varying.size() + 1));
  sample.units = std::min(most_units, (points.size() + unit - 1) / unit);
  for (Eigen::Index k = 0; k < sample.columns.rows(); ++k) {
    const std::size_t row = rows[static_cast<std::size_t>(k)];
    for (std::size_t j = 0; j < sample.varying.size(); ++j)
      sample.columns(k, static_cast<Eigen::Index>(j)) = points[row][sample.varying[j]];
    sample.columns(k, sample.columns.cols() - 1) = outcomes[row];
    sample.unit_of.push_back(row / unit % sample.units);
  }
  return sample;
}

// Mean 0 and standard deviation 1, so that sums of squares lose nothing.
Eigen::MatrixXd standardised(const Eigen::MatrixXd& columns) {
  const Eigen::MatrixXd centred = columns.rowwise() - columns.colwise().mean();
  const Eigen::RowVectorXd scale = (centred.colwise().squaredNorm() / static_cast<double>(centred.rows())).cwiseSqrt();
  return centred.array().rowwise() / scale.array();
}

Eigen::MatrixXd ranked(const Eigen::MatrixXd& columns) {
  Eigen::MatrixXd result(columns.rows(), columns.cols());
  for (Eigen::Index j = 0; j < columns.cols(); ++j) {
    const Eigen::VectorXd column = columns.col(j);
    const std::vector<double> places = ranks({column.data(), static_cast<std::size_t>(column.size())});
    result.col(j) = Eigen::Map<const Eigen::VectorXd>(places.data(), column.size());
  }
  return result;
}

}  // namespace

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> places(values.size());
  for (std::size_t first = 0, next = 0; first < order.size(); first = next) {
    while (next < order.size() && values[order[next]] == values[order[first]]) ++next;
    for (std::size_t k = first; k < next; ++k) places[order[k]] = 0.5 * static_cast<double>(first + 1 + next);
  }
  return places;
}

RegressionIndices regression_indices(const std::vector<std::vector<double>>& points, std::span<const double> outcomes,
                                     std::size_t unit, const BootstrapOptions& options) {
  promise(points.size() == outcomes.size() && unit > 0, "outcomes of other points than those given");
  RegressionIndices indices;
  const std::size_t dimensions = points.empty() ? 0 : points.front().size();
  indices.standardised.resize(dimensions);
  indices.partial_rank.resize(dimensions);
  const Sample sample = take_sample(points, outcomes, unit);
  indices.points = sample.columns.rows();
  const std::size_t factors = sample.varying.size();
  if (factors == 0 || static_cast<std::size_t>(indices.points) < factors + 3) return indices;
  const auto estimate = [&](const Eigen::MatrixXd& columns) {
    const Products products(standardised(columns), sample.unit_of, sample.units);
    return joint_bootstrap(sample.units, options,
                               [&](std::span<const double> weights) { return solve(products.correlations(weights)); });
  };
  const std::vector<Estimate> straight = estimate(sample.columns), by_rank = estimate(ranked(sample.columns));
  for (std::size_t j = 0; j < factors; ++j) {
    indices.standardised[sample.varying[j]] = straight[j];
    indices.partial_rank[sample.varying[j]] = by_rank[factors + j];
  }
  indices.r2 = straight.back();
  indices.rank_r2 = by_rank.back();
  return indices;
}

}  // namespace tessera
