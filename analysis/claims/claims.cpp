#include "analysis/claims/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "analysis/claims/outcome.hpp"
#include "analysis/claims/points.hpp"
#include "run/rounds.hpp"

namespace tessera {
namespace {

constexpr std::uint32_t quick_replicates = 10;

// A scenario among the points, and where the outcome stands there.
struct Side {
  std::size_t point = 0, column = 0;
};

struct Pair {
  Side treatment, baseline;
  std::optional<std::array<Side, 2>> beyond;  // treatment and baseline whose effect is taken off

  bool same() const { return !beyond && treatment.point == baseline.point; }
};

struct PlannedClaim {
  const Claim* claim = nullptr;
  std::size_t index_row = 0;
  bool asked = true;           // false: only its precision counts, so that a file's replicates do not depend on --only
  std::optional<Pair> outcome, downstream;
  std::vector<Pair> elsewhere;  // values of the sweep, then regimes
};

struct PlannedFile {
  const Experiment* experiment = nullptr;
  ReplicateRule rule;
  std::vector<PlannedClaim> claims;
  std::uint32_t replicates = 0;
  bool done = false;
};

const std::optional<ClaimOutcome>& deciding_outcome(const Claim& claim) {
  return claim.kind == ClaimKind::by_construction ? claim.downstream : claim.outcome;
}

Side plan_side(Points& points, const Experiment& experiment, std::size_t variant, std::span<const Override> overrides,
               const ClaimOutcome& outcome) {
  const std::size_t point = points.add(read_point(experiment, variant, overrides), experiment.branch_month);
  return {point, points.ask(point, outcome)};
}

// The claim's comparison with values laid over its variants, or over the treatments alone.
Pair plan_pair(Points& points, const Experiment& experiment, const Claim& claim, const ClaimOutcome& outcome,
               std::span<const Override> overrides = {}) {
  const auto on_baseline = claim.sweep && claim.sweep->treatment_only ? std::span<const Override>() : overrides;
  Pair pair{plan_side(points, experiment, claim.treatment, overrides, outcome),
            plan_side(points, experiment, claim.baseline, on_baseline, outcome),
            {}};
  if (claim.beyond)
    pair.beyond = {plan_side(points, experiment, claim.beyond->treatment, overrides, outcome),
                   plan_side(points, experiment, claim.beyond->baseline, on_baseline, outcome)};
  return pair;
}

std::vector<Pair> plan_elsewhere(Points& points, const Experiment& experiment, const Claim& claim) {
  std::vector<Pair> pairs;
  const ClaimOutcome& outcome = *deciding_outcome(claim);
  if (claim.sweep)
    for (const double value : claim.sweep->values)
      pairs.push_back(plan_pair(points, experiment, claim, outcome, std::array{Override{claim.sweep->path, value, claim.sweep->place}}));
  for (const Regime& regime : claim.regimes)
    pairs.push_back({plan_side(points, experiment, regime.treatment, {}, outcome),
                     plan_side(points, experiment, regime.baseline, {}, outcome),
                     {}});
  return pairs;
}

PlannedClaim plan_claim(Points& points, const Experiment& experiment, const Claim& claim, bool asked) {
  PlannedClaim plan{.claim = &claim, .asked = asked};
  if (claim.kind == ClaimKind::not_represented) return plan;
  plan.outcome = plan_pair(points, experiment, claim, *claim.outcome);
  if (claim.downstream) plan.downstream = plan_pair(points, experiment, claim, *claim.downstream);
  if (asked) plan.elsewhere = plan_elsewhere(points, experiment, claim);
  return plan;
}

std::vector<PlannedFile> plan_files(Points& points, const ClaimsFolder& folder, const ClaimsOptions& options) {
  const auto asked = [&](const std::string& id) {
    return options.only.empty() || std::find(options.only.begin(), options.only.end(), id) != options.only.end();
  };
  std::vector<PlannedFile> files;
  for (const Experiment& experiment : folder.experiments) {
    if (std::none_of(experiment.claims.begin(), experiment.claims.end(), [&](const Claim& claim) { return asked(claim.id); })) continue;
    PlannedFile file{.experiment = &experiment, .rule = experiment.replicates};
    if (options.quick) file.rule.fixed = quick_replicates;
    for (const Claim& claim : experiment.claims) {
      file.claims.push_back(plan_claim(points, experiment, claim, asked(claim.id)));
      file.claims.back().index_row = find_index_row(folder, claim.id);
    }
    files.push_back(std::move(file));
  }
  return files;
}

Effect effect_of(const Points& points, const Pair& pair, std::uint32_t replicates) {
  const auto values = [&](const Side& side) { return points.values(side.point, side.column, replicates); };
  if (!pair.beyond) return estimate_effect(values(pair.baseline), values(pair.treatment));
  return estimate_interaction(values(pair.baseline), values(pair.treatment), values((*pair.beyond)[1]), values((*pair.beyond)[0]));
}

void want_pair(Points& points, const Pair& pair, std::uint32_t replicates) {
  points.want(pair.treatment.point, replicates);
  points.want(pair.baseline.point, replicates);
  if (!pair.beyond) return;
  for (const Side& side : *pair.beyond) points.want(side.point, replicates);
}

// The width wanted of an effect is a multiple of the sd of its baseline.
bool is_precise(const Effect& effect, double until_half_width) {
  return narrow_enough({effect.estimate, effect.lower, effect.upper, effect.pairs, effect.missing}, until_half_width * effect.spread);
}

bool file_is_precise(const PlannedFile& file, const Points& points) {
  for (const PlannedClaim& plan : file.claims)
    for (const auto* pair : {&plan.outcome, &plan.downstream})
      if (*pair && !is_precise(effect_of(points, **pair, file.replicates), file.rule.until_half_width)) return false;
  return true;
}

// Rounds go through all files together, so that threads have enough to do.
void run_rounds(std::vector<PlannedFile>& files, Points& points, const ClaimsOptions& options) {
  for (int round = 1; std::any_of(files.begin(), files.end(), [](const PlannedFile& file) { return !file.done; }); ++round) {
    for (PlannedFile& file : files) {
      if (file.done) continue;
      file.replicates = next_round(file.rule, file.replicates);
      for (const PlannedClaim& plan : file.claims)
        for (const auto* pair : {&plan.outcome, &plan.downstream})
          if (*pair) want_pair(points, **pair, file.replicates);
    }
    points.run(options.threads, options.progress, fmt::format("claims, round {}", round));
    for (PlannedFile& file : files)
      file.done = file.rule.fixed > 0 || file.replicates >= file.rule.most || file_is_precise(file, points);
  }
  for (const PlannedFile& file : files)
    for (const PlannedClaim& plan : file.claims)
      for (const Pair& pair : plan.elsewhere) want_pair(points, pair, file.replicates);
  points.run(options.threads, options.progress, "claims, sweeps and regimes");
}

// A number of a scenario by its path; 0 if it is not there, as of a policy that the baseline does not have.
double find_number(const Scenario& scenario, const std::string& path) {
  const auto found = std::find_if(scenario.origins.begin(), scenario.origins.end(), [&](const Origin& origin) { return origin.path == path; });
  double number = 0.0;
  if (found != scenario.origins.end()) std::from_chars(found->value.data(), found->value.data() + found->value.size(), number);
  return number;
}

// Whether a swept value is nearer to the baseline's than the treatment's own is.
bool is_small_dose(const PlannedClaim& plan, const Points& points, double value) {
  const ClaimSweep& sweep = *plan.claim->sweep;
  if (!sweep.treatment_only) return false;
  const double none = find_number(points.scenario(plan.outcome->baseline.point), sweep.path);
  const double full = find_number(points.scenario(plan.outcome->treatment.point), sweep.path);
  return (value - none) * (full - none) >= 0.0 && std::abs(value - none) < std::abs(full - none);
}

// An absolute smallest effect is in the unit of the primary outcome; the downstream one has the standard size.
SmallestEffect smallest_of(const Claim& claim, bool primary) {
  return primary || !claim.smallest.absolute ? claim.smallest : SmallestEffect{};
}

MeasuredOutcome measure(const ClaimOutcome& outcome, const Effect& effect) {
  return {outcome.text, outcome.window_text, unit_of(outcome), outcome.expected, effect, Verdict::not_identified};
}

// What asks another question is a family of its own; the rest is adjusted with all claims.
std::vector<SweepPoint> measure_elsewhere(const PlannedClaim& plan, const Points& points, std::uint32_t replicates) {
  const Claim& claim = *plan.claim;
  std::vector<SweepPoint> line;
  const std::size_t values = claim.sweep ? claim.sweep->values.size() : 0;
  for (std::size_t k = 0; k < plan.elsewhere.size(); ++k) {
    const Pair& pair = plan.elsewhere[k];
    SweepPoint point{.same = pair.same(), .effect = effect_of(points, pair, replicates)};
    if (k < values) {
      point.value = claim.sweep->values[k];
      point.small_dose = is_small_dose(plan, points, point.value);
    } else {
      point.beside = claim.regimes[k - values].asks == Asks::other;
    }
    point.label = k < values ? fmt::format("{}", point.value) : claim.regimes[k - values].name;
    line.push_back(std::move(point));
  }
  std::vector<Effect*> family;
  for (SweepPoint& point : line)
    if (!point.same && point.beside) family.push_back(&point.effect);
  adjust_family(family, 0);
  return line;
}

ClaimAnswer answer_claim(const PlannedFile& file, const PlannedClaim& plan, const Points& points) {
  const Claim& claim = *plan.claim;
  ClaimAnswer answer{.id = claim.id,
                     .text = claim.text,
                     .file = file.experiment->file.substr(file.experiment->file.find_last_of('/') + 1),
                     .kind = claim.kind,
                     .because = claim.because,
                     .reading = claim.reading,
                     .exploratory = claim.exploratory};
  if (claim.kind == ClaimKind::not_represented) return answer;
  answer.treatment = file.experiment->variants[claim.treatment].name;
  answer.baseline = file.experiment->variants[claim.baseline].name;
  if (claim.beyond)
    answer.beyond = fmt::format("{} vs {}", file.experiment->variants[claim.beyond->treatment].name,
                                file.experiment->variants[claim.beyond->baseline].name);
  answer.outcome = measure(*claim.outcome, effect_of(points, *plan.outcome, file.replicates));
  if (plan.downstream) answer.downstream = measure(*claim.downstream, effect_of(points, *plan.downstream, file.replicates));
  answer.sweep_path = claim.sweep ? claim.sweep->path : "";
  answer.points = measure_elsewhere(plan, points, file.replicates);
  answer.turns = find_turns(answer.points);
  return answer;
}

// Comparisons of a claim that can change its verdict: its own, and the points that decide.
std::size_t count_deciding(const Claim& claim) {
  if (claim.kind == ClaimKind::not_represented) return 0;
  const auto elsewhere = std::count_if(claim.regimes.begin(), claim.regimes.end(), [](const Regime& regime) { return regime.asks == Asks::elsewhere; });
  return 1 + (claim.sweep ? claim.sweep->values.size() : 0) + static_cast<std::size_t>(elsewhere);
}

void judge_answer(ClaimAnswer& answer, const Claim& claim) {
  const bool constructed = answer.kind == ClaimKind::by_construction;
  for (auto* outcome : {&answer.outcome, &answer.downstream})
    if (*outcome)
      (*outcome)->verdict = judge((*outcome)->effect, (*outcome)->expected, smallest_of(claim, outcome == &answer.outcome));
  MeasuredOutcome& deciding = constructed ? *answer.downstream : *answer.outcome;
  for (SweepPoint& point : answer.points)
    point.verdict = judge(point.effect, deciding.expected, smallest_of(claim, !constructed));
  deciding.verdict = combine(deciding.verdict, answer.points);
  answer.verdict = constructed ? Verdict::by_construction : deciding.verdict;
}

// Deciding outcomes and points are one family; the others are read on their own.
void decide(ClaimAnswers& result, const std::vector<const Claim*>& claims) {
  std::vector<Effect*> family;
  for (ClaimAnswer& answer : result.answers) {
    if (!answer.outcome) continue;
    const bool constructed = answer.kind == ClaimKind::by_construction;
    family.push_back(constructed ? &answer.downstream->effect : &answer.outcome->effect);
    MeasuredOutcome* alone = constructed ? &*answer.outcome : answer.downstream ? &*answer.downstream : nullptr;
    if (alone != nullptr) adjust_family({&alone->effect}, 0);
    for (SweepPoint& point : answer.points)
      if (point.decides()) family.push_back(&point.effect);
  }
  adjust_family(family, result.not_run);
  result.family = family.size() + result.not_run;
  for (std::size_t k = 0; k < result.answers.size(); ++k)
    if (result.answers[k].outcome) judge_answer(result.answers[k], *claims[k]);
}

void check_only(const ClaimsFolder& folder, const std::vector<std::string>& only) {
  const auto missing = folder.missing();
  for (const std::string& id : only) {
    find_index_row(folder, id);
    if (std::find(missing.begin(), missing.end(), id) != missing.end())
      throw InputError(fmt::format("claim {} has no experiment in {} yet", id, folder.path));
  }
}

}  // namespace

ClaimAnswers answer_claims(const ClaimsFolder& folder, const ClaimsOptions& options) {
  check_only(folder, options.only);
  Points points;
  std::vector<PlannedFile> files = plan_files(points, folder, options);
  run_rounds(files, points, options);

  struct Found {
    std::size_t row;
    ClaimAnswer answer;
    const Claim* claim;
  };
  std::vector<Found> found;
  ClaimAnswers result{.missing = folder.missing(), .failures = points.failures(), .runs = points.runs()};
  for (const PlannedFile& file : files)
    for (const PlannedClaim& plan : file.claims)
      if (plan.asked) found.push_back({plan.index_row, answer_claim(file, plan, points), plan.claim});
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.row < b.row; });
  std::vector<const Claim*> claims;
  for (Found& one : found) {
    result.answers.push_back(std::move(one.answer));
    claims.push_back(one.claim);
  }
  for (const Experiment& experiment : folder.experiments)
    for (const Claim& claim : experiment.claims)
      if (std::find(claims.begin(), claims.end(), &claim) == claims.end()) result.not_run += count_deciding(claim);
  decide(result, claims);
  return result;
}

}  // namespace tessera
