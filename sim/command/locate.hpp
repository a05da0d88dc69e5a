// The scenario or experiment file that a user names on the command line.
#pragma once

#include <string>

namespace tessera {

// The name as it is if there is such a file; else the scenario of that name that came with the program, which is said on
// the standard error unless `quiet`. A name that leads nowhere is given back for the reader to refuse.
std::string locate_scenario(const std::string& given, bool quiet = false);

}  // namespace tessera
