// Which parameters nobody has measured, over what ranges they are varied together, and which are left out and why: the
// source of scenarios/sweeps/assumed_screening.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parameters/row.hpp"

namespace tessera {

struct AssumedRange {
  const ParameterRow* row;
  double low, high;
};

// Why a parameter is not varied.
enum class LeftOut : std::uint8_t { describes_the_run, describes_the_community, only_under_policies, off_by_default, only_in_reports };
std::string_view explain(LeftOut reason);

struct AssumedLeftOut {
  const ParameterRow* row;
  LeftOut reason;
};

// Every parameter whose source begins with "assumed" is in one of the two, in the order of the table.
struct AssumedParameters {
  std::vector<AssumedRange> varied;
  std::vector<AssumedLeftOut> left_out;
};

// Ranges: half to one and a half times the default; of shares and chances half the way to the nearer of 0 and 1; of added
// utilities and log odds 0.7 to either side (half to twice the odds); whole numbers outwards; all within what is allowed.
// A few are named singly, where these rules would break a sum or make no sense.
AssumedParameters list_assumed();

// The experiment file that screens them all.
std::string write_screening(const AssumedParameters& assumed);

}  // namespace tessera
