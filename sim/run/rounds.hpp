// How many replicates: rounds of 20, 40, 80 ... until intervals are narrow. Width alone stops them: whoever stops because
// an effect looks clear gets intervals that are too short.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/statistics/intervals.hpp"
#include "scenario/experiment.hpp"

namespace tessera {

// Replicates after this many; 0 = the first round.
std::uint32_t next_round(const ReplicateRule& rule, std::uint32_t done);

// Whether the half-width is at most this. What has no value (fewer than two) can not become narrower, and counts as narrow.
bool narrow_enough(const Interval& interval, double most_half_width);

// Replicates to have in all at one design point after `done`, from the values there ([variant][replicate], NaN where a run
// failed or has no value; those beyond `done` are not looked at): `done` if that is enough, else the next round. Enough is
// when the 95 % interval of every variant's paired difference to the first one - of one variant alone, its mean - is narrow
// as the rule says: in the unit of the measure if the rule names one, else in sds of the first variant.
std::uint32_t replicates_wanted(const ReplicateRule& rule, std::span<const std::vector<double>> values, std::uint32_t done);

}  // namespace tessera
