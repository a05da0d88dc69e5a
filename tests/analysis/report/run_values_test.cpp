// Bands, intervals and months of the report page against values worked out by hand.
#include "analysis/report/run_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/report/shown_measures.hpp"

namespace tessera {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Bands, AreLinearlyInterpolatedQuantiles) {
  const PageJson bands = describe_bands({{4, 1, 3, 2}, {7}, {}}, true);
  EXPECT_EQ(bands["mean"], PageJson::parse("[2.5, 7, null]"));
  EXPECT_EQ(bands["q05"], PageJson::parse("[1.15, 7, null]"));
  EXPECT_EQ(bands["q25"], PageJson::parse("[1.75, 7, null]"));
  EXPECT_EQ(bands["q50"], PageJson::parse("[2.5, 7, null]"));
  EXPECT_EQ(bands["q75"], PageJson::parse("[3.25, 7, null]"));
  EXPECT_EQ(bands["q95"], PageJson::parse("[3.85, 7, null]"));
  EXPECT_FALSE(describe_bands({{1}}, false).contains("q05"));
}

TEST(AtTheEnd, TheMeanHasStudentsInterval) {
  const PageJson end = describe_end({{1, 2, 3}});  // 4.30265 * 1 / sqrt(3) = 2.48414
  EXPECT_EQ(end, PageJson::parse(R"({"mean": 2, "lower": -0.484138, "upper": 4.48414, "runs": 3})"));
}

TEST(AtTheEnd, IntervalsEndWhereTheMeasureDoes) {
  const std::vector<std::vector<double>> few{{0.02, 0.1, 0.3}};  // Student's t gives -0.22 to 0.5
  EXPECT_LT(describe_end(few)["lower"].get<double>(), 0.0);
  EXPECT_EQ(describe_end(few, possible_range("share"))["lower"], 0);
  EXPECT_EQ(describe_end({{0.7, 0.9, 0.98}}, possible_range("share"))["upper"], 1);
  EXPECT_EQ(describe_end({{0, 1, 5}}, possible_range("partnership"))["lower"], 0);
  EXPECT_GT(describe_end({{0, 1, 5}}, possible_range("partnership"))["upper"].get<double>(), 5.0);
  EXPECT_LT(describe_end({{-1, 1, 5}}, possible_range("percentage point"))["lower"].get<double>(), -1.0);
  EXPECT_TRUE(describe_end({{0.5}}, possible_range("share"))["lower"].is_null());
}

TEST(AtTheEnd, WhatDoesNotExistIsLeftOut) {
  const PageJson end = describe_end({{1, nan, 3}});
  EXPECT_EQ(end["mean"], 2);
  EXPECT_EQ(end["runs"], 2);
  EXPECT_NEAR(end["upper"].get<double>() - 2.0, 12.7062, 1e-4);
  const PageJson one = describe_end({{5, nan}});
  EXPECT_EQ(one, PageJson::parse(R"({"mean": 5, "lower": null, "upper": null, "runs": 1})"));
  EXPECT_EQ(describe_end({{nan, nan}, {nan, nan}}), PageJson::parse(R"({"mean": null, "lower": null, "upper": null, "runs": 0})"));
}

// Replicates share their luck over the points: what the points add is no further evidence.
TEST(AtTheEnd, PointsDoNotNarrowTheInterval) {
  const PageJson one = describe_end({{1, 3}}), four = describe_end({{1, 3}, {2, 4}, {0, 2}, {1, 3}});
  EXPECT_EQ(four["mean"], 2);
  EXPECT_EQ(four["runs"], 8);
  EXPECT_EQ(four["lower"], one["lower"]);
  const PageJson pooled = describe_end({{1, 3, 2, 4, 0, 2, 1, 3}});  // as if all eight were independent
  EXPECT_GT(pooled["lower"].get<double>(), four["lower"].get<double>() + 5.0);
}

TEST(AtTheEnd, PointsWithAMissingReplicateAreLeftOut) {
  const PageJson end = describe_end({{1, 3, nan}, {nan, 100, nan}, {3, 5, nan}});
  EXPECT_EQ(end["mean"], 3);
  EXPECT_EQ(end["runs"], 4);
  const PageJson replicates = describe_end({{1, nan, 7}, {nan, 2, 9}});  // no point is whole: the third replicate is
  EXPECT_EQ(replicates["mean"], 8);
  EXPECT_EQ(replicates["runs"], 2);
}

TEST(Months, AreThinnedEvenlyWithFirstAndLast) {
  std::vector<std::int32_t> months;
  for (std::int32_t month = 0; month <= 31; ++month) months.push_back(month);
  EXPECT_EQ(thin_months(months, 32), months);
  EXPECT_EQ(thin_months(months, 12), (std::vector<std::int32_t>{0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 31}));
  EXPECT_EQ(thin_months(months, 4), (std::vector<std::int32_t>{0, 12, 24, 31}));
  EXPECT_EQ(thin_months(months, 1), (std::vector<std::int32_t>{0, 31}));
  EXPECT_EQ(thin_months({5}, 1), (std::vector<std::int32_t>{5}));
}

TEST(Labels, SayWhatReadersSay) {
  EXPECT_EQ(label_measure("coverage"), "need met");
  EXPECT_EQ(label_measure("exits"), "organisations closed in a month");
  EXPECT_EQ(label_measure("coverage_by_district"), "need met by district");
  EXPECT_EQ(label_measure("organisations_by_age_class"), "organisations by age_class");
  EXPECT_EQ(label_measure("thin_reserves_share"), "thin reserves share");
}

}  // namespace
}  // namespace tessera
