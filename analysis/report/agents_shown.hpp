// Which organisations and partnerships of a run the page shows.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/report/page_data.hpp"
#include "results/stored_agents.hpp"

namespace tessera {

struct ShownAgents {
  std::vector<std::uint32_t> rows;          // [place] of organisations, ascending
  std::vector<std::int32_t> place;          // [organisation row] -1 = not shown
  std::vector<std::uint32_t> partnerships;  // [place] rows, ascending
  std::vector<std::int32_t> partnership_place;  // [partnership row] -1 = not shown

  // The place of an organisation, null if it is not shown or there is none (row -1).
  PageJson place_of(std::int64_t row) const;
};

// The largest by yearly revenue, of equals the first rows, and all partnerships that any of them was ever in.
ShownAgents choose_shown(const StoredAgents& agents, std::size_t organisations_at_most);

}  // namespace tessera
