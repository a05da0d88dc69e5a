// Loops over service areas whose number is known where they are compiled.
#pragma once

#include <cstddef>
#include <type_traits>

namespace tessera {

// Calls step(areas); where they are the usual eight, the number is a constant, and loops up to it run in registers. The
// same operations in the same order, so the same bits.
template <class Step>
auto with_areas(std::size_t areas, const Step& step) {
  if (areas == 8) return step(std::integral_constant<std::size_t, 8>{});
  return step(areas);
}

}  // namespace tessera
