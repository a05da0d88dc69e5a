#include "analysis/patterns/bipartite_null.hpp"

#include <algorithm>

#include "vocabulary/names.hpp"

namespace tessera {
namespace {

bool is_formal(const Ties& ties, std::uint32_t i, std::uint32_t j) {
  const std::uint32_t tie = find_tie(ties, i, j);
  return tie != nobody && ties.level[tie] >= static_cast<std::uint8_t>(Level::formal);
}

// Seats of a partnership stand together, so the neighbours of a seat are looked through both ways.
bool sits_in(const std::vector<Affiliations::Seat>& seats, std::uint32_t organisation, std::size_t seat) {
  const std::uint32_t partnership = seats[seat].partnership;
  for (std::size_t k = seat; k < seats.size() && seats[k].partnership == partnership; ++k)
    if (seats[k].organisation == organisation) return true;
  for (std::size_t k = seat; k-- > 0 && seats[k].partnership == partnership;)
    if (seats[k].organisation == organisation) return true;
  return false;
}

}  // namespace

Affiliations list_affiliations(const World& world) {
  Affiliations affiliations;
  for (const std::uint32_t p : world.partnerships.live) {
    if (world.partnerships.signed_month[p] == never) continue;
    const auto first = static_cast<std::uint32_t>(affiliations.seats.size());
    for (const std::uint32_t m : world.memberships.of_partnership.of(p))
      affiliations.seats.push_back({p, world.memberships.organisation[m]});
    for (std::uint32_t k = first; k < affiliations.seats.size(); ++k)
      for (std::uint32_t l = k + 1; l < affiliations.seats.size(); ++l)
        if (is_formal(world.ties, affiliations.seats[k].organisation, affiliations.seats[l].organisation))
          affiliations.formal.emplace_back(k, l);
  }
  return affiliations;
}

void shuffle_seats(Affiliations& affiliations, int swaps, Stream& stream) {
  auto& seats = affiliations.seats;
  if (seats.size() < 2) return;
  const std::size_t tries = static_cast<std::size_t>(swaps) * seats.size();
  for (std::size_t k = 0; k < tries; ++k) {
    const std::size_t one = stream.below(seats.size()), other = stream.below(seats.size());
    if (seats[one].partnership == seats[other].partnership) continue;
    if (sits_in(seats, seats[one].organisation, other) || sits_in(seats, seats[other].organisation, one)) continue;
    std::swap(seats[one].organisation, seats[other].organisation);
  }
}

Structure project(const Affiliations& affiliations, const Organisations& organisations) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (const auto& [one, other] : affiliations.formal)
    edges.push_back(std::minmax(affiliations.seats[one].organisation, affiliations.seats[other].organisation));
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return measure_structure(organisations.count(), edges, organisations.active);
}

}  // namespace tessera
