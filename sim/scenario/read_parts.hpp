// The parts of the reader: read.cpp calls them in this order, each for some top-level keys of a scenario.
#pragma once

#include "scenario/values.hpp"

namespace tessera {

// A scenario from a merged document; `file` is its top file. Throws InputError with every fault, those in `faults` too.
Scenario read_document(const Node& root, const std::string& file, const std::vector<SourceFile>& files, Faults& faults);

// [group.NAME], [area.NAME], [type.NAME], community.groups, community.areas, organisations.types: the catalogue.
void read_catalogue(Reading& reading, const Node& root);
// One section per mechanism, parameters by name.
void read_parameters(Reading& reading, const Node& root);
// Paths of tables: organisations.table, organisations.ties, organisations.districts (or community.tables).
void read_table_paths(Reading& reading, const Node& root);
// [[district]], [[organisation]], [[tie]].
void read_records(Reading& reading, const Node& root);
// [[policy]] and [[shock]]; after the rows of tables, which targets may name.
void read_policies(Reading& reading, const Node& root);
// [results].
void read_result_settings(Reading& reading, const Node& root);

// Whether the file describes any, inline or by a table: then none is added unless the file says how many.
bool describes_districts(const Scenario& scenario);
bool describes_organisations(const Scenario& scenario);

// What no single value shows: a community without groups, ties to unknown organisations, doubled ids ...
// `root` gives the places.
void check_consistency(Reading& reading, const Node& root);

// Every effective value with its origin.
std::vector<Origin> list_origins(const Reading& reading);

// The index of a name in a list, or the size of the list.
std::size_t find_name(std::span<const std::string_view> names, std::string_view name);

}  // namespace tessera
