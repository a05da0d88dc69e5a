// Studies of functions that are known, without files.
#pragma once

#include "analysis/sensitivity/indices.hpp"
#include "analysis/sensitivity/report.hpp"
#include "support/known_functions.hpp"

namespace tessera {

// Three factors, the last even in its logarithm from 1 to 100.
inline Study make_study(DesignKind design, std::uint64_t samples) {
  Study study{.name = "A study", .question = "What matters?", .design = design, .samples = samples, .seed = 3, .levels = 4};
  study.factors = {{"trust.weight", "count", 0.0, 1.0, false}, {"needs.scale", "multiple", 10.0, 20.0, false},
                   {"grants.usd", "usd", 1.0, 100.0, true}};
  for (const auto& point : all_points(UnitDesign(design, 3, samples, 3, 4)))
    study.values.push_back({point[0], 10.0 + 10.0 * point[1], std::pow(100.0, point[2])});
  return study;
}

// 4 x0 + 2 x1 + x2 in unit coordinates, with luck and noise, at two replicates or more.
inline StudyOutcome make_outcome(const Study& study, std::size_t replicates, double noise) {
  const auto line = [](const std::vector<double>& x) { return 4.0 * x[0] + 0.2 * (x[1] - 10.0) + std::log(x[2]) / std::log(100.0); };
  return {"as it is", "coverage", "share", 60, noisy_runs(study.values, replicates, 1, 3.0, noise, line)};
}

inline AnalysedStudy analyse_made_up(DesignKind design, std::uint64_t samples, std::size_t replicates, double noise) {
  const Study study = make_study(design, samples);
  AnalysedStudy analysed{.file = "study.h5", .command_line = "tessera experiment study.toml", .study = study};
  analysed.replicates = static_cast<std::uint32_t>(replicates);
  analysed.outcomes.push_back(analyse_outcome(study, make_outcome(study, replicates, noise), {.resamples = 200}));
  return analysed;
}

}  // namespace tessera
