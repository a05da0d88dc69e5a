#include "analysis/report/numbers.hpp"
#include "analysis/report/series.hpp"
#include "base/draws.hpp"
#include "founding/districts.hpp"
#include "scenario/read.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {

void add_districts(PageJson& page, const StoredRuns& runs) {
  const Scenario scenario = read_scenario_text(runs.results.scenario_text(), runs.path);
  const auto replicate = static_cast<std::uint32_t>(runs.results.replicate_numbers().at(0));
  const Community community = found_districts(scenario, Draws(runs.results.seed(), replicate, 0).of(Mechanism::founding));
  const std::vector<std::int64_t> residents = residents_by_district(community);
  page["districts"] = PageJson::array();
  for (std::size_t d = 0; d < community.districts; ++d)
    page["districts"].push_back({{"name", name_district(scenario, d)},
                                 {"x_km", page_number(community.x_km[d])},
                                 {"y_km", page_number(community.y_km[d])},
                                 {"residents", residents[d]}});
}

}  // namespace tessera
