// Evaluation: members compare what the partnership gave them with what they would have had alone.
//
// Every month: value   += smoothing (sum_a harm[a] met[p,a] - value)
//              benefit += smoothing (credit / credits of all members * sum_a worth_i[a] met[p,a] - benefit)
//              (in the first months of a partnership or membership: their plain mean so far)
//              worth_i[a] = harm[a] * (1 - d + d * m_ia / max m_i),  d = mission_discount
// At a review (every review_months, and when the term ends), per member:
//   outside      = value of the bundle it gives, put to work alone at its own mission, at its own share of output that
//                  is met, its money buying services where there is a market and that is the better use (formulas/market.hpp),
//                  times a lognormal error of guessing (mean 1; spread outside_noise_sd (1 - measurement_effect * strength
//                  of shared measurement))
//   satisfaction moves to (1 - e) logistic(s ln(benefit / outside)) + e logistic(s ln(value / expected)), e =
//                  expectation_weight, s = comparison_slope
//   P(leave)     = logistic(exit_slope (exit_threshold - satisfaction)), times within_term_weight inside the term
// Whoever leaves so within funding_memory_months after the last award ended does it for funding_ended, else for
// unmet_expectation. Credits are renewed as shares of marginal product. Who stays recalibrates: purpose and positions move by
// `recalibration` to themselves times (attention_floor + need members see), normalised; governance is again the cheapest mode
// for as many as there are; commitments move to what can be spared now, by `flexibility` within the term, all the way at its
// end. An evaluation cycle brings every review forward, to review_months (1 - cycle_effect * strength) after the last.
// Besides, every month the goal is reached (or no longer needed) with hazard goal_achieved.
// Never compares the joint output with one's own solo output: that would be a tautology.
// Reads: Organisations, Support, technology. Writes: Memberships (benefit, outside, satisfaction, credit, position, committed),
// Partnerships (value, expected_value, purpose, governance, governance_changes, lead, next_review_month, term_end_month);
// leaving as in state/leave.hpp.
// Draws: goal by partnership; guess and leaving by (initiator, target, member, founded month). Units: harm-weighted
// service units per month; shares.
#pragma once

#include "base/draws.hpp"
#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void evaluate_partnerships(Partnerships& partnerships, Memberships& memberships, Ties& ties,
                           const Organisations& organisations, const Support& support, const Technology& technology,
                           const EvaluationParameters& parameters, const AgreementParameters& agreement,
                           double attention_floor, const MechanismDraws& draws);

// Satisfaction with a benefit beside an outside option and a value beside what was expected (all >= 0).
double satisfaction_of(double benefit, double outside, double value, double expected,
                       const EvaluationParameters& parameters);
// Months from one review to the next under an evaluation cycle of this strength; at least 1.
std::int32_t review_interval(double strength, const EvaluationParameters& parameters);
// Chance to leave at a review.
double leaving_chance(double satisfaction, bool term_ends, const EvaluationParameters& parameters);

}  // namespace tessera
