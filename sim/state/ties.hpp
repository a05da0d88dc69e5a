// Pairs of organisations that know each other: directed evidence both ways. Memory grows with ties alone.
#pragma once

#include <cstdint>
#include <vector>

#include "base/block_lists.hpp"

namespace tessera {

struct Ties {
  std::size_t count() const { return a.size(); }

  std::vector<std::uint32_t> a;                  // [tie] organisation row, a < b
  std::vector<std::uint32_t> b;                  // [tie] organisation row
  std::vector<double> good_ab;                   // [tie] a's evidence that b keeps its word, counts; written by: trust, dialogue, meeting
  std::vector<double> bad_ab;                    // [tie] a's evidence that b does not, counts
  std::vector<double> good_ba;                   // [tie] b's evidence about a
  std::vector<double> bad_ba;                    // [tie]
  std::vector<std::int32_t> last_contact_month;  // [tie] written by: meeting, dialogue, trust
  std::vector<std::uint16_t> common;             // [tie] forming or active partnerships both are members of
  std::vector<std::uint16_t> former;             // [tie] active partnerships they shared that have ended
  std::vector<double> joint_hours;               // [tie] smoothed hours per month both put into joint work; written by: trust
  std::vector<std::uint8_t> level;               // [tie] Level of collaboration; written by: trust
  std::vector<std::uint8_t> reported_by_a;       // [tie] Level a named in the last yearly survey; written by: reporting
  std::vector<std::uint8_t> reported_by_b;       // [tie] Level b named

  struct Neighbour {
    std::uint32_t organisation;
    std::uint32_t tie;
  };
  BlockLists<Neighbour> of;  // [organisation] ties by ascending row; derived, rebuilt by rebuild_indexes
};

// Row of the tie between organisations i and j, or nobody.
std::uint32_t find_tie(const Ties& ties, std::uint32_t i, std::uint32_t j);
// Row of the tie between i and j, made if missing. Not for parallel loops.
std::uint32_t make_tie(Ties& ties, std::uint32_t i, std::uint32_t j, std::int32_t month);

// Lays out Ties::of anew from the rows, for so many organisations.
void index_ties(Ties& ties, std::size_t organisations);

}  // namespace tessera
