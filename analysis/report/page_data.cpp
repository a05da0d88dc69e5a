#include "analysis/report/page_data.hpp"

#include "analysis/report/about.hpp"
#include "analysis/report/agents.hpp"
#include "analysis/report/answer.hpp"
#include "analysis/report/experiment_parts.hpp"
#include "analysis/report/series.hpp"

namespace tessera {

PageJson make_page_data(const Results& results, const std::string& path, const PageOptions& options) {
  PageJson page{{"version", 1}, {"kind", results.is_experiment() ? "experiment" : "run"}, {"language", options.language}};
  page["absent"] = PageJson::object();
  add_about(page, results, path);
  page["outcomes"] = summarise_outcomes(results);
  page["places"] = summarise_places(results);
  page["districts"] = describe_districts(results, path);
  if (results.is_experiment()) {
    add_comparison(page, results, path, options.comparison);
    add_sensitivity(page, results, path);
  }
  page["agents"] = describe_agents(results, path, options);
  page["setup"] = describe_setup(results, path);
  page["answer"] = results.is_experiment() ? answer_of_experiment(page) : answer_of_run(results, page);
  page["measures"] = describe_page_measures(results, page);
  return page;
}

}  // namespace tessera
