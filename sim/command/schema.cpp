#include "command/schema.hpp"

#include "scenario/reference.hpp"

namespace tessera {

int schema_command(bool of_experiments, std::ostream& out) {
  out << (of_experiments ? experiment_schema() : scenario_schema()).dump(2) << "\n";
  return 0;
}

}  // namespace tessera
