// Numbers as the page's data hold them: six significant digits (fewer where said), null for what does not exist.
#pragma once

#include <span>

#include "analysis/report/page_data.hpp"

namespace tessera {

PageJson page_number(double value, int digits = 6);                     // null if it is not finite
PageJson page_numbers(std::span<const double> values, int digits = 6);  // a list of them
PageJson round_numbers(PageJson data);                                  // all numbers with a fraction within, to six digits

}  // namespace tessera
