#include <algorithm>

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

namespace {

// Another one as seen by who decides.
struct Other {
  std::uint32_t organisation;
  std::uint32_t tie;  // with it, or nobody
  Partners::Common common;
};

Other look_at(const View& view, const Partners& partners, std::uint32_t decider, std::uint32_t other) {
  return {other, find_tie(view.ties, decider, other), partners.common_with(other)};
}

// What does not hang on the kind of work.
PairTerms shared_terms(const View& view, std::uint32_t decider, const Other& other, double intercept) {
  PairTerms terms;
  terms.intercept = intercept;
  terms.common_partners = other.common.count;
  terms.distance_km = view.distance_km(decider, other.organisation);
  terms.load = view.load(decider);
  terms.sectors_differ = view.profiles[decider].sector != view.profiles[other.organisation].sector;
  terms.already_partner = other.tie != nobody && view.ties.common[other.tie] > 0;
  return terms;
}

void add_standing(PairTerms& terms, const View& view, const Partners& partners, std::uint32_t decider, const Other& other) {
  const std::uint32_t j = other.organisation;
  terms.trust = view.trust_by(other.tie, decider, j, partners.transferred(j, other.common));
  terms.credibility = view.profiles[j].credibility;
}

double burden(double added_hours, const Partners& partners) {
  return std::min(3.0, added_hours / (1.0 + partners.spare_hours()));
}

}  // namespace

PairTerms terms_of_pair(const View& view, const Partners& partners, std::uint32_t decider, std::uint32_t other,
                        double intercept) {
  const Other seen = look_at(view, partners, decider, other);
  PairTerms terms = shared_terms(view, decider, seen, intercept);
  add_standing(terms, view, partners, decider, seen);
  terms.goal = cosine(view.mission(decider), view.mission(other));
  terms.coordination = burden(0.5 * view.added_coordination(1), partners);
  return terms;
}

PairTerms terms_of_joining(const View& view, const Partners& partners, std::uint32_t outsider, std::uint32_t via,
                           std::uint32_t p, double intercept) {
  PairTerms terms = shared_terms(view, outsider, look_at(view, partners, outsider, via), intercept);
  const auto members = view.memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  for (const std::uint32_t m : members) {
    const std::uint32_t member = view.memberships.organisation[m];
    terms.trust += view.trust(outsider, member, 0.0) / n;
    terms.credibility += view.profiles[member].credibility / n;
  }
  terms.goal = cosine(view.mission(outsider), view.purpose(p));
  terms.coordination = burden(view.added_coordination(members.size()) / (n + 1.0), partners);
  return terms;
}

PairTerms terms_of_admitting(const View& view, const Partners& partners, std::uint32_t member, std::uint32_t outsider,
                             std::uint32_t p, double intercept) {
  const Other seen = look_at(view, partners, member, outsider);
  PairTerms terms = shared_terms(view, member, seen, intercept);
  add_standing(terms, view, partners, member, seen);
  const std::size_t members = view.memberships.of_partnership.size(p);
  terms.goal = cosine(view.mission(outsider), view.purpose(p));
  terms.load = 0.0;  // no further membership
  terms.coordination = burden(view.added_coordination(members) / (static_cast<double>(members) + 1.0), partners);
  return terms;
}

}  // namespace tessera::partner_search
