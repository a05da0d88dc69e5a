#include "analysis/patterns/models.hpp"

#include <array>

namespace tessera {

std::span<const Model> model_table() {
  static constexpr std::array models{
      Model{"full", "nothing", [](Parameters&) {}},
      Model{"no_trust", "trust in whom one looks for or accepts; former partners are merely known",
            [](Parameters& p) { p.partner_search.trust = 0.0; }},
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
