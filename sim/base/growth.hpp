// Room in vectors that grow for as long as a run lasts: an eighth more than is wanted, where a vector's own doubling keeps up to
// half of what it takes for nothing. Appending stays amortised constant.
#pragma once

#include <cstddef>

namespace tessera {

template <class Vector>
void make_room(Vector& values, std::size_t count) {
  if (count > values.capacity()) values.reserve(count + count / 8);
}

}  // namespace tessera
