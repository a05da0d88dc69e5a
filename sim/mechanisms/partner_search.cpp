#include "mechanisms/partner_search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/commitment.hpp"
#include "formulas/logistic.hpp"
#include "formulas/nearby.hpp"
#include "formulas/trust.hpp"
#include "state/evidence.hpp"
#include "state/join.hpp"
#include "state/leave.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr std::size_t most_candidates = 64;
constexpr std::size_t most_counted_partners = 64;  // closure looks at so many of one's partners

enum Number : std::uint16_t { opportunity, answer, none_draw, kind_draw, candidate_draw = 64 };
enum class Kind : std::uint8_t { none, start, join, invite, withdraw };
using Areas = std::array<double, most_areas>;

struct Alternative {
  Kind kind = Kind::none;
  std::uint32_t other = nobody;        // organisation
  std::uint32_t partnership = nobody;  // joined, shared with the one invited, or left
  PairTerms terms;                     // without the gain
  double sum = 0.0;                    // utility without gain + Gumbel
};

struct Proposal {
  Kind kind = Kind::none;
  std::uint32_t from = nobody;
  std::uint32_t to = nobody;
  std::uint32_t partnership = nobody;
  std::uint64_t order = 0;
};

// Everything a searcher can see; nothing is written while decisions are made.
struct View {
  const Partnerships& partnerships;
  const Memberships& memberships;
  const Ties& ties;
  const Organisations& organisations;
  const Geography& geography;
  const Technology& technology;
  const PartnerSearchParameters& parameters;
  const SearchOutlook& outlook;
  const MechanismDraws& draws;
  PairWeights weights;
  TrustPrior prior;
  CommitmentRule rule;
  std::size_t areas;

  std::span<const double> mission(std::uint32_t i) const { return {&organisations.mission[i * areas], areas}; }
  std::span<const double> purpose(std::uint32_t p) const { return {&partnerships.purpose[p * areas], areas}; }
  double load(std::uint32_t i) const { return memberships.of_organisation.size(i); }
  double spare_hours(std::uint32_t i) const { return spare(i)[hours]; }

  Bundle spare(std::uint32_t i) const {
    return spare_bundle({&organisations.available[i * resources], resources},
                        {&organisations.idle[i * resources], resources}, load(i), rule);
  }
  double distance_km(std::uint32_t i, std::uint32_t j) const {
    const double dx = organisations.x_km[i] - organisations.x_km[j];
    const double dy = organisations.y_km[i] - organisations.y_km[j];
    return std::sqrt(dx * dx + dy * dy);
  }
  double trust(std::uint32_t from, std::uint32_t to, double transferred) const {
    const Evidence known = evidence_between(ties, from, to);
    const double institutional =
        institutional_trust(organisations.credibility[to], prior.mean, prior.per_credibility);
    return trust_from_evidence(known.good, known.bad, clamp_share(institutional + transferred), prior.counts);
  }
  // Hours per month that one more member costs the partnership (n = 1: a new pair).
  double added_coordination(double n) const {
    const auto cost = [&](double members) {
      return members < 2.0 ? 0.0
                           : coordination_hours(technology.coordination,
                                                cheapest_governance(technology.coordination, members), members);
    };
    return cost(n + 1.0) - cost(n);
  }
};

// The partners of one organisation, and who has them in common with it.
class Partners {
 public:
  Partners(const View& view, std::uint32_t i) : view_(view), owner_(i) {
    for_each_partner(i, [&](std::uint32_t q) {
      if (count_ < most_counted_partners && std::find(list_.begin(), list_.begin() + count_, q) == list_.begin() + count_)
        list_[count_++] = q;
    });
  }
  std::size_t count() const { return count_; }
  std::uint32_t at(std::size_t k) const { return list_[k]; }

  // Common partners with j: how many, and how their trust carries over to j.
  struct Common {
    double count = 0.0;
    double transferred = 0.0;
  };
  Common common_with(std::uint32_t j) const {
    Common common;
    if (count_ == 0) return common;
    std::uint64_t seen = 0;
    for_each_partner(j, [&](std::uint32_t q) {
      const auto found = std::find(list_.begin(), list_.begin() + count_, q);
      if (q != owner_ && found != list_.begin() + count_) seen |= std::uint64_t{1} << (found - list_.begin());
    });
    if (seen == 0) return common;
    common.count = std::popcount(seen);
    const double institutional = institutional_trust(view_.organisations.credibility[j], view_.prior.mean,
                                                     view_.prior.per_credibility);
    for (std::uint64_t rest = seen; rest != 0; rest &= rest - 1) {
      const std::uint32_t c = list_[static_cast<std::size_t>(std::countr_zero(rest))];
      common.transferred += view_.trust(owner_, c, 0.0) * (view_.trust(c, j, 0.0) - institutional);
    }
    common.transferred *= view_.outlook.trust.transfer / common.count;
    return common;
  }

 private:
  template <class Visit>
  void for_each_partner(std::uint32_t i, const Visit& visit) const {
    for (const std::uint32_t m : view_.memberships.of_organisation.of(i))
      for (const std::uint32_t other : view_.memberships.of_partnership.of(view_.memberships.partnership[m]))
        if (view_.memberships.organisation[other] != i) visit(view_.memberships.organisation[other]);
  }

  const View& view_;
  std::uint32_t owner_;
  std::array<std::uint32_t, most_counted_partners> list_{};
  std::size_t count_ = 0;
};

bool shares(const View& view, std::uint32_t p, std::uint32_t i) {
  for (const std::uint32_t m : view.memberships.of_partnership.of(p))
    if (view.memberships.organisation[m] == i) return true;
  return false;
}

// What `decider` sees in working with `other`.
PairTerms terms_of_pair(const View& view, const Partners& partners, std::uint32_t decider, std::uint32_t other,
                        double intercept) {
  const Partners::Common common = partners.common_with(other);
  const std::uint32_t tie = find_tie(view.ties, decider, other);
  PairTerms terms;
  terms.intercept = intercept;
  terms.goal = cosine(view.mission(decider), view.mission(other));
  terms.trust = view.trust(decider, other, common.transferred);
  terms.credibility = view.organisations.credibility[other];
  terms.common_partners = common.count;
  terms.distance_km = view.distance_km(decider, other);
  terms.load = view.load(decider);
  terms.coordination =
      std::min(3.0, 0.5 * view.added_coordination(1.0) / (1.0 + view.spare_hours(decider)));
  terms.sectors_differ = view.organisations.sector[decider] != view.organisations.sector[other];
  terms.already_partner = tie != nobody && view.ties.common[tie] > 0;
  return terms;
}

// What an outsider sees in joining partnership p, known through `via`.
PairTerms terms_of_joining(const View& view, const Partners& partners, std::uint32_t outsider, std::uint32_t via,
                           std::uint32_t p, double intercept) {
  PairTerms terms = terms_of_pair(view, partners, outsider, via, intercept);
  const auto members = view.memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  terms.trust = 0.0;
  terms.credibility = 0.0;
  for (const std::uint32_t m : members) {
    const std::uint32_t member = view.memberships.organisation[m];
    terms.trust += view.trust(outsider, member, 0.0) / n;
    terms.credibility += view.organisations.credibility[member] / n;
  }
  terms.goal = cosine(view.mission(outsider), view.purpose(p));
  terms.coordination = std::min(3.0, view.added_coordination(n) / (n + 1.0) / (1.0 + view.spare_hours(outsider)));
  return terms;
}

// What a member of p sees in admitting an outsider.
PairTerms terms_of_admitting(const View& view, const Partners& partners, std::uint32_t member, std::uint32_t outsider,
                             std::uint32_t p, double intercept) {
  PairTerms terms = terms_of_pair(view, partners, member, outsider, intercept);
  const double n = static_cast<double>(view.memberships.of_partnership.size(p));
  terms.goal = cosine(view.mission(outsider), view.purpose(p));
  terms.load = 0.0;  // no further membership
  terms.coordination = std::min(3.0, view.added_coordination(n) / (n + 1.0) / (1.0 + view.spare_hours(member)));
  return terms;
}

// Value of one unit by area as the searcher sees it.
Areas perceived_worth(const View& view, std::uint32_t i) {
  Areas worth{};
  for (std::size_t a = 0; a < view.areas; ++a)
    worth[a] = view.technology.harm[a] * view.organisations.perceived[i * view.areas + a];
  return worth;
}

double gain_of_pair(const View& view, std::uint32_t i, std::uint32_t j) {
  const Bundle one = view.spare(i);
  const Bundle other = view.spare(j);
  const double exponent = 1.0 - view.outlook.dialogue.voice_equality;
  const double voice_i = std::pow(1.0 + bundle_worth_usd(one, view.technology.prices), exponent);
  const double voice_j = std::pow(1.0 + bundle_worth_usd(other, view.technology.prices), exponent);
  Areas mix{};
  double total = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) {
    const double wish = voice_i * view.mission(i)[a] + voice_j * view.mission(j)[a];
    mix[a] = wish * (view.outlook.attention_floor + view.organisations.perceived[i * view.areas + a]);
    total += mix[a];
  }
  if (!(total > 0.0)) return 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) mix[a] /= total;
  const Areas worth = perceived_worth(view, i);
  Bundle pool{};
  for (std::size_t r = 0; r < resources; ++r) pool[r] = one[r] + other[r];
  const auto value = [&](const Bundle& bundle, double coordination) {
    return bundle_value(view.technology.recipes, {mix.data(), view.areas}, {worth.data(), view.areas}, bundle,
                        coordination, view.technology.market);
  };
  return relative_gain(value(pool, view.added_coordination(1.0)), value(one, 0.0), value(other, 0.0));
}

double gain_of_joining(const View& view, std::uint32_t outsider, std::uint32_t p) {
  const auto members = view.memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  Bundle inside{};
  for (const std::uint32_t m : members) {
    const bool active = view.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
    const Bundle spare = active ? Bundle{} : view.spare(view.memberships.organisation[m]);
    for (std::size_t r = 0; r < resources; ++r)
      inside[r] += active ? view.memberships.committed[m * resources + r] : spare[r];
  }
  const Bundle outside = view.spare(outsider);
  Bundle pool{};
  for (std::size_t r = 0; r < resources; ++r) pool[r] = inside[r] + outside[r];
  const Areas worth = perceived_worth(view, outsider);
  const double before =
      coordination_hours(view.technology.coordination, cheapest_governance(view.technology.coordination, n), n);
  const auto value = [&](const Bundle& bundle, double coordination) {
    return bundle_value(view.technology.recipes, view.purpose(p), {worth.data(), view.areas}, bundle, coordination,
                        view.technology.market);
  };
  return relative_gain(value(pool, before + view.added_coordination(n)), value(inside, before), value(outside, 0.0));
}

double gain_of(const View& view, std::uint32_t i, const Alternative& alternative) {
  switch (alternative.kind) {
    case Kind::join: return gain_of_joining(view, i, alternative.partnership);
    case Kind::invite: return gain_of_joining(view, alternative.other, alternative.partnership);
    default: return gain_of_pair(view, i, alternative.other);
  }
}

// Candidates of one searcher, each organisation once.
class Candidates {
 public:
  Candidates(const View& view, std::uint32_t i) : view_(view), searcher_(i) {
    wanted_ = std::min(most_candidates, static_cast<std::size_t>(view.parameters.candidates));
    if (!take_all_in_reach())
      for (std::size_t place = 0; place < wanted_; ++place) draw(static_cast<std::uint16_t>(candidate_draw + place));
  }
  std::span<const std::uint32_t> list() const { return {list_.data(), count_}; }

 private:
  void add(std::uint32_t j) {
    if (j == searcher_ || j == nobody || view_.organisations.active[j] == 0 || count_ == wanted_) return;
    if (std::find(list_.begin(), list_.begin() + count_, j) == list_.begin() + count_) list_[count_++] = j;
  }
  // Where attention suffices for everybody in reach, nobody is left to chance.
  bool take_all_in_reach() {
    const Organisations& all = view_.organisations;
    std::size_t known = 0;
    for (std::uint32_t row = all.reach_begin[searcher_]; row < all.reach_begin[searcher_ + 1]; ++row) {
      known += view_.geography.homes.size(all.reach_district[row]);
      if (known > wanted_ + 1) return false;
    }
    for (std::uint32_t row = all.reach_begin[searcher_]; row < all.reach_begin[searcher_ + 1]; ++row)
      for (const std::uint32_t j : view_.geography.homes.of(all.reach_district[row])) add(j);
    return true;
  }
  void draw(std::uint16_t number) {
    Stream stream = view_.draws.at(view_.organisations.id[searcher_], number);
    const double kind = stream.uniform();
    if (kind >= view_.parameters.near_share) {
      const bool acquaintance = kind < view_.parameters.near_share + view_.parameters.acquaintance_share;
      const std::uint32_t found = acquaintance ? an_acquaintance(stream) : a_partner_of_a_partner(stream);
      if (found != nobody) return add(found);
    }
    add(someone_near(stream));
  }
  std::uint32_t someone_near(Stream& stream) const {
    const Organisations& all = view_.organisations;
    const std::uint32_t rows = all.reach_begin[searcher_ + 1] - all.reach_begin[searcher_];
    const auto row = all.reach_begin[searcher_] + static_cast<std::uint32_t>(stream.below(rows));
    const auto homes = view_.geography.homes.of(all.reach_district[row]);
    if (homes.empty()) return nobody;
    return homes[jump_consistent_hash(stream(), static_cast<std::uint32_t>(homes.size()))];
  }
  std::uint32_t an_acquaintance(Stream& stream) const {
    const auto known = view_.ties.of.of(searcher_);
    return known.empty() ? nobody : known[stream.below(known.size())].organisation;
  }
  std::uint32_t a_partner_of(std::uint32_t i, Stream& stream) const {
    const auto mine = view_.memberships.of_organisation.of(i);
    if (mine.empty()) return nobody;
    const auto members = view_.memberships.of_partnership.of(view_.memberships.partnership[mine[stream.below(mine.size())]]);
    return view_.memberships.organisation[members[stream.below(members.size())]];
  }
  std::uint32_t a_partner_of_a_partner(Stream& stream) const {
    const std::uint32_t partner = a_partner_of(searcher_, stream);
    return partner == nobody || partner == searcher_ ? nobody : a_partner_of(partner, stream);
  }

  const View& view_;
  std::uint32_t searcher_;
  std::array<std::uint32_t, most_candidates> list_{};
  std::size_t count_ = 0;
  std::size_t wanted_ = 0;
};

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

// The best alternative, gains computed only where they could still change the choice. nobody = none.
std::size_t best_alternative(const View& view, std::uint32_t i, std::span<Alternative> alternatives) {
  const double most_gain = std::abs(view.weights.gain);
  std::array<std::uint8_t, most_candidates> order{};
  for (std::size_t k = 0; k < alternatives.size(); ++k) order[k] = static_cast<std::uint8_t>(k);
  std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(alternatives.size()), [&](auto x, auto y) {
    return alternatives[x].sum != alternatives[y].sum ? alternatives[x].sum > alternatives[y].sum : x < y;
  });
  Stream stream = view.draws.at(view.organisations.id[i], none_draw);
  double best_sum = gumbel(stream);
  std::size_t best = alternatives.size();
  for (std::size_t k = 0; k < alternatives.size(); ++k) {
    Alternative& alternative = alternatives[order[k]];
    if (alternative.sum + most_gain <= best_sum) break;
    alternative.terms.gain = gain_of(view, i, alternative);
    const double sign = alternative.kind == Kind::withdraw ? -1.0 : 1.0;
    const double sum = alternative.sum + sign * view.weights.gain * alternative.terms.gain;
    if (sum > best_sum) {
      best_sum = sum;
      best = order[k];
    }
  }
  return best;
}

bool agrees(const View& view, std::uint32_t i, const Alternative& chosen, double correction) {
  const PartnerSearchParameters& parameters = view.parameters;
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
  terms.gain = chosen.terms.gain;
  const double chance = logistic(utility(terms, view.weights) + parameters.answer_intercept);
  Stream stream = view.draws.at(
      Subject{.a = view.organisations.id[i], .b = view.organisations.id[chosen.other]}, answer);
  return stream.uniform() < chance;
}

Proposal decide(const View& view, std::uint32_t i) {
  Proposal proposal{.from = i};
  const Organisations& all = view.organisations;
  double unmet = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) unmet += view.mission(i)[a] * all.perceived[i * view.areas + a];
  Stream luck = view.draws.at(all.id[i], opportunity);
  if (luck.uniform() >= search_chance(all.propensity[i], unmet, view.load(i), view.parameters)) return proposal;
  proposal.order = luck();
  const Candidates candidates(view, i);
  const auto list = candidates.list();
  if (list.empty()) return proposal;
  const Partners partners(view, i);
  const double correction = alternatives_correction(static_cast<double>(list.size()));
  std::array<Alternative, most_candidates> alternatives;
  for (std::size_t k = 0; k < list.size(); ++k) {
    Stream stream = view.draws.at(Subject{.a = all.id[i], .b = all.id[list[k]]}, kind_draw);
    alternatives[k].other = list[k];
    choose_form(view, i, alternatives[k], stream);
    weigh(view, partners, i, alternatives[k], correction, stream);
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

// The apply half: what is still possible happens, in the order of a keyed draw.
class Registry {
 public:
  Registry(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Organisations& organisations,
           const View& view, std::int32_t month)
      : partnerships_(partnerships), memberships_(memberships), ties_(ties), organisations_(organisations), view_(view),
        month_(month) {}

  void apply(const Proposal& proposal) {
    switch (proposal.kind) {
      case Kind::start: return start(proposal.from, proposal.to);
      case Kind::join: return admit(proposal.from, proposal.partnership);
      case Kind::invite: return admit(proposal.to, proposal.partnership);
      case Kind::withdraw: return withdraw(proposal.from, proposal.partnership);
      case Kind::none: return;
    }
  }

 private:
  bool has_room(std::uint32_t i) const {
    return memberships_.of_organisation.size(i) < static_cast<std::uint32_t>(view_.parameters.most_memberships);
  }
  // Both asked each other in the same month: one partnership is enough.
  bool started_this_month(std::uint32_t i, std::uint32_t j) const {
    for (const std::uint32_t m : memberships_.of_organisation.of(i)) {
      const std::uint32_t p = memberships_.partnership[m];
      if (partnerships_.founded_month[p] == month_ && shares(view_, p, j)) return true;
    }
    return false;
  }
  void start(std::uint32_t i, std::uint32_t j) {
    if (!has_room(i) || !has_room(j) || started_this_month(i, j)) return;
    Areas purpose{};
    for (std::size_t a = 0; a < view_.areas; ++a) purpose[a] = 0.5 * (view_.mission(i)[a] + view_.mission(j)[a]);
    const std::uint32_t p =
        start_partnership(partnerships_, memberships_, organisations_.id[i], organisations_.id[j], month_,
                          {purpose.data(), view_.areas}, view_.outlook.dialogue.communication);
    for (const std::uint32_t member : {i, j})
      join_partnership(partnerships_, memberships_, ties_, organisations_, p, member, month_, view_.outlook.first_belief);
  }
  void admit(std::uint32_t i, std::uint32_t p) {
    if (!has_room(i) || partnerships_.members[p] >= view_.parameters.most_members || shares(view_, p, i)) return;
    if (partnerships_.stage[p] == static_cast<std::uint8_t>(Stage::dissolved)) return;
    const Bundle spare = view_.spare(i);
    const std::uint32_t m = join_partnership(partnerships_, memberships_, ties_, organisations_, p, i, month_,
                                             view_.outlook.first_belief);
    if (partnerships_.stage[p] != static_cast<std::uint8_t>(Stage::active)) return;
    for (std::size_t r = 0; r < resources; ++r) memberships_.committed[m * resources + r] = spare[r];
    memberships_.credit[m] = 1.0 / (partnerships_.members[p] - 1.0);  // beside the others' 1, until the next review
  }
  void withdraw(std::uint32_t i, std::uint32_t p) {
    for (const std::uint32_t m : memberships_.of_partnership.of(p))
      if (memberships_.organisation[m] == i)
        return leave_partnership(partnerships_, memberships_, ties_, m, month_, EndReason::withdrawal);
  }

  Partnerships& partnerships_;
  Memberships& memberships_;
  Ties& ties_;
  const Organisations& organisations_;
  const View& view_;
  std::int32_t month_;
};

}  // namespace

PairWeights pair_weights(const PartnerSearchParameters& p) {
  return {p.goal, p.gain, p.trust, p.trust_midpoint, p.credibility, p.closure, p.distance_per_km, p.load, p.coordination,
          p.sector_difference, p.already_partner};
}

double search_chance(double propensity, double perceived_unmet, double memberships,
                     const PartnerSearchParameters& parameters) {
  const double rate = parameters.rate_per_month * propensity *
                      (parameters.rate_base + parameters.rate_unmet * perceived_unmet) /
                      (1.0 + parameters.rate_membership_damping * memberships);
  return std::min(1.0, rate);
}

void search_partners(Partnerships& partnerships, Memberships& memberships, Ties& ties,
                     const Organisations& organisations, const Geography& geography, const Technology& technology,
                     const PartnerSearchParameters& parameters, const SearchOutlook& outlook,
                     const MechanismDraws& draws) {
  const View view{partnerships,
                  memberships,
                  ties,
                  organisations,
                  geography,
                  technology,
                  parameters,
                  outlook,
                  draws,
                  pair_weights(parameters),
                  {outlook.trust.prior_counts, outlook.trust.prior_mean, outlook.trust.prior_credibility},
                  {outlook.agreement.commitment_share, outlook.agreement.commitment_idle_weight,
                   outlook.agreement.commitment_membership_damping},
                  technology.recipes.size()};
  std::vector<Proposal> proposals(organisations.count());
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) proposals[i] = decide(view, static_cast<std::uint32_t>(i));
  });
  std::erase_if(proposals, [](const Proposal& proposal) { return proposal.kind == Kind::none; });
  std::sort(proposals.begin(), proposals.end(), [&](const Proposal& one, const Proposal& other) {
    return one.order != other.order ? one.order < other.order
                                    : organisations.id[one.from] < organisations.id[other.from];
  });
  Registry registry(partnerships, memberships, ties, organisations, view, draws.month());
  for (const Proposal& proposal : proposals) registry.apply(proposal);
}

}  // namespace tessera
