// What was run and what came of it: title to failures in DATA.md, and what the measures are.
#pragma once

#include "analysis/report/page_data.hpp"
#include "analysis/report/stored_runs.hpp"

namespace tessera {

// Adds title ... failures_in_all to the page.
void add_about(PageJson& page, const StoredRuns& runs);

// The part `measures`: of all measures that the page names anywhere.
PageJson describe_page_measures(const PageJson& page, const StoredRuns& runs);

}  // namespace tessera
