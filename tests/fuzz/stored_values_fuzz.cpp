// A results file that HDF5 finds sound, whose digest fits, and whose numbers, lengths, names and texts are hostile: what
// reads tables out of it (organisations, ties, settings, enumerations, the frozen experiment) and what is written from them
// (exports) refuses it or gets through. HDF5's own parser is not the subject here.
#include <algorithm>
#include <array>
#include <cstring>
#include <sstream>

#include "accept.hpp"
#include "analysis/export/choice.hpp"
#include "analysis/export/gexf.hpp"
#include "analysis/export/graphml.hpp"
#include "analysis/export/measures.hpp"
#include "analysis/export/tables.hpp"
#include "hostile_file.hpp"
#include "results/examine.hpp"
#include "results/stored_agents.hpp"
#include "results/stored_settings.hpp"
#include "results/sweep_files.hpp"

namespace {

using namespace tessera;

void read_root(const Results& results) {
  results.months();
  results.seed();
  results.variants();
  results.variant_of_points();
  results.design_point_of_points();
  for (const std::string& factor : results.factors()) results.factor_values(factor);
  for (std::uint32_t point = 0; point < std::min(results.points(), 4U); ++point) {
    results.statuses(point);
    for (const std::string& measure : results.measures()) results.measure_at(measure, point);
    for (std::uint32_t replicate = 0; replicate < std::min(results.replicates(), 4U); ++replicate) {
      results.message(point, replicate);
      results.state_hashes(point, replicate);
      results.traces(point, replicate);
    }
  }
  read_settings(results);
}

constexpr std::array tables{AgentTable::organisations, AgentTable::partnerships, AgentTable::memberships, AgentTable::grants, AgentTable::events};

void export_networks(const StoredAgents& agents, const std::vector<std::string>& districts) {
  if (agents.months.empty()) return;
  std::ostringstream out;
  const SnapshotRange all{0, agents.months.size() - 1};
  write_gexf(out, make_tie_network(agents, districts, all, 0));
  write_gexf(out, make_membership_network(agents, districts, all));
  write_graphml(out, make_tie_network(agents, districts, {all.last, all.last}, 1));
}

// choice: which of the slow readings this input is for.
void read_everything(const std::string& path, std::size_t choice) {
  fuzz::accept_or_refuse([&] { fuzz::expect(!examine_results(path).text.empty(), "the examination says something"); });
  fuzz::accept_or_refuse([&] {
    const Results results = Results::open(path);
    fuzz::accept_or_refuse([&] { read_root(results); });
    std::ostringstream out;
    fuzz::accept_or_refuse([&] { write_measures_csv(out, results, {}); });
    for (const std::string& group : results.agent_groups()) {
      fuzz::accept_or_refuse([&] { write_agents_csv(out, results, group, tables[choice % tables.size()], {0}); });
      fuzz::accept_or_refuse([&] { export_networks(read_agents(results, group), district_names(results)); });
    }
  });
  fuzz::accept_or_refuse([&] {
    const WholeSweep whole(path);
    whole.read_records({0, whole.layout().points, 0, whole.layout().replicates});
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::HostileFile file;
  if (size < 1) return 0;
  fuzz::accept_or_refuse([&] { read_everything(file.make(data[0] % 2 == 0 ? "run" : "sweep", data + 1, size - 1), data[0] / 2); });
  return 0;
}
