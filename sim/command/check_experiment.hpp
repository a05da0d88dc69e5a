// tessera check FILE for experiments: variants, factors and designs in place of one scenario.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tessera {

// Whether a file is meant as an experiment: it has a key that no scenario has. Of a text that can not be read at all,
// either reader says why.
bool is_meant_as_experiment(const std::string& file);

struct CheckedExperiment {
  nlohmann::json json;
  std::string text;  // lines below "FILE: ok, ..."
  std::string kind;  // "an experiment", "experiments on 3 claims"
};

// Reads every variant, and the ends and values of every factor, and says what the runs cost. Throws InputError with
// everything that is wrong.
CheckedExperiment check_experiment(const std::string& file);

}  // namespace tessera
