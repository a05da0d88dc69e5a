#include "analysis/report/agents.hpp"

namespace tessera {

PageJson describe_agents(const Results&, const std::string&, const PageOptions&) { return PageJson::array(); }

}  // namespace tessera
