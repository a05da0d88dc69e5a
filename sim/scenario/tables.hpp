// Tables of real organisations, ties and districts: our own columns, documented in scenarios/data/README.md.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/errors.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

// Appends the rows of the tables that the scenario names (districts_table, organisations_table, ties_table,
// partnerships_table, memory_table) to its lists.
// Groups, areas, types and community.districts must be final. Every fault is added with file:line:column, 100 at most,
// then how many more. An empty cell leaves the value open.
void read_tables(Scenario& scenario, std::vector<Fault>& faults);

// The columns known in each table.
std::vector<std::string> organisation_columns(const Parameters& parameters);
std::vector<std::string> district_columns(const Parameters& parameters);
std::vector<std::string> tie_columns();
std::vector<std::string> partnership_columns(const Parameters& parameters);
std::vector<std::string> memory_columns();

// Tables with our own columns: those that some row gives a value for.
void write_organisations_table(std::ostream& out, const Scenario& scenario);
void write_districts_table(std::ostream& out, const Scenario& scenario);
void write_ties_table(std::ostream& out, const Scenario& scenario);
void write_partnerships_table(std::ostream& out, const Scenario& scenario);
void write_memory_table(std::ostream& out, const Scenario& scenario);

}  // namespace tessera
