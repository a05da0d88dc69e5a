// Does a world hang together? Asked of what comes from a file before anything is indexed by it, and of every month's end.
#pragma once

#include <string>

#include "state/world.hpp"

namespace tessera {

// Arrays whose length is not what their axes say, kinds and rows that do not exist, in words with numbers; empty if there
// are none. Looks at stored fields alone, so that indexes may be built afterwards.
std::string find_wrong_length(const World& world);
// Assumes right lengths. Ties join two different organisations, the lower row first.
std::string find_wrong_row(const World& world);

}  // namespace tessera
