// What a reader gets to see of a made-up comparison.
#include "analysis/comparison/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

OutcomeValues made_up(const std::string& measure, const std::string& label, Better better, std::vector<std::vector<std::vector<double>>> values) {
  return {{.measure = measure, .label = label, .unit = "share", .first_month = 120, .last_month = 120, .better = better}, std::move(values)};
}

// Three variants of which the first gains clearly, the second not at all; more spent by both; newcomers gain, others lose.
ComparedFile made_up_file() {
  ComparedFile file{.path = "town.h5", .title = "Facilitators or contracts", .variants = {"unaided", "facilitated", "contracts"}};
  file.design_points = {0};
  file.replicates = 6;
  file.runs = {{.complete = 6}, {.complete = 5, .failed = 1}, {.complete = 6}};
  file.kept_months = {0, 108, 120};
  file.window = {120};
  file.absent = {"volunteers"};
  const std::vector<double> base{0.50, 0.52, 0.47, 0.55, 0.51, 0.49};
  const std::vector<double> more{0.53, 0.549, 0.501, 0.58, 0.54, std::nan("")}, same{0.501, 0.519, 0.471, 0.549, 0.511, 0.489};
  file.headlines = {made_up("coverage", "need met", Better::higher, {{base}, {more}, {same}})};
  file.by_month = {{made_up("coverage", "need met", Better::higher, {{base}, {more}, {same}})}};
  OutcomeValues gaining = made_up("coverage_by_group", "need met, group newcomers", Better::higher, {{base}, {more}, {same}});
  OutcomeValues losing = made_up("coverage_by_group", "need met, group older", Better::higher, {{more}, {base}, {more}});
  gaining.outcome.axis = losing.outcome.axis = "group";
  gaining.outcome.place = "newcomers";
  losing.outcome.place = "older";
  file.subgroups = {gaining, losing};
  OutcomeValues spending = made_up("public_spending_total", "public spending in all, usd", Better::lower,
                                   {{{0, 0, 0, 0, 0, 0}}, {{3000, 3010, 2990, 3000, 3000, 3000}}, {{100, 100, 100, 101, 100, 100}}});
  spending.outcome.unit = "usd";
  file.spending = spending;
  return file;
}

TEST(ComparisonText, SaysWhatWasFoundInPlainWords) {
  const std::string text = comparison_as_text(compare_file(made_up_file(), 0.0));
  EXPECT_THAT(text, HasSubstr("Facilitators or contracts\n3 variants, 1 design point, 6 replicates at most. Against 'unaided'; at the end of month 120."));
  EXPECT_THAT(text, HasSubstr("facilitated: 5 runs complete, 1 failed, 0 stopped on the way, 0 not run"));
  EXPECT_THAT(text, Not(HasSubstr("contracts: 6 runs")));
  EXPECT_THAT(text, HasSubstr("need met (coverage), %; higher is better"));
  EXPECT_LT(text.find("  facilitated  "), text.find("  unaided  ")) << "best first";
  EXPECT_THAT(text, HasSubstr("not told apart, of all pairs: unaided ~ contracts"));
  EXPECT_THAT(text, HasSubstr("gain\n      need met, group newcomers"));
  EXPECT_THAT(text, HasSubstr("lose\n      need met, group older"));
  EXPECT_THAT(text, HasSubstr("per percentage point"));
  EXPECT_THAT(text, HasSubstr("no cost per unit exists, as the gain may be 0:"));
  EXPECT_THAT(text, HasSubstr("Not in the file: volunteers"));
}

TEST(ComparisonText, FitsAHundredColumns) {
  ComparedFile file = made_up_file();
  file.absent.assign(20, "volunteers");
  for (const char* name : {"a_policy_with_a_long_name", "another_policy", "one_more_policy", "yet_another_policy_of_the_kind"}) {
    file.variants.emplace_back(name);
    file.runs.push_back({.complete = 6});
    for (auto* list : {&file.headlines, &file.subgroups, &file.by_month[0]})
      for (OutcomeValues& values : *list) values.values.push_back(values.values[0]);
    file.spending->values.push_back(file.spending->values[1]);
  }
  std::istringstream lines(comparison_as_text(compare_file(file, 0.0)));
  for (std::string line; std::getline(lines, line);) {
    const auto letters = std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    EXPECT_LE(letters, 100) << line;
  }
}

TEST(ComparisonText, SaysAtHowManyDesignPointsAVariantIsHigher) {
  ComparedFile file = made_up_file();
  file.design_points = {3, 5};
  for (auto* list : {&file.headlines, &file.subgroups, &file.by_month[0]})
    for (OutcomeValues& values : *list)
      for (auto& of_variant : values.values) of_variant.push_back(of_variant[0]);
  for (auto& of_variant : file.spending->values) of_variant.push_back(of_variant[0]);
  std::swap(file.headlines[0].values[0][1], file.headlines[0].values[1][1]);
  const std::string text = comparison_as_text(compare_file(file, 0.0));
  EXPECT_THAT(text, HasSubstr("facilitated: of 2 design points higher at 1 (clearly at 1), lower at 1 (clearly at 1)"));
  EXPECT_THAT(text, HasSubstr("intervals are of luck, not of the design"));
  EXPECT_THAT(comparison_as_csv(compare_file(file, 0.0)), HasSubstr("design_point,facilitated,unaided,coverage,need met,share,higher,,,120,120,5,"));
}

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) cells.push_back(std::exchange(cell, ""));
    else cell += c;
  }
  cells.push_back(cell);
  return cells;
}

TEST(ComparisonCsv, EveryRowHasTheColumnsOfTheHeader) {
  std::istringstream lines(comparison_as_csv(compare_file(made_up_file(), 0.0)));
  std::string line;
  std::getline(lines, line);
  const auto columns = split(line);
  std::size_t rows = 0;
  for (; std::getline(lines, line); ++rows) EXPECT_EQ(split(line).size(), columns.size()) << line;
  EXPECT_EQ(rows, 2U + 2U + 4U + 2U) << "overall, spending, subgroups, one month";
}

TEST(ComparisonJson, HoldsWhatWasComparedAndWhatCameOut) {
  const auto page = nlohmann::json::parse(comparison_as_json(compare_file(made_up_file(), 0.01)));
  EXPECT_EQ(page["version"], 1);
  EXPECT_EQ(page["file"]["baseline"], "unaided");
  EXPECT_EQ(page["half_width"], 0.01);
  const auto& outcome = page["outcomes"][0];
  EXPECT_EQ(outcome["overall"][0]["variant"], "facilitated");
  EXPECT_NEAR(outcome["overall"][0]["difference"], 0.03, 1e-3);
  EXPECT_EQ(outcome["ranking"][0]["variant"], "facilitated");
  EXPECT_EQ(outcome["by_month"][0]["month"], 120);
  EXPECT_EQ(page["subgroups"][1]["place"], "older");
  EXPECT_EQ(page["costs"][1]["gain_may_be_zero"], true);
  EXPECT_TRUE(page["costs"][1]["ratio"]["set"] == "outside" || page["costs"][1]["ratio"]["set"] == "everything");
}

TEST(ComparisonOfSpending, WithoutADifferenceThereAreNoCosts) {
  ComparedFile file = made_up_file();
  for (auto& of_variant : file.spending->values) of_variant = {{5, 5, 5, 5, 5, 5}};
  EXPECT_THAT(comparison_as_text(compare_file(file, 0.0)), HasSubstr("No variant spends other public money than the baseline."));
  file.spending.reset();
  EXPECT_THAT(comparison_as_text(compare_file(file, 0.0)), HasSubstr("The file holds no public_spending_total"));
}

}  // namespace
}  // namespace tessera
