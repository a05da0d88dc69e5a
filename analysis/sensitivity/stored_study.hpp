// From a results file of an experiment to a study and its outcomes.
#pragma once

#include "analysis/sensitivity/study.hpp"
#include "results/read.hpp"

namespace tessera {

// Throws InputError if the file holds no experiment, or one without factors that vary.
Study read_study(const Results& results, const std::string& file);

// Which numbers to look at. Empty: the headline measures of runs that the file has; names may end in "*".
struct OutcomeChoice {
  std::vector<std::string> measures;
  std::int32_t month = -1;  // -1: the last that the file keeps
};

// Every place of a measure along its axis is an outcome of its own; of the headline measure with an axis only the one that
// reports show. Throws InputError for a measure or month that the file does not have.
std::vector<StudyOutcome> read_outcomes(const Results& results, const Study& study, const OutcomeChoice& choice);

struct StudyRuns {
  std::uint32_t replicates = 0;                        // that any point has begun
  std::int64_t complete = 0, failed = 0, missing = 0;  // missing: not in the file, or not finished
};
// Of all points of the study's design and its variants.
StudyRuns count_study_runs(const Results& results, const Study& study);

}  // namespace tessera
