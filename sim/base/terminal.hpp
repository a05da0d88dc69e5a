// How text is drawn for whoever reads it: blocks and colours on a terminal that has them, plain letters everywhere else.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace tessera {

struct TextStyle {
  bool unicode = false;  // the terminal reads UTF-8
  bool colours = false;
};

// What a style is chosen by.
struct Surroundings {
  bool terminal = false;     // not a file or a pipe
  bool ascii_asked = false;  // --ascii
  bool no_color = false;     // NO_COLOR is set and not empty (no-color.org), or TERM is dumb
  std::string locale;        // LC_ALL, LC_CTYPE or LANG, the first that is set: "en_GB.UTF-8"
};

// Blocks need a terminal whose locale is UTF-8, and nobody who asked for ASCII; colours a terminal without NO_COLOR.
TextStyle choose_style(const Surroundings& surroundings);
TextStyle style_of(std::FILE* out, bool ascii_asked);

// The signs beyond ASCII that the program itself prints, spelled in ASCII where the style is plain: ± as +-, · as |. Names
// that users chose stay as they are.
std::string spell(std::string text, const TextStyle& style);

enum class Colour { green, red, faint };
// The text, in that colour if the style has colours.
std::string paint(std::string_view text, Colour colour, const TextStyle& style);

}  // namespace tessera
