#include "base/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <utility>

namespace tessera {
namespace {

std::string read_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_utf8(std::string locale) {
  std::transform(locale.begin(), locale.end(), locale.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
}

}  // namespace

TextStyle choose_style(const Surroundings& surroundings) {
  return {.unicode = surroundings.terminal && !surroundings.ascii_asked && is_utf8(surroundings.locale),
          .colours = surroundings.terminal && !surroundings.no_color};
}

TextStyle style_of(std::FILE* out, bool ascii_asked) {
  Surroundings surroundings{.terminal = isatty(fileno(out)) != 0, .ascii_asked = ascii_asked};
  surroundings.no_color = !read_environment("NO_COLOR").empty() || read_environment("TERM") == "dumb";
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (surroundings.locale.empty()) surroundings.locale = read_environment(name);
  return choose_style(surroundings);
}

std::string spell(std::string text, const TextStyle& style) {
  if (style.unicode) return text;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> signs{{{"±", "+-"}, {"·", "|"}}};
  for (const auto& [sign, letters] : signs)
    for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at)) text.replace(at, sign.size(), letters);
  return text;
}

std::string paint(std::string_view text, Colour colour, const TextStyle& style) {
  if (!style.colours) return std::string(text);
  constexpr std::array<std::string_view, 3> begins{"\x1b[32m", "\x1b[31m", "\x1b[2m"};
  return std::string(begins[static_cast<std::size_t>(colour)]) + std::string(text) + "\x1b[0m";
}

}  // namespace tessera
