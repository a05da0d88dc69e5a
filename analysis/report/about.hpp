// What was run and what came of it: title to measures in DATA.md, and setup.
#pragma once

#include "analysis/report/page_data.hpp"

namespace tessera {

// Adds title ... failures to the page.
void add_about(PageJson& page, const Results& results, const std::string& path);

// The part `measures` of all measures that the page names.
PageJson describe_page_measures(const Results& results, const PageJson& page);

// The part `setup`.
PageJson describe_setup(const Results& results, const std::string& path);

}  // namespace tessera
