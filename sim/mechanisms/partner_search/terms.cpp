#include <algorithm>

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

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

PairTerms terms_of_admitting(const View& view, const Partners& partners, std::uint32_t member, std::uint32_t outsider,
                             std::uint32_t p, double intercept) {
  PairTerms terms = terms_of_pair(view, partners, member, outsider, intercept);
  const double n = static_cast<double>(view.memberships.of_partnership.size(p));
  terms.goal = cosine(view.mission(outsider), view.purpose(p));
  terms.load = 0.0;  // no further membership
  terms.coordination = std::min(3.0, view.added_coordination(n) / (n + 1.0) / (1.0 + view.spare_hours(member)));
  return terms;
}

}  // namespace tessera::partner_search
