#include "analysis/report/experiment_parts.hpp"

namespace tessera {

void add_comparison(PageJson& page, const Results&, const std::string&, const ComparisonRequest&) { page["comparison"] = nullptr; }

void add_sensitivity(PageJson& page, const Results&, const std::string&) {
  for (const char* part : {"sensitivity", "responses", "points"}) page[part] = nullptr;
}

}  // namespace tessera
