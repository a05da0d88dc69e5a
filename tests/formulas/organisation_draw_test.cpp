#include "formulas/organisation_draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "parameters/parameters.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

const MechanismDraws draws(11, 0, 1, 0);

OrganisationLaw law_of(std::string_view type) {
  static const Parameters parameters = standard_parameters();
  for (std::uint16_t t = 0; t < parameters.types.size(); ++t)
    if (parameters.types[t].name == type) return organisation_law(parameters, t);
  throw std::logic_error("no such type");
}

std::vector<NewOrganisation> draw_many(const OrganisationLaw& law, std::uint64_t count, const GivenValues& given = {}) {
  std::vector<NewOrganisation> many;
  for (std::uint64_t k = 0; k < count; ++k)
    many.push_back(draw_organisation(law, given, k, stratified_quantile(0x123456789, k), 0.0, draws));
  return many;
}

template <class Value>
std::vector<double> column(const std::vector<NewOrganisation>& many, const Value& value) {
  std::vector<double> values;
  for (const NewOrganisation& o : many) values.push_back(value(o));
  return values;
}

TEST(OrganisationDraw, QuantilesAreEvenForEveryLength) {
  for (const std::uint64_t length : {3, 10, 24, 100, 999}) {
    std::vector<double> quantiles;
    for (std::uint64_t k = 0; k < length; ++k) quantiles.push_back(stratified_quantile(0xABCDEF0123456789ULL, k));
    std::sort(quantiles.begin(), quantiles.end());
    double widest = 1.0 - quantiles.back() + quantiles.front();
    for (std::size_t k = 1; k < quantiles.size(); ++k) widest = std::max(widest, quantiles[k] - quantiles[k - 1]);
    EXPECT_LT(widest, 2.7 / static_cast<double>(length)) << length;  // three gaps: at most 2.62 / n for the golden ratio
  }
}

TEST(OrganisationDraw, RevenueFollowsItsTypeStratified) {
  const auto log_revenue = column(draw_many(law_of("charity"), 2000), [](auto& o) { return std::log(o.revenue_usd); });
  double mean = 0.0;
  for (const double value : log_revenue) mean += value / 2000.0;
  EXPECT_NEAR(mean, 12.3, 0.005);  // far closer than the 0.045 of independent draws
  EXPECT_FALSE(check_variance(log_revenue, 2.27 * 2.27).rejects) << check_variance(log_revenue, 2.27 * 2.27);
  EXPECT_TRUE(check_variance(log_revenue, 6.4).rejects);
}

TEST(OrganisationDraw, MissionsAreSparseSharesAroundTheType) {
  const auto food_banks = draw_many(law_of("food_bank"), 4000);
  for (const NewOrganisation& o : food_banks) {
    double sum = 0.0;
    for (std::size_t a = 0; a < 8; ++a) {
      sum += o.mission[a];
      EXPECT_TRUE(o.mission[a] == 0.0 || o.mission[a] >= 0.03);
    }
    ASSERT_NEAR(sum, 1.0, 1e-12);
    EXPECT_EQ(o.mission[6], 0.0);  // the type does no safety work
  }
  const auto food = column(food_banks, [](auto& o) { return o.mission[0]; });
  double mean = 0.0;
  for (const double value : food) mean += value / 4000.0;
  EXPECT_GT(mean, 0.78);
  EXPECT_LT(mean, 0.85);
}

TEST(OrganisationDraw, CharitiesHaveOneMainField) {
  std::vector<std::int64_t> fields(8, 0);
  for (const NewOrganisation& o : draw_many(law_of("charity"), 4000)) {
    const auto main = std::max_element(o.mission.begin(), o.mission.begin() + 8);
    EXPECT_GE(*main, 0.7);
    ++fields[static_cast<std::size_t>(main - o.mission.begin())];
  }
  const std::vector<double> weights{.12, .16, .18, .14, .14, .14, .04, .08};
  EXPECT_FALSE(check_counts(fields, weights).rejects) << check_counts(fields, weights);
  EXPECT_TRUE(check_counts(fields, std::vector<double>{.18, .16, .12, .14, .14, .14, .04, .08}).rejects);
}

TEST(OrganisationDraw, FundingKeepsItsMeanAndItsZeros) {
  const auto clinics = draw_many(law_of("clinic"), 4000);
  const auto fees = column(clinics, [](auto& o) { return o.base_income_usd[1] / (o.revenue_usd / 12.0); });
  EXPECT_FALSE(check_mean(fees, 0.60).rejects) << check_mean(fees, 0.60);
  EXPECT_TRUE(check_mean(fees, 0.63).rejects);
  for (const NewOrganisation& o : draw_many(law_of("supermarket"), 50)) {
    EXPECT_EQ(o.base_income_usd[0], 0.0);
    EXPECT_DOUBLE_EQ(o.base_income_usd[1], o.revenue_usd / 12.0);
  }
}

TEST(OrganisationDraw, IncomeNoiseIsStationaryAndFallsWithSize) {
  GivenValues reference;
  reference.revenue_usd = 185000.0;
  GivenValues large;
  large.revenue_usd = 185000.0 * 1000.0;
  const auto noise = [](auto& o) { return o.income_noise[2]; };
  const FinanceParameters finance = standard_parameters().finance;
  const double sd = finance.noise_sd;
  const auto usual = column(draw_many(law_of("charity"), 4000, reference), noise);
  EXPECT_FALSE(check_normal_variance(usual, sd * sd).rejects);
  EXPECT_TRUE(check_normal_variance(usual, 1.25 * sd * sd).rejects);
  const double shrunk = sd * std::pow(1000.0, finance.noise_size_exponent);
  const auto small = column(draw_many(law_of("charity"), 4000, large), noise);
  EXPECT_FALSE(check_normal_variance(small, shrunk * shrunk).rejects);
  EXPECT_TRUE(check_normal_variance(small, sd * sd).rejects);
}

TEST(OrganisationDraw, ReservesHaveTheirMedianAndSpreadAtTheReference) {
  GivenValues reference;
  reference.revenue_usd = 185000.0;
  const auto log_months = column(draw_many(law_of("charity"), 4000, reference),
                                 [](auto& o) { return std::log(o.money_usd / o.cost_level_usd); });
  EXPECT_FALSE(check_mean(log_months, std::log(6.0)).rejects);
  EXPECT_TRUE(check_mean(log_months, std::log(6.6)).rejects);
  EXPECT_FALSE(check_normal_variance(log_months, 0.81).rejects);
  EXPECT_TRUE(check_normal_variance(log_months, 1.0).rejects);
}

TEST(OrganisationDraw, KnownReservesMoveTheTarget) {
  GivenValues rich;
  rich.revenue_usd = 185000.0;
  rich.reserve_months = 24.0;
  const auto organisations = draw_many(law_of("charity"), 4000, rich);
  const auto log_target = column(organisations, [](auto& o) { return std::log(o.target_reserve_months); });
  const double expected = std::log(6.0) + 0.8 * std::log(4.0);
  EXPECT_FALSE(check_mean(log_target, expected).rejects) << check_mean(log_target, expected);
  EXPECT_TRUE(check_mean(log_target, std::log(24.0)).rejects);
  EXPECT_DOUBLE_EQ(organisations[0].money_usd, 24.0 * 185000.0 / 12.0);
}

TEST(OrganisationDraw, AgesHaveTheirMedianAndGoWithSize) {
  const auto charities = draw_many(law_of("charity"), 4000);
  const auto log_age = column(charities, [](auto& o) { return std::log(std::max(1, -o.founded_month) / 12.0); });
  EXPECT_FALSE(check_mean(log_age, std::log(23.0)).rejects) << check_mean(log_age, std::log(23.0));
  EXPECT_TRUE(check_mean(log_age, std::log(26.0)).rejects);
  std::vector<double> product;
  for (std::size_t k = 0; k < charities.size(); ++k)
    product.push_back((std::log(charities[k].revenue_usd) - 12.3) / 2.0 * (log_age[k] - std::log(23.0)) / 0.95);
  EXPECT_FALSE(check_mean(product, 0.24).rejects) << check_mean(product, 0.24);
  EXPECT_TRUE(check_mean(product, 0.0).rejects);
}

TEST(OrganisationDraw, GivenValuesStandAndShiftNoOther) {
  GivenValues given;
  given.mission = {0, 0, 1, 0, 0, 0, 0, 3};
  given.funding = {1, 0, 0, 1};
  given.access = {.1, .2, .3, .4};
  given.credibility = 0.9;
  given.age_years = 10.0;
  given.space_m2_hours = 77.0;
  given.goods_usd_per_month = 5.0;
  const NewOrganisation drawn = draw_organisation(law_of("charity"), {}, 5, 0.4, 0.0, draws);
  const NewOrganisation known = draw_organisation(law_of("charity"), given, 5, 0.4, 0.0, draws);
  EXPECT_DOUBLE_EQ(known.mission[7], 0.75);
  EXPECT_DOUBLE_EQ(known.base_income_usd[3], known.revenue_usd / 24.0);
  EXPECT_DOUBLE_EQ(known.access[1], 0.2);
  EXPECT_DOUBLE_EQ(known.credibility, 0.9);
  EXPECT_EQ(known.founded_month, -120);
  EXPECT_DOUBLE_EQ(known.space_m2_hours, 77.0);
  EXPECT_DOUBLE_EQ(known.goods_income_usd, 5.0);
  EXPECT_EQ(known.revenue_usd, drawn.revenue_usd);
  EXPECT_EQ(known.visibility, drawn.visibility);
  EXPECT_EQ(known.money_usd, drawn.money_usd);
  EXPECT_EQ(known.income_noise, drawn.income_noise);
  EXPECT_EQ(known.propensity, drawn.propensity);
  const auto bit = [](DrawnValue value) { return std::uint64_t{1} << static_cast<unsigned>(value); };
  EXPECT_EQ(drawn.drawn, (std::uint64_t{1} << drawn_value_names.size()) - 1);
  EXPECT_EQ(drawn.drawn & ~known.drawn,
            bit(DrawnValue::mission) | bit(DrawnValue::funding_mix) | bit(DrawnValue::access) |
                bit(DrawnValue::credibility) | bit(DrawnValue::age) | bit(DrawnValue::space) | bit(DrawnValue::goods));
}

TEST(OrganisationDraw, LargeBodiesServeBeyondTheTown) {
  EXPECT_DOUBLE_EQ(local_share(0.8, 5e5, 1e6, 0.6), 0.8);
  EXPECT_DOUBLE_EQ(local_share(0.8, 1e8, 1e6, 0.6), 0.8 * std::pow(100.0, -0.4));
  EXPECT_DOUBLE_EQ(local_share(0.02, 1e8, 1e6, 0.6), 0.02);
}

}  // namespace
}  // namespace tessera
