#include "analysis/report/about.hpp"

namespace tessera {

void add_about(PageJson& page, const Results& results, const std::string&) {
  page["title"] = results.attribute("title");
  page["question"] = results.attribute("question");
}

PageJson describe_page_measures(const Results&, const PageJson&) { return PageJson::object(); }

PageJson describe_setup(const Results&, const std::string&) { return nullptr; }

}  // namespace tessera
