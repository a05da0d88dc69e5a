// A pattern measured: printed with its accepted range and verdict, so that a miss is shown and never hidden.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace tessera::test {

// Prints "P3 closures per year: 0.0172, accepted 0.0100 to 0.0280: holds" and returns whether it holds.
inline bool report_pattern(const std::string& name, double value, double lowest, double highest) {
  const bool holds = value >= lowest && value <= highest;
  std::printf("  %-58s %10.4g   accepted %8.4g to %8.4g   %s\n", name.c_str(), value, lowest, highest,
              holds ? "holds" : "MISSED");
  ::testing::Test::RecordProperty(name, std::to_string(value) + (holds ? " holds" : " missed"));
  return holds;
}

}  // namespace tessera::test
