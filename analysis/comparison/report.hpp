// A comparison as text to read, as a table for other programs, and as data for a page.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analysis/comparison/answers.hpp"

namespace tessera {

// At most 100 columns: per outcome a table of variants, best first; who gains and who loses; what a gain cost.
std::string comparison_as_text(const ComparisonAnswers& answers);

// Long form: a row per variant and outcome, over all design points and at each, by month and by subgroup; see the header.
std::string comparison_as_csv(const ComparisonAnswers& answers);

// The same numbers nested, with what was compared; what has no value is null. `version` counts changes that break readers.
std::string comparison_as_json(const ComparisonAnswers& answers);
// Before it is text.
nlohmann::ordered_json comparison_as_object(const ComparisonAnswers& answers);

}  // namespace tessera
