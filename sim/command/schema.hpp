// tessera schema: JSON Schema of scenarios or experiments, for completion in editors.
#pragma once

#include <ostream>

namespace tessera {

int schema_command(bool of_experiments, std::ostream& out);

}  // namespace tessera
