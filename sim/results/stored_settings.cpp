#include "results/stored_settings.hpp"

#include <algorithm>

#include "base/errors.hpp"

namespace tessera {

std::vector<StoredSetting> read_settings(const Results& results) {
  const auto items = results.list_contents();
  if (std::none_of(items.begin(), items.end(), [](const StoredItem& item) { return item.path == "/settings/path"; })) return {};
  const auto variants = results.read("/settings/variant").values;
  const auto paths = results.names("/settings/path"), values = results.names("/settings/value"), origins = results.names("/settings/origin");
  if (variants.size() != paths.size() || values.size() != paths.size() || origins.size() != paths.size())
    throw FileError("the origins of settings in the file do not fit one another");
  std::vector<StoredSetting> settings;
  for (std::size_t k = 0; k < paths.size(); ++k)
    settings.push_back({static_cast<std::uint32_t>(variants[k]), paths[k], values[k], origins[k]});
  return settings;
}

}  // namespace tessera
