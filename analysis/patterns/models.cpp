#include "analysis/patterns/models.hpp"

#include <array>

#include "formulas/logistic.hpp"

namespace tessera {
namespace {

// Everybody signs as strangers of average credibility do: the hazard's factor of trust, taken at the prior mean, moves
// into the rate, since a slope of 0 leaves a factor of one half.
void sign_at_prior_trust(AgreementParameters& agreement, double prior_mean) {
  agreement.rate_per_month *= 2.0 * logistic(agreement.trust_slope * (prior_mean - agreement.trust_midpoint));
  agreement.trust_slope = 0.0;
}

}  // namespace

std::span<const Model> model_table() {
  static constexpr std::array models{
      Model{"full", "nothing", [](Parameters&) {}},
      Model{"no_trust", "trust in whom one looks for, accepts and signs with; former partners are merely known",
            [](Parameters& p) {
              p.partner_search.trust = 0.0;
              sign_at_prior_trust(p.agreement, p.trust.prior_mean);
            }},
      Model{"no_closure", "the pull of partners in common", [](Parameters& p) { p.partner_search.closure = 0.0; }},
      Model{"random_mixing", "goal, gain, trust, credibility, closure, distance and sector in the choice of partners",
            [](Parameters& p) {
              PartnerSearchParameters& s = p.partner_search;
              s.goal = s.gain = s.trust = s.credibility = s.closure = s.distance_per_km = s.sector_difference = 0.0;
            }},
      Model{"prior_trust", "own experience in the answer of who is asked: trust at its prior",
            [](Parameters& p) { p.partner_search.acceptor_trust = 0.0; }},
  };
  return models;
}

}  // namespace tessera
