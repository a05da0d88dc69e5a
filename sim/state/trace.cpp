#include "state/trace.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <xxhash.h>

#include <array>
#include <bit>
#include <span>
#include <vector>

#include "base/parallel.hpp"
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

constexpr std::size_t worth_sharing_bytes = 1 << 20;

template <class... Values>
std::uint64_t hash_all(const Values&... values) {
  const std::array all{std::as_bytes(std::span(values))...};
  std::array<std::uint64_t, all.size()> hashes;
  const bool worth_a_team = (std::span(values).size_bytes() + ...) >= worth_sharing_bytes;
  for_each_heavy_slot(all.size(), worth_a_team, [&](std::size_t k) { hashes[k] = XXH3_64bits(all[k].data(), all[k].size()); });
  std::uint64_t joined = 0;
  for (const std::uint64_t hash : hashes) joined = join(joined, hash);
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

// Rows are appended in the order of months: how many of the last ones are of this month.
std::size_t count_fresh(const std::vector<std::int32_t>& months, std::int32_t month) {
  std::size_t fresh = 0;
  while (fresh < months.size() && months[months.size() - 1 - fresh] == month) ++fresh;
  return fresh;
}

// Values of the last `rows` of so many rows.
template <class T>
std::span<const T> last_rows(const std::vector<T>& values, std::size_t rows, std::size_t of) {
  return std::span(values).last(values.size() / of * rows);
}

std::uint64_t hash_grants(const World& w) {
  const Grants& g = w.grants;
  const std::size_t fresh = count_fresh(g.month, w.month);
  return hash_all(std::span(g.score).last(fresh), std::span(g.awarded_usd).last(fresh), std::span(g.end_month).last(fresh),
                  g.success,
                  w.community.grants_paid_usd, w.community.public_spending_usd, w.organisations.money_usd,
                  w.organisations.overhead_hours);
}

// With what new partnerships and memberships begin.
std::uint64_t hash_partner_search(const World& w) {
  const std::uint64_t joined = hash_all(w.organisations.overhead_hours, w.memberships.organisation, w.ties.common);
  const std::size_t begun = count_fresh(w.partnerships.founded_month, w.month);
  const std::size_t joins = count_fresh(w.memberships.joined_month, w.month);
  if (begun + joins == 0) return joined;
  return join(joined, hash_all(std::span(w.partnerships.communication).last(begun), std::span(w.memberships.belief).last(joins)));
}

// With what new organisations begin.
std::uint64_t hash_entry_exit(const World& w) {
  const Organisations& o = w.organisations;
  const std::uint64_t joined = hash_all(o.active, o.money_usd);
  const std::size_t fresh = count_fresh(o.founded_month, w.month), all = o.count();
  if (fresh == 0) return joined;
  return join(joined, hash_all(last_rows(o.mission, fresh, all), last_rows(o.expertise, fresh, all),
                               last_rows(o.access, fresh, all), last_rows(o.visibility, fresh, all),
                               last_rows(o.credibility, fresh, all), last_rows(o.propensity, fresh, all),
                               last_rows(o.capability, fresh, all), last_rows(o.base_income_usd, fresh, all),
                               last_rows(o.cost_level_usd, fresh, all), last_rows(o.goods_income_usd, fresh, all),
                               last_rows(o.space_m2_hours, fresh, all), o.reach_weight));
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
    case Mechanism::partner_search: return hash_partner_search(w);
    case Mechanism::dialogue: return hash_all(o.overhead_hours, p.divergence, p.communication, w.ties.good_ab);
    case Mechanism::agreement: return hash_all(p.stage, p.term_end_month, p.formality, p.expected_value, o.overhead_hours);
    case Mechanism::loans: return hash_all(o.volunteers_lent, o.volunteer_hours);
    case Mechanism::contribution: return hash_all(m.fulfilment, m.belief);
    case Mechanism::delivery: return hash_all(w.need.met, o.money_usd, o.hours_use);
    case Mechanism::conflict: return hash_all(p.conflict_month, p.conflicts_resolved, p.divergence, w.ties.bad_ab);
    case Mechanism::evaluation: return hash_all(m.satisfaction, m.position, p.stage, p.next_review_month, p.expected_value);
    case Mechanism::trust: return hash_all(w.ties.good_ab, w.ties.bad_ab, w.ties.joint_hours, w.ties.level);
    case Mechanism::credibility: return hash_all(o.performance, o.credibility, o.visibility);
    case Mechanism::learning: return hash_all(o.capability, o.propensity, o.expertise);
    case Mechanism::entry_exit: return hash_entry_exit(w);
    case Mechanism::reporting: return hash_all(w.ties.reported_by_a, w.ties.reported_by_b);
  }
  return 0;
}

}  // namespace

std::uint16_t witness(const World& world, Mechanism mechanism) {
  return static_cast<std::uint16_t>(hash_witnesses(world, mechanism) >> 48);  // the bits that the last product mixed best
}

}  // namespace tessera
