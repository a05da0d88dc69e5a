#include "scenario/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/errors.hpp"
#include "scenario/sweep_parts.hpp"

namespace tessera {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ReplicateRule, fixed, until_half_width, most, measure, month)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Origin, path, value, origin)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SweepVariant, name, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SweepFactor, path, unit, values, low, high, logarithmic, whole)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Sweep, name, question, variants, factors, design, samples, design_seed, levels, replicates,
                                   branch_month, months, seed, measures, every_months, single_precision)

namespace {

constexpr const char* form = "tessera sweep 1";
constexpr std::int32_t most_months = 12'000;

// What no text of our own says, but a hand may have written.
void check(const Sweep& sweep, const std::string& file) {
  const auto has_values = [&](const SweepFactor& factor) {
    const std::size_t count = factor.values.size();
    return draws_points(sweep.design) || (count > 0 && (sweep.design == DesignKind::grid || count == sweep.factors.front().values.size()));
  };
  const bool sound = !sweep.variants.empty() && sweep.months >= 1 && sweep.months <= most_months && sweep.branch_month >= 0 &&
                     std::all_of(sweep.factors.begin(), sweep.factors.end(), has_values) && sweep.every_months >= 1 && sweep.levels >= 2 &&
                     sweep.levels % 2 == 0 && sweep.replicates_at_most() >= 1 && sweep.design <= DesignKind::morris &&
                     count_design_points(sweep) <= static_cast<double>(most_points) &&
                     (draws_points(sweep.design) ? sweep.samples > 0 && !sweep.factors.empty() : true);
  if (!sound) throw InputError(file + " holds an experiment that makes no sense");
}

}  // namespace

bool draws_points(DesignKind kind) { return kind != DesignKind::list && kind != DesignKind::grid; }

double count_design_points(const Sweep& sweep) {
  const auto samples = static_cast<double>(sweep.samples), factors = static_cast<double>(sweep.factors.size());
  switch (sweep.design) {
    case DesignKind::list: return sweep.factors.empty() ? 1.0 : static_cast<double>(sweep.factors.front().values.size());
    case DesignKind::grid: {
      double points = 1.0;
      for (const SweepFactor& factor : sweep.factors) points *= static_cast<double>(factor.values.size());
      return points;
    }
    case DesignKind::saltelli: return samples * (2.0 * factors + 2.0);
    case DesignKind::morris: return samples * (factors + 1.0);
    default: return samples;
  }
}

std::uint64_t Sweep::design_points() const {
  return draws_points(design) ? UnitDesign(design, factors.size(), samples, design_seed, levels).size()
                              : static_cast<std::uint64_t>(count_design_points(*this));
}

std::vector<std::int32_t> Sweep::kept_months() const {
  std::vector<std::int32_t> kept;
  for (std::int32_t month = 0; month <= months; ++month)
    if (month % every_months == 0 || month == months) kept.push_back(month);
  return kept;
}

std::string to_text(const Sweep& sweep, SettingsInText settings) {
  nlohmann::json text = sweep;
  text["form"] = form;
  if (settings == SettingsInText::kept)
    for (std::size_t k = 0; k < sweep.variants.size(); ++k) text["variants"][k]["settings"] = sweep.variants[k].settings;
  return text.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Sweep sweep_from_text(const std::string& text, const std::string& file) {
  try {
    const auto document = nlohmann::json::parse(text);
    if (document.value("form", "") != form) throw InputError(file + " holds no experiment in the form of this program");
    Sweep sweep = document.get<Sweep>();
    for (std::size_t k = 0; k < sweep.variants.size(); ++k)
      if (const auto& variant = document["variants"][k]; variant.contains("settings")) variant["settings"].get_to(sweep.variants[k].settings);
    check(sweep, file);
    return sweep;
  } catch (const nlohmann::json::exception& reason) {
    throw InputError(fmt::format("{} holds no experiment that can be read: {}", file, reason.what()));
  }
}

}  // namespace tessera
