#include "state/append.hpp"

#include <algorithm>

#include "base/growth.hpp"
#include "state/world.hpp"

namespace tessera {
namespace {

// Calls visit(vector, entries per organisation) for every array that has organisations as its first axis.
template <class Visit>
void visit_rows(Organisations& o, std::size_t areas, std::size_t groups, const Visit& visit) {
  visit(o.id, 1), visit(o.type, 1), visit(o.sector, 1), visit(o.district, 1);
  visit(o.x_km, 1), visit(o.y_km, 1), visit(o.radius_km, 1);
  visit(o.active, 1), visit(o.founded_month, 1), visit(o.closed_month, 1), visit(o.closure_reason, 1), visit(o.drawn, 1);
  visit(o.mission, areas), visit(o.expertise, areas * competences), visit(o.access, groups);
  visit(o.visibility, 1), visit(o.credibility, 1), visit(o.propensity, 1), visit(o.capability, 1);
  visit(o.revenue_usd, 1), visit(o.service_share, 1), visit(o.wage_share, 1);
  visit(o.base_income_usd, sources), visit(o.income_noise, sources), visit(o.expected_income_usd, 1);
  visit(o.cost_level_usd, 1), visit(o.target_reserve_months, 1);
  visit(o.money_usd, 1), visit(o.money_opening_usd, 1), visit(o.money_book_usd, money_entries);
  visit(o.insolvent_months, 1), visit(o.goods_income_usd, 1), visit(o.goods_usd, 1), visit(o.goods_opening_usd, 1);
  visit(o.goods_book_usd, goods_entries), visit(o.space_m2_hours, 1);
  visit(o.volunteers, hours_classes), visit(o.morale, 1), visit(o.hours_use, 1);
  visit(o.volunteers_joined, 1), visit(o.volunteers_left, 1), visit(o.volunteers_lent, 1), visit(o.volunteers_borrowed, 1);
  visit(o.expertise_base, areas * competences), visit(o.visibility_base, 1), visit(o.credibility_base, 1);
  visit(o.propensity_base, 1), visit(o.performance, 1), visit(o.practices, areas), visit(o.new_practices, 1);
  visit(o.available, resources), visit(o.staff_hours, 1), visit(o.volunteer_hours, 1), visit(o.overhead_hours, 1);
  visit(o.reading, areas), visit(o.perceived, areas), visit(o.idle, resources);
  visit(o.own_output, areas), visit(o.own_met, areas);
}

template <class Values, class Array>
void copy_row(Values& target, std::size_t row, std::size_t width, const Array& source) {
  std::copy_n(source.begin(), width, target.begin() + static_cast<std::ptrdiff_t>(row * width));
}

void set_identity(Organisations& o, std::size_t row, const NewOrganisation& values) {
  o.id[row] = values.id;
  o.type[row] = values.type;
  o.sector[row] = static_cast<std::uint8_t>(values.sector);
  o.district[row] = values.district;
  o.x_km[row] = values.x_km;
  o.y_km[row] = values.y_km;
  o.radius_km[row] = values.radius_km;
  o.active[row] = 1;
  o.founded_month[row] = values.founded_month;
  o.closed_month[row] = never;
  o.closure_reason[row] = static_cast<std::uint8_t>(ClosureReason::none);
  o.drawn[row] = values.drawn;
}

void set_means(Organisations& o, std::size_t row, const NewOrganisation& values) {
  o.revenue_usd[row] = values.revenue_usd;
  o.service_share[row] = values.service_share;
  o.wage_share[row] = values.wage_share;
  copy_row(o.base_income_usd, row, sources, values.base_income_usd);
  copy_row(o.income_noise, row, sources, values.income_noise);
  o.expected_income_usd[row] = values.revenue_usd / 12.0;
  o.cost_level_usd[row] = values.cost_level_usd;
  o.target_reserve_months[row] = values.target_reserve_months;
  o.money_usd[row] = o.money_opening_usd[row] = values.money_usd;
  o.goods_income_usd[row] = values.goods_income_usd;
  o.goods_usd[row] = o.goods_opening_usd[row] = values.goods_usd;
  o.space_m2_hours[row] = values.space_m2_hours;
}

}  // namespace

void resize_organisations(Organisations& organisations, std::size_t count, std::uint32_t areas, std::uint32_t groups) {
  visit_rows(organisations, areas, groups, [count](auto& values, std::size_t width) {
    make_room(values, count * width);
    values.resize(count * width);
  });
}

void set_organisation(Organisations& o, std::size_t row, std::uint32_t areas, std::uint32_t groups,
                      const NewOrganisation& values) {
  set_identity(o, row, values);
  copy_row(o.mission, row, areas, values.mission);
  copy_row(o.expertise, row, areas * competences, values.expertise);
  copy_row(o.expertise_base, row, areas * competences, values.expertise);
  copy_row(o.access, row, groups, values.access);
  o.visibility[row] = o.visibility_base[row] = values.visibility;
  o.credibility[row] = o.credibility_base[row] = values.credibility;
  o.propensity[row] = o.propensity_base[row] = values.propensity;
  o.capability[row] = values.capability;
  set_means(o, row, values);
  o.morale[row] = values.morale;
  o.hours_use[row] = 1.0;  // as many hours asked as offered
  for (std::size_t a = 0; a < areas; ++a) o.reading[row * areas + a] = o.perceived[row * areas + a] = 0.5;
}

std::uint32_t append_organisation(World& world, const NewOrganisation& values, std::span<const Reach> reach) {
  Organisations& o = world.organisations;
  const auto row = static_cast<std::uint32_t>(o.count());
  resize_organisations(o, row + std::size_t{1}, world.community.areas, world.community.groups);
  set_organisation(o, row, world.community.areas, world.community.groups, values);
  world.geography.homes.append(values.district, row);
  const std::size_t rows = o.reach_district.size() + reach.size();
  make_room(o.reach_district, rows);
  make_room(o.reach_weight, rows);
  make_room(o.reach_volunteers, rows);
  for (const Reach& r : reach) {
    world.geography.reachers.append(r.district, {row, static_cast<std::uint32_t>(o.reach_district.size()), r.weight});
    o.reach_district.push_back(r.district);
    o.reach_weight.push_back(r.weight);
    o.reach_volunteers.push_back(0);
  }
  o.reach_begin.push_back(static_cast<std::uint32_t>(o.reach_district.size()));
  world.ties.of.resize(o.count());
  world.memberships.of_organisation.resize(o.count());
  return row;
}

}  // namespace tessera
