#include "support/chain_world.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/draws.hpp"
#include "run/month.hpp"
#include "state/evidence.hpp"
#include "state/fields.hpp"

namespace tessera::test {
namespace {

constexpr std::int32_t now = 24;

void equip_organisation(World& world, std::uint32_t i) {
  Organisations& all = world.organisations;
  const std::size_t areas = world.community.areas;
  Stream stream = Draws(99, 0, 0).of(Mechanism::founding).at(all.id[i]);
  const Bundle most{6000.0, 500.0, 4000.0, 9000.0};
  for (std::size_t r = 0; r < resources; ++r) {
    all.available[i * resources + r] = most[r] * (0.05 + stream.uniform());
    all.idle[i * resources + r] = stream.uniform();
  }
  all.money_usd[i] = all.money_opening_usd[i] = 2.0 * all.available[i * resources];
  all.goods_usd[i] = all.goods_opening_usd[i] = all.available[i * resources + static_cast<std::size_t>(Resource::goods)];
  std::fill_n(&all.money_book_usd[i * money_entries], money_entries, 0.0);
  std::fill_n(&all.goods_book_usd[i * goods_entries], goods_entries, 0.0);
  all.overhead_hours[i] = 2.0 * stream.uniform();
  for (std::size_t k = i * areas * competences; k < (i + 1) * areas * competences; ++k)
    all.expertise[k] = all.expertise_base[k] = stream.uniform();
}

void run_partnership(World& world, std::uint32_t p) {
  Partnerships& all = world.partnerships;
  Memberships& memberships = world.memberships;
  all.signed_month[p] = now - 12;
  all.term_end_month[p] = p % 5 == 0 ? now : now + 24;
  all.next_review_month[p] = now + static_cast<std::int32_t>(p % 3);
  all.formality[p] = 0.5;
  all.value[p] = all.expected_value[p] = 20.0 + p % 7;
  const auto members = memberships.of_partnership.of(p);
  const auto n = static_cast<double>(members.size());
  for (const std::uint32_t m : members) {
    for (std::size_t r = 0; r < resources; ++r) {
      const double promised = 0.25 * world.organisations.available[memberships.organisation[m] * resources + r];
      memberships.committed[m * resources + r] = promised;
      memberships.given[m * resources + r] = 0.8 * promised;
    }
    memberships.willingness[m] = memberships.fulfilment[m] = memberships.belief[m] = 0.8;
    memberships.credit[m] = 1.0 / n;
    memberships.benefit[m] = 5.0 + m % 4;
  }
}

void agree_on_means(World& world, std::uint32_t p) {
  const std::size_t areas = world.community.areas;
  const auto members = world.memberships.of_partnership.of(p);
  for (std::size_t a = 0; a < areas; ++a) world.partnerships.purpose[p * areas + a] = 0.0;
  for (const std::uint32_t m : members)
    for (std::size_t a = 0; a < areas; ++a) {
      const double wish = world.organisations.mission[world.memberships.organisation[m] * areas + a];
      world.memberships.position[m * areas + a] = wish;
      world.partnerships.purpose[p * areas + a] += wish / static_cast<double>(members.size());
    }
}

void remember(World& world) {
  Ties& ties = world.ties;
  for (std::uint32_t t = 0; t < ties.count(); ++t) {
    ties.good_ab[t] = 1.0 + t % 5;
    ties.bad_ab[t] = 0.2 * (t % 3);
    ties.good_ba[t] = 2.0 + t % 4;
    ties.bad_ba[t] = 0.3 * (t % 4);
    ties.joint_hours[t] = 0.5 * (t % 6);
    ties.last_contact_month[t] = now - 1;
  }
}

}  // namespace

Technology technology_of(const Parameters& parameters) { return make_technology(parameters); }

void equip(World& world) {
  for (std::uint32_t i = 0; i < world.organisations.count(); ++i) equip_organisation(world, i);
}

World make_chain_world(const ChainWorld& shape, const Parameters& parameters) {
  World world = make_small_world({.districts = shape.districts, .organisations = shape.organisations}, parameters);
  world.month = now;
  equip(world);
  for (std::uint32_t k = 0; k < shape.active + shape.forming; ++k) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t j = 0; j < shape.members; ++j) rows.push_back((k + j) % shape.organisations);
    const bool runs = k < shape.active;
    const std::uint32_t p =
        add_partnership(world, rows, runs ? Stage::active : Stage::forming, runs ? now - 16 : now - 4);
    agree_on_means(world, p);
    if (runs) run_partnership(world, p);
  }
  remember(world);
  return world;
}

std::set<std::string> moved_by_a_stranger(const World& world, const Parameters& parameters, const Mechanic& mechanism) {
  World larger = world;
  const std::uint32_t stranger =
      add_organisation(larger, parameters, founding_id(0, 999999), 0, add_empty_district(larger), 0);
  equip_organisation(larger, stranger);
  World small = world;
  mechanism(small);
  mechanism(larger);
  std::set<std::string> moved = changed_organisation_fields(small, larger, world.organisations.count());
  for (const std::string& name : changed_fields(small, larger))
    if (!name.starts_with("organisations.") && !name.starts_with("community.") && !name.starts_with("need."))
      moved.insert(name);
  return moved;
}

std::string wrong_common(const World& world) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, unsigned> shared;
  for (std::uint32_t p = 0; p < world.partnerships.count(); ++p) {
    if (world.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::dissolved)) continue;
    std::set<std::uint32_t> members;
    for (std::uint32_t m = 0; m < world.memberships.count(); ++m)
      if (world.memberships.partnership[m] == p && world.memberships.left_month[m] == never)
        members.insert(world.memberships.organisation[m]);
    for (const std::uint32_t a : members)
      for (const std::uint32_t b : members)
        if (a < b) ++shared[{a, b}];
  }
  std::size_t with_common = 0;
  for (std::uint32_t t = 0; t < world.ties.count(); ++t) {
    const auto found = shared.find({world.ties.a[t], world.ties.b[t]});
    const unsigned expected = found == shared.end() ? 0 : found->second;
    if (expected > 0) ++with_common;
    if (world.ties.common[t] != expected) return "tie " + std::to_string(t) + " miscounts common partnerships";
  }
  return with_common == shared.size() ? "" : "members of one partnership have no tie";
}

void set_evidence(World& world, std::uint32_t i, std::uint32_t j, double good, double bad) {
  const std::uint32_t tie = make_tie(world.ties, i, j, world.month);
  world.ties.good_ab[tie] = world.ties.good_ba[tie] = good;
  world.ties.bad_ab[tie] = world.ties.bad_ba[tie] = bad;
}

}  // namespace tessera::test
