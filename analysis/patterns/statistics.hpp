// The statistics of patterns by what they are read off; catalogue.cpp joins them in the order of the patterns.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analysis/patterns/pattern.hpp"

namespace tessera {

std::span<const Statistic> finances_statistics();       // P1, P2, P3
std::span<const Statistic> survival_statistics();       // P4
std::span<const Statistic> volunteers_statistics();     // P5
std::span<const Statistic> grants_statistics();         // P6
std::span<const Statistic> networks_statistics();       // P7, P8, P9
std::span<const Statistic> trust_statistics();          // P16
std::span<const Statistic> recession_statistics();      // P20
std::span<const Statistic> repeated_ties_statistics();  // P24

inline constexpr double unbounded = unbounded_range;

// Values of a measure of the measure table (one per place of its axis), so that nothing is defined twice.
std::vector<double> read_measure(const Observation& seen, std::string_view name);
inline double read_number(const Observation& seen, std::string_view name) { return read_measure(seen, name)[0]; }

// Mean over runs of a pair written by add_value.
template <std::size_t place>
double mean_at(std::span<const double> sums) {
  return share_of(sums[place], sums[place + 1]);
}

// Income of the month over all organisations, usd: donations, fees, appropriations and grants.
double income_of(const World& world);

// Draws of the patterns' own computations; numbers beyond those of mechanisms.
enum class PatternDraw : std::uint16_t { bipartite_null = 1001, trust_bench = 1002 };

}  // namespace tessera
