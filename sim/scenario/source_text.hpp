// Reads the text of a scenario file and refuses, before any parser sees it, what no scenario needs: invalid UTF-8,
// huge files and lines, deep nesting.
#pragma once

#include <cstddef>
#include <string>

namespace tessera {

inline constexpr std::size_t largest_file_bytes = 64U << 20U;
inline constexpr std::size_t longest_line_bytes = 1U << 20U;
inline constexpr std::size_t most_values = 2'000'000;

// The text of the file, checked. Throws InputError: missing, unreadable, a folder, too large, or as check_source_text.
std::string load_source_text(const std::string& file);

// Throws InputError with the place of the first of: NUL, invalid UTF-8, a line over 1 MB, nesting deeper than 64, more
// than two million values. Memory: constant.
void check_source_text(const std::string& text, const std::string& name);

}  // namespace tessera
