// tessera explain SCENARIO [path]: every effective value with its origin, unit, range and source.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tessera {

// `path` = "" for everything, a section, or one value. Returns 0; faults of input are thrown.
int explain_command(const std::string& file, const std::string& path, const std::vector<std::string>& sets,
                    bool as_json, std::ostream& out);

}  // namespace tessera
