// What makes a month with partnerships differ from the same month worked alone (MODEL.md, the solo benchmark).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tessera {

// In the order in which the causes are let in.
enum class Cause : std::uint8_t { pooling, expertise, access, duplication, coordination };
inline constexpr std::array<std::string_view, 5> cause_names{"pooling", "expertise", "access", "duplication",
                                                             "coordination"};
inline constexpr std::size_t causes = cause_names.size();

}  // namespace tessera
