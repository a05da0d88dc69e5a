#include "scenario/settings.hpp"

#include <algorithm>
#include <iterator>

namespace tessera {

std::vector<Origin> list_settings(const Scenario& scenario) {
  std::vector<Origin> settings;
  std::copy_if(scenario.origins.begin(), scenario.origins.end(), std::back_inserter(settings),
               [](const Origin& origin) { return origin.origin != "default"; });
  return settings;
}

}  // namespace tessera
