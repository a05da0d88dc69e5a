// Runs with their organisations: the part `agents` of DATA.md.
#pragma once

#include "analysis/report/page_data.hpp"

namespace tessera {

// Of every run of the file that holds its organisations, at most four; of an experiment, of runs that are run again
// (PageOptions::points). If there are none, absent["agents"] says why. InputError for points that the file does not hold.
void add_agents(PageJson& page, const Results& results, const std::string& path, const PageOptions& options);

}  // namespace tessera
