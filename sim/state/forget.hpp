// Ties that have gone cold leave the arrays; the others keep their order.
#pragma once

#include <cstdint>

#include "state/ties.hpp"

namespace tessera {

// Removes ties without a common partnership whose last contact is more than stale_months before `month`.
void forget_stale_ties(Ties& ties, std::int32_t month, std::int32_t stale_months);

}  // namespace tessera
