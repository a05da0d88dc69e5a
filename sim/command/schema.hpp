// tessera schema: JSON Schema of scenarios, for completion in editors.
#pragma once

#include <ostream>

namespace tessera {

int schema_command(std::ostream& out);

}  // namespace tessera
