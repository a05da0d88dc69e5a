// The Indiana tobacco-control partnership (25 organisations, 2010) as tables of our own columns.
#pragma once

#include <string>

namespace tessera::test {

// Whether the real tables lie beside the checkout.
bool indiana_is_there();

// Writes organisations.csv, ties.csv and scenario.toml into the folder (which exists) and returns the scenario's path.
// Types by agency category, one partnership of all 25 under the lead agency, ties with the reported level of
// collaboration and contact; everything else is left open.
std::string write_indiana(const std::string& folder);

}  // namespace tessera::test
