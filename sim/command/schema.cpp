#include "command/schema.hpp"

#include "scenario/reference.hpp"

namespace tessera {

int schema_command(std::ostream& out) {
  out << scenario_schema().dump(2) << "\n";
  return 0;
}

}  // namespace tessera
