// PartnerNet: a small model of partnering that any framework can express, a yardstick of speed between simulators. It is
// no part of Tessera's own model. README.md of tests/benchmarks states it in words.
//
// Organisations stand in the order of their cells, so that neighbours in space are neighbours in memory. What a phase
// reads of an organisation lies in one record of 32, 64 or 128 bytes. A tie stands at both ends: slot s of i names the
// other and the slot in which the other names i.
#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <vector>

#include "base/draw_blocks.hpp"
#include "base/draws.hpp"

namespace tessera::partner_net {

inline constexpr std::uint32_t most_ties = 12;
inline constexpr std::uint32_t goods = 3;
inline constexpr std::uint32_t block = 1024;  // organisations that one thread takes at a time; sums are by block

struct alignas(32) Profile {
  std::array<float, 4> mission{};  // sum 1
  float x = 0.0F, y = 0.0F;        // in the unit square
  std::uint32_t sector = 0;
};

struct alignas(32) Stocks {
  Eigen::Array4f stock = Eigen::Array4f::Zero();       // the fourth is padding, 0
  Eigen::Array4f twice_need = Eigen::Array4f::Zero();  // of one month
};

inline constexpr std::uint32_t nobody = ~0U;

struct alignas(64) Ties {
  std::array<std::uint32_t, most_ties> other = [] {  // nobody from `count` on
    std::array<std::uint32_t, most_ties> none{};
    none.fill(nobody);
    return none;
  }();
  std::array<std::uint8_t, most_ties> back{};  // the slot in which `other` holds this tie
  std::uint8_t count = 0;
};

// What one end knows of its ties; all 0 in slots that are not used.
struct alignas(16) Evidence {
  std::array<float, most_ties> good{};             // a
  std::array<float, most_ties> total{};            // a + b
  std::array<std::uint32_t, most_ties> success{};  // chance of success, of 2^32
};

struct Proposal {
  std::uint32_t to = 0;
  bool accepted = false;
};

// Of the last month.
struct Summary {
  double mean_degree = 0.0, mean_trust = 0.0, unmet = 0.0, volunteers = 0.0, gini = 0.0;  // unmet, volunteers: per organisation
};

struct Net {
  std::vector<Profile> profile;
  std::vector<Stocks> stocks, next_stocks;
  std::vector<std::array<float, goods>> income;
  std::vector<std::int32_t> volunteers;
  std::vector<Ties> ties;
  std::vector<Evidence> evidence;
  std::vector<Proposal> proposals;
  std::uint32_t side = 0;                 // cells along one side
  std::vector<std::uint32_t> cell_begin;  // [cell + 1], rows of cells one after the other
  std::vector<std::uint32_t> sorted, sort_room;  // room of the summary: bits of stocks
  std::uint64_t seed = 0;
  std::uint16_t month = 0;
  std::uint64_t tie_count = 0, tie_updates = 0;
  double trust_sum = 0.0, unmet_sum = 0.0;
  std::int64_t volunteer_sum = 0;

  std::uint32_t count() const { return static_cast<std::uint32_t>(profile.size()); }
  std::uint32_t blocks() const { return (count() + block - 1) / block; }
  MechanismDraws streams(std::uint16_t phase) const { return {seed, 0, phase, month}; }
  DrawBlocksKey blocks_of(std::uint32_t phase) const { return {seed, phase, month}; }
};

// Phases as they key draws.
enum Phase : std::uint16_t { founding_phase, volunteers_phase, opportunity_phase, search_phase, trust_phase };

Net found_net(std::uint32_t organisations, std::uint64_t seed);
// One month on all threads that OpenMP offers; the same bits for any number of them.
Summary advance(Net& net);

// The phases of a month.
void use_stocks(Net& net);
void turn_volunteers_over(Net& net);
void look_for_partners(Net& net);
void share_stocks(Net& net);
void learn_trust(Net& net);
Summary summarise(Net& net);

// Memory of all that a net holds.
std::size_t bytes_of(const Net& net);
// Logit of the chance that working together succeeds: the same for both ends.
float success_logit(const Profile& one, const Profile& other);
void make_tie(Net& net, std::uint32_t i, std::uint32_t j);
bool are_tied(const Net& net, std::uint32_t i, std::uint32_t j);
void end_tie(Net& net, std::uint32_t i, std::uint32_t slot);

}  // namespace tessera::partner_net
