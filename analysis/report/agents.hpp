// Runs with their organisations: the part `agents` of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"

namespace tessera {

// Of every run of the file that holds its organisations; of an experiment, of runs that are run again (PageOptions::points).
PageJson describe_agents(const Results& results, const std::string& path, const PageOptions& options);

}  // namespace tessera
