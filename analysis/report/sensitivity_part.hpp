// What a sweep says of its factors, before it is part of the page.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/page_data.hpp"
#include "analysis/sensitivity/indices.hpp"
#include "analysis/sensitivity/stored_study.hpp"

namespace tessera {

struct AnalysedFactors {
  Study study;
  std::vector<StudyOutcome> outcomes;       // [variant][headline]
  std::vector<OutcomeSensitivity> indices;  // the same
  std::vector<std::size_t> order;           // all factors, by their mean weight over the outcomes that are not mostly noise
};

// So many factors at most have response curves, and so many are axes of points: more than a reader follows.
inline constexpr std::size_t most_curves = 8, most_axes = 20;

// "mean_degree_by_level.formal" into measure and place.
void add_outcome_name(PageJson& outcome, const std::string& name);

PageJson describe_sensitivity(const AnalysedFactors& analysed, const Results& results);
PageJson describe_responses(const AnalysedFactors& analysed, const Results& results);
PageJson describe_points(const AnalysedFactors& analysed, const Results& results);

}  // namespace tessera
