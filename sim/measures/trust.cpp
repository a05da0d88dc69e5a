// Trust over ties: how much, how dense, how mutual, and in partnerships that last.
#include "formulas/trust.hpp"

#include <algorithm>

#include "measures/families.hpp"

namespace tessera {
namespace {

constexpr double trusting = 0.6;       // from here on one organisation is said to trust another
constexpr std::int32_t lasting = 24;   // months since signing (P16)

struct Totals {
  double organisations = 0.0;
  double ties = 0.0, sum = 0.0;        // sum over both directions
  double arcs = 0.0, mutual_arcs = 0.0;  // directed trust from `trusting` on
  double partner_arcs = 0.0, partner_sum = 0.0;
  double lasting_arcs = 0.0, lasting_sum = 0.0;
};

// Prior trust that everybody has in each organisation.
std::vector<double> institutional_trusts(const Organisations& organisations, const TrustParameters& parameters) {
  std::vector<double> prior(organisations.count());
  for (std::size_t i = 0; i < prior.size(); ++i)
    prior[i] = institutional_trust(organisations.credibility[i], parameters.prior_mean, parameters.prior_credibility);
  return prior;
}

// The signed partnerships of every organisation, close together in memory: every pair of partners looks into them.
struct SignedPartnerships {
  struct Entry {
    std::uint32_t partnership;
    std::int32_t months;  // since signing
  };
  std::vector<std::uint32_t> begin{0};  // [organisation + 1]
  std::vector<Entry> entries;
  std::span<const Entry> of(std::uint32_t i) const { return {entries.data() + begin[i], begin[i + 1] - begin[i]}; }
};

SignedPartnerships list_signed(const World& world) {
  SignedPartnerships list;
  for (std::size_t i = 0; i < world.organisations.count(); ++i) {
    for (const std::uint32_t m : world.memberships.of_organisation.of(i)) {
      const std::uint32_t p = world.memberships.partnership[m];
      const std::int32_t signing = world.partnerships.signed_month[p];
      if (signing != never) list.entries.push_back({p, world.month - signing});
    }
    list.begin.push_back(static_cast<std::uint32_t>(list.entries.size()));
  }
  return list;
}

// The age in months of the oldest signed partnership that both are members of; never if there is none.
std::int32_t find_oldest_common(const SignedPartnerships& list, std::uint32_t i, std::uint32_t j) {
  std::int32_t oldest = never;
  for (const auto& mine : list.of(i))
    for (const auto& theirs : list.of(j))
      if (mine.partnership == theirs.partnership) oldest = std::max(oldest, mine.months);
  return oldest;
}

Totals sum_trust(const World& world, const TrustParameters& parameters) {
  Totals totals;
  const Organisations& organisations = world.organisations;
  const Ties& ties = world.ties;
  for (const std::uint8_t active : organisations.active) totals.organisations += active;
  const auto prior = institutional_trusts(organisations, parameters);
  const auto partnerships = list_signed(world);
  for (std::size_t t = 0; t < ties.count(); ++t) {
    const std::uint32_t a = ties.a[t], b = ties.b[t];
    if (!organisations.active[a] || !organisations.active[b]) continue;
    const double ab = trust_from_evidence(ties.good_ab[t], ties.bad_ab[t], prior[b], parameters.prior_counts);
    const double ba = trust_from_evidence(ties.good_ba[t], ties.bad_ba[t], prior[a], parameters.prior_counts);
    const int trusts = (ab >= trusting) + (ba >= trusting);
    totals.ties += 1.0;
    totals.sum += ab + ba;
    totals.arcs += trusts;
    if (trusts == 2) totals.mutual_arcs += 2.0;
    if (ties.common[t] == 0) continue;
    const std::int32_t months = find_oldest_common(partnerships, a, b);
    if (months == never) continue;
    totals.partner_arcs += 2.0;
    totals.partner_sum += ab + ba;
    if (months <= lasting) continue;
    totals.lasting_arcs += 2.0;
    totals.lasting_sum += ab + ba;
  }
  return totals;
}

const std::vector<Reading<Totals>> readings{
    {{"trust", "", "share", "Mean directed trust over both ends of every tie between open organisations.", "P16, social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.sum, 2.0 * t.ties); }},
    {{"trust_in_partnerships", "", "share", "Mean directed trust between members of the same signed partnership.", "P16"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.partner_sum, t.partner_arcs); }},
    {{"trust_in_lasting_partnerships", "", "share",
      "Mean directed trust between members of the same partnership signed more than 24 months ago.", "P16"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.lasting_sum, t.lasting_arcs); }},
    {{"trust_density", "", "share",
      "Of all ordered pairs of open organisations, the share in which the first trusts the second by 0.6 or more.",
      "social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.arcs, t.organisations * (t.organisations - 1.0)); }},
    {{"trusted_others", "", "organisation", "Mean number of others that an open organisation trusts by 0.6 or more.",
      "social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.arcs, t.organisations); }},
    {{"trust_reciprocity", "", "share", "Of directed trust of 0.6 or more, the share that is returned.", "social capital"},
     [](const Totals& t, std::span<double> p) { p[0] = ratio(t.mutual_arcs, t.arcs); }},
};

}  // namespace

std::vector<Measure> trust_measures() { return measures_of<Totals>(readings); }

void take_trust(Places places, const World& world, const Parameters& parameters) {
  read_off<Totals>(readings, sum_trust(world, parameters.trust), places);
}

}  // namespace tessera
