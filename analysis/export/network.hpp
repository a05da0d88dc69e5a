// A network as graph programs want it, at one month or over time, whatever file it is written to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/stored_agents.hpp"

namespace tessera {

// Whole months, both ends included.
struct Period {
  std::int32_t start = 0, end = 0;
};

enum class AttributeKind { text, whole, number, flag };

struct NetworkAttribute {
  std::string name, unit, meaning;  // unit: singular, "" = none
  AttributeKind kind = AttributeKind::number;
  bool changes = false;             // one value per period of the element, otherwise one per element
  std::vector<double> values;       // NaN = no value; of texts: place in `texts`
  std::vector<std::string> texts;

  bool has_value(std::size_t k) const;
  // As it stands in a file: numbers in full, "true" or "false". Only where it has a value.
  std::string value_text(std::size_t k) const;
};

// Nodes or edges. Element k has the periods [period_begin[k], period_begin[k + 1]): in each it is there, with the values
// that change as they were at the snapshot that the period begins with, or, of nodes founded since, at the next.
struct NetworkElements {
  std::size_t count() const { return period_begin.size() - 1; }

  std::vector<std::size_t> period_begin{0};  // [element + 1]
  std::vector<Period> periods;
  std::vector<NetworkAttribute> attributes;
};

struct Network {
  std::string title, description;
  bool over_time = false;              // else at the end of month `last`, and every element has one period
  std::int32_t first = 0, last = 0;    // months
  std::vector<std::string> node_ids;   // [node] unique
  std::vector<std::string> node_labels;  // [node]
  NetworkElements nodes;
  std::vector<std::uint32_t> from, to;  // [edge] nodes; edges have no direction
  NetworkElements edges;
};

// Snapshots of a network: all of them, or one.
struct SnapshotRange {
  std::size_t first = 0, last = 0;  // places along StoredAgents::months, both included
};

// Organisations open at these snapshots and their ties of at least that level. An organisation is there from its founding
// to the month before its closing, a tie in the snapshots that have it.
Network make_tie_network(const StoredAgents& agents, const std::vector<std::string>& districts, SnapshotRange range,
                         std::uint8_t least_level);

// Two kinds of nodes: organisations, and partnerships that are not dissolved; edges are memberships. What the file keeps
// once (governance, stage) is as of its last snapshot.
Network make_membership_network(const StoredAgents& agents, const std::vector<std::string>& districts, SnapshotRange range);

}  // namespace tessera
