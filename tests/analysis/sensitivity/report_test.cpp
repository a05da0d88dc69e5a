#include "analysis/sensitivity/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/sensitivity/made_up_study.hpp"
#include "results/table_csv.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SensitivityReport, NamesFactorsInOrderWithIntervals) {
  const std::string text = report_sensitivity(analyse_made_up(DesignKind::saltelli, 128, 3, 0.3));
  EXPECT_THAT(text, HasSubstr("3 factors, design saltelli, 1024 points, 3 replicates"));
  EXPECT_THAT(text, HasSubstr("coverage (share) at month 60, variant as it is"));
  EXPECT_THAT(text, HasSubstr("noise makes up 2 % of the variance of means"));
  EXPECT_LT(text.find("trust.weight"), text.find("needs.scale"));
  EXPECT_LT(text.find("needs.scale"), text.find("grants.usd"));
  EXPECT_THAT(text, Not(HasSubstr("left out")));
  EXPECT_THAT(report_sensitivity(analyse_made_up(DesignKind::saltelli, 16, 3, 0.3), 1), HasSubstr("and 2 weaker ones"));
}

TEST(SensitivityReport, SaysWhatASingleReplicateCanNotTell) {
  EXPECT_THAT(report_sensitivity(analyse_made_up(DesignKind::sobol, 64, 1, 0.3)), HasSubstr("noise can not be told from effects"));
}

// Every row of the table with its index, factor and value.
std::size_t count_rows(const std::string& csv, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = csv.find(part); at != std::string::npos; at = csv.find(part, at + 1)) ++count;
  return count;
}

TEST(SensitivityReport, TheTableHoldsEveryIndex) {
  const std::string csv = table_as_csv(sensitivity_as_table(analyse_made_up(DesignKind::saltelli, 64, 3, 0.3)));
  EXPECT_THAT(csv, testing::StartsWith("variant,measure,month,factor,with,index,value,lower,upper\n"));
  EXPECT_EQ(count_rows(csv, ",first,"), 3u);
  EXPECT_EQ(count_rows(csv, ",total_corrected,"), 3u);
  EXPECT_EQ(count_rows(csv, ",second_corrected,"), 3u);
  EXPECT_EQ(count_rows(csv, ",partial_rank_correlation,"), 3u);
  EXPECT_THAT(csv, HasSubstr("as it is,coverage,60,trust.weight,needs.scale,second,"));
  const std::string morris = table_as_csv(sensitivity_as_table(analyse_made_up(DesignKind::morris, 10, 1, 0.0)));
  EXPECT_EQ(count_rows(morris, ",mu_star,"), 3u);
  EXPECT_EQ(count_rows(morris, ",mu_star_corrected,"), 0u);
}

TEST(SensitivityReport, ThePageRanksAndSaysHowToRepeat) {
  const std::string page = sensitivity_as_markdown({analyse_made_up(DesignKind::morris, 20, 3, 0.1)},
                                                   "tessera sensitivity study.h5 --write somewhere");
  EXPECT_THAT(page, HasSubstr("tessera experiment study.toml"));
  EXPECT_THAT(page, HasSubstr("tessera sensitivity study.h5 --write somewhere"));
  EXPECT_THAT(page, HasSubstr("| 1 | `trust.weight` | 0 to 1 count | 0.7"));
  EXPECT_THAT(page, HasSubstr("| coverage, share, month 60 |"));
}

}  // namespace
}  // namespace tessera
