#include <algorithm>
#include <utility>
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

// An alternative that could still be chosen, and how much is known of its gain.
struct Prospect {
  enum class Known : std::uint8_t { nothing, bound, roughly, exactly };
  std::size_t place = 0;
  Known known = Known::nothing;
  double weight = 0.0;            // of the gain
  double error = 0.0;             // with which the gain is seen
  double least = 0.0, most = 0.0; // utility and Gumbel term together
  Pooling pooling;
  RoughGain gain;
};

// Rounding apart: what a bound found in another way may fall short by.
constexpr double slack = 1e-9;

// The best of some alternatives and none. Of each, no more is worked out than it takes to see which one is best: always the
// one that could be best, or the one that could still beat it, is looked at more closely.
class Contest {
 public:
  Contest(const View& view, std::uint32_t i, std::span<const Alternative> alternatives)
      : view_(view), searcher_(i), alternatives_(alternatives) {
    Stream stream = view.draws.at(view.profiles[i].id, none_draw);
    none_ = gumbel(stream);
    const double most_error = most_appraisal_error * view.appraisal_sd;
    for (std::size_t k = 0; k < alternatives.size(); ++k) {
      const double most = alternatives[k].sum + std::abs(view.weights.gain) * (1.0 + most_error);
      if (most <= none_) continue;
      Prospect& prospect = prospects_.emplace_back();
      prospect.place = k;
      prospect.weight = alternatives[k].kind == Kind::withdraw ? -view.weights.gain : view.weights.gain;
      prospect.most = most;
      prospect.least = -INFINITY;
    }
  }
  // Or nullptr where none is best.
  const Prospect* winner() {
    while (true) {
      Prospect *leader = nullptr, *rival = nullptr;
      for (Prospect& prospect : prospects_)
        if (leader == nullptr || prospect.most > leader->most) rival = std::exchange(leader, &prospect);
        else if (rival == nullptr || prospect.most > rival->most) rival = &prospect;
      if (leader == nullptr || leader->most <= none_) return nullptr;
      const bool rivalled = rival != nullptr && rival->most >= leader->least;
      if (leader->known == Prospect::Known::exactly || (leader->least > none_ && !rivalled)) return leader;
      look_closer(rivalled && rival->known < leader->known ? *rival : *leader);
    }
  }

 private:
  void look_closer(Prospect& prospect) {
    const Alternative& alternative = alternatives_[prospect.place];
    if (prospect.known == Prospect::Known::nothing) {
      find_bound(prospect, alternative);
    } else if (prospect.known == Prospect::Known::bound) {
      prospect.known = Prospect::Known::roughly;
      prospect.gain = rough_gain_of(view_, use_of(view_, searcher_, alternative, prospect.pooling), prospect.pooling);
      set_range(prospect, alternative);
    } else {
      prospect.known = Prospect::Known::exactly;
      prospect.gain = {gain_of(view_, use_of(view_, searcher_, alternative, prospect.pooling), prospect.pooling), 0.0};
      set_range(prospect, alternative);
    }
  }
  void find_bound(Prospect& prospect, const Alternative& alternative) {
    prospect.known = Prospect::Known::bound;
    prospect.pooling = pooling_of(view_, searcher_, alternative);
    const Pooling& pooling = prospect.pooling;
    const double best_gain =
        prospect.weight > 0.0 ? slack + most_relative_gain(pooling.joint, pooling.inside, pooling.outside) : -1.0;
    if (alternative.kind != Kind::withdraw)  // who works together knows what it brings
      prospect.error = appraisal_error(view_, searcher_, alternative.other);
    prospect.most = alternative.sum + prospect.weight * (best_gain + prospect.error);
  }
  static void set_range(Prospect& prospect, const Alternative& alternative) {
    const double middle = alternative.sum + prospect.weight * (prospect.gain.gain + prospect.error);
    const double either_way = std::abs(prospect.weight) * prospect.gain.error;
    prospect.least = middle - either_way;
    prospect.most = middle + either_way;
  }

  const View& view_;
  std::uint32_t searcher_;
  std::span<const Alternative> alternatives_;
  double none_;
  boost::container::static_vector<Prospect, most_candidates> prospects_;
};

bool agrees(const View& searcher, std::uint32_t i, const Alternative& chosen, const Prospect& prospect, double correction) {
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
  const double error = appraisal_error(view, asked, i);
  const auto chance = [&](double gain) {
    terms.gain = gain + error;
    return logistic(utility(terms, view.weights) + parameters.answer_intercept);
  };
  Stream stream = view.draws.at(
      Subject{.a = view.profiles[i].id, .b = view.profiles[chosen.other].id}, answer);
  const double luck = stream.uniform();
  // Where the rough gain leaves no doubt, the gain itself is not worked out.
  const bool at_least = luck < chance(prospect.gain.gain - prospect.gain.error);
  const bool at_most = luck < chance(prospect.gain.gain + prospect.gain.error);
  if (at_least == at_most) return at_least;
  return luck < chance(gain_of(searcher, use_of(searcher, i, chosen, prospect.pooling), prospect.pooling));
}

// How much more a business looks for partners where that is rewarded.
double incentive(const View& view, std::uint32_t i) {
  if (view.profiles[i].sector != static_cast<std::uint8_t>(Sector::business)) return 1.0;
  return 1.0 + view.parameters.incentive_effect * view.support.at(Lever::corporate_partnership_incentive, i);
}

}  // namespace

Proposal decide(const View& view, std::uint32_t i) {
  Proposal proposal{.from = i};
  const Organisations& all = view.organisations;
  double unmet = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) unmet += view.mission(i)[a] * all.perceived[i * view.areas + a];
  Stream luck = view.draws.at(view.profiles[i].id, opportunity);
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
    Stream stream = view.draws.at(Subject{.a = view.profiles[i].id, .b = view.profiles[other].id}, kind_draw);
    Alternative& alternative = alternatives.emplace_back();
    alternative.other = other;
    choose_form(view, i, alternative, stream);
    weigh(view, partners, i, alternative, correction, stream);
  }
  Contest contest(view, i, {alternatives.data(), alternatives.size()});
  const Prospect* winner = contest.winner();
  if (winner == nullptr) return proposal;
  const Alternative& chosen = alternatives[winner->place];
  if (chosen.kind != Kind::withdraw && !agrees(view, i, chosen, *winner, correction)) return proposal;
  proposal.kind = chosen.kind;
  proposal.to = chosen.other;
  proposal.partnership = chosen.partnership;
  return proposal;
}

}  // namespace tessera::partner_search
