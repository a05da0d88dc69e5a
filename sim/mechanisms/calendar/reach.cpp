#include "mechanisms/calendar/reach.hpp"

#include <algorithm>
#include <numeric>

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

// The uniform lots of one policy or shock, the same in every month.
struct Lots {
  MechanismDraws draws;
  std::uint64_t programme;

  double of(std::uint64_t organisation_id, std::uint16_t number) const {
    return draws.at(Subject{.a = organisation_id, .b = programme}, number).uniform();
  }
};

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

// Rows stand in the order of types: equals are parted by lot, not by row.
void keep_most_connected(Reached& reached, const World& world, std::size_t most, std::int32_t begins, const Lots& lots) {
  if (most == 0) return;
  struct Candidate {
    std::uint32_t partners, organisation;
    double lot;
  };
  const std::vector<std::uint32_t> partners = count_partners(world, begins - 1);
  std::vector<Candidate> order;
  for (std::uint32_t i = 0; i < reached.of.size(); ++i)
    if (reached.of[i] != 0 && open_before(world.organisations, i, begins))
      order.push_back({partners[i], i, lots.of(world.organisations.id[i], 1)});
  std::sort(order.begin(), order.end(), [](const Candidate& one, const Candidate& other) {
    return one.partners != other.partners ? one.partners > other.partners : one.lot < other.lot;
  });
  order.resize(std::min(order.size(), most));
  std::fill(reached.of.begin(), reached.of.end(), std::uint8_t{0});
  for (const Candidate& candidate : order) reached.of[candidate.organisation] = 1;
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
                     std::int32_t begins, const MechanismDraws& draws) {
  if (excludes_nobody(target)) return {};
  const Organisations& organisations = world.organisations;
  const Lots lots{draws.for_good(), hash_name(name)};
  Reached reached{.everybody = false, .of = std::vector<std::uint8_t>(organisations.count(), 0)};
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    const bool fits = admits(target.sectors, static_cast<Sector>(organisations.sector[i])) &&
                      admits(target.types, organisations.type[i]) && admits(target.districts, organisations.district[i]);
    if (!fits) continue;
    reached.of[i] = target.share >= 1.0 || lots.of(organisations.id[i], 0) < target.share;
  }
  keep_described(reached, target, parameters);
  keep_most_connected(reached, world, target.most_connected, begins, lots);
  return reached;
}

}  // namespace tessera::calendar
