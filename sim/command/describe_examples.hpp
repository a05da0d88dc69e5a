// An example of use for each thing that `describe` knows.
#pragma once

#include <string>

namespace tessera {

// "  example" and the lines to write or to type; empty for a name that is nothing of use in itself (a section).
std::string example_of(const std::string& name);

}  // namespace tessera
