#include "analysis/report/answer.hpp"

namespace tessera {

PageJson answer_of_run(const Results&, const PageJson&) { return PageJson::array(); }

}  // namespace tessera
