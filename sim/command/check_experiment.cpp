#include "command/check_experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/errors.hpp"
#include "command/check.hpp"
#include "command/cost.hpp"
#include "run/sweep_plan.hpp"
#include "scenario/experiment.hpp"
#include "scenario/parse.hpp"
#include "scenario/source_text.hpp"

namespace tessera {
namespace {

constexpr std::array<std::string_view, 5> own_keys{"scenario", "variant", "factor", "claim", "branch_month"};
constexpr std::uint64_t most_tried = 64;  // points that are made for the estimate

std::string count_of(std::uint64_t count, const std::string& noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

struct Estimate {
  RunCost largest;           // each figure the largest of any point
  double seconds_per_run = 0;  // mean over points
  std::set<std::string> notes;
};

Estimate estimate(const Sweep& sweep) {
  Estimate all;
  const SweepPoints points(sweep);
  const std::uint64_t tried = std::min(most_tried, sweep.points());
  for (std::uint64_t k = 0; k < tried; ++k) {
    const std::uint64_t point = sweep.points() * k / tried;
    const Scenario scenario = points.scenario(point);
    const RunCost cost = estimate_cost(scenario);
    all.seconds_per_run += cost.core_seconds / static_cast<double>(tried);
    all.largest.organisations = std::max(all.largest.organisations, cost.organisations);
    all.largest.districts = std::max(all.largest.districts, cost.districts);
    all.largest.megabytes = std::max(all.largest.megabytes, cost.megabytes);
    for (const std::string& note : list_notes(scenario))
      all.notes.insert(fmt::format("variant {}: {}", sweep.variants[point % sweep.variants.size()].name, note));
  }
  return all;
}

CheckedExperiment check_sweep(const Experiment& experiment) {
  const Sweep sweep = plan_sweep(experiment);
  const Estimate all = estimate(sweep);
  const std::uint64_t runs = sweep.points() * sweep.replicates_at_most();
  const double seconds = static_cast<double>(runs) * all.seconds_per_run;
  const bool rounds = sweep.replicates.fixed == 0;
  CheckedExperiment checked{.kind = "an experiment"};
  checked.text = fmt::format(
      "  {} x {} x {}{} = {} of {} months, {:.0f} organisations in {:.0f} districts\n"
      "  about {:.0f} MB of memory for a run and {} on one core in all; tessera experiment FILE --dry-run measures it\n",
      count_of(sweep.design_points(), "design point"), count_of(sweep.variants.size(), "variant"),
      count_of(sweep.replicates_at_most(), "replicate"), rounds ? " at most" : "", count_of(runs, "run"), sweep.months,
      all.largest.organisations, all.largest.districts, all.largest.megabytes, tell_seconds(seconds));
  for (const std::string& note : all.notes) checked.text += fmt::format("  note: {}\n", note);
  checked.json = {{"kind", "experiment"},
                  {"points", sweep.points()},
                  {"design_points", sweep.design_points()},
                  {"variants", sweep.variants.size()},
                  {"factors", sweep.factors.size()},
                  {"replicates", sweep.replicates_at_most()},
                  {"runs", runs},
                  {"months", sweep.months},
                  {"organisations", all.largest.organisations},
                  {"districts", all.largest.districts},
                  {"megabytes", all.largest.megabytes},
                  {"core_seconds", seconds},
                  {"notes", all.notes}};
  return checked;
}

CheckedExperiment check_claims(const Experiment& experiment) {
  const std::uint64_t claims = experiment.claims.size();
  const std::uint32_t replicates = experiment.replicates.fixed > 0 ? experiment.replicates.fixed : experiment.replicates.most;
  CheckedExperiment checked{.kind = fmt::format("an experiment on {}", count_of(claims, "claim"))};
  checked.text = fmt::format("  {}, {}{}, and the sweeps of the claims; tessera claims answers it\n",
                             count_of(experiment.variants.size(), "variant"), count_of(replicates, "replicate"),
                             experiment.replicates.fixed > 0 ? "" : " at most");
  checked.json = {{"kind", "claims"}, {"claims", claims}, {"variants", experiment.variants.size()}, {"replicates", replicates}};
  return checked;
}

}  // namespace

bool is_meant_as_experiment(const std::string& file) try {
  const Node root = parse_document(load_source_text(file), file, 0);
  return std::any_of(own_keys.begin(), own_keys.end(), [&](std::string_view key) { return find_entry(root, key) != nullptr; });
} catch (const InputError&) {
  return false;
}

CheckedExperiment check_experiment(const std::string& file) {
  const Experiment experiment = read_experiment(file);
  return experiment.claims.empty() ? check_sweep(experiment) : check_claims(experiment);
}

}  // namespace tessera
