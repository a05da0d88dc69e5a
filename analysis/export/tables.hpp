// Tables of one run's organisations, ties, partnerships, memberships, grants and events, as CSV (RFC 4180).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "analysis/export/network.hpp"
#include "results/read.hpp"

namespace tessera {

// A line of names, then a row per edge: `month`, `source`, `target`, their names, and the attributes of edges. One network
// per month, each at one month; all have the same attributes.
void write_edges_csv(std::ostream& out, const std::vector<Network>& months);

enum class AgentTable { organisations, partnerships, memberships, grants, events };

// group: one of Results::agent_groups(); snapshots: places along the group's `snapshot`.
// Of organisations a row for each that was founded by then, at each of the snapshots, with everything that the file keeps of
// it; of the others a row for each that ever was. `alive_at`: only partnerships, or memberships, that are there at the end
// of that month. Enumerations and districts by name, organisations by row and name; what does not exist is empty.
void write_agents_csv(std::ostream& out, const Results& results, const std::string& group, AgentTable table,
                      const std::vector<std::size_t>& snapshots, std::optional<std::int32_t> alive_at = {});

}  // namespace tessera
