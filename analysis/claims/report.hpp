// Answers to claims as people read them: a text table, the published page, and a CSV table. None of them holds a date, so
// that the same program writes the same bytes.
#pragma once

#include <string>

#include "analysis/claims/claims.hpp"

namespace tessera {

// One line per claim, then what the sweeps show, what failed and what is missing.
std::string claims_as_text(const ClaimAnswers& answers);
// The page in Markdown.
std::string claims_as_page(const ClaimAnswers& answers);
// One row per claim with all numbers in full precision; numbers that do not exist are empty.
std::string claims_as_csv(const ClaimAnswers& answers);

// Writes README.md and claims.csv into the folder, which is made if need be. Throws FileError.
void write_claims(const ClaimAnswers& answers, const std::string& folder);

}  // namespace tessera
