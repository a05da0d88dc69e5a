// Outcomes over time and by place: the parts outcomes, further, places and districts of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"
#include "analysis/report/stored_runs.hpp"

namespace tessera {

// The headline outcomes, and measures that explain them in the same form. Why one is not there goes to `absent`.
void add_outcomes(PageJson& page, const StoredRuns& runs);

// Measures with an axis that the page shows.
void add_places(PageJson& page, const StoredRuns& runs);

// Where the districts of the first variant lie and who lives there: as founding lays them out for the file's first replicate.
void add_districts(PageJson& page, const StoredRuns& runs);

}  // namespace tessera
