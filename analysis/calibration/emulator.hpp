// A quadratic surface fitted to outputs of the model: y = b0 + sum b_k x_k + sum b_kl x_k x_l, x in the unit cube, by
// ridge regression (Hoerl & Kennard 1970) whose penalty is the one that predicts left-out points best.
#pragma once

#include <Eigen/Dense>
#include <span>
#include <vector>

namespace tessera {

class QuadraticEmulator {
 public:
  // points: [point][parameter] in the unit cube; outputs: [point], finite.
  QuadraticEmulator(std::span<const std::vector<double>> points, std::span<const double> outputs);

  double predict(const std::vector<double>& point) const;
  // Variance of what left-out points differ from their prediction: misfit of the surface and luck together.
  double variance() const { return variance_; }

 private:
  Eigen::VectorXd weights_;
  double mean_ = 0.0, variance_ = 0.0;
};

}  // namespace tessera
