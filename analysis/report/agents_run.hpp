// One run with its organisations, as DATA.md says.
#pragma once

#include "analysis/report/page_data.hpp"
#include "results/stored_agents.hpp"

namespace tessera {

// Everything from `months` on. organisations_at_most: so many are shown, the largest by yearly revenue.
PageJson describe_agents_of_run(const StoredAgents& agents, std::size_t organisations_at_most);

}  // namespace tessera
