// What was run: the part `setup` of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"
#include "analysis/report/stored_runs.hpp"

namespace tessera {

PageJson describe_setup(const StoredRuns& runs);

}  // namespace tessera
