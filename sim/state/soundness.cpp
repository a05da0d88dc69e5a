#include "state/soundness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace tessera {
namespace {

// Of one axis; nothing if there is none of that name.
std::optional<std::size_t> length_of_axis(std::string_view axis, const World& world) {
  const std::array<std::pair<std::string_view, std::size_t>, 20> lengths{{
      {"organisation", world.organisations.count()}, {"reach", world.organisations.reach_district.size()},
      {"reach_begin", world.organisations.count() + 1}, {"tie", world.ties.count()},
      {"partnership", world.partnerships.count()}, {"membership", world.memberships.count()},
      {"application", world.grants.count()}, {"district", world.community.districts}, {"group", world.community.groups},
      {"area", world.community.areas}, {"competence", competences}, {"source", sources}, {"resource", resources},
      {"lever", levers}, {"call", calls}, {"money entry", money_entries}, {"goods entry", goods_entries},
      {"hours class", hours_classes}, {"people class", people_classes}, {"", 1}}};
  for (const auto& [name, length] : lengths)
    if (name == axis) return length;
  return std::nullopt;
}

// False if lengths would not even fit a number.
bool has_length(std::size_t length, std::string_view axes, const World& world) {
  std::size_t product = 1;
  do {
    const std::size_t comma = std::min(axes.find(','), axes.size());
    const std::optional<std::size_t> of_axis = length_of_axis(axes.substr(0, comma), world);
    if (!of_axis || __builtin_mul_overflow(product, *of_axis, &product)) return false;
    axes.remove_prefix(std::min(comma + 1, axes.size()));
  } while (!axes.empty());
  return length == product;
}

// What the values of a field are places along: there are so many. Of other fields nothing.
struct Referred {
  std::string_view table, name, what;
  std::size_t count;
  bool may_be_nobody = false;
};

std::optional<Referred> find_referred(const Field& field, const World& world) {
  const std::size_t organisations = world.organisations.count(), partnerships = world.partnerships.count();
  const std::array<Referred, 10> all{{{"organisations", "district", "districts", world.community.districts},
                                      {"organisations", "reach_district", "districts", world.community.districts},
                                      {"organisations", "reach_begin", "rows of reach", world.organisations.reach_district.size() + 1},
                                      {"ties", "a", "organisations", organisations},
                                      {"ties", "b", "organisations", organisations},
                                      {"memberships", "organisation", "organisations", organisations},
                                      {"memberships", "partnership", "partnerships", partnerships},
                                      {"partnerships", "lead", "organisations", organisations, true},
                                      {"grants", "organisation", "organisations", organisations},
                                      {"grants", "partnership", "partnerships", partnerships, true}}};
  const auto found = std::find_if(all.begin(), all.end(), [&](const Referred& one) { return one.table == field.table && one.name == field.name; });
  if (found != all.end()) return *found;
  if (!field.labels.empty()) return Referred{field.table, field.name, "kinds", field.labels.size()};
  return std::nullopt;
}

std::string find_fault(const Field& field, const auto& values, const World& world) {
  if (!has_length(values.size(), field.axes, world)) return fmt::format("{}.{} has {} values", field.table, field.name, values.size());
  const std::optional<Referred> referred = find_referred(field, world);
  if (!referred) return {};
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto value = static_cast<std::uint64_t>(values[k]);
    if (value >= referred->count && !(referred->may_be_nobody && value == nobody))
      return fmt::format("{}.{}[{}] is {}, of {} {}", field.table, field.name, k, values[k], referred->count, referred->what);
  }
  return {};
}

}  // namespace

std::string first_unsound_field(const World& world, const std::function<bool(const Field&)>& wanted) {
  bool reach = false;
  for (const Field& field : fields(const_cast<World&>(world))) {  // fields() hands out pointers; nothing is written here
    if (!wanted(field)) continue;
    reach = reach || field.name == "reach_begin";
    if (std::string fault = std::visit([&](const auto* data) { return find_fault(field, *data, world); }, field.data); !fault.empty())
      return fault;
  }
  const std::vector<std::uint32_t>& begin = world.organisations.reach_begin;
  if (reach && (begin.front() != 0 || begin.back() != world.organisations.reach_district.size() || !std::is_sorted(begin.begin(), begin.end())))
    return "organisations.reach_begin does not divide the rows of reach";
  return {};
}

}  // namespace tessera
