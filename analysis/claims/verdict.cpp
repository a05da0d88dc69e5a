#include "analysis/claims/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

bool is_refuted(Verdict verdict) {
  return verdict == Verdict::refuted_other_way || verdict == Verdict::refuted_no_effect;
}

// Where the line from (x0, y0) to (x1, y1) is 0.
double crossing(double x0, double y0, double x1, double y1) { return x0 + (x1 - x0) * y0 / (y0 - y1); }

bool change_sign(double a, double b) { return (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0); }

// From the turn between k and k + 1 outwards: the first place where the band of intervals lets go of 0.
double leave_band(std::span<const SweepPoint> points, std::size_t k, double at, bool downwards) {
  const auto count = static_cast<std::ptrdiff_t>(points.size());
  std::ptrdiff_t i = static_cast<std::ptrdiff_t>(downwards ? k : k + 1);
  const std::ptrdiff_t step = downwards ? -1 : 1;
  double inner_x = at, inner_lower = 0.0, inner_upper = 0.0;
  const double share = (at - points[k].value) / (points[k + 1].value - points[k].value);
  inner_lower = points[k].effect.lower + share * (points[k + 1].effect.lower - points[k].effect.lower);
  inner_upper = points[k].effect.upper + share * (points[k + 1].effect.upper - points[k].effect.upper);
  for (; i >= 0 && i < count; i += step) {
    const SweepPoint& outer = points[static_cast<std::size_t>(i)];
    if (outer.effect.lower > 0.0) return crossing(inner_x, inner_lower, outer.value, outer.effect.lower);
    if (outer.effect.upper < 0.0) return crossing(inner_x, inner_upper, outer.value, outer.effect.upper);
    inner_x = outer.value;
    inner_lower = outer.effect.lower;
    inner_upper = outer.effect.upper;
  }
  return inner_x;
}

}  // namespace

std::string_view name_verdict(Verdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

Verdict judge(const Effect& effect, Expected expected, const SmallestEffect& smallest) {
  if (effect.pairs < 2) return Verdict::not_identified;
  if (effect.lower == 0.0 && effect.upper == 0.0) return Verdict::not_identified;  // equal in every pair
  const double margin = smallest.absolute ? smallest.size : smallest.size * effect.spread;
  if (effect.lower >= -margin && effect.upper <= margin && std::abs(effect.estimate) <= margin) return Verdict::refuted_no_effect;
  if (!(effect.p_holm < verdict_level)) return Verdict::not_identified;
  const bool as_expected = expected == Expected::different || (effect.estimate > 0.0) == (expected == Expected::up);
  if (!as_expected) return Verdict::refuted_other_way;
  return std::abs(effect.estimate) >= margin ? Verdict::supported : Verdict::not_identified;
}

Verdict combine(Verdict primary, std::span<const SweepPoint> points) {
  bool supported = primary == Verdict::supported, refuted = is_refuted(primary);
  for (const SweepPoint& point : points) {
    if (!point.decides()) continue;
    supported |= point.verdict == Verdict::supported;
    refuted |= is_refuted(point.verdict) && !(point.small_dose && point.verdict == Verdict::refuted_no_effect);
  }
  return supported && refuted ? Verdict::conditional : primary;
}

std::string describe_region(std::span<const SweepPoint> points) {
  std::string text;
  for (const bool beside : {false, true})
    for (const Verdict verdict :
         {Verdict::supported, Verdict::refuted_other_way, Verdict::refuted_no_effect, Verdict::not_identified}) {
      std::vector<std::string_view> labels;
      for (const SweepPoint& point : points)
        if (!point.same && point.beside == beside && point.verdict == verdict) labels.push_back(point.label);
      if (labels.empty()) continue;
      text += fmt::format("{}{}{} at {}", text.empty() ? "" : "; ", beside ? "beside: " : "", name_verdict(verdict), fmt::join(labels, ", "));
    }
  return text;
}

std::vector<Turn> find_turns(std::span<const SweepPoint> points) {
  std::vector<SweepPoint> line;
  for (const SweepPoint& point : points)
    if (!std::isnan(point.value) && !point.same && point.effect.pairs >= 2) line.push_back(point);
  std::vector<Turn> turns;
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    const double here = line[k].effect.estimate, next = line[k + 1].effect.estimate;
    if (!change_sign(here, next)) continue;
    const double at = crossing(line[k].value, here, line[k + 1].value, next);
    turns.push_back({at, leave_band(line, k, at, true), leave_band(line, k, at, false)});
  }
  return turns;
}

}  // namespace tessera
