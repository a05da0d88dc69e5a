// The rows of each section of the parameter table; joined in table.cpp.
#pragma once

#include <span>

#include "parameters/row.hpp"

namespace tessera {

std::span<const ParameterRow> run_rows();
std::span<const ParameterRow> community_rows();
std::span<const ParameterRow> founding_rows();
std::span<const ParameterRow> needs_rows();
std::span<const ParameterRow> finance_rows();
std::span<const ParameterRow> volunteering_rows();
std::span<const ParameterRow> assessment_rows();
std::span<const ParameterRow> meeting_rows();
std::span<const ParameterRow> partner_search_rows();
std::span<const ParameterRow> dialogue_rows();
std::span<const ParameterRow> agreement_rows();
std::span<const ParameterRow> contribution_rows();
std::span<const ParameterRow> delivery_rows();
std::span<const ParameterRow> evaluation_rows();
std::span<const ParameterRow> trust_rows();
std::span<const ParameterRow> entry_exit_rows();
std::span<const ParameterRow> calendar_rows();
std::span<const ParameterRow> solidarity_rows();
std::span<const ParameterRow> grants_rows();
std::span<const ParameterRow> loans_rows();
std::span<const ParameterRow> conflict_rows();
std::span<const ParameterRow> credibility_rows();
std::span<const ParameterRow> learning_rows();
std::span<const ParameterRow> reporting_rows();

}  // namespace tessera
