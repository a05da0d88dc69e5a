// Every number of the report page, as JSON: see DATA.md.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/comparison/values.hpp"
#include "results/read.hpp"
#include "run/progress.hpp"

namespace tessera {

using PageJson = nlohmann::ordered_json;

struct PageOptions {
  std::string language = "en";        // "ar": the page opens in Arabic
  ComparisonRequest comparison;       // baseline and months, as in compare
  // Points of an experiment whose first complete run is run again, so that the page can show its organisations; none given:
  // all of a single design point, but at most four. An experiment's file holds no organisations.
  std::optional<std::vector<std::uint32_t>> points;
  std::size_t organisations_at_most = 1000;  // shown in a network
  Progress* progress = nullptr;
};

// Throws FileError and InputError like Results and read_values.
PageJson make_page_data(const Results& results, const std::string& path, const PageOptions& options);

}  // namespace tessera
