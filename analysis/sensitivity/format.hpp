// Numbers and orders as the reports of sensitivity write them.
#pragma once

#include <string>
#include <vector>

#include "base/statistics/joint_bootstrap.hpp"

namespace tessera {

std::string format_number(double value);               // three digits; "-" for none
std::string format_percent(double share);
std::string format_estimate(const Estimate& estimate);  // 1.23 (0.9 to 1.6)
std::string format_share(const Estimate& estimate);     // 0.31 (0.20 to 0.42), always two decimals
// Places, heaviest first; those without a weight come last.
std::vector<std::size_t> order_by_weight(const std::vector<double>& weights);

}  // namespace tessera
