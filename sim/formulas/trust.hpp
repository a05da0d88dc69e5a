// Trust as Beta reputation with an institution-based prior (Josang & Ismail 2002), and its fixed point.
#pragma once

namespace tessera {

// good, bad: evidence in counts; prior: institution-based trust 0..1 that counts for `prior_counts`.
inline double trust_from_evidence(double good, double bad, double prior, double prior_counts) {
  return (prior_counts * prior + good) / (prior_counts + good + bad);
}

// Prior trust in an organisation of this credibility.
inline double institutional_trust(double credibility, double mean, double per_credibility) {
  const double prior = mean + per_credibility * (credibility - 0.5);
  return prior < 0.02 ? 0.02 : (prior > 0.98 ? 0.98 : prior);
}

// Institution-based trust in short: what stands in for experience.
struct TrustPrior {
  double counts = 8.0;
  double mean = 0.5;
  double per_credibility = 0.2;
};

// Trust in an organisation of this credibility given the evidence held about it.
inline double trust_in(double good, double bad, double credibility, const TrustPrior& prior) {
  return trust_from_evidence(good, bad, institutional_trust(credibility, prior.mean, prior.per_credibility),
                             prior.counts);
}

// Where trust settles when every month shows success s with this weight, negativity and forgetting.
inline double trust_fixed_point(double success, double forgetting, double weight, double negativity, double prior,
                                double prior_counts) {
  const double good = weight * success / (1.0 - forgetting);
  const double bad = negativity * weight * (1.0 - success) / (1.0 - forgetting);
  return trust_from_evidence(good, bad, prior, prior_counts);
}

}  // namespace tessera
