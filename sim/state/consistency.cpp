#include "state/consistency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "state/readable_fields.hpp"

namespace tessera {
namespace {

struct Length {
  std::string_view axis;
  std::size_t entries;
};

std::array<Length, 20> list_lengths(const World& world) {
  const Community& community = world.community;
  const std::size_t organisations = world.organisations.count();
  return {{{"organisation", organisations},       {"reach_begin", organisations + 1},
           {"reach", world.organisations.reach_district.size()},
           {"tie", world.ties.count()},           {"partnership", world.partnerships.count()},
           {"membership", world.memberships.count()}, {"application", world.grants.count()},
           {"district", community.districts},     {"group", community.groups},
           {"area", community.areas},             {"competence", competences},
           {"source", sources},                   {"resource", resources},
           {"lever", levers},                     {"call", calls},
           {"money entry", money_entries},        {"goods entry", goods_entries},
           {"hours class", hours_classes},        {"people class", people_classes},
           {"", 1}}};
}

// Entries of a field with these axes; the largest number if there is no such number, or an axis nobody knows.
std::size_t count_entries(std::string_view axes, std::span<const Length> lengths) {
  constexpr std::size_t impossible = std::numeric_limits<std::size_t>::max();
  std::size_t entries = 1;
  do {
    const std::size_t end = std::min(axes.find(','), axes.size());
    const auto length = std::find_if(lengths.begin(), lengths.end(), [&](const Length& one) { return one.axis == axes.substr(0, end); });
    if (length == lengths.end() || __builtin_mul_overflow(entries, length->entries, &entries)) return impossible;
    axes.remove_prefix(std::min(end + 1, axes.size()));
  } while (!axes.empty());
  return entries;
}

std::string wrong_reach(const Organisations& organisations) {
  const auto& begin = organisations.reach_begin;
  if (begin.front() != 0 || begin.back() != organisations.reach_district.size() || !std::is_sorted(begin.begin(), begin.end()))
    return fmt::format("organisations.reach_begin does not divide the {} rows of reach", organisations.reach_district.size());
  return {};
}

// Rows of a table of `count`.
struct Reference {
  std::string_view name;
  std::span<const std::uint32_t> rows;
  std::size_t count;
  bool may_be_nobody = false;
};

std::string find_wrong_reference(const Reference& reference) {
  const auto wrong = [&](std::uint32_t row) {
    return static_cast<unsigned>(row >= reference.count) & static_cast<unsigned>(row != nobody || !reference.may_be_nobody);
  };
  unsigned any = 0;
  for (const std::uint32_t row : reference.rows) any |= wrong(row);
  if (any == 0) return {};
  const auto k = std::find_if(reference.rows.begin(), reference.rows.end(), wrong) - reference.rows.begin();
  return fmt::format("{}[{}] is {}, but there are {}", reference.name, k, reference.rows[static_cast<std::size_t>(k)], reference.count);
}

std::string find_wrong_kind(const Field& field) {
  if (field.labels.empty()) return {};
  const auto* const* kinds = std::get_if<std::vector<std::uint8_t>*>(&field.data);
  if (kinds == nullptr) return {};
  std::uint8_t largest = 0;
  for (const std::uint8_t kind : **kinds) largest = std::max(largest, kind);
  if ((*kinds)->empty() || largest < field.labels.size()) return {};
  return fmt::format("{}.{} has kind {} of {}", field.table, field.name, largest, field.labels.size());
}

std::string find_wrong_tie(const Ties& ties) {
  unsigned wrong = 0;
  for (std::size_t t = 0; t < ties.count(); ++t) wrong |= static_cast<unsigned>(ties.a[t] >= ties.b[t]);
  if (wrong == 0) return {};
  std::size_t t = 0;
  while (ties.a[t] < ties.b[t]) ++t;
  if (ties.a[t] == ties.b[t]) return fmt::format("tie {} joins organisation row {} with itself", t, ties.a[t]);
  return fmt::format("tie {} names organisation row {} before {}", t, ties.a[t], ties.b[t]);
}

}  // namespace

std::string find_wrong_length(const World& world) {
  if (world.month < 0 || world.month > std::numeric_limits<std::uint16_t>::max()) return fmt::format("the month is {}", world.month);
  const auto lengths = list_lengths(world);
  for (const Field& field : fields(const_cast<World&>(world))) {  // fields() hands out pointers; nothing is written here
    const std::size_t size = std::visit([](const auto* data) { return data->size(); }, field.data);
    const std::size_t right = count_entries(field.axes, lengths);
    if (size != right) return fmt::format("{}.{} has {} entries instead of {}", field.table, field.name, size, right);
  }
  return wrong_reach(world.organisations);
}

std::string find_wrong_row(const World& world) {
  const std::size_t organisations = world.organisations.count(), partnerships = world.partnerships.count();
  const std::size_t districts = world.community.districts;
  for (const Reference& reference : {
           Reference{"organisations.district", world.organisations.district, districts},
           Reference{"organisations.reach_district", world.organisations.reach_district, districts},
           Reference{"ties.b", world.ties.b, organisations},
           Reference{"partnerships.lead", world.partnerships.lead, organisations, true},
           Reference{"memberships.partnership", world.memberships.partnership, partnerships},
           Reference{"memberships.organisation", world.memberships.organisation, organisations},
           Reference{"grants.organisation", world.grants.organisation, organisations},
           Reference{"grants.partnership", world.grants.partnership, partnerships, true},
       })
    if (std::string wrong = find_wrong_reference(reference); !wrong.empty()) return wrong;
  for (const Field& field : readable_fields(world))
    if (std::string wrong = find_wrong_kind(field); !wrong.empty()) return wrong;
  return find_wrong_tie(world.ties);
}

}  // namespace tessera
