// Outcomes over time and by place: the parts outcomes, places and districts of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"

namespace tessera {

PageJson summarise_outcomes(const Results& results);
PageJson summarise_places(const Results& results);
PageJson describe_districts(const Results& results, const std::string& path);

}  // namespace tessera
