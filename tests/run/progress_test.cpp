#include "run/progress.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace tessera {
namespace {

TEST(Progress, SaysDurationsInWords) {
  EXPECT_EQ(describe_duration(0.0), "0 s");
  EXPECT_EQ(describe_duration(12.2), "13 s");
  EXPECT_EQ(describe_duration(200.0), "3 min 20 s");
  EXPECT_EQ(describe_duration(7500.0), "2 h 05 min");
}

std::size_t count_lines(Progress::Form form, int months, std::chrono::milliseconds silent = std::chrono::milliseconds(0)) {
  std::FILE* out = std::tmpfile();
  Progress progress(form, out, silent);
  progress.begin(static_cast<std::uint64_t>(months), 0, "town");
  for (int month = 0; month < months; ++month) progress.add_months(1);
  progress.end();
  std::rewind(out);
  std::size_t lines = 0;
  for (int c = std::fgetc(out); c != EOF; c = std::fgetc(out)) lines += c == '\n';
  std::fclose(out);
  return lines;
}

TEST(Progress, WritesOneLinePerTenthOnALog) {
  EXPECT_EQ(count_lines(Progress::Form::log, 1000), 10u);
  EXPECT_EQ(count_lines(Progress::Form::log, 3), 3u);
  EXPECT_EQ(count_lines(Progress::Form::log, 1000, std::chrono::seconds(60)), 0u) << "soon done";
  EXPECT_EQ(count_lines(Progress::Form::quiet, 1000), 0u);
  EXPECT_EQ(count_lines(Progress::Form::terminal, 1000), 0u);  // one line redrawn
}

}  // namespace
}  // namespace tessera
