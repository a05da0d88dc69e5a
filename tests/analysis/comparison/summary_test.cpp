// The compact table of a made-up comparison.
#include "analysis/comparison/summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;
using Values = std::vector<std::vector<std::vector<double>>>;  // [variant][design point][replicate]

const std::vector<double> base{0.50, 0.52, 0.47, 0.55, 0.51, 0.49};

std::vector<double> shifted(double by) {
  std::vector<double> values;
  for (std::size_t k = 0; k < base.size(); ++k) values.push_back(base[k] + by + (k % 2 == 0 ? 0.001 : -0.001));
  return values;
}

OutcomeValues outcome(const std::string& measure, Better better, std::int32_t month, const std::vector<double>& shifts) {
  Values values{{base}};
  for (const double shift : shifts) values.push_back({shifted(shift)});
  return {{.measure = measure, .label = measure, .unit = "share", .first_month = month, .last_month = month, .better = better}, values};
}

// Coverage rises month by month in the first variant; the gap is larger in it, and nothing else is moved.
ComparisonAnswers made_up(std::vector<std::string> variants) {
  ComparedFile file{.path = "town.h5", .title = "A title", .variants = std::move(variants)};
  file.design_points = {0};
  file.replicates = 6;
  file.runs.assign(file.variants.size(), {.complete = 6});
  file.kept_months = {0, 12, 24, 36};
  file.window = {36};
  std::vector<double> shifts(file.variants.size() - 1, 0.0);
  for (const auto& [measure, better] : {std::pair{"coverage", Better::higher}, {"inclusion_gap", Better::lower}, {"partnerships", Better::neither}}) {
    std::vector<OutcomeValues>& months = file.by_month.emplace_back();
    for (const std::int32_t month : {12, 24, 36}) {
      shifts[0] = 0.01 * month / 12;
      months.push_back(outcome(measure, better, month, shifts));
    }
    file.headlines.push_back(months.back());
  }
  return compare_file(std::move(file), 0.0);
}

TEST(ComparisonSummary, SaysDifferenceVerdictAndLine) {
  const std::string text = comparison_summary(made_up({"unaided", "facilitated", "contracts"}), {});
  EXPECT_THAT(text, HasSubstr("against 'unaided'"));
  EXPECT_THAT(text, HasSubstr("the line: month 12 to 36"));
  EXPECT_THAT(text, testing::ContainsRegex("coverage, % +\\+3 better  -\\*@ "));
  EXPECT_THAT(text, testing::ContainsRegex("inclusion_gap, % +\\+3 worse  "));
  EXPECT_THAT(text, testing::ContainsRegex("partnerships, % +\\+3 more   "));
  EXPECT_THAT(text, HasSubstr(" unclear "));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(ComparisonSummary, HasBlocksAndColoursWhereTheTerminalHas) {
  const std::string text = comparison_summary(made_up({"unaided", "facilitated"}), {.unicode = true, .colours = true});
  EXPECT_THAT(text, HasSubstr("\x1b[32mbetter"));
  EXPECT_THAT(text, HasSubstr("\x1b[31mworse"));
  EXPECT_THAT(text, HasSubstr("▃▆█"));
}

TEST(ComparisonSummary, ManyVariantsWithLongNamesFitAHundredColumns) {
  const std::string text =
      comparison_summary(made_up({"none", "a_policy_with_a_name_that_is_rather_long", "second", "third", "fourth_of_these", "fifth"}), {});
  for (const char* name : {"a_policy_with", "second", "third", "fourth_of_these", "fifth"}) EXPECT_THAT(text, HasSubstr(name));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100u) << line;
}

TEST(ComparisonSummary, TheBaselineCanBeTheLast) {
  ComparisonAnswers answers = made_up({"a", "b", "c"});
  answers.file.baseline = 2;
  EXPECT_THAT(comparison_summary(answers, {}), Not(HasSubstr("   c\n")));
}

}  // namespace
}  // namespace tessera
