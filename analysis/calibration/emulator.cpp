#include "analysis/calibration/emulator.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace tessera {
namespace {

Eigen::VectorXd list_terms(const std::vector<double>& point) {
  std::vector<double> terms;
  for (std::size_t k = 0; k < point.size(); ++k) {
    const double x = 2.0 * point[k] - 1.0;
    terms.push_back(x);
    for (std::size_t l = k; l < point.size(); ++l) terms.push_back(x * (2.0 * point[l] - 1.0));
  }
  return Eigen::Map<const Eigen::VectorXd>(terms.data(), static_cast<Eigen::Index>(terms.size()));
}

struct Fit {
  Eigen::VectorXd weights;
  double left_out_variance = std::numeric_limits<double>::infinity();
};

// Left-out residuals of a linear smoother are residual / (1 - leverage).
Fit fit_ridge(const Eigen::MatrixXd& terms, const Eigen::VectorXd& outputs, double penalty) {
  const Eigen::MatrixXd normal =
      terms.transpose() * terms + penalty * Eigen::MatrixXd::Identity(terms.cols(), terms.cols());
  const Eigen::LDLT<Eigen::MatrixXd> solver(normal);
  Fit fit{.weights = solver.solve(terms.transpose() * outputs)};
  const Eigen::MatrixXd hat = terms * solver.solve(terms.transpose());
  const Eigen::VectorXd residuals = outputs - terms * fit.weights;
  double squares = 0.0;
  for (Eigen::Index k = 0; k < residuals.size(); ++k) {
    const double left_out =
        residuals[k] / std::max(1e-9, 1.0 - hat(k, k) - 1.0 / static_cast<double>(residuals.size()));
    squares += left_out * left_out;
  }
  fit.left_out_variance = squares / static_cast<double>(residuals.size());
  return fit;
}

}  // namespace

QuadraticEmulator::QuadraticEmulator(std::span<const std::vector<double>> points, std::span<const double> outputs) {
  const auto rows = static_cast<Eigen::Index>(points.size());
  Eigen::MatrixXd terms(rows, points.empty() ? 0 : list_terms(points[0]).size());
  Eigen::VectorXd values(rows);
  for (Eigen::Index k = 0; k < rows; ++k) {
    terms.row(k) = list_terms(points[static_cast<std::size_t>(k)]).transpose();
    values[k] = outputs[static_cast<std::size_t>(k)];
  }
  const Eigen::RowVectorXd centre = terms.colwise().mean();
  terms.rowwise() -= centre;
  const double average = values.mean();
  Fit best;
  for (const double penalty : std::array{1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0, 100.0}) {
    Fit fit = fit_ridge(terms, values.array() - average, penalty);
    if (fit.left_out_variance < best.left_out_variance) best = std::move(fit);
  }
  weights_ = best.weights;
  mean_ = average - centre.dot(weights_);
  variance_ = best.left_out_variance;
}

double QuadraticEmulator::predict(const std::vector<double>& point) const {
  return mean_ + list_terms(point).dot(weights_);
}

}  // namespace tessera
