#include "analysis/calibration/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>

#include "scenario/sections.hpp"

namespace tessera {
namespace {

struct Box {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
  std::size_t points = 0;
};

Box find_box(const HistoryMatch& match, std::size_t free) {
  Box box;
  for (const MatchedPoint& point : match.points) {
    if (!(point.implausibility < implausible)) continue;
    box.low = std::min(box.low, point.values[free]);
    box.high = std::max(box.high, point.values[free]);
    ++box.points;
  }
  return box;
}

std::string describe_free(const HistoryMatch& match, const FreeParameter& free, std::size_t place) {
  const Box box = find_box(match, place);
  const std::string left = box.points == 0 ? "nothing" : fmt::format("{:.4g} to {:.4g}", box.low, box.high);
  return fmt::format("  {:<44}{:>12.4g}   searched {:.4g} to {:.4g}, not implausible {}\n", free.path,
                     match.points[match.best].values[place], free.low, free.high, left);
}

std::string describe_wanted(const FittedOutput& output) {
  if (std::isfinite(output.low) && std::isfinite(output.high))
    return fmt::format("{:.4g} to {:.4g}", output.low, output.high);
  if (std::isfinite(output.low)) return fmt::format("at least {:.4g}", output.low);
  if (std::isfinite(output.high)) return fmt::format("at most {:.4g}", output.high);
  return fmt::format("{:.4g}, sd {:.4g}", output.middle, output.tolerance);
}

}  // namespace

std::string report_match(const HistoryMatch& match, const Calibration& calibration) {
  const MatchedPoint& best = match.points[match.best];
  const auto left =
      static_cast<std::size_t>(std::count_if(match.points.begin(), match.points.end(), [](const MatchedPoint& point) {
        return point.implausibility < implausible;
      }));
  std::string text =
      fmt::format("{} points in {} waves, {} of them not implausible (below {:g}); the best has {:.3g}\n\n",
                  match.points.size(), calibration.waves, left, implausible, best.implausibility);
  for (std::size_t k = 0; k < calibration.free.size(); ++k) text += describe_free(match, calibration.free[k], k);
  text += "\n";
  for (std::size_t k = 0; k < match.outputs.size(); ++k)
    text += fmt::format("  {:<60}{:>10.4g} ± {:<10.2g} wanted {}\n", match.outputs[k].name, best.mean[k],
                        best.standard_error[k], describe_wanted(match.outputs[k]));
  return text + fmt::format("\nThe best point as a scenario:\n\n{}", match_as_overlay(match, calibration));
}

std::string match_as_overlay(const HistoryMatch& match, const Calibration& calibration, const std::string& folder) {
  std::map<std::string, std::string> sections;
  for (std::size_t k = 0; k < calibration.free.size(); ++k) {
    const std::string& path = calibration.free[k].path;
    const std::size_t dot = path.rfind('.');
    sections[path.substr(0, dot)] +=
        fmt::format("{} = {}\n", path.substr(dot + 1), write_number(match.points[match.best].values[k]));
  }
  std::string text = "tessera = 1\n";
  if (!calibration.scenario_file.empty())
    text += fmt::format("extends = \"{}\"\n", std::filesystem::proximate(calibration.scenario_file, folder).string());
  for (const auto& [section, lines] : sections) text += fmt::format("\n[{}]\n{}", section, lines);
  return text;
}

StoredTable match_as_table(const HistoryMatch& match, const Calibration& calibration) {
  const auto column = [&](const std::string& name, const std::string& meaning, const auto& value) {
    std::vector<double> values;
    for (const MatchedPoint& point : match.points) values.push_back(value(point));
    return TableColumn{name, "", meaning, std::move(values)};
  };
  StoredTable table{"run_point", {}};
  table.columns.push_back(column("wave", "in which it was run, counted from 1",
                                 [](const MatchedPoint& p) { return static_cast<double>(p.wave); }));
  for (std::size_t k = 0; k < calibration.free.size(); ++k)
    table.columns.push_back(column(calibration.free[k].path, "free parameter, in its own unit",
                                   [k](const MatchedPoint& p) { return p.values[k]; }));
  for (std::size_t k = 0; k < match.outputs.size(); ++k) {
    table.columns.push_back(column(fmt::format("mean of {}", match.outputs[k].name),
                                   "over replicates, in the output's own unit",
                                   [k](const MatchedPoint& p) { return p.mean[k]; }));
    table.columns.push_back(column(fmt::format("standard error of {}", match.outputs[k].name), "of that mean",
                                   [k](const MatchedPoint& p) { return p.standard_error[k]; }));
  }
  table.columns.push_back(column("implausibility", "largest over outputs; below 3 is not implausible",
                                 [](const MatchedPoint& p) { return p.implausibility; }));
  return table;
}

}  // namespace tessera
