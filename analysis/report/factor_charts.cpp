// Response curves, and points as lines over parallel axes.
#include <algorithm>
#include <cmath>
#include <span>

#include "analysis/report/numbers.hpp"
#include "analysis/report/run_values.hpp"
#include "analysis/report/sensitivity_part.hpp"
#include "analysis/sensitivity/responses.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_points = 1500;

std::span<const std::size_t> first_of(const std::vector<std::size_t>& order, std::size_t most) {
  return std::span(order).first(std::min(order.size(), most));
}

PageJson describe_response(const std::vector<ResponseBin>& response, const PossibleRange& range) {
  PageJson curve{{"x", PageJson::array()}, {"mean", PageJson::array()}, {"lower", PageJson::array()}, {"upper", PageJson::array()},
                 {"runs", PageJson::array()}};
  for (const ResponseBin& bin : response) {
    curve["x"].push_back(page_number(bin.x));
    curve["mean"].push_back(page_number(bin.mean));
    curve["lower"].push_back(page_number(range.clip(bin.lower)));
    curve["upper"].push_back(page_number(range.clip(bin.upper)));
    curve["runs"].push_back(bin.runs);
  }
  return curve;
}

// Mean over the replicates of a point that have a value.
double average_replicates(const Replicated& runs, std::size_t point) {
  double sum = 0.0, known = 0.0;
  for (std::size_t r = 0; r < runs.replicates; ++r) {
    if (!std::isfinite(runs.at(point, r))) continue;
    sum += runs.at(point, r);
    known += 1.0;
  }
  return sum / known;
}

// Design points at even distances by number, so that all variants of one are shown or none.
std::vector<std::size_t> choose_points(std::size_t design_points, std::size_t variants) {
  const std::size_t shown = std::min(design_points, std::max<std::size_t>(1, most_points / variants));
  std::vector<std::size_t> chosen;
  for (std::size_t k = 0; k < shown; ++k) chosen.push_back(k * design_points / shown);
  return chosen;
}

}  // namespace

PageJson describe_responses(const AnalysedFactors& analysed, const Results& results) {
  PageJson curves = PageJson::array();
  const std::size_t headlines = analysed.outcomes.size() / results.variants().size();
  for (std::size_t k = 0; k < analysed.outcomes.size(); ++k) {
    const StudyOutcome& outcome = analysed.outcomes[k];
    if (analysed.indices[k].is_constant()) continue;
    for (const std::size_t factor : first_of(analysed.order, most_curves)) {
      const auto response = find_response(analysed.study, outcome, analysed.indices[k].split, factor);
      if (response.empty()) continue;
      PageJson curve;
      add_outcome_name(curve, outcome.measure);
      curve.update({{"variant", k / headlines}, {"month", outcome.month}, {"factor", factor}});
      curve.update(describe_response(response, possible_range(analysed.indices[k].unit)));
      curves.push_back(std::move(curve));
    }
  }
  return curves;
}

PageJson describe_points(const AnalysedFactors& analysed, const Results& results) {
  const Study& study = analysed.study;
  const std::size_t variants = results.variants().size(), headlines = analysed.outcomes.size() / variants;
  const std::vector<std::size_t> chosen = choose_points(study.values.size(), variants);
  PageJson part{{"shown", chosen.size() * variants}, {"of", study.values.size() * variants}, {"factors", PageJson::array()},
                {"outcomes", PageJson::array()}, {"variant", PageJson::array()}};
  const auto axes = first_of(analysed.order, most_axes);
  for (std::size_t j = 0; j < study.factors.size(); ++j) {
    PageJson values = PageJson::array();
    const bool shown = std::find(axes.begin(), axes.end(), j) != axes.end();
    for (std::size_t k = 0; shown && k < chosen.size() * variants; ++k) values.push_back(page_number(study.values[chosen[k / variants]][j]));
    part["factors"].push_back(shown ? std::move(values) : PageJson(nullptr));
  }
  for (std::size_t h = 0; h < headlines; ++h) {
    PageJson outcome;
    add_outcome_name(outcome, analysed.outcomes[h].measure);
    outcome["month"] = analysed.outcomes[h].month;
    outcome["values"] = PageJson::array();
    for (const std::size_t point : chosen)
      for (std::size_t v = 0; v < variants; ++v)
        outcome["values"].push_back(page_number(average_replicates(analysed.outcomes[v * headlines + h].runs, point)));
    part["outcomes"].push_back(std::move(outcome));
  }
  for (std::size_t k = 0; k < chosen.size() * variants; ++k) part["variant"].push_back(k % variants);
  return part;
}

}  // namespace tessera
