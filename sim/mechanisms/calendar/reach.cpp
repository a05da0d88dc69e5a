#include "mechanisms/calendar/reach.hpp"

#include <algorithm>
#include <numeric>

#include "base/draws.hpp"

namespace tessera::calendar {
namespace {

template <class Item>
bool admits(const std::vector<Item>& named, Item item) {
  return named.empty() || std::find(named.begin(), named.end(), item) != named.end();
}

// FNV-1a: policies are keyed by what they are called, so that one more moves no other.
std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

bool excludes_nobody(const Target& target) {
  return target.sectors.empty() && target.types.empty() && target.districts.empty() && target.organisations.empty() &&
         target.share >= 1.0 && target.most_connected == 0;
}

bool open_before(const Organisations& organisations, std::size_t i, std::int32_t month) {
  return organisations.founded_month[i] < month &&
         (organisations.closed_month[i] == never || organisations.closed_month[i] >= month);
}

// Described organisations come after the synthetic ones.
void keep_described(Reached& reached, const Target& target, const Parameters& parameters) {
  if (target.organisations.empty()) return;
  const auto first = static_cast<std::size_t>(parameters.founding.organisations);
  std::vector<std::uint8_t> named(reached.of.size(), 0);
  for (const std::uint32_t place : target.organisations)
    if (first + place < named.size()) named[first + place] = reached.of[first + place];
  reached.of = std::move(named);
}

void keep_most_connected(Reached& reached, const World& world, std::size_t most, std::int32_t begins) {
  if (most == 0) return;
  const std::vector<std::uint32_t> partners = count_partners(world, begins - 1);
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < reached.of.size(); ++i)
    if (reached.of[i] != 0 && open_before(world.organisations, i, begins)) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t one, std::uint32_t other) { return partners[one] > partners[other]; });
  order.resize(std::min(order.size(), most));
  std::fill(reached.of.begin(), reached.of.end(), std::uint8_t{0});
  for (const std::uint32_t i : order) reached.of[i] = 1;
}

}  // namespace

bool names_place(const std::vector<std::uint32_t>& named, std::size_t place) {
  return admits(named, static_cast<std::uint32_t>(place));
}

std::vector<std::uint32_t> count_partners(const World& world, std::int32_t month) {
  const Memberships& memberships = world.memberships;
  std::vector<std::vector<std::uint32_t>> members(world.partnerships.count());
  for (std::size_t m = 0; m < memberships.count(); ++m)
    if (memberships.joined_month[m] <= month && (memberships.left_month[m] == never || memberships.left_month[m] > month))
      members[memberships.partnership[m]].push_back(memberships.organisation[m]);
  std::vector<std::vector<std::uint32_t>> partners(world.organisations.count());
  for (const auto& together : members)
    for (const std::uint32_t one : together)
      for (const std::uint32_t other : together)
        if (one != other) partners[one].push_back(other);
  std::vector<std::uint32_t> counts(partners.size());
  for (std::size_t i = 0; i < partners.size(); ++i) {
    std::sort(partners[i].begin(), partners[i].end());
    counts[i] = static_cast<std::uint32_t>(std::unique(partners[i].begin(), partners[i].end()) - partners[i].begin());
  }
  return counts;
}

Reached find_reached(const World& world, const Parameters& parameters, const Target& target, std::string_view name,
                     std::int32_t begins) {
  if (excludes_nobody(target)) return {};
  const Organisations& organisations = world.organisations;
  const MechanismDraws draws(static_cast<std::uint64_t>(parameters.run.seed), 0,
                             static_cast<std::uint16_t>(Mechanism::calendar), 0);
  const std::uint64_t programme = hash_name(name);
  Reached reached{.everybody = false, .of = std::vector<std::uint8_t>(organisations.count(), 0)};
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    const bool fits = admits(target.sectors, static_cast<Sector>(organisations.sector[i])) &&
                      admits(target.types, organisations.type[i]) && admits(target.districts, organisations.district[i]);
    if (!fits) continue;
    reached.of[i] = target.share >= 1.0 ||
                    draws.at(Subject{.a = organisations.id[i], .b = programme}).uniform() < target.share;
  }
  keep_described(reached, target, parameters);
  keep_most_connected(reached, world, target.most_connected, begins);
  return reached;
}

}  // namespace tessera::calendar
