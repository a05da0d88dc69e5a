#include "formulas/organisation_draw.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <span>

#include "base/distributions.hpp"
#include "formulas/logistic.hpp"

namespace tessera {
namespace {

Stream stream_of(const MechanismDraws& draws, std::uint64_t id, OrganisationDraw aspect) {
  return draws.at(id, static_cast<std::uint16_t>(aspect));
}

void mark(NewOrganisation& o, DrawnValue value) { o.drawn |= std::uint64_t{1} << static_cast<unsigned>(value); }

void scale_to_one(std::span<double> shares) {
  double sum = 0.0;
  for (const double share : shares) sum += share;
  if (sum > 0.0)
    for (double& share : shares) share /= sum;
  else
    for (double& share : shares) share = 1.0 / static_cast<double>(shares.size());
}

// Given shares that add up to 1 but for rounding stay as they are, bit for bit.
void settle_given(std::span<double> shares, const std::vector<double>& given) {
  constexpr double rounding = 1e-12;
  std::copy(given.begin(), given.end(), shares.begin());
  double sum = 0.0;
  for (const double share : shares) sum += share;
  if (std::abs(sum - 1.0) > rounding) scale_to_one(shares);
}

// Shares around `centre` (sum 1); what is 0 in the centre stays 0.
void draw_shares(std::span<double> shares, std::span<const double> centre, double concentration, Stream& stream) {
  for (std::size_t k = 0; k < shares.size(); ++k)
    shares[k] = centre[k] > 0.0 ? gamma(stream, concentration * centre[k]) : 0.0;
  double sum = 0.0;
  for (const double share : shares) sum += share;
  if (sum > 0.0)
    scale_to_one(shares);
  else
    std::copy(centre.begin(), centre.end(), shares.begin());
}

// Below the threshold attention is nil: sparse missions are what keeps delivery fast.
void drop_small_shares(std::span<double> shares, double smallest) {
  const double most = *std::max_element(shares.begin(), shares.end());
  for (double& share : shares)
    if (share < smallest && share < most) share = 0.0;
  scale_to_one(shares);
}

std::size_t draw_index(std::span<const double> weights, Stream& stream) {
  double left = stream.uniform();
  std::size_t last = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k] <= 0.0) continue;
    last = k;
    left -= weights[k];
    if (left < 0.0) return k;
  }
  return last;
}

void settle_mission(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                    const MechanismDraws& draws) {
  const std::span<double> shares{o.mission.data(), law.areas};
  if (!given.mission.empty()) return settle_given(shares, given.mission);
  mark(o, DrawnValue::mission);
  std::array<double, most_areas> centre = law.mission;
  scale_to_one({centre.data(), law.areas});
  Stream stream = stream_of(draws, o.id, OrganisationDraw::mission);
  const std::size_t field = law.one_field ? draw_index({centre.data(), law.areas}, stream) : law.areas;
  draw_shares(shares, {centre.data(), law.areas}, law.mission_concentration, stream);
  if (law.one_field) {
    for (double& share : shares) share *= 1.0 - law.one_field_share;
    shares[field] += law.one_field_share;
  }
  drop_small_shares(shares, law.smallest_mission_share);
}

// Where one standard deviation of the type's log revenue stands, bounded so that a giant is not made a Methuselah.
double relative_log_size(const NewOrganisation& o, const OrganisationLaw& law) {
  if (!(law.revenue_log_sd > 0.0) || !(o.revenue_usd > 0.0)) return 0.0;
  return std::clamp((std::log(o.revenue_usd) - law.revenue_log_mean) / law.revenue_log_sd, -2.5, 2.5);
}

void settle_size(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given, double quantile,
                 double shift) {
  if (given.revenue_usd) {
    o.revenue_usd = *given.revenue_usd;
  } else {
    mark(o, DrawnValue::revenue);
    const double z = boost::math::quantile(boost::math::normal_distribution<double>(), quantile);
    o.revenue_usd = std::exp(law.revenue_log_mean + law.revenue_log_sd * z + shift);
  }
  o.service_share = given.service_share.value_or(
      local_share(law.service_share, o.revenue_usd, law.large_revenue_usd, law.large_exponent));
  o.wage_share = law.wage_share;
}

void settle_expertise(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                      const MechanismDraws& draws) {
  if (!given.expertise_by_area.empty())
    return void(std::copy(given.expertise_by_area.begin(), given.expertise_by_area.end(), o.expertise.begin()));
  const double most = *std::max_element(o.mission.begin(), o.mission.begin() + static_cast<std::ptrdiff_t>(law.areas));
  const double mean = given.expertise.value_or(law.expertise);
  const double spread = given.expertise ? 0.0 : law.expertise_sd * std::sqrt(0.5);
  if (!given.expertise) mark(o, DrawnValue::expertise);
  Stream stream = stream_of(draws, o.id, OrganisationDraw::expertise);
  const double own = spread * normal(stream);  // half of the variance is the organisation's, half each competence's
  for (std::size_t a = 0; a < law.areas; ++a) {
    const double practice = most > 0.0 ? o.mission[a] / most : 0.0;
    const double centre = mean * (law.expertise_outside + (1.0 - law.expertise_outside) * practice);
    for (std::size_t k = 0; k < competences; ++k)
      o.expertise[a * competences + k] = clamp_share(centre + own + spread * normal(stream));
  }
}

void settle_access(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                   const MechanismDraws& draws) {
  if (!given.access.empty()) {
    std::copy(given.access.begin(), given.access.end(), o.access.begin());
    return;
  }
  mark(o, DrawnValue::access);
  Stream stream = stream_of(draws, o.id, OrganisationDraw::access);
  for (std::size_t g = 0; g < law.groups; ++g) o.access[g] = clamp_share(law.access[g] + law.access_sd * normal(stream));
}

void settle_standing(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                     const MechanismDraws& draws) {
  if (!given.credibility) mark(o, DrawnValue::credibility);
  Stream stream = stream_of(draws, o.id, OrganisationDraw::standing);
  const double standing = law.credibility + law.visibility_sd * normal(stream);
  const double attention = law.visibility + law.visibility_sd * normal(stream);
  o.credibility = given.credibility.value_or(std::clamp(standing, 0.01, 1.0));
  o.visibility = given.visibility.value_or(std::clamp(attention, 0.01, 1.0));
  Stream character = stream_of(draws, o.id, OrganisationDraw::character);
  const double sd = law.propensity_log_sd;
  const double propensity = std::exp(sd * normal(character) - 0.5 * sd * sd);
  const double capability = clamp_share(law.capability_mean + law.capability_sd * normal(character));
  o.propensity = given.propensity.value_or(propensity);
  o.capability = given.capability.value_or(capability);
}

void settle_income(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                   const MechanismDraws& draws) {
  std::array<double, sources> mix{};
  if (!given.funding.empty()) {
    settle_given(mix, given.funding);
  } else {
    mark(o, DrawnValue::funding_mix);
    std::array<double, sources> centre = law.funding;
    scale_to_one(centre);
    Stream stream = stream_of(draws, o.id, OrganisationDraw::funding);
    draw_shares(mix, centre, law.funding_concentration, stream);
  }
  Stream stream = stream_of(draws, o.id, OrganisationDraw::income);
  const double size = o.revenue_usd > 0.0 ? o.revenue_usd / law.reference_revenue_usd : 1.0;
  const double sd = law.noise_sd * std::pow(size, law.noise_size_exponent);
  for (std::size_t s = 0; s < sources; ++s) {
    o.base_income_usd[s] = o.revenue_usd / 12.0 * mix[s];
    o.income_noise[s] = sd * normal(stream);  // the stationary law of the AR(1)
  }
  o.cost_level_usd = given.expenses_usd.value_or(o.revenue_usd) / 12.0;
}

// Log reserves are the target's plus a gap from it, which has `reserve_gap_share` of the variance; known reserves say
// what the target is likely to be.
void settle_reserves(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                     const MechanismDraws& draws) {
  Stream stream = stream_of(draws, o.id, OrganisationDraw::reserves);
  const double target_z = normal(stream);
  const double gap_z = normal(stream);
  const double size = std::max(o.revenue_usd, 1.0) / law.reference_revenue_usd;
  const double centre = std::log(law.reserve_median_months) + law.reserve_size_exponent * std::log(size);
  const double gap = law.reserve_gap_share;
  const double sd = law.reserve_log_sd;
  std::optional<double> months = given.reserve_months;
  if (!months && given.cash_usd && o.cost_level_usd > 0.0) months = *given.cash_usd / o.cost_level_usd;
  if (!months && !given.cash_usd) {
    mark(o, DrawnValue::reserves);
    o.target_reserve_months = std::exp(centre + sd * std::sqrt(1.0 - gap) * target_z);
    o.money_usd = o.target_reserve_months * std::exp(sd * std::sqrt(gap) * gap_z) * o.cost_level_usd;
    return;
  }
  const double seen = months && *months > 0.0 ? std::log(*months) - centre : -2.0 * sd;
  const double likely = (1.0 - gap) * std::clamp(seen, -3.0 * sd, 3.0 * sd);
  o.target_reserve_months = std::exp(centre + likely + sd * std::sqrt(gap * (1.0 - gap)) * target_z);
  o.money_usd = given.cash_usd.value_or(months.value_or(0.0) * o.cost_level_usd);
}

void settle_goods_and_space(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                            const MechanismDraws& draws) {
  if (!given.goods_usd_per_month) mark(o, DrawnValue::goods);
  const double shrink = law.service_share > 0.0
                            ? local_share(law.service_share, o.revenue_usd, law.large_revenue_usd, law.large_exponent) /
                                  law.service_share
                            : 1.0;
  o.goods_income_usd = given.goods_usd_per_month.value_or(law.goods_per_revenue * shrink * o.revenue_usd / 12.0);
  o.goods_usd = given.goods_usd.value_or(o.goods_income_usd);  // a month's worth
  if (!given.space_m2_hours) mark(o, DrawnValue::space);
  Stream stream = stream_of(draws, o.id, OrganisationDraw::space);
  o.space_m2_hours = given.space_m2_hours.value_or(law.space_m2_hours * std::exp(law.space_log_sd * normal(stream)));
}

void settle_age(NewOrganisation& o, const OrganisationLaw& law, const GivenValues& given,
                const MechanismDraws& draws) {
  if (!given.age_years) mark(o, DrawnValue::age);
  Stream stream = stream_of(draws, o.id, OrganisationDraw::age);
  const double correlation = law.age_size_correlation;
  const double z = correlation * relative_log_size(o, law) + std::sqrt(1.0 - correlation * correlation) * normal(stream);
  const double years = given.age_years.value_or(std::min(law.age_median_years * std::exp(law.age_log_sd * z), 1000.0));
  o.founded_month = -static_cast<std::int32_t>(std::lround(12.0 * years));
}

}  // namespace

NewOrganisation draw_organisation(const OrganisationLaw& law, const GivenValues& given, std::uint64_t id,
                                  double size_quantile, double log_size_shift, const MechanismDraws& draws) {
  NewOrganisation o;
  o.id = id;
  o.type = law.type;
  o.sector = given.sector.value_or(law.sector);
  o.radius_km = given.radius_km.value_or(law.radius_km);
  o.morale = given.morale.value_or(law.morale);
  mark(o, DrawnValue::position);
  mark(o, DrawnValue::volunteers);
  settle_size(o, law, given, size_quantile, log_size_shift);
  settle_mission(o, law, given, draws);
  settle_expertise(o, law, given, draws);
  settle_access(o, law, given, draws);
  settle_standing(o, law, given, draws);
  settle_income(o, law, given, draws);
  settle_reserves(o, law, given, draws);
  if (given.target_reserve_months) o.target_reserve_months = *given.target_reserve_months;
  settle_goods_and_space(o, law, given, draws);
  settle_age(o, law, given, draws);
  return o;
}

double stratified_quantile(std::uint64_t shift, std::uint64_t rank) {
  const std::uint64_t word = shift + rank * 0x9E3779B97F4A7C15ULL;  // steps of the golden ratio modulo 1
  return (static_cast<double>(word >> 11) + 0.5) * 0x1p-53;
}

double local_share(double share, double revenue_usd, double large_revenue_usd, double exponent) {
  if (share <= 0.1 || revenue_usd <= large_revenue_usd) return share;
  return share * std::pow(revenue_usd / large_revenue_usd, exponent - 1.0);
}

}  // namespace tessera
