#include "analysis/patterns/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "run/ensemble.hpp"

namespace tessera {
namespace {

using Tallied = std::map<const Tally*, std::vector<Sums>>;  // [replicate]

constexpr std::size_t no_trust = 1;  // row of model_table

std::vector<const Statistic*> choose_statistics(const std::vector<std::string>& only) {
  std::vector<std::string_view> ids;
  for (const Pattern& pattern : pattern_table()) ids.push_back(pattern.id);
  for (const std::string& id : only)
    if (std::find(ids.begin(), ids.end(), id) == ids.end())
      throw InputError(fmt::format("there is no pattern '{}'{}", id, suggest_name(id, ids)));
  std::vector<const Statistic*> chosen;
  for (const Statistic& statistic : statistic_table())
    if (only.empty() || std::find(only.begin(), only.end(), statistic.pattern) != only.end())
      chosen.push_back(&statistic);
  return chosen;
}

std::vector<const Tally*> list_tallies(const std::vector<const Statistic*>& statistics, Setting setting) {
  std::vector<const Tally*> tallies;
  for (const Statistic* statistic : statistics)
    if (statistic->tally->setting == setting &&
        std::find(tallies.begin(), tallies.end(), statistic->tally) == tallies.end())
      tallies.push_back(statistic->tally);
  return tallies;
}

class Measurement {
 public:
  Measurement(const PatternsRequest& request, PatternsMeasured& measured) : request_(request), measured_(measured) {}

  // Runs one setting under one model and adds up its tallies.
  void tally(Tallied& into, Setting setting, const std::vector<const Tally*>& tallies, const Scenario& base,
             std::size_t model) {
    if (tallies.empty()) return;
    Scenario changed = base;
    model_table()[model].change(changed.parameters);
    const auto communities = communities_of(setting, changed, request_.effort);
    const std::uint32_t replicates = replicates_of(setting, request_.effort, model != 0);
    for (const Tally* tally : tallies) into[tally].assign(replicates, Sums(tally->width * communities.size(), 0.0));
    std::vector<EnsembleRun> runs;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
      for (const Scenario& community : communities) runs.push_back({&community, replicate});
    announce(runs, fmt::format("{}, {}", setting_names[static_cast<std::size_t>(setting)], model_table()[model].name));
    run(into, tallies, runs, communities.size());
  }

 private:
  static std::uint64_t months_of(const EnsembleRun& run) {
    return static_cast<std::uint64_t>(run.scenario->parameters.run.months);
  }

  void announce(const std::vector<EnsembleRun>& runs, const std::string& what) const {
    std::uint64_t months = 0;
    for (const EnsembleRun& one : runs) months += months_of(one);
    if (request_.begins) request_.begins(months, what);
  }

  void run(Tallied& into, const std::vector<const Tally*>& tallies, const std::vector<EnsembleRun>& runs,
           std::size_t communities) {
    const auto watch = [&](std::size_t number, const World& world) {
      const Observation seen{world, *runs[number].scenario, runs[number].replicate,
                             static_cast<std::uint64_t>(world.month) == months_of(runs[number])};
      if (!seen.last && world.month % 12 != 0) return;
      for (const Tally* tally : tallies) {
        Sums& sums = into.at(tally)[runs[number].replicate];
        tally->add(std::span(sums).subspan(number % communities * tally->width, tally->width), seen);
      }
    };
    const auto records =
        run_ensemble(runs, {.threads = request_.threads, .watch = watch, .completed = [&](std::size_t number) {
                              if (request_.completed) request_.completed(months_of(runs[number]));
                            }});
    for (std::size_t number = 0; number < records.size(); ++number)
      if (!records[number].failure.empty()) forget(into, tallies, runs[number].replicate, records[number].failure);
  }

  void forget(Tallied& into, const std::vector<const Tally*>& tallies, std::uint32_t replicate,
              const std::string& failure) {
    measured_.failures.push_back(failure);
    for (const Tally* tally : tallies) std::fill(into[tally][replicate].begin(), into[tally][replicate].end(), 0.0);
  }

  const PatternsRequest& request_;
  PatternsMeasured& measured_;
};

// The sums a statistic is read off, under one model.
std::vector<Sums> sums_of(const Statistic& statistic, const std::vector<Tallied>& models, std::size_t model) {
  std::vector<Sums> sums = models[model].at(statistic.tally);
  if (statistic.beside == Beside::nothing) return sums;
  if (models.size() <= no_trust) return {};
  const auto& others = models[no_trust].at(statistic.tally);
  sums.resize(std::min(sums.size(), others.size()));
  for (std::size_t k = 0; k < sums.size(); ++k) sums[k].insert(sums[k].end(), others[k].begin(), others[k].end());
  return sums;
}

PatternVerdict judge(const Statistic& statistic, const Interval& value, const Interval* before) {
  const auto verdict = [](bool holds) { return holds ? PatternVerdict::holds : PatternVerdict::missed; };
  if (!std::isfinite(value.estimate)) return PatternVerdict::not_measured;
  switch (statistic.judged) {
    case Judged::report_only:
      return PatternVerdict::report_only;
    case Judged::by_estimate:
      return verdict(value.estimate >= statistic.lowest && value.estimate <= statistic.highest);
    case Judged::by_interval:
      if (!std::isfinite(value.lower)) return PatternVerdict::not_measured;
      return verdict(value.lower >= statistic.lowest && value.upper <= statistic.highest);
    case Judged::below_the_one_before:
      if (before == nullptr || !std::isfinite(value.upper) || !std::isfinite(before->lower))
        return PatternVerdict::not_measured;
      return verdict(value.upper < before->lower);
  }
  return PatternVerdict::not_measured;
}

// NaN bounds exclude nothing.
bool excludes_zero(const Interval& difference) { return difference.lower > 0.0 || difference.upper < 0.0; }

MeasuredStatistic measure(const Statistic& statistic, const std::vector<Tallied>& models,
                          const MeasuredStatistic* before) {
  MeasuredStatistic measured{.statistic = &statistic};
  const auto full = sums_of(statistic, models, 0);
  for (std::size_t model = 0; model < models.size(); ++model) {
    const auto sums = model == 0 ? full : sums_of(statistic, models, model);
    measured.value.push_back(estimate(sums, statistic.value));
    measured.difference.push_back(estimate_difference(full, sums, statistic.value));
    measured.verdict.push_back(
        judge(statistic, measured.value.back(), before == nullptr ? nullptr : &before->value[model]));
  }
  return measured;
}

}  // namespace

PatternsMeasured measure_patterns(const Scenario& base, const PatternsRequest& request) {
  if (!base.organisations.empty() || !base.districts.empty())
    throw InputError(
        fmt::format("{} describes organisations or districts one by one; patterns are measured on a community "
                    "that can be drawn at every size",
                    base.file));
  const auto statistics = choose_statistics(request.only);
  PatternsMeasured measured;
  Measurement measurement(request, measured);
  std::vector<Tallied> models(request.nulls ? model_table().size() : 1);
  for (std::size_t model = 0; model < models.size(); ++model)
    for (std::size_t setting = 0; setting < settings; ++setting)
      measurement.tally(models[model], static_cast<Setting>(setting),
                        list_tallies(statistics, static_cast<Setting>(setting)), base, model);
  for (const Statistic* statistic : statistics)
    measured.statistics.push_back(
        measure(*statistic, models, measured.statistics.empty() ? nullptr : &measured.statistics.back()));
  return measured;
}

PatternVerdict verdict_of(const PatternsMeasured& measured, std::string_view pattern, std::size_t model) {
  PatternVerdict verdict = PatternVerdict::not_measured;
  for (const MeasuredStatistic& one : measured.statistics) {
    if (one.statistic->pattern != pattern || one.statistic->judged == Judged::report_only) continue;
    if (one.verdict[model] == PatternVerdict::missed) return PatternVerdict::missed;
    if (one.verdict[model] == PatternVerdict::holds) verdict = PatternVerdict::holds;
  }
  return verdict;
}

Separation separate(const PatternsMeasured& measured, std::size_t model) {
  Separation separation;
  double clearest = 0.0;
  for (const MeasuredStatistic& one : measured.statistics) {
    const Interval& difference = one.difference[model];
    if (!excludes_zero(difference)) continue;
    if (one.verdict[0] == PatternVerdict::holds && one.verdict[model] == PatternVerdict::missed)
      separation.by.push_back(one.statistic);
    const double half_widths = std::abs(difference.estimate) / (difference.upper - difference.estimate);
    if (!std::isfinite(half_widths) || half_widths <= clearest) continue;
    clearest = half_widths;
    separation.clearest = one.statistic;
  }
  return separation;
}

}  // namespace tessera
