// Where the threads of a run go. The numbers do not depend on it, only the time and the memory.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tessera {

enum class Spread { across_replicates, inside_month };

Spread choose_spread(std::uint32_t replicates, std::size_t organisations, int threads);

}  // namespace tessera
