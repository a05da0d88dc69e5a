// tessera describe [[KIND] NAME]: the reference, from the tables the code uses.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tessera {

// `words`: none for the outline; one kind in the plural for all of it; a section, key, measure or mechanism, its kind before
// it or not. Returns 0; an unknown name is thrown.
int describe_command(const std::vector<std::string>& words, bool as_json, std::ostream& out);

}  // namespace tessera
