#include <fmt/format.h>

#include <ostream>

#include "analysis/export/tables.hpp"
#include "scenario/csv.hpp"

namespace tessera {
namespace {

void write_header(std::ostream& out, const Network& network) {
  out << "month,source,target,source_name,target_name";
  for (const NetworkAttribute& attribute : network.edges.attributes) out << ',' << write_csv_cell(attribute.name);
  out << '\n';
}

void write_edges(std::ostream& out, const Network& network) {
  for (std::size_t k = 0; k < network.edges.count(); ++k) {
    const std::uint32_t from = network.from[k], to = network.to[k];
    out << network.last << ',' << network.node_ids[from] << ',' << network.node_ids[to] << ','
        << write_csv_cell(network.node_labels[from]) << ',' << write_csv_cell(network.node_labels[to]);
    for (const NetworkAttribute& attribute : network.edges.attributes)
      out << ',' << (attribute.has_value(k) ? write_csv_cell(attribute.value_text(k)) : "");
    out << '\n';
  }
}

}  // namespace

void write_edges_csv(std::ostream& out, const std::vector<Network>& months) {
  if (!months.empty()) write_header(out, months.front());
  for (const Network& network : months) write_edges(out, network);
}

}  // namespace tessera
