#include "command/run_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "command/check.hpp"
#include "command/run_table.hpp"
#include "run/month.hpp"
#include "run/replicate.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

std::string report_outcomes(const RunReport& report) {
  const RunSummary& summary = report.summary;
  std::uint32_t counted = 0;
  for (const Outcome& outcome : summary.outcomes) counted = std::max(counted, outcome.replicates);
  if (counted == 0) return {};
  const std::int32_t months = months_of(report.scenario);
  std::string text = fmt::format("\n{}\nMean of the {}{} months of {}{}\n\n", report.scenario.name,
                                 months > 12 ? "last " : "", std::min(months, 12),
                                 counted == 1 ? "one replicate" : fmt::format("{} replicates, ± 95 % interval", counted),
                                 counted < summary.complete ? " (those of this call)" : "");
  text = spell(text, report.style) + table_of_outcomes(summary.outcomes, report.series, report.style);
  for (const std::string& note : list_notes(report.scenario)) text += fmt::format("\nNote: {}\n", note);
  return text;
}

struct TimerLine {
  std::string name;
  double seconds;
};

std::vector<TimerLine> list_timers(const Timers& timers) {
  std::vector<TimerLine> lines;
  for (std::size_t slot = 1; slot < mechanism_names.size(); ++slot)
    lines.push_back({std::string(mechanism_names[slot]), timers.seconds(slot)});
  for (const auto& [timer, name] : {std::pair{RunTimer::books, "check of promises"}, {RunTimer::measures, "measures"},
                                    {RunTimer::state_hash, "state hash"}, {RunTimer::results, "results"}})
    lines.push_back({name, timers.seconds(static_cast<std::size_t>(timer))});
  return lines;
}

std::string report_timings(const RunReport& report) {
  if (!report.options.timings || !(report.summary.organisation_months > 0.0)) return {};
  const auto lines = list_timers(report.summary.timers);
  double total = 0.0;
  for (const TimerLine& line : lines) total += line.seconds;
  std::string text = fmt::format("\n  {:<20}{:>10}{:>26}\n", "where time goes", "seconds", "ns per organisation-month");
  const double per = 1e9 / report.summary.organisation_months;
  for (const TimerLine& line : lines)
    text += fmt::format("  {:<20}{:>10.3f}{:>26.1f}  {:>4.1f} %\n", line.name, line.seconds, line.seconds * per,
                        total > 0.0 ? 100.0 * line.seconds / total : 0.0);
  return text + fmt::format("  {:<20}{:>10.3f}{:>26.1f}\n", "all", total, total * per);
}

std::string suggest_next(const RunReport& report) {
  const std::string& file = report.options.output;
  std::string text = fmt::format("\nResults: {}\nTry next:  tessera report {}   # a page to read and to send", file, file);
  text += fmt::format("\n           tessera show {}     # what is in the file", file);
  if (replicates_of(report.scenario) == 1)
    text += fmt::format("\n           tessera run {} --replicates 20 -o {}_20.h5   # with 95 % intervals", report.scenario.file,
                        file.substr(0, file.find_last_of('.')));
  return text + "\n";
}

std::string add_resume(const std::string& command_line) {
  const bool there = command_line.find(" --resume") != std::string::npos;
  return there ? command_line : command_line + " --resume";
}

}  // namespace

std::string report_failures(const RunReport& report) {
  std::string text;
  for (const FailedReplicate& failure : report.summary.failures) {
    text += fmt::format("FAILED: {}\n", failure.message);
    if (!failure.saved_state.empty()) text += fmt::format("        the state before that month is in {}\n", failure.saved_state);
  }
  if (!report.summary.failures.empty())
    text += fmt::format("{} of {} replicates failed; the others are in the file. A failure is a bug in Tessera: please send us "
                        "the lines above and the scenario.\n",
                        report.summary.failures.size(), replicates_of(report.scenario));
  if (report.summary.stopped_by != 0)
    text += fmt::format("Stopped as asked; {} of {} replicates are complete, the others have a checkpoint. To go on:\n  {}\n",
                        report.summary.complete, replicates_of(report.scenario), add_resume(report.command_line));
  return text;
}

std::string report_as_text(const RunReport& report) {
  const std::string failures = report_failures(report);
  if (report.summary.stopped_by != 0) return failures;
  if (report.summary.was_complete)
    return fmt::format("{} is complete already; nothing was left to do{}\n", report.options.output,
                       report.summary.failed_before == 0 ? "" : fmt::format("; {} replicates failed", report.summary.failed_before));
  return report_outcomes(report) + report_timings(report) + suggest_next(report) + (failures.empty() ? "" : "\n" + failures);
}

std::string report_as_json(const RunReport& report) {
  const RunSummary& summary = report.summary;
  const auto number = [](double value) { return std::isnan(value) ? Json(nullptr) : Json(value); };
  Json json{{"scenario", report.scenario.name},
            {"file", report.options.output},
            {"replicates", replicates_of(report.scenario)},
            {"complete", summary.complete},
            {"failed", summary.failures.size()},
            {"stopped_by_signal", summary.stopped_by},
            {"wall_s", summary.wall_s},
            {"outcomes", Json::array()},
            {"failures", Json::array()}};
  for (const Outcome& outcome : summary.outcomes)
    json["outcomes"].push_back({{"measure", outcome.measure},
                                {"label", outcome.label},
                                {"unit", outcome.unit},
                                {"replicates", outcome.replicates},
                                {"mean", number(outcome.mean)},
                                {"half_width_95", number(outcome.half_width)}});
  for (const FailedReplicate& failure : summary.failures)
    json["failures"].push_back(
        {{"replicate", failure.replicate}, {"message", failure.message}, {"saved_state", failure.saved_state}});
  if (report.options.timings) {
    for (const TimerLine& line : list_timers(summary.timers)) json["seconds"][line.name] = line.seconds;
    json["organisation_months"] = summary.organisation_months;
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tessera
