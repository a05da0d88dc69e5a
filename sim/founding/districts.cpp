#include "founding/districts.hpp"

#include <cmath>
#include <numeric>

#include "base/distributions.hpp"
#include "base/errors.hpp"
#include "formulas/apportion.hpp"
#include "founding/draws.hpp"

namespace tessera {
namespace {

constexpr double size_log_sd = 0.25;  // assumed: districts are drawn to be of like size

struct GridPlace {
  double x_km, y_km;
};

// Row by row from the south-west; described districts without a place go on where the grid ends.
GridPlace place_on_grid(std::size_t index, std::size_t districts, double spacing_km) {
  const auto columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(districts))));
  return {(static_cast<double>(index % columns) + 0.5) * spacing_km,
          (static_cast<double>(index / columns) + 0.5) * spacing_km};
}

std::vector<double> mean_shares(const Parameters& parameters) {
  std::vector<double> shares;
  for (const GroupTraits& group : parameters.groups) shares.push_back(group.share);
  if (!(std::accumulate(shares.begin(), shares.end(), 0.0) > 0.0))
    throw InputError("No resident group has a share above 0; give group.NAME.share");
  return shares;
}

void append_residents(Community& community, std::int64_t total, const std::vector<double>& weights) {
  const auto parts = apportion(total, weights);
  community.residents.insert(community.residents.end(), parts.begin(), parts.end());
}

void add_synthetic(Community& community, const Parameters& parameters, const MechanismDraws& draws) {
  const auto count = static_cast<std::size_t>(parameters.community.districts);
  std::vector<double> weights(count);
  for (std::size_t d = 0; d < count; ++d) {
    Stream stream = founding_stream(draws, {.a = d}, FoundingDraw::district_size);
    weights[d] = std::exp(size_log_sd * normal(stream));
  }
  const auto residents = apportion(static_cast<std::int64_t>(parameters.community.residents), weights);
  const std::vector<double> means = mean_shares(parameters);
  const double swing = parameters.community.segregation * std::log(3.0);
  for (std::size_t d = 0; d < count; ++d) {
    const GridPlace place = place_on_grid(d, count, parameters.community.district_spacing_km);
    community.x_km.push_back(place.x_km);
    community.y_km.push_back(place.y_km);
    Stream stream = founding_stream(draws, {.a = d}, FoundingDraw::district_groups);
    std::vector<double> shares = means;
    for (double& share : shares) share *= std::exp(swing * (2.0 * stream.uniform() - 1.0));
    append_residents(community, residents[d], shares);
  }
}

// Where the number of residents is open: as in a synthetic district, or community.residents split evenly.
double usual_residents(const Scenario& scenario) {
  const CommunityParameters& community = scenario.parameters.community;
  if (community.districts > 0) return std::round(community.residents / community.districts);
  double open = 0.0;
  for (const DistrictRecord& district : scenario.districts)
    if (!district.residents && district.group_residents.empty()) open += 1.0;
  return open > 0.0 ? std::round(community.residents / open) : 0.0;
}

void add_described(Community& community, const Scenario& scenario) {
  const Parameters& parameters = scenario.parameters;
  const auto synthetic = static_cast<std::size_t>(parameters.community.districts);
  const std::size_t grid = synthetic > 0 ? synthetic : scenario.districts.size();
  const double usual = usual_residents(scenario);
  for (std::size_t k = 0; k < scenario.districts.size(); ++k) {
    const DistrictRecord& record = scenario.districts[k];
    const GridPlace place = place_on_grid(synthetic + k, grid, parameters.community.district_spacing_km);
    community.x_km.push_back(record.x_km.value_or(place.x_km));
    community.y_km.push_back(record.y_km.value_or(place.y_km));
    const bool counted = record.group_residents.size() == parameters.groups.size();
    const double counted_total = std::accumulate(record.group_residents.begin(), record.group_residents.end(), 0.0);
    const double residents = counted ? counted_total : record.residents.value_or(usual);
    append_residents(community, std::llround(residents), counted ? record.group_residents : mean_shares(parameters));
  }
}

}  // namespace

std::vector<std::int64_t> residents_by_district(const Community& community) {
  std::vector<std::int64_t> totals(community.districts, 0);
  for (std::size_t k = 0; k < community.residents.size(); ++k) totals[k / community.groups] += community.residents[k];
  return totals;
}

Community found_districts(const Scenario& scenario, const MechanismDraws& draws) {
  Community community;
  community.groups = static_cast<std::uint32_t>(scenario.parameters.groups.size());
  community.areas = static_cast<std::uint32_t>(scenario.parameters.areas.size());
  add_synthetic(community, scenario.parameters, draws);
  add_described(community, scenario);
  community.districts = static_cast<std::uint32_t>(community.x_km.size());
  if (community.districts == 0)
    throw InputError("The community has no district; set community.districts or describe one with [[district]]");

  const std::size_t districts = community.districts;
  community.people.assign(districts * people_classes, 0);
  for (std::size_t d = 0; const std::int64_t residents : residents_by_district(community)) {
    community.adults.push_back(
        std::llround(scenario.parameters.community.adult_share * static_cast<double>(residents)));
    community.people[d++ * people_classes + static_cast<std::size_t>(People::free_never)] = community.adults.back();
  }
  community.recruiting_norm.assign(districts, 0.0);
  community.founded_here.assign(districts, 0);
  community.participation.assign(districts, std::nan(""));
  community.survey_retention.assign(districts, std::nan(""));
  community.volunteer_hours_this_year.assign(1, 0.0);
  community.volunteer_hours_last_year.assign(1, std::nan(""));
  community.public_spending_usd.assign(levers, 0.0);
  community.public_spending_total_usd.assign(levers, 0.0);
  community.grants_paid_usd.assign(calls, 0.0);
  return community;
}

}  // namespace tessera
