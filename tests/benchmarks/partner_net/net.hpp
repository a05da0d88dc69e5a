// PartnerNet: a small model of partnering that any framework can express, a yardstick of speed between simulators. It is
// no part of Tessera's own model. README.md of tests/benchmarks states it in words.
//
// Organisations stand in the order of their cells, so that neighbours in space are neighbours in memory. What a phase
// reads of an organisation lies in one record of 16 to 96 bytes. A tie stands at both ends: slot s of i names the other
// and the slot in which the other names i. Threads take blocks of organisations; what a block adds up stands by block.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/draw_blocks.hpp"
#include "base/draws.hpp"
#include "base/huge_pages.hpp"
#include "base/parallel.hpp"

namespace tessera::partner_net {

inline constexpr std::uint32_t most_ties = 12;
inline constexpr std::uint32_t goods = 3;
inline constexpr std::uint32_t block_size = 1024;  // organisations that one thread takes at a time

struct alignas(32) Profile {
  std::array<float, 4> mission{};  // sum 1
  float x = 0.0F, y = 0.0F;        // in the unit square
  std::uint32_t sector = 0, padding = 0;
};

// A number for every good; the fourth is padding, always 0.
struct alignas(16) Goods {
  std::array<float, 4> of{};
};

// From the degree on, slots name the organisation itself: with itself nobody shares, and nobody has a partner in common.
struct alignas(64) Ties {
  std::array<std::uint32_t, most_ties> other{};
  std::array<std::uint8_t, most_ties> back{};  // the slot in which `other` holds this tie
  std::array<std::uint8_t, 4> padding{};
};

// What two organisations, one after the other, know of their ties; all 0 in slots that are not used. The evidence (a, b)
// grows by one and fades by 2 % in every month, so a + b follows from the age of a tie.
struct alignas(64) Evidence {
  std::array<float, 2 * most_ties> good{};            // a
  std::array<std::uint16_t, 2 * most_ties> chance{};  // of success, of 2^16, rounded down
  std::array<std::uint16_t, 2 * most_ties> since{};   // the month before the first in which it was learnt from
};

// An answer to a search: yes.
struct Agreed {
  std::uint32_t from = 0, to = 0;
  std::uint16_t chance = 0;  // as in Evidence
};

inline constexpr std::uint32_t exponents = 256, exponent_shift = 23;  // of the bits of a float that is not negative

// What one block of organisations adds up to in a month.
struct Block {
  double unmet = 0.0, trust = 0.0;  // trust: over ties, from this end
  std::int64_t volunteers = 0;
  std::uint64_t updates = 0;                                   // of ties, from this end
  std::vector<Agreed> agreed;                                  // in the order of `from`
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ended;  // organisation, other
  std::array<std::uint16_t, exponents> sizes{};                     // [exponent of the stock of the first good] organisations
};

// Of the last month.
struct Summary {
  double mean_degree = 0.0, mean_trust = 0.0, unmet = 0.0, volunteers = 0.0, gini = 0.0;  // unmet, volunteers: per organisation
};

struct Net {
  LargeArray<Profile> profile;
  LargeArray<Goods> stock, net_income, twice_need;  // net_income: income less need of a month; twice_need: of one month
  LargeArray<Goods> over;                           // stock less twice_need once the month's need is met, before sharing
  LargeArray<std::int32_t> volunteers;
  LargeArray<std::uint8_t> degree;  // of a multiple of eight: those beyond the last have all ties that they can have
  LargeArray<Ties> ties;
  LargeArray<Evidence> evidence;  // [organisation / 2]
  std::uint32_t side = 0;                 // cells along one side
  std::vector<std::uint32_t> cell_begin;  // [cell + 1], rows of cells one after the other
  LargeArray<std::uint32_t> ranked, rank_room;  // bits of the stocks of the first good
  std::vector<Block> blocks;
  std::uint64_t seed = 0;
  std::uint16_t month = 0;
  std::uint64_t tie_count = 0, tie_updates = 0;
  double trust_sum = 0.0;

  std::uint32_t count() const { return static_cast<std::uint32_t>(profile.size()); }
  // The organisations of block b.
  std::uint32_t first(std::size_t b) const { return static_cast<std::uint32_t>(b * block_size); }
  std::uint32_t end(std::size_t b) const { return std::min(count(), first(b + 1)); }
  MechanismDraws streams(std::uint16_t phase) const { return {seed, 0, phase, month}; }
  DrawBlocksKey blocks_of(std::uint32_t phase) const { return {seed, phase, month}; }
};

// Phases as they key draws.
enum Phase : std::uint16_t { founding_phase, volunteers_phase, opportunity_phase, search_phase, trust_phase };

Net found_net(std::uint32_t organisations, std::uint64_t seed);
// One month on all threads that OpenMP offers; the same bits for any number of them.
Summary advance(Net& net);

// The phases of a month, of block b; those of different blocks do not disturb each other.
void use_stocks(Net& net, std::size_t b);
void turn_volunteers_over(Net& net, std::size_t b);
void look_for_partners(Net& net, std::size_t b);
void share_stocks(Net& net, std::size_t b);
void learn_trust(Net& net, std::size_t b);

// What changes two organisations at once, on one thread in the order of organisations.
void make_agreed_ties(Net& net);
void end_broken_ties(Net& net);
void end_tie(Net& net, std::uint32_t i, std::uint32_t slot);
// The sums of the month.
Summary summarise(Net& net);

template <class Phase>
void in_blocks(Net& net, const Phase& phase) {
  for_each_heavy_slot(net.blocks.size(), net.blocks.size() > 1, [&](std::size_t b) { phase(net, b); });
}

// Memory of all that a net holds of organisations.
std::size_t bytes_of(const Net& net);
// Chance that working together succeeds, of 2^32: the same for both ends.
std::uint32_t success_of_32_bits(const Profile& one, const Profile& other);
// Of the stock of the first good; all blocks' shares of this month are done.
double gini(Net& net);

}  // namespace tessera::partner_net
