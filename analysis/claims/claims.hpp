// The claims of the seed documents, answered by experiment: what is run, how often, and what comes out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/claims/folder.hpp"
#include "analysis/claims/verdict.hpp"
#include "run/progress.hpp"

namespace tessera {

struct ClaimsOptions {
  std::vector<std::string> only;  // ids; empty = all
  int threads = 0;                // 0 = as many as there are processors; changes no number
  bool quick = false;             // ten replicates whatever the files say: a try, not an answer
  Progress* progress = nullptr;
};

// An outcome as measured.
struct MeasuredOutcome {
  std::string text, window, unit;
  Expected expected = Expected::different;
  Effect effect;
  Verdict verdict = Verdict::not_identified;
};

struct ClaimAnswer {
  std::string id, text, file;
  ClaimKind kind = ClaimKind::experiment;
  std::string because, reading;
  std::string exploratory;          // what of the design was changed after a first look at results; mostly empty
  std::string treatment, baseline;  // names of variants; empty if not represented
  std::string beyond;               // "A vs B", whose effect is taken off; mostly empty
  std::optional<MeasuredOutcome> outcome, downstream;
  Verdict verdict = Verdict::not_represented;
  std::string sweep_path;          // empty = no sweep
  std::vector<SweepPoint> points;  // values of the sweep, then regimes; of the deciding outcome
  std::vector<Turn> turns;

  // The outcome that the verdict stands on: the downstream one of what is by construction.
  const std::optional<MeasuredOutcome>& deciding() const {
    return kind == ClaimKind::by_construction ? downstream : outcome;
  }
};

struct ClaimAnswers {
  std::vector<ClaimAnswer> answers;      // in the order of the index
  std::vector<std::string> missing;      // ids of the whole index without an experiment
  std::vector<std::string> failures;     // runs that broke a promise; their pairs are missing
  std::size_t family = 0;                // comparisons over which p is adjusted, not run ones included: the deciding outcomes
                                         // of all claims, there and at the points that can make them conditional
  std::size_t not_run = 0;               // of them
  std::uint64_t runs = 0;
};

// Throws InputError for an id that is unknown or has no experiment.
ClaimAnswers answer_claims(const ClaimsFolder& folder, const ClaimsOptions& options);

}  // namespace tessera
