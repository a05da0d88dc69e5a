// The known name that is most like a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tessera {

// By edit distance (insert, delete, replace, swap of neighbours); empty if none is near enough to be meant.
std::string_view find_nearest_name(std::string_view given, std::span<const std::string_view> known);

// "; did you mean 'trust'?", or nothing.
std::string suggest_name(std::string_view given, std::span<const std::string_view> known);

}  // namespace tessera
