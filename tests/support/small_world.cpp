#include "support/small_world.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

#include "base/draws.hpp"
#include "formulas/volunteering.hpp"
#include "state/fields.hpp"

namespace tessera::test {
namespace {

struct Counts {
  std::size_t organisations, reaches, ties, partnerships, memberships;
};

Counts counts_of(const World& world) {
  return {world.organisations.count(), world.organisations.reach_district.size(), world.ties.count(),
          world.partnerships.count(), world.memberships.count()};
}

std::size_t length_of(std::string_view axes, const World& world, const Counts& counts) {
  const std::map<std::string_view, std::size_t> lengths{
      {"organisation", counts.organisations}, {"reach", counts.reaches},
      {"reach_begin", counts.organisations + 1}, {"tie", counts.ties}, {"partnership", counts.partnerships},
      {"membership", counts.memberships}, {"district", world.community.districts}, {"group", world.community.groups},
      {"area", world.community.areas}, {"competence", competences}, {"source", sources}, {"resource", resources},
      {"lever", levers}, {"call", calls}, {"application", 0},
      {"money entry", money_entries}, {"goods entry", goods_entries}, {"hours class", hours_classes},
      {"people class", people_classes}, {"lever", levers}, {"call", calls}};
  std::size_t length = 1;
  while (!axes.empty()) {
    const std::size_t comma = std::min(axes.find(','), axes.size());
    length *= lengths.at(axes.substr(0, comma));
    axes.remove_prefix(std::min(comma + 1, axes.size()));
  }
  return length;
}

// Every field of the table as long as its axes say; what is new is 0.
void size_fields(World& world, std::string_view table, const Counts& counts) {
  for (const Field& field : fields(world))
    if (field.table == table)
      std::visit([&](auto* data) { data->resize(length_of(field.axes, world, counts)); }, field.data);
}

std::size_t at(std::size_t row, std::size_t width, std::size_t column) { return row * width + column; }

void fill_community(World& world, const SmallWorld& shape, const Parameters& parameters) {
  Community& community = world.community;
  for (std::uint32_t d = 0; d < shape.districts; ++d) {
    community.x_km[d] = 3.0 * d;
    for (std::uint32_t g = 0; g < community.groups; ++g)
      community.residents[at(d, community.groups, g)] = shape.residents_per_cell + 10 * g + d;
    community.adults[d] = shape.residents_per_cell * 3;
    community.people[at(d, people_classes, static_cast<std::size_t>(People::free_never))] = community.adults[d];
    community.founded_here[d] = shape.organisations / shape.districts;
    community.participation[d] = community.survey_retention[d] = std::numeric_limits<double>::quiet_NaN();
  }
  for (std::uint32_t a = 0; a < community.areas; ++a)
    for (std::uint32_t d = 0; d < community.districts; ++d)
      for (std::uint32_t g = 0; g < community.groups; ++g) {
        const std::size_t cell = community.cell(a, d, g);
        world.need.wanted[cell] = parameters.areas[a].incidence[g] * 100.0 * (1.0 + d);
        world.need.met[cell] = world.need.wanted[cell] * 0.1 * (1.0 + (a + d) % 8);
      }
}

void fill_finance(Organisations& organisations, std::uint32_t i, const TypeTraits& type, Stream& stream) {
  organisations.revenue_usd[i] = std::exp(11.0 + 3.0 * stream.uniform());
  organisations.service_share[i] = type.service_share;
  organisations.wage_share[i] = type.wage_share;
  const double monthly = organisations.revenue_usd[i] / 12.0;
  for (std::size_t s = 0; s < sources; ++s) {
    organisations.base_income_usd[at(i, sources, s)] = monthly * type.funding[s];
    organisations.income_noise[at(i, sources, s)] = 0.2 * (stream.uniform() - 0.5);
  }
  organisations.expected_income_usd[i] = organisations.cost_level_usd[i] = monthly;
  organisations.target_reserve_months[i] = 3.0 + 6.0 * stream.uniform();
  organisations.money_usd[i] = monthly * (12.0 * stream.uniform() - 1.0);
  organisations.goods_income_usd[i] = monthly * type.goods_per_revenue;
  organisations.goods_usd[i] = organisations.goods_income_usd[i] * 2.0 * stream.uniform();
  organisations.space_m2_hours[i] = type.space_m2_hours;
}

void fill_character(const Community& community, Organisations& organisations, std::uint32_t i, const TypeTraits& type,
                    Stream& stream) {
  organisations.visibility[i] = 0.2 + 0.6 * stream.uniform();
  organisations.credibility[i] = 0.2 + 0.6 * stream.uniform();
  organisations.propensity[i] = 1.0;
  organisations.capability[i] = 0.5;
  organisations.visibility_base[i] = organisations.visibility[i];
  organisations.credibility_base[i] = organisations.credibility[i];
  organisations.propensity_base[i] = 1.0;
  organisations.morale[i] = 0.6;
  organisations.hours_use[i] = 1.0;
  for (std::uint32_t a = 0; a < community.areas; ++a) {
    organisations.mission[at(i, community.areas, a)] = type.mission[a];
    organisations.perceived[at(i, community.areas, a)] = 0.3 + 0.4 * stream.uniform();
    for (std::size_t k = 0; k < competences; ++k)
      for (auto* expertise : {&organisations.expertise, &organisations.expertise_base})
        (*expertise)[at(at(i, community.areas, a), competences, k)] = type.expertise;
  }
  for (std::uint32_t g = 0; g < community.groups; ++g) organisations.access[at(i, community.groups, g)] = type.access[g];
}

void append_reach(World& world, std::uint32_t i, std::uint32_t district, std::uint32_t reach) {
  Organisations& organisations = world.organisations;
  const std::uint32_t first = district > reach ? district - reach : 0;
  const std::uint32_t last = std::min(district + reach, world.community.districts - 1);
  for (std::uint32_t d = first; d <= last; ++d) {
    const auto row = static_cast<std::uint32_t>(organisations.reach_district.size());
    organisations.reach_district.push_back(d);
    organisations.reach_weight.push_back(1.0 / (1.0 + (d > district ? d - district : district - d)));
    organisations.reach_volunteers.push_back(0);
    world.geography.reachers.append(d, {i, row, world.organisations.reach_weight[row]});
  }
  organisations.reach_begin[i + 1] = static_cast<std::uint32_t>(organisations.reach_district.size());
}

void place_volunteers(World& world, std::uint32_t i, std::int32_t most_per_class) {
  Organisations& organisations = world.organisations;
  for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
    if (organisations.reach_district[row] != organisations.district[i]) continue;
    std::int64_t* people = &world.community.people[at(organisations.district[i], people_classes, 0)];
    for (std::size_t c = 0; c < hours_classes; ++c) {
      const auto wanted = static_cast<std::int64_t>((organisations.id[i] + c) % static_cast<std::uint64_t>(most_per_class + 1));
      const std::int64_t count = std::min(wanted, people[static_cast<std::size_t>(People::free_never)]);
      organisations.volunteers[at(i, hours_classes, c)] = static_cast<std::int32_t>(count);
      organisations.reach_volunteers[row] += static_cast<std::int32_t>(count);
      people[static_cast<std::size_t>(People::free_never)] -= count;
      people[static_cast<std::size_t>(c % 2 == 0 ? People::volunteering_new : People::volunteering_again)] += count;
    }
  }
}

void set_recruiting_norms(World& world, const Parameters& parameters) {
  const Organisations& organisations = world.organisations;
  const VolunteeringParameters& p = parameters.volunteering;
  for (std::uint32_t i = 0; i < organisations.count(); ++i) {
    double volunteers = 0.0;
    for (std::size_t c = 0; c < hours_classes; ++c) volunteers += organisations.volunteers[at(i, hours_classes, c)];
    for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row)
      world.community.recruiting_norm[organisations.reach_district[row]] += volunteer_attraction(
          {parameters.types[organisations.type[i]].volunteer_pull, volunteers, organisations.credibility[i],
           organisations.visibility[i], 0.0, organisations.reach_weight[row]},
          {p.invitation_exponent, p.standing_weight, p.fit_weight});
  }
}

}  // namespace

std::uint32_t add_organisation(World& world, const Parameters& parameters, std::uint64_t id, std::uint16_t type,
                               std::uint32_t district, std::uint32_t reach) {
  Organisations& organisations = world.organisations;
  const auto i = static_cast<std::uint32_t>(organisations.count());
  Counts counts = counts_of(world);
  ++counts.organisations;
  size_fields(world, "organisations", counts);
  Stream stream = Draws(4711, 0, 0).of(Mechanism::founding).at(id);
  const TypeTraits& traits = parameters.types[type];
  organisations.id[i] = id;
  organisations.type[i] = type;
  organisations.sector[i] = static_cast<std::uint8_t>(traits.sector);
  organisations.district[i] = district;
  organisations.x_km[i] = world.community.x_km[district];
  organisations.radius_km[i] = traits.radius_km;
  organisations.active[i] = 1;
  organisations.founded_month[i] = -static_cast<std::int32_t>(id % 600);
  organisations.closed_month[i] = never;
  fill_finance(organisations, i, traits, stream);
  fill_character(world.community, organisations, i, traits, stream);
  append_reach(world, i, district, reach);
  world.geography.homes.append(district, i);
  world.ties.of.resize(i + 1);
  world.memberships.of_organisation.resize(i + 1);
  return i;
}

World make_small_world(const SmallWorld& shape, const Parameters& parameters) {
  World world;
  world.community.districts = shape.districts;
  world.community.groups = static_cast<std::uint32_t>(parameters.groups.size());
  world.community.areas = static_cast<std::uint32_t>(parameters.areas.size());
  size_fields(world, "community", counts_of(world));
  size_fields(world, "need", counts_of(world));
  fill_community(world, shape, parameters);
  world.grants.success.assign(calls, 0.35);
  rebuild_indexes(world);
  const auto types = static_cast<std::uint32_t>(parameters.types.size());
  for (std::uint32_t i = 0; i < shape.organisations; ++i) {
    const auto type = static_cast<std::uint16_t>(i % types);
    add_organisation(world, parameters, founding_id(type, i / types), type, i % shape.districts, shape.reach);
    place_volunteers(world, i, shape.volunteers_per_class);
  }
  set_recruiting_norms(world, parameters);
  return world;
}

std::uint32_t add_empty_district(World& world) {
  Community& community = world.community;
  const Need before = world.need;
  const std::uint32_t d = community.districts;
  const Community old = community;
  community.districts = d + 1;
  size_fields(world, "community", counts_of(world));
  size_fields(world, "need", counts_of(world));
  community.x_km[d] = 1e6;
  for (std::uint32_t a = 0; a < community.areas; ++a)
    for (std::uint32_t e = 0; e <= d; ++e)
      for (std::uint32_t g = 0; g < community.groups; ++g) {
        const std::size_t cell = community.cell(a, e, g);
        world.need.fresh[cell] = e < d ? before.fresh[old.cell(a, e, g)] : 0.0;
        world.need.wanted[cell] = e < d ? before.wanted[old.cell(a, e, g)] : 0.0;
        world.need.met[cell] = e < d ? before.met[old.cell(a, e, g)] : 0.0;
        world.need.delivered[cell] = e < d ? before.delivered[old.cell(a, e, g)] : 0.0;
      }
  world.geography.homes.resize(d + 1);
  world.geography.reachers.resize(d + 1);
  return d;
}

std::uint32_t add_partnership(World& world, const std::vector<std::uint32_t>& members, Stage stage,
                              std::int32_t founded_month) {
  Counts counts = counts_of(world);
  const auto p = static_cast<std::uint32_t>(counts.partnerships++);
  const auto first = static_cast<std::uint32_t>(counts.memberships);
  counts.memberships += members.size();
  size_fields(world, "partnerships", counts);
  size_fields(world, "memberships", counts);
  Partnerships& partnerships = world.partnerships;
  Memberships& memberships = world.memberships;
  partnerships.initiator_id[p] = world.organisations.id[members[0]];
  partnerships.target_id[p] = world.organisations.id[members[1]];
  partnerships.founded_month[p] = founded_month;
  partnerships.stage[p] = static_cast<std::uint8_t>(stage);
  partnerships.signed_month[p] = stage == Stage::forming ? never : founded_month;
  partnerships.term_end_month[p] = partnerships.next_review_month[p] = partnerships.ended_month[p] = never;
  partnerships.conflict_month[p] = partnerships.award_end_month[p] = never;
  partnerships.lead[p] = nobody;
  partnerships.communication[p] = 0.5;
  partnerships.members[p] = partnerships.most_members[p] = static_cast<std::uint16_t>(members.size());
  partnerships.live.push_back(p);
  memberships.of_partnership.resize(p + 1);
  for (std::uint32_t a = 0; a < world.community.areas; ++a)
    partnerships.purpose[at(p, world.community.areas, a)] = 1.0 / world.community.areas;
  for (std::uint32_t k = 0; k < members.size(); ++k) {
    const std::uint32_t m = first + k;
    memberships.partnership[m] = p;
    memberships.organisation[m] = members[k];
    memberships.joined_month[m] = founded_month;
    memberships.left_month[m] = never;
    memberships.of_partnership.append(p, m);
    memberships.of_organisation.append(members[k], m);
    for (std::uint32_t other = 0; other < k; ++other)
      ++world.ties.common[make_tie(world.ties, members[other], members[k], founded_month)];
  }
  return p;
}

void add_partnerships(World& world, std::uint32_t count, std::uint32_t members, std::uint32_t step) {
  for (std::uint32_t k = 0; k < count; ++k) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t m = 0; m < members; ++m) rows.push_back(k * step + m);
    add_partnership(world, rows, Stage::active);
  }
}

std::set<std::string> changed_fields(const World& before, const World& after) {
  std::set<std::string> names;
  const auto left = fields(const_cast<World&>(before));
  const auto right = fields(const_cast<World&>(after));
  for (std::size_t f = 0; f < left.size(); ++f)
    std::visit(
        [&](auto* data) {
          const auto* twin = std::get<std::decay_t<decltype(data)>>(right[f].data);
          const std::size_t bytes = data->size() * sizeof(*data->data());
          if (data->size() != twin->size() || (bytes > 0 && std::memcmp(data->data(), twin->data(), bytes) != 0))
            names.insert(std::string(left[f].table) + "." + std::string(left[f].name));
        },
        left[f].data);
  return names;
}

std::set<std::string> changed_organisation_fields(const World& before, const World& after, std::size_t count) {
  std::set<std::string> names;
  const auto left = fields(const_cast<World&>(before));
  const auto right = fields(const_cast<World&>(after));
  for (std::size_t f = 0; f < left.size(); ++f) {
    if (left[f].table != "organisations") continue;
    std::visit(
        [&](auto* data) {
          const auto* twin = std::get<std::decay_t<decltype(data)>>(right[f].data);
          std::size_t length = 0;
          if (left[f].axes == "reach")
            length = before.organisations.reach_begin[count];
          else if (left[f].axes == "reach_begin")
            length = count + 1;
          else
            length = count * (data->size() / before.organisations.count());
          if (twin->size() < length || std::memcmp(data->data(), twin->data(), length * sizeof(*data->data())) != 0)
            names.insert(std::string(left[f].name));
        },
        left[f].data);
  }
  return names;
}

namespace {

template <class Entry, class Same>
bool same_lists(const BlockLists<Entry>& one, const BlockLists<Entry>& other, const Same& same) {
  if (one.owners() != other.owners()) return false;
  for (std::size_t k = 0; k < one.owners(); ++k) {
    const auto left = one.of(k), right = other.of(k);
    if (!std::equal(left.begin(), left.end(), right.begin(), right.end(), same)) return false;
  }
  return true;
}

}  // namespace

std::string wrong_index(const World& world) {
  World fresh = world;
  rebuild_indexes(fresh);
  const auto same_row = [](std::uint32_t a, std::uint32_t b) { return a == b; };
  if (!same_lists(world.geography.homes, fresh.geography.homes, same_row)) return "geography.homes";
  if (!same_lists(world.geography.reachers, fresh.geography.reachers,
                  [](auto a, auto b) { return a.organisation == b.organisation && a.reach == b.reach; }))
    return "geography.reachers";
  if (!same_lists(world.ties.of, fresh.ties.of,
                  [](auto a, auto b) { return a.organisation == b.organisation && a.tie == b.tie; }))
    return "ties.of";
  if (world.partnerships.live != fresh.partnerships.live) return "partnerships.live";
  if (!same_lists(world.memberships.of_partnership, fresh.memberships.of_partnership, same_row))
    return "memberships.of_partnership";
  if (!same_lists(world.memberships.of_organisation, fresh.memberships.of_organisation, same_row))
    return "memberships.of_organisation";
  return {};
}

}  // namespace tessera::test
