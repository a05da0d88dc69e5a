#include "analysis/report/page_data.hpp"

#include "analysis/report/about.hpp"
#include "analysis/report/agents.hpp"
#include "analysis/report/answer.hpp"
#include "analysis/report/experiment_parts.hpp"
#include "analysis/report/series.hpp"
#include "analysis/report/setup.hpp"

namespace tessera {

namespace {

// A run has one scenario and one design point.
void leave_out_experiment_parts(PageJson& page) {
  for (const char* part : {"comparison", "sensitivity", "responses", "points"}) {
    page[part] = nullptr;
    page["absent"][part] = "the file holds the runs of one scenario; an experiment (tessera experiment) compares variants and varies factors";
  }
}

}  // namespace

PageJson make_page_data(const Results& results, const std::string& path, const PageOptions& options) {
  const StoredRuns runs = describe_runs(results, path, options.comparison);
  PageJson page{{"version", 1}, {"kind", results.is_experiment() ? "experiment" : "run"}, {"language", options.language}};
  add_about(page, runs);
  page["measures"] = PageJson::object();
  page["answer"] = PageJson::array();
  page["absent"] = PageJson::object();
  add_outcomes(page, runs);
  add_places(page, runs);
  add_districts(page, runs);
  if (results.is_experiment()) {
    add_comparison(page, results, path, options.comparison);
    add_sensitivity(page, results, path);
  } else {
    leave_out_experiment_parts(page);
  }
  add_agents(page, results, path, options);
  page["setup"] = describe_setup(runs);
  page["answer"] = results.is_experiment() ? answer_of_experiment(page) : answer_of_run(runs, page);
  page["measures"] = describe_page_measures(page, runs);
  return page;
}

}  // namespace tessera
