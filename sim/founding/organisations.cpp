#include "founding/organisations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <unordered_set>

#include "base/errors.hpp"
#include "base/parallel.hpp"
#include "formulas/apportion.hpp"
#include "formulas/organisation_draw.hpp"
#include "formulas/reach.hpp"
#include "founding/districts.hpp"
#include "founding/draws.hpp"
#include "state/append.hpp"

namespace tessera {
namespace {

constexpr std::size_t block_rows = 1024;  // organisations whose reach shares one buffer

// One organisation to be founded.
struct Plan {
  std::uint16_t type = 0;
  std::uint32_t rank = 0;
  std::uint64_t id = 0;
  const OrganisationRecord* record = nullptr;  // nullptr: synthetic
};

// Described organisations keep the number that they bring; the others get the next free rank of their type.
void number_described(std::vector<Plan>& plans, const Scenario& scenario) {
  if (scenario.organisations.empty()) return;
  std::unordered_set<std::uint64_t> taken;
  for (const Plan& plan : plans) taken.insert(plan.id);
  for (const OrganisationRecord& record : scenario.organisations)
    if (record.number && !taken.insert(static_cast<std::uint64_t>(*record.number)).second)
      throw InputError(fmt::format("Organisation \"{}\" has the number {:.0f} of another one; leave its number out", record.id, *record.number));
  std::vector<std::uint32_t> next(scenario.parameters.types.size(), described_rank);
  for (const OrganisationRecord& record : scenario.organisations) {
    std::uint32_t& rank = next.at(record.type);
    if (!record.number)
      while (!taken.insert(founding_id(record.type, rank)).second) ++rank;
    const std::uint64_t id = record.number ? static_cast<std::uint64_t>(*record.number) : founding_id(record.type, rank);
    plans.push_back({record.type, rank, id, &record});
  }
}

std::vector<Plan> plan_organisations(const Scenario& scenario) {
  const Parameters& parameters = scenario.parameters;
  std::vector<double> weights;
  for (const TypeTraits& type : parameters.types) weights.push_back(type.share);
  const auto count = static_cast<std::int64_t>(parameters.founding.organisations);
  const auto counts = apportion(count, weights);
  if (count > 0 && std::all_of(counts.begin(), counts.end(), [](std::int64_t n) { return n == 0; }))
    throw InputError("No type of organisation has a share above 0; set organisations.count = 0 or give type.NAME.share");
  std::vector<Plan> plans;
  plans.reserve(static_cast<std::size_t>(count) + scenario.organisations.size());
  for (std::uint16_t type = 0; type < counts.size(); ++type)
    for (std::uint32_t rank = 0; rank < static_cast<std::uint32_t>(counts[type]); ++rank) plans.push_back({type, rank, founding_id(type, rank)});
  number_described(plans, scenario);
  return plans;
}

// Where residents live, for drawing homes.
struct Homes {
  std::vector<std::int64_t> until;  // [district] residents of this and all earlier ones
  std::uint32_t districts;
  double spacing_km;

  std::uint32_t draw(Stream& stream) const {
    if (until.back() == 0) return static_cast<std::uint32_t>(stream.below(districts));
    const auto resident = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(until.back())));
    return static_cast<std::uint32_t>(std::upper_bound(until.begin(), until.end(), resident) - until.begin());
  }
};

Homes count_homes(const Community& community, double spacing_km) {
  Homes homes{residents_by_district(community), community.districts, spacing_km};
  for (std::size_t d = 1; d < homes.until.size(); ++d) homes.until[d] += homes.until[d - 1];
  return homes;
}

// Synthetic organisations in the order of their homes: neighbours lie close in memory, which is most of what a month of
// a large community costs. Ids and draws know nothing of rows.
void order_by_home(std::span<Plan> synthetic, const Homes& homes, const MechanismDraws& draws) {
  std::vector<std::uint32_t> home(synthetic.size());
  for_each_slot(synthetic.size(), [&](std::size_t i) {
    Stream stream = draws.at(synthetic[i].id, static_cast<std::uint16_t>(OrganisationDraw::place));
    home[i] = homes.draw(stream);
  });
  std::vector<std::size_t> next(homes.districts + std::size_t{1}, 0);
  for (const std::uint32_t d : home) ++next[d + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  const std::vector<Plan> as_drawn(synthetic.begin(), synthetic.end());
  for (std::size_t i = 0; i < synthetic.size(); ++i) synthetic[next[home[i]]++] = as_drawn[i];
}

GivenValues given_values(const OrganisationRecord& record) {
  GivenValues given;
  given.sector = record.sector;
  given.radius_km = record.radius_km;
  given.revenue_usd = record.revenue_usd;
  given.expenses_usd = record.expenses_usd;
  given.reserve_months = record.reserve_months;
  given.cash_usd = record.cash_usd;
  given.age_years = record.age_years;
  given.goods_usd_per_month = record.goods_usd_per_month;
  given.space_m2_hours = record.space_m2_hours;
  given.credibility = record.credibility;
  given.visibility = record.visibility;
  given.expertise = record.expertise;
  given.service_share = record.service_share;
  given.funding = record.funding;
  given.mission = record.mission;
  given.access = record.access;
  given.goods_usd = record.goods_usd;
  given.target_reserve_months = record.target_reserve_months;
  given.propensity = record.propensity;
  given.capability = record.capability;
  given.morale = record.morale;
  given.expertise_by_area = record.expertise_by_area;
  return given;
}

// The described values of a position, resolved before the parallel part, as an unknown district is an input error.
struct GivenPlace {
  std::optional<std::uint32_t> district;
  std::optional<double> x_km, y_km;
};

GivenPlace given_place(const OrganisationRecord& record, const Scenario& scenario, const DistrictGrid& grid) {
  GivenPlace place;
  if (record.district) place.district = find_district(scenario, *record.district);
  if (record.x_km && record.y_km) {
    place.x_km = record.x_km;
    place.y_km = record.y_km;
    if (!place.district) place.district = nearest_district(grid, *record.x_km, *record.y_km);
  }
  return place;
}

void settle_place(NewOrganisation& o, const GivenPlace& given, const Homes& homes, const Community& community,
                  const MechanismDraws& draws) {
  Stream stream = draws.at(o.id, static_cast<std::uint16_t>(OrganisationDraw::place));
  const std::uint32_t drawn = homes.draw(stream);
  o.district = given.district.value_or(drawn);
  o.x_km = given.x_km.value_or(community.x_km[o.district] + homes.spacing_km * (stream.uniform() - 0.5));
  o.y_km = given.y_km.value_or(community.y_km[o.district] + homes.spacing_km * (stream.uniform() - 0.5));
  if (given.x_km) o.drawn &= ~(std::uint64_t{1} << static_cast<unsigned>(DrawnValue::position));
}

// Reach rows of a block of organisations, in row order.
struct ReachBlock {
  std::vector<Reach> reach;
  std::vector<std::uint32_t> sizes;
};

void join_reach(Organisations& o, const std::vector<ReachBlock>& blocks) {
  std::vector<std::size_t> begin{0};
  for (const ReachBlock& block : blocks) begin.push_back(begin.back() + block.reach.size());
  promise(begin.back() < nobody, "reach rows fit 32 bits");
  o.reach_begin.resize(o.count() + 1);
  o.reach_district.resize(begin.back());
  o.reach_weight.resize(begin.back());
  o.reach_volunteers.assign(begin.back(), 0);
  for_each_heavy_slot(blocks.size(), blocks.size() > 1, [&](std::size_t b) {
    std::size_t row = begin[b];
    for (const Reach& reach : blocks[b].reach) {
      o.reach_district[row] = reach.district;
      o.reach_weight[row++] = reach.weight;
    }
    std::size_t end = begin[b];
    for (std::size_t k = 0; k < blocks[b].sizes.size(); ++k)
      o.reach_begin[b * block_rows + k + 1] = static_cast<std::uint32_t>(end += blocks[b].sizes[k]);
  });
}

}  // namespace

std::uint32_t find_district(const Scenario& scenario, const std::string& name) {
  const auto synthetic = static_cast<std::uint32_t>(scenario.parameters.community.districts);
  for (std::size_t k = 0; k < scenario.districts.size(); ++k)
    if (scenario.districts[k].name == name) return synthetic + static_cast<std::uint32_t>(k);
  constexpr std::string_view prefix = "district_";
  std::uint32_t number = 0;
  if (name.starts_with(prefix)) {
    const auto parsed = std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
    if (parsed.ptr == name.data() + name.size() && number >= 1 && number <= synthetic) return number - 1;
  }
  throw InputError(fmt::format("Unknown district \"{}\"; synthetic districts are called district_1 to district_{}", name,
                               synthetic));
}

std::optional<std::int64_t> known_volunteers(const OrganisationRecord& record) {
  double persons = record.volunteers.value_or(0.0);
  if (!record.volunteers_by_hours.empty())
    persons = std::accumulate(record.volunteers_by_hours.begin(), record.volunteers_by_hours.end(), 0.0);
  else if (!record.volunteers)
    return std::nullopt;
  return std::llround(persons);
}

std::uint32_t row_of_record(const World& world, const Scenario& scenario, std::size_t record) {
  return static_cast<std::uint32_t>(world.organisations.count() - scenario.organisations.size() + record);
}

void found_organisations(World& world, const Scenario& scenario, const MechanismDraws& draws) {
  const Parameters& parameters = scenario.parameters;
  std::vector<Plan> plans = plan_organisations(scenario);
  const std::size_t synthetic = plans.size() - scenario.organisations.size();
  const DistrictGrid grid = make_district_grid(world.community.x_km, world.community.y_km);
  const Homes homes = count_homes(world.community, parameters.community.district_spacing_km);
  order_by_home({plans.data(), synthetic}, homes, draws);
  std::vector<OrganisationLaw> laws;
  std::vector<std::uint64_t> shifts;
  for (std::uint16_t type = 0; type < parameters.types.size(); ++type) {
    laws.push_back(organisation_law(parameters, type));
    shifts.push_back(founding_stream(draws, {.a = type}, FoundingDraw::size_shift)());
  }
  std::vector<GivenPlace> places;
  for (const OrganisationRecord& record : scenario.organisations) places.push_back(given_place(record, scenario, grid));

  Organisations& o = world.organisations;
  resize_organisations(o, plans.size(), world.community.areas, world.community.groups);
  std::vector<ReachBlock> blocks((plans.size() + block_rows - 1) / block_rows);
  const GivenValues nothing_given;
  const GivenPlace no_place;
  for_each_heavy_slot(blocks.size(), blocks.size() > 1, [&](std::size_t b) {
    std::vector<Reach> reach;
    for (std::size_t i = b * block_rows; i < std::min(plans.size(), (b + 1) * block_rows); ++i) {
      const Plan& plan = plans[i];
      NewOrganisation values =
          draw_organisation(laws[plan.type], plan.record == nullptr ? nothing_given : given_values(*plan.record),
                            plan.id, stratified_quantile(shifts[plan.type], plan.rank), 0.0, draws);
      settle_place(values, plan.record == nullptr ? no_place : places[i - synthetic], homes, world.community, draws);
      if (plan.record != nullptr && known_volunteers(*plan.record))
        values.drawn &= ~(std::uint64_t{1} << static_cast<unsigned>(DrawnValue::volunteers));
      if (plan.record != nullptr && plan.record->drawn) values.drawn = *plan.record->drawn;
      set_organisation(o, i, world.community.areas, world.community.groups, values);
      find_reach(reach, grid, values.x_km, values.y_km, values.radius_km, values.district,
                 parameters.delivery.distance_decay);
      blocks[b].reach.insert(blocks[b].reach.end(), reach.begin(), reach.end());
      blocks[b].sizes.push_back(static_cast<std::uint32_t>(reach.size()));
    }
  });
  join_reach(o, blocks);
  for (const std::uint32_t district : o.district) ++world.community.founded_here[district];
}

}  // namespace tessera
