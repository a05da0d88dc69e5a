#include "analysis/report/setup.hpp"

namespace tessera {

PageJson describe_setup(const StoredRuns& runs) {
  PageJson setup{{"scenario", runs.results.scenario_text()}};
  for (const char* part : {"settings", "calendar", "variants"}) setup[part] = PageJson::array();
  return setup;
}

}  // namespace tessera
