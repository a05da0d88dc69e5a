// The strict reader: a scenario file, what it extends, and --set values become a Scenario or a list of faults.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tessera {

// `sets` are "path=value" texts as given with --set, applied last. Throws InputError holding every fault found.
Scenario read_scenario(const std::string& file, const std::vector<std::string>& sets = {});

// The same for a text at hand, such as the merged text in a results file. `name` stands for the file in messages, and
// paths in the text are relative to its folder.
Scenario read_scenario_text(const std::string& text, const std::string& name,
                            const std::vector<std::string>& sets = {});

}  // namespace tessera
