// The answer in facts: which sentences the page says, in which order, with which numbers.
#pragma once

#include "analysis/report/page_data.hpp"
#include "analysis/report/stored_runs.hpp"

namespace tessera {

// From the other parts of the page.
PageJson answer_of_run(const StoredRuns& runs, const PageJson& page);
PageJson answer_of_experiment(const PageJson& page);

}  // namespace tessera
