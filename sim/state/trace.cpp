#include "state/trace.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <xxhash.h>

#include <bit>
#include <span>
#include <vector>

#include "state/fields.hpp"

namespace tessera {
namespace {

template <class T>
std::uint64_t hash_of(std::span<const T> values) {
  return XXH3_64bits(values.data(), values.size_bytes());
}

template <class T>
std::uint64_t hash_of(const std::vector<T>& values) {
  return hash_of(std::span<const T>(values));
}

// Order counts: what moves from one field to another shows.
std::uint64_t join(std::uint64_t one, std::uint64_t other) { return (one ^ other) * 0x9E3779B97F4A7C15U; }

template <class... Values>
std::uint64_t hash_all(const Values&... values) {
  std::uint64_t joined = 0;
  ((joined = join(joined, hash_of(values))), ...);
  return joined;
}

std::uint64_t join(std::uint64_t one, double other) { return join(one, std::bit_cast<std::uint64_t>(other)); }

// What levers and shocks do this month, and what the public pays; most are empty or 0.
std::uint64_t hash_calendar(const World& w) {
  std::uint64_t joined = join(hash_all(w.organisations.credibility), w.economy);
  for (std::size_t k = 0; k < levers; ++k) {
    const Strength& strength = w.support.strength[k];
    if (strength.none() && w.community.public_spending_usd[k] == 0.0) continue;
    joined = join(join(joined + k, strength.everywhere), w.community.public_spending_usd[k]);
    if (!strength.of.empty()) joined = join(joined, hash_of(strength.of));
  }
  const Conditions& c = w.conditions;
  for (const auto* factors : {&c.income_factor, &c.need_factor, &c.join_factor, &c.capacity_factor})
    if (!factors->empty()) joined = join(joined, hash_of(*factors));
  return c.closing.empty() ? joined : join(joined, hash_of(c.closing));
}

// Applications are logged in order: those of this month stand at the end.
std::uint64_t hash_grants(const World& w) {
  const Grants& g = w.grants;
  std::size_t fresh = 0;
  while (fresh < g.count() && g.month[g.count() - 1 - fresh] == w.month) ++fresh;
  return hash_all(std::span(g.score).last(fresh), std::span(g.awarded_usd).last(fresh), g.success,
                  w.community.grants_paid_usd, w.community.public_spending_usd, w.organisations.money_usd,
                  w.organisations.overhead_hours);
}

std::uint64_t hash_witnesses(const World& w, Mechanism mechanism) {
  const Organisations& o = w.organisations;
  const Partnerships& p = w.partnerships;
  const Memberships& m = w.memberships;
  switch (mechanism) {
    case Mechanism::founding: return state_hash(w);
    case Mechanism::calendar: return hash_calendar(w);
    case Mechanism::needs: return hash_all(w.need.wanted);
    case Mechanism::finance: return hash_all(o.money_usd, o.expected_income_usd, o.cost_level_usd, o.available);
    case Mechanism::solidarity: return hash_all(o.money_usd);
    case Mechanism::volunteering: return hash_all(o.volunteers, o.morale, o.volunteer_hours);
    case Mechanism::grants: return hash_grants(w);
    case Mechanism::assessment: return hash_all(o.perceived);
    case Mechanism::meeting: return hash_all(w.ties.good_ab, o.morale);
    case Mechanism::partner_search: return hash_all(o.overhead_hours, m.organisation, w.ties.common);
    case Mechanism::dialogue: return hash_all(o.overhead_hours, p.divergence, p.communication, w.ties.good_ab);
    case Mechanism::agreement: return hash_all(p.stage, p.term_end_month, p.formality, p.expected_value, o.overhead_hours);
    case Mechanism::loans: return hash_all(o.volunteers_lent, o.volunteer_hours);
    case Mechanism::contribution: return hash_all(m.fulfilment, m.belief);
    case Mechanism::delivery: return hash_all(w.need.met, o.money_usd, o.hours_use);
    case Mechanism::conflict: return hash_all(p.conflict_month, p.conflicts_resolved, p.divergence, w.ties.bad_ab);
    case Mechanism::evaluation: return hash_all(m.satisfaction, p.stage, p.next_review_month);
    case Mechanism::trust: return hash_all(w.ties.good_ab, w.ties.bad_ab, w.ties.level);
    case Mechanism::credibility: return hash_all(o.performance, o.credibility, o.visibility);
    case Mechanism::learning: return hash_all(o.capability, o.propensity, o.expertise);
    case Mechanism::entry_exit: return hash_all(o.active, o.money_usd);
    case Mechanism::reporting: return hash_all(w.ties.reported_by_a, w.ties.reported_by_b);
  }
  return 0;
}

}  // namespace

std::uint16_t witness(const World& world, Mechanism mechanism) {
  return static_cast<std::uint16_t>(hash_witnesses(world, mechanism) >> 48);  // the bits that the last product mixed best
}

}  // namespace tessera
