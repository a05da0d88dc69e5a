// Applications to calls and what they won. Rows are never removed: they are the grant log.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

struct Grants {
  std::size_t count() const { return month.size(); }

  // Written by: grants
  std::vector<std::int32_t> month;          // [application] of the call
  std::vector<std::uint8_t> call;           // [application] Call
  std::vector<std::uint32_t> organisation;  // [application] row of who applies: alone, or for a partnership
  std::vector<std::uint32_t> partnership;   // [application] row, nobody for a single organisation
  std::vector<double> asked_usd;            // [application] in all
  std::vector<double> score;                // [application] as reviewers saw it
  std::vector<double> awarded_usd;          // [application] in all, 0 = refused
  std::vector<double> paid_usd;             // [application] so far
  std::vector<std::int32_t> end_month;      // [application] last month of payment; never = refused
  std::vector<double> success;              // [call] share of applications that applicants expect to win

  std::vector<std::uint32_t> paying;        // applications with payments to come, ascending; derived
};

}  // namespace tessera
