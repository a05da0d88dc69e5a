// What comes together where organisations work; private to mechanisms/learning.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "state/organisations.hpp"
#include "state/partnerships.hpp"

namespace tessera::learning {

using Areas = std::array<double, most_areas>;

// The best expertise in every active partnership.
class JointRooms {
 public:
  JointRooms(const Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
             std::size_t areas);

  // Place of an active partnership, or nobody.
  std::uint32_t place(std::uint32_t partnership) const { return place_[partnership]; }
  const double* purpose(std::uint32_t place) const { return &purpose_[place * areas_]; }
  // [area][competence]; 0 in areas without a share of the purpose.
  const double* best(std::uint32_t place) const { return &best_[place * areas_ * competences]; }

 private:
  std::size_t areas_;
  std::vector<std::uint32_t> place_;  // [partnership]
  std::vector<double> purpose_;       // [place][area] shares, sum 1
  std::vector<double> best_;          // [place][area][competence]
};

// Share of i's hours of this month that goes to a membership; all of them together at most 1.
class HoursShares {
 public:
  HoursShares(const Organisations& organisations, const Memberships& memberships, const JointRooms& rooms,
              std::uint32_t i);
  double of(const Memberships& memberships, std::uint32_t membership) const;
  double alone() const { return alone_; }

 private:
  double total_ = 0.0;
  double alone_ = 1.0;
};

// W: what the rooms of i offer by area.
Areas competence_at_hand(const Organisations& organisations, const Memberships& memberships, const JointRooms& rooms,
                         const HoursShares& shares, std::size_t areas, std::uint32_t i);

// Moves i's expertise towards the best of its partners, in proportion to its joint hours: towards[area][competence] is
// raised by what one month adds.
void add_diffusion(double* towards, const Organisations& organisations, const Memberships& memberships,
                   const JointRooms& rooms, const HoursShares& shares, std::size_t areas, std::uint32_t i,
                   double diffusion_per_month);

}  // namespace tessera::learning
