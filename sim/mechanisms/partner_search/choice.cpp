#include <algorithm>
#include <boost/container/static_vector.hpp>

#include "base/distributions.hpp"
#include "formulas/nearby.hpp"
#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {
namespace {

// Picks the form in which i could work with j: half the time a new pair, else one of their partnerships (if any).
void choose_form(const View& view, std::uint32_t i, Alternative& alternative, Stream& stream) {
  const std::uint32_t j = alternative.other;
  alternative.kind = Kind::start;
  const double weigh = stream.uniform();
  const std::uint64_t pick = stream();
  const auto mine = view.memberships.of_organisation.of(i);
  const auto theirs = view.memberships.of_organisation.of(j);
  if (view.parameters.withdrawal > 0.0 && stream.uniform() < view.parameters.withdrawal)
    for (const std::uint32_t m : mine)
      if (shares(view, view.memberships.partnership[m], j)) {
        alternative.kind = Kind::withdraw;
        alternative.partnership = view.memberships.partnership[m];
        return;
      }
  if (weigh < 0.5 || mine.size() + theirs.size() == 0) return;
  const std::size_t place = jump_consistent_hash(pick, static_cast<std::uint32_t>(mine.size() + theirs.size()));
  const bool invite = place < mine.size();
  const std::uint32_t p = view.memberships.partnership[invite ? mine[place] : theirs[place - mine.size()]];
  if (view.partnerships.members[p] >= view.parameters.most_members || shares(view, p, invite ? j : i)) return;
  alternative.kind = invite ? Kind::invite : Kind::join;
  alternative.partnership = p;
}

// Utility of all but the gain, plus the error term.
void weigh(const View& view, const Partners& partners, std::uint32_t i, Alternative& alternative, double correction,
           Stream& stream) {
  const PartnerSearchParameters& parameters = view.parameters;
  const double start = parameters.intercept + parameters.new_partnership + correction;
  const double join = parameters.intercept + parameters.join_partnership + correction;
  switch (alternative.kind) {
    case Kind::join:
      alternative.terms = terms_of_joining(view, partners, i, alternative.other, alternative.partnership, join);
      break;
    case Kind::invite:
      alternative.terms = terms_of_admitting(view, partners, i, alternative.other, alternative.partnership, join);
      break;
    default: alternative.terms = terms_of_pair(view, partners, i, alternative.other, start);
  }
  if (alternative.kind == Kind::withdraw) {
    alternative.terms.load -= 1.0;  // judged as if it were not there
    alternative.terms.already_partner = false;
  }
  const double sign = alternative.kind == Kind::withdraw ? -1.0 : 1.0;
  alternative.sum = sign * utility(alternative.terms, view.weights) + gumbel(stream);
}

// An alternative that could still be chosen.
struct Prospect {
  std::size_t place = 0;
  Pooling pooling;
  double sign = 1.0;
  double error = 0.0;  // with which the gain is seen
  double most = 0.0;   // utility and Gumbel term together, at most
};
using Prospects = boost::container::static_vector<Prospect, most_candidates>;

// Rounding apart: what a bound found in another way may fall short by.
constexpr double slack = 1e-9;

// Bounds each alternative, the dear terms only where the cheap ones leave it a chance against `none`.
void find_prospects(Prospects& prospects, const View& view, std::uint32_t i, std::span<const Alternative> alternatives,
                    double none) {
  const double most_error = most_appraisal_error * view.appraisal_sd;
  for (std::size_t k = 0; k < alternatives.size(); ++k) {
    const Alternative& alternative = alternatives[k];
    if (alternative.sum + std::abs(view.weights.gain) * (1.0 + most_error) <= none) continue;
    Prospect prospect{.place = k, .pooling = pooling_of(view, i, alternative)};
    const bool withdraws = alternative.kind == Kind::withdraw;
    prospect.sign = withdraws ? -1.0 : 1.0;
    const double weight = prospect.sign * view.weights.gain;
    const Pooling& pooling = prospect.pooling;
    const double best_gain =
        weight > 0.0 ? slack + most_relative_gain(pooling.joint, pooling.inside, pooling.outside) : -1.0;
    if (alternative.sum + weight * best_gain + std::abs(weight) * most_error <= none) continue;
    if (!withdraws) prospect.error = appraisal_error(view, i, alternative.other);  // who works together knows what it brings
    prospect.most = alternative.sum + weight * (best_gain + prospect.error);
    if (prospect.most > none) prospects.push_back(prospect);
  }
  std::sort(prospects.begin(), prospects.end(), [](const Prospect& one, const Prospect& other) {
    return one.most != other.most ? one.most > other.most : one.place < other.place;
  });
}

// The best alternative, gains computed only where they could still change the choice. nobody = none.
std::size_t best_alternative(const View& view, std::uint32_t i, std::span<Alternative> alternatives) {
  Stream stream = view.draws.at(view.organisations.id[i], none_draw);
  double best_sum = gumbel(stream);
  std::size_t best = alternatives.size();
  Prospects prospects;
  find_prospects(prospects, view, i, alternatives, best_sum);
  for (const Prospect& prospect : prospects) {
    if (prospect.most <= best_sum) break;
    Alternative& alternative = alternatives[prospect.place];
    alternative.gain = gain_of(view, i, alternative, prospect.pooling);
    alternative.terms.gain = alternative.gain + prospect.error;
    const double sum = alternative.sum + prospect.sign * view.weights.gain * alternative.terms.gain;
    if (sum > best_sum) {
      best_sum = sum;
      best = prospect.place;
    }
  }
  return best;
}

bool agrees(const View& searcher, std::uint32_t i, const Alternative& chosen, double correction) {
  const PartnerSearchParameters& parameters = searcher.parameters;
  View view = searcher;
  view.evidence_weight = parameters.acceptor_trust;
  std::uint32_t asked = chosen.other;
  if (chosen.kind == Kind::join && view.partnerships.lead[chosen.partnership] != nobody)
    asked = view.partnerships.lead[chosen.partnership];
  const Partners partners(view, asked);
  const double start = parameters.intercept + parameters.new_partnership + correction;
  const double join = parameters.intercept + parameters.join_partnership + correction;
  PairTerms terms;
  switch (chosen.kind) {
    case Kind::join: terms = terms_of_admitting(view, partners, asked, i, chosen.partnership, join); break;
    case Kind::invite: terms = terms_of_joining(view, partners, asked, i, chosen.partnership, join); break;
    default: terms = terms_of_pair(view, partners, asked, i, start);
  }
  terms.gain = chosen.gain + appraisal_error(view, asked, i);
  const double chance = logistic(utility(terms, view.weights) + parameters.answer_intercept);
  Stream stream = view.draws.at(
      Subject{.a = view.organisations.id[i], .b = view.organisations.id[chosen.other]}, answer);
  return stream.uniform() < chance;
}

// How much more a business looks for partners where that is rewarded.
double incentive(const View& view, std::uint32_t i) {
  if (view.organisations.sector[i] != static_cast<std::uint8_t>(Sector::business)) return 1.0;
  return 1.0 + view.parameters.incentive_effect * view.support.at(Lever::corporate_partnership_incentive, i);
}

}  // namespace

Proposal decide(const View& view, std::uint32_t i) {
  Proposal proposal{.from = i};
  const Organisations& all = view.organisations;
  double unmet = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) unmet += view.mission(i)[a] * all.perceived[i * view.areas + a];
  Stream luck = view.draws.at(all.id[i], opportunity);
  if (luck.uniform() >= search_chance(all.propensity[i] * incentive(view, i), unmet, view.load(i), view.parameters))
    return proposal;
  proposal.searched = true;
  proposal.order = luck();
  std::array<std::uint32_t, most_candidates> room;
  const std::span<const std::uint32_t> list(room.data(), find_candidates(room, view, i));
  if (list.empty()) return proposal;
  const Partners partners(view, i);
  const double correction = alternatives_correction(static_cast<double>(list.size()));
  boost::container::static_vector<Alternative, most_candidates> alternatives;
  for (const std::uint32_t other : list) {
    Stream stream = view.draws.at(Subject{.a = all.id[i], .b = all.id[other]}, kind_draw);
    Alternative& alternative = alternatives.emplace_back();
    alternative.other = other;
    choose_form(view, i, alternative, stream);
    weigh(view, partners, i, alternative, correction, stream);
  }
  const std::size_t best = best_alternative(view, i, {alternatives.data(), list.size()});
  if (best == list.size()) return proposal;
  const Alternative& chosen = alternatives[best];
  if (chosen.kind != Kind::withdraw && !agrees(view, i, chosen, correction)) return proposal;
  proposal.kind = chosen.kind;
  proposal.to = chosen.other;
  proposal.partnership = chosen.partnership;
  return proposal;
}

}  // namespace tessera::partner_search
