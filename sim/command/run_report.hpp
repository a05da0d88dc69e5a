// What `run` says at its end, for people and for machines.
#pragma once

#include <string>

#include "base/terminal.hpp"
#include "run/outcome_series.hpp"
#include "run/run.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

struct RunReport {
  const Scenario& scenario;
  const RunOptions& options;
  const RunSummary& summary;
  const std::string& command_line;
  OutcomeSeries series;  // empty if no text is wanted or nothing was written
  TextStyle style;
};

std::string report_as_text(const RunReport& report);
std::string report_as_json(const RunReport& report);
// Only what went wrong or was stopped; empty if all is well.
std::string report_failures(const RunReport& report);

}  // namespace tessera
