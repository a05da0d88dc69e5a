#include "base/terminal.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

const Surroundings screen{.terminal = true, .locale = "en_GB.UTF-8"};

TEST(Terminal, BlocksNeedATerminalThatReadsUtf8) {
  EXPECT_TRUE(choose_style(screen).unicode);
  EXPECT_TRUE(choose_style({.terminal = true, .locale = "C.utf8"}).unicode);
  EXPECT_FALSE(choose_style({.terminal = true, .locale = "C"}).unicode);
  EXPECT_FALSE(choose_style({.terminal = true, .locale = ""}).unicode);
  EXPECT_FALSE(choose_style({.terminal = false, .locale = "en_GB.UTF-8"}).unicode);
  EXPECT_FALSE(choose_style({.terminal = true, .ascii_asked = true, .locale = "en_GB.UTF-8"}).unicode);
}

TEST(Terminal, ColoursNeedATerminalAndNobodyWhoMinds) {
  EXPECT_TRUE(choose_style(screen).colours);
  EXPECT_FALSE(choose_style({.terminal = true, .no_color = true, .locale = "en_GB.UTF-8"}).colours);
  EXPECT_FALSE(choose_style({.terminal = false}).colours);
  EXPECT_EQ(paint("better", Colour::green, {.unicode = true, .colours = false}), "better");
  EXPECT_EQ(paint("better", Colour::green, {.unicode = true, .colours = true}), "\x1b[32mbetter\x1b[0m");
}

TEST(Terminal, SignsAreSpelledInAscii) {
  EXPECT_EQ(spell("Café · 3 ± 1 ± 0", {}), "Café | 3 +- 1 +- 0");
  EXPECT_EQ(spell("3 ± 1", {.unicode = true}), "3 ± 1");
}

}  // namespace
}  // namespace tessera
