#include "base/statistics/survival.hpp"

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <map>

namespace tessera {
namespace {

struct Leaving {
  std::int64_t ended = 0, unseen = 0;
};

void add_step(SurvivalCurve& curve, std::int32_t duration, double share, double greenwood, double z, std::int64_t at_risk) {
  curve.duration.push_back(duration);
  curve.share.push_back(share);
  curve.at_risk.push_back(at_risk);
  const bool inside = share > 0.0 && share < 1.0;
  const double half = inside ? z * std::sqrt(greenwood) / std::abs(std::log(share)) : 0.0;
  curve.lower.push_back(inside ? std::pow(share, std::exp(half)) : share);
  curve.upper.push_back(inside ? std::pow(share, std::exp(-half)) : share);
}

}  // namespace

SurvivalCurve estimate_survival(std::span<const Life> lives, double confidence) {
  std::map<std::int32_t, Leaving> leaving{{0, {}}};
  for (const Life& life : lives) ++(life.ended ? leaving[life.duration].ended : leaving[life.duration].unseen);
  SurvivalCurve curve;
  if (lives.empty()) return curve;
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + confidence / 2.0);
  double share = 1.0, greenwood = 0.0;
  auto at_risk = static_cast<std::int64_t>(lives.size());
  for (const auto& [duration, leave] : leaving) {
    const auto n = static_cast<double>(at_risk), d = static_cast<double>(leave.ended);
    if (leave.ended > 0) {
      share *= 1.0 - d / n;
      greenwood += d / (n * (n - d));  // infinite when the last one ends, but then share is 0
    }
    if (leave.ended > 0 || duration == 0) add_step(curve, duration, share, greenwood, z, at_risk);
    at_risk -= leave.ended + leave.unseen;
  }
  return curve;
}

}  // namespace tessera
