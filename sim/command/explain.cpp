#include "command/explain.hpp"

#include "command/locate.hpp"
#include "scenario/read.hpp"
#include "scenario/reference.hpp"

namespace tessera {

int explain_command(const std::string& file, const std::string& path, const std::vector<std::string>& sets,
                    bool as_json, std::ostream& out) {
  const Scenario scenario = read_scenario(locate_scenario(file), sets);
  if (as_json)
    out << explain_scenario_as_json(scenario, path).dump(2) << "\n";
  else
    out << explain_scenario(scenario, path);
  return 0;
}

}  // namespace tessera
