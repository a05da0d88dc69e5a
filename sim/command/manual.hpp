// The manual page, tessera(1), made from the commands and options of the program.
#pragma once

#include <string>
#include <vector>

#include "command/outline.hpp"

namespace tessera {

// In roff with the macros of man(7): NAME, SYNOPSIS, DESCRIPTION, COMMANDS with all options and an example each, FILES,
// ENVIRONMENT, EXIT STATUS, EXAMPLES, SEE ALSO.
std::string manual_page(const std::vector<OutlinedCommand>& commands, const std::string& version);

}  // namespace tessera
