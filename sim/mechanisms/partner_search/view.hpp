// What partner search works with while it decides; private to mechanisms/partner_search.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "formulas/choice.hpp"
#include "formulas/commitment.hpp"
#include "formulas/logistic.hpp"
#include "formulas/rough_gain.hpp"
#include "formulas/trust.hpp"
#include "mechanisms/partner_search.hpp"
#include "state/evidence.hpp"

namespace tessera::partner_search {

inline constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
inline constexpr std::size_t most_candidates = 64;
inline constexpr std::size_t most_counted_partners = 64;  // closure looks at so many of one's partners

inline constexpr double most_appraisal_error = 3.0;  // standard deviations, so that gains can be bounded
enum Number : std::uint16_t { opportunity, answer, none_draw, kind_draw, appraisal, candidate_draw = 64, map_draw = 128 };
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
  bool searched = false;
};

// What a searcher reads of everybody it considers, as decisions begin: one line of the cache each.
struct alignas(64) Profile {
  std::uint64_t id;
  double x_km, y_km;
  double credibility;
  double load;  // memberships
  std::uint8_t sector;
};

// Everything a searcher can see; nothing is written while decisions are made.
struct View {
  const Partnerships& partnerships;
  const Memberships& memberships;
  const Ties& ties;
  const Organisations& organisations;
  const Geography& geography;
  const Support& support;
  const Technology& technology;
  const PartnerSearchParameters& parameters;
  const SearchOutlook& outlook;
  const MechanismDraws& draws;
  PairWeights weights;
  TrustPrior prior;
  CommitmentRule rule;
  std::size_t areas;
  double appraisal_sd;           // error of the gain, share
  std::span<const double> added_hours;  // [members] added_coordination of the first numbers of them
  const RoughValues& rough_values;
  std::span<const Profile> profiles;  // [organisation]
  double evidence_weight = 1.0;  // of own evidence in trust

  std::span<const double> mission(std::uint32_t i) const { return {&organisations.mission[i * areas], areas}; }
  std::span<const double> purpose(std::uint32_t p) const { return {&partnerships.purpose[p * areas], areas}; }
  double load(std::uint32_t i) const { return profiles[i].load; }
  double spare_hours(std::uint32_t i) const { return spare(i)[hours]; }

  Bundle spare(std::uint32_t i) const { return spare_beside(i, load(i)); }
  Bundle spare_beside(std::uint32_t i, double other_memberships) const {
    return spare_bundle({&organisations.available[i * resources], resources},
                        {&organisations.idle[i * resources], resources}, other_memberships, rule);
  }
  double distance_km(std::uint32_t i, std::uint32_t j) const {
    const double dx = profiles[i].x_km - profiles[j].x_km;
    const double dy = profiles[i].y_km - profiles[j].y_km;
    return std::sqrt(dx * dx + dy * dy);
  }
  double trust(std::uint32_t from, std::uint32_t to, double transferred) const {
    return trust_by(find_tie(ties, from, to), from, to, transferred);
  }
  // The same where their tie, or that there is none, is known.
  double trust_by(std::uint32_t tie, std::uint32_t from, std::uint32_t to, double transferred) const {
    const Evidence known = tie == nobody ? Evidence{} : evidence_of(ties, tie, from < to);
    const double institutional =
        institutional_trust(profiles[to].credibility, prior.mean, prior.per_credibility);
    return trust_from_evidence(evidence_weight * known.good, evidence_weight * known.bad,
                               clamp_share(institutional + transferred), prior.counts);
  }
  // Hours per month that one more member costs the partnership (n = 1: a new pair).
  double added_coordination(std::size_t n) const {
    return n < added_hours.size() ? added_hours[n] : hours_of_one_more(technology.coordination, n);
  }
  static double hours_of_one_more(const CoordinationCosts& costs, std::size_t n);
};

// The partners of one organisation, and who has them in common with it.
class Partners {
 public:
  Partners(const View& view, std::uint32_t i) : view_(view), owner_(i), spare_hours_(view.spare_hours(i)) {
    for_each_partner(i, [&](std::uint32_t q) {
      if (count_ == most_counted_partners || find(q) < count_) return;
      list_[count_++] = q;
      marks_ |= mark_of(q);
    });
  }
  // Partners in common with someone.
  struct Common {
    double count = 0.0;
    std::uint64_t which = 0;  // bit k: the owner's partner k
  };
  Common common_with(std::uint32_t j) const;
  // How their trust carries over to j.
  double transferred(std::uint32_t j, const Common& common) const;
  double spare_hours() const { return spare_hours_; }  // of the owner

 private:
  template <class Visit>
  void for_each_partner(std::uint32_t i, const Visit& visit) const {
    for (const std::uint32_t m : view_.memberships.of_organisation.of(i))
      for (const std::uint32_t other : view_.memberships.of_partnership.of(view_.memberships.partnership[m]))
        if (view_.memberships.organisation[other] != i) visit(view_.memberships.organisation[other]);
  }
  static std::uint64_t mark_of(std::uint32_t q) { return std::uint64_t{1} << (q & 63U); }
  // Place in the list, or count_; most are told apart by their mark alone.
  std::size_t find(std::uint32_t q) const {
    if ((marks_ & mark_of(q)) == 0) return count_;
    return static_cast<std::size_t>(std::find(list_.begin(), list_.begin() + count_, q) - list_.begin());
  }

  const View& view_;
  std::uint32_t owner_;
  double spare_hours_;
  std::array<std::uint32_t, most_counted_partners> list_;
  std::size_t count_ = 0;
  std::uint64_t marks_ = 0;
};

// partners.cpp, besides: is i a member of p?
bool shares(const View& view, std::uint32_t p, std::uint32_t i);

// terms.cpp: what `decider` sees in working with `other`; what an outsider sees in joining p, known through `via`; what a
// member of p sees in admitting an outsider. All without the gain.
PairTerms terms_of_pair(const View& view, const Partners& partners, std::uint32_t decider, std::uint32_t other,
                        double intercept);
PairTerms terms_of_joining(const View& view, const Partners& partners, std::uint32_t outsider, std::uint32_t via,
                           std::uint32_t p, double intercept);
PairTerms terms_of_admitting(const View& view, const Partners& partners, std::uint32_t member, std::uint32_t outsider,
                             std::uint32_t p, double intercept);

// What an alternative would bring together, hours for coordination taken off.
struct Pooling {
  Bundle joint{};
  Bundle inside{};   // of the one who decides, or of the partnership
  Bundle outside{};  // of the one who comes to it
};

// What is pooled is used for this.
struct Use {
  Areas mix{};    // shares, sum 1; 0 behind the last area
  Areas worth{};  // of one unit, as the searcher sees it; 0 behind the last area
  bool any = true;
};

// gain.cpp: what i and another, or a partnership and who joins it, could pool; what for; the relative gain from that as i sees
// it, -1..1; and roughly the same.
Pooling pooling_of(const View& view, std::uint32_t i, const Alternative& alternative);
Use use_of(const View& view, std::uint32_t i, const Alternative& alternative, const Pooling& pooling);
double gain_of(const View& view, const Use& use, const Pooling& pooling);
RoughGain rough_gain_of(const View& view, const Use& use, const Pooling& pooling);

// candidates.cpp: whom i considers, each organisation once; returns how many were written.
std::size_t find_candidates(std::span<std::uint32_t> candidates, const View& view, std::uint32_t i);

// gain.cpp: error with which `from` sees the gain of working with `to`.
double appraisal_error(const View& view, std::uint32_t from, std::uint32_t to);

// candidates.cpp: how well j fits i, from afar: cosine of missions plus distance in composition of what is spare, 0..2.
double fit_on_map(const View& view, std::uint32_t i, std::uint32_t j);

// choice.cpp: what i proposes this month, agreed by the one asked; kind none if nothing.
Proposal decide(const View& view, std::uint32_t i);

// registry.cpp: carries out proposals in the order given, as far as each is still possible.
void carry_out(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Organisations& organisations,
               const View& view, std::span<const Proposal> proposals, std::int32_t month);

}  // namespace tessera::partner_search
