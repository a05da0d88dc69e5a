#include "parameters/parameters.hpp"

#include <algorithm>

#include "parameters/rows.hpp"

namespace tessera {
namespace {

std::vector<ParameterRow> join_sections() {
  std::vector<ParameterRow> table;
  for (const auto rows : {run_rows(), community_rows(), founding_rows(), needs_rows(), finance_rows(), volunteering_rows(), assessment_rows(), meeting_rows(), partner_search_rows(), dialogue_rows(), agreement_rows(), contribution_rows(), delivery_rows(), evaluation_rows(), trust_rows(), entry_exit_rows(),
                          calendar_rows(), solidarity_rows(), grants_rows(), loans_rows(), conflict_rows(), credibility_rows(), learning_rows(), reporting_rows()})
    table.insert(table.end(), rows.begin(), rows.end());
  return table;
}

}  // namespace

std::span<const ParameterRow> parameter_table() {
  static const std::vector<ParameterRow> table = join_sections();
  return table;
}

const ParameterRow* find_parameter(std::string_view name) {
  const auto table = parameter_table();
  const auto row = std::find_if(table.begin(), table.end(), [&](const ParameterRow& r) { return r.name == name; });
  return row == table.end() ? nullptr : &*row;
}

Parameters standard_parameters() {
  Parameters parameters{};
  parameters.groups = standard_groups();
  parameters.areas = standard_areas();
  parameters.types = standard_types();
  for (const ParameterRow& row : parameter_table()) row.value(parameters) = row.standard;
  return parameters;
}

}  // namespace tessera
