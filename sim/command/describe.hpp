// tessera describe [NAME]: the reference, from the tables the code uses.
#pragma once

#include <ostream>
#include <string>

namespace tessera {

// `name` = "" for the outline, or a section, key, measure or mechanism. Returns 0; an unknown name is thrown.
int describe_command(const std::string& name, bool as_json, std::ostream& out);

}  // namespace tessera
