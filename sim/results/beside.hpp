// Files that stand beside one another by their names.
#pragma once

#include <string>
#include <vector>

namespace tessera {

// Paths of the files beside `path` whose names are its own, `what`, and any more; by name.
std::vector<std::string> list_beside(const std::string& path, const std::string& what);

}  // namespace tessera
