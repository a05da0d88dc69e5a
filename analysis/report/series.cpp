#include "analysis/report/series.hpp"

namespace tessera {

PageJson summarise_outcomes(const Results&) { return PageJson::array(); }

PageJson summarise_places(const Results&) { return PageJson::array(); }

PageJson describe_districts(const Results&, const std::string&) { return PageJson::array(); }

}  // namespace tessera
