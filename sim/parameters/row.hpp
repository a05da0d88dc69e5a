// One row of the one table of parameters: it drives defaults, validation, `describe`, the JSON Schema and the
// attributes in the results.
#pragma once

#include <string_view>

namespace tessera {

struct Parameters;

struct ParameterRow {
  std::string_view name;     // section.key as in a scenario: "trust.forgetting_per_month"
  std::string_view unit;     // "share", "usd", "hour", "month", "per month", "count", ...
  double standard;           // default
  double lowest;             // allowed range, ends included
  double highest;
  std::string_view meaning;  // one sentence
  std::string_view source;   // a citation, or "assumed: reason"
  double& (*value)(Parameters&);
  bool whole = false;        // only whole numbers
};

}  // namespace tessera
