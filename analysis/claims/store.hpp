// Answers to claims as a file in the form of netCDF-4: dimensions `claim` and `sweep_point`. Documented in
// sim/results/FORMAT.md.
#pragma once

#include <string>

#include "analysis/claims/claims.hpp"

namespace tessera {

// Throws InputError if something stands at the path, FileError if it can not be written.
void store_claims(const std::string& path, const ClaimAnswers& answers, const std::string& command_line);

}  // namespace tessera
