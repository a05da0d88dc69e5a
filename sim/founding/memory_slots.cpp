#include "founding/memory_slots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

#include "scenario/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

// What other records say, what names rows, what is counted from others, and the books of the month.
constexpr std::array<std::string_view, 60> not_remembered{
    "community.x_km", "community.y_km", "community.residents", "community.adults",
    "organisations.id", "organisations.type", "organisations.sector", "organisations.district", "organisations.x_km",
    "organisations.y_km", "organisations.radius_km", "organisations.active", "organisations.founded_month",
    "organisations.closed_month", "organisations.closure_reason", "organisations.drawn", "organisations.mission",
    "organisations.expertise", "organisations.access", "organisations.visibility", "organisations.credibility",
    "organisations.propensity", "organisations.capability", "organisations.revenue_usd", "organisations.service_share",
    "organisations.base_income_usd", "organisations.cost_level_usd", "organisations.target_reserve_months",
    "organisations.money_usd", "organisations.money_opening_usd", "organisations.money_book_usd",
    "organisations.goods_income_usd", "organisations.goods_usd", "organisations.goods_opening_usd",
    "organisations.goods_book_usd", "organisations.space_m2_hours", "organisations.volunteers", "organisations.morale",
    "organisations.reach_begin", "organisations.reach_district", "organisations.reach_weight",
    "ties.a", "ties.b", "ties.good_ab", "ties.bad_ab", "ties.good_ba", "ties.bad_ba", "ties.common", "ties.former",
    "ties.joint_hours", "partnerships.initiator_id", "partnerships.target_id", "partnerships.ended_month",
    "partnerships.end_reason", "partnerships.lead", "partnerships.members", "memberships.partnership",
    "memberships.organisation", "memberships.left_month", "memberships.leave_reason"};

bool is_remembered(const Field& field) {
  const std::string path = fmt::format("{}.{}", field.table, field.name);
  return std::find(not_remembered.begin(), not_remembered.end(), path) == not_remembered.end() && field.axes != "application";
}

std::string table_of(const Field& field) {
  if (field.table == "need") return "needs";
  if (field.axes == "reach") return "reach";
  if (field.table == "community" && field.axes.starts_with("district")) return "districts";
  return field.table == "grants" ? "community" : std::string(field.table);
}

std::vector<std::string> labels_along(std::string_view axis, const Parameters& parameters) {
  const auto names = [](const auto& list) { return std::vector<std::string>(list.begin(), list.end()); };
  std::vector<std::string> labels;
  if (axis == "area")
    for (const AreaTraits& area : parameters.areas) labels.push_back(area.name);
  if (axis == "competence")
    for (std::size_t k = 1; k <= competences; ++k) labels.push_back(fmt::format("{}", k));
  if (axis == "resource") return names(resource_names);
  if (axis == "source") return names(source_names);
  if (axis == "people class") return names(people_names);
  if (axis == "lever") return names(lever_names);
  if (axis == "call") return names(call_names);
  return labels;
}

// Names of the values of one row, in their order: the field and a label along each axis but that of rows.
std::vector<std::string> names_in_row(const Field& field, const Parameters& parameters) {
  std::vector<std::string> names{field.table == "grants" ? fmt::format("grant_{}", field.name) : std::string(field.name)};
  std::string_view rest = field.axes;
  if (table_of(field) != "community") rest.remove_prefix(std::min(rest.find(','), rest.size() - 1) + 1);
  if (field.table == "need") rest = "area";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    std::vector<std::string> longer;
    for (const std::string& name : names)
      for (const std::string& label : labels_along(rest.substr(0, end), parameters)) longer.push_back(name + "_" + label);
    names = std::move(longer);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

void set_range(Slot& slot, const Field& field) {
  slot.month = field.unit == "month" && field.name.ends_with("_month");
  slot.may_be_never = slot.month && field.name != "last_contact_month";
  const bool may_be_negative = field.unit == "log" || field.unit == "logit" || field.unit.starts_with("harm-weighted");
  std::visit(
      [&](const auto* data) {
        using T = typename std::decay_t<decltype(*data)>::value_type;
        slot.whole = std::is_integral_v<T>;
        slot.highest = std::is_integral_v<T> && sizeof(T) < 8 ? static_cast<double>(std::numeric_limits<T>::max()) : most_remembered;
      },
      field.data);
  if (may_be_negative) slot.lowest = -slot.highest;
  if (field.unit == "share") slot.highest = 1.0;
  if (slot.month) slot.lowest = -1e6, slot.highest = 1e6;
  if (!field.labels.empty()) slot.highest = static_cast<double>(field.labels.size() - 1);
  if (field.name == "stage") slot.highest = static_cast<double>(Stage::under_review);  // what has ended is not remembered
}

void add_field(std::vector<Slot>& slots, const Field& field, std::vector<std::string> names, std::size_t cells_of_area) {
  const bool need = field.table == "need";
  for (std::size_t k = 0; k < names.size(); ++k) {
    Slot slot{.name = std::move(names[k]), .data = field.data};
    slot.stride = need ? 1 : names.size();
    slot.offset = need ? k * cells_of_area : k;
    set_range(slot, field);
    slots.push_back(std::move(slot));
  }
}

}  // namespace

double Slot::get(std::size_t row) const {
  if (scalar != nullptr) return *scalar;
  return std::visit([&](const auto* values) { return static_cast<double>(values->at(row * stride + offset)); }, data);
}

void Slot::set(std::size_t row, double value) const {
  if (scalar != nullptr) return void(*scalar = value);
  std::visit(
      [&](auto* values) {
        values->at(row * stride + offset) = static_cast<typename std::decay_t<decltype(*values)>::value_type>(value);
      },
      data);
}

SlotsByTable list_slots(World& world, const Parameters& parameters) {
  SlotsByTable slots;
  const std::size_t cells_of_area = std::size_t{world.community.districts} * world.community.groups;
  for (const Field& field : fields(world))
    if (is_remembered(field)) add_field(slots[table_of(field)], field, names_in_row(field, parameters), cells_of_area);
  Slot economy{.name = "economy", .data = &world.need.wanted, .lowest = 1e-3, .highest = 1e3};
  economy.scalar = &world.economy;
  slots["community"].push_back(economy);
  return slots;
}

std::vector<Slot> list_grant_slots(Grants& grants) {
  World world;  // its fields say units; the arrays are those of the grants
  std::vector<Slot> slots;
  const FieldData arrays[] = {&grants.month,       &grants.call,     &grants.asked_usd, &grants.score,
                              &grants.awarded_usd, &grants.paid_usd, &grants.end_month};
  const std::string_view names[] = {"month", "call", "asked_usd", "score", "awarded_usd", "paid_usd", "end_month"};
  for (const Field& field : fields(world)) {
    const auto found = std::find(std::begin(names), std::end(names), field.name);
    if (field.axes != "application" || found == std::end(names)) continue;
    Slot slot{.name = std::string(field.name), .data = arrays[found - std::begin(names)]};
    set_range(slot, field);
    slot.month = slot.may_be_never = field.unit == "month";
    if (slot.month) slot.lowest = -1e6, slot.highest = 1e6;
    slots.push_back(std::move(slot));
  }
  return slots;
}

}  // namespace tessera
