// What only experiments have: the parts comparison, sensitivity, responses and points of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"

namespace tessera {

// Adds them, or their reasons to `absent`.
void add_comparison(PageJson& page, const Results& results, const std::string& path, const ComparisonRequest& request);
void add_sensitivity(PageJson& page, const Results& results, const std::string& path);

}  // namespace tessera
