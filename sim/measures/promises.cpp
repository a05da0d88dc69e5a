#include "measures/promises.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <exception>
#include <limits>
#include <numeric>
#include <span>
#include <string>

#include "base/errors.hpp"
#include "base/four_doubles.hpp"
#include "base/parallel.hpp"
#include "measures/books.hpp"
#include "state/consistency.hpp"
#include "state/readable_fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

[[noreturn]] void break_promise(const std::string& what) { throw BrokenPromise(what); }

// What a number of a field may be.
enum class Range : std::uint8_t { any, finite, finite_or_unknown, share, share_or_unknown, count };

// Survey quantities are unknown (NaN) until their first year is over.
bool may_be_unknown(const Field& field) {
  return field.table == "community" &&
         (field.name == "participation" || field.name == "survey_retention" || field.name == "volunteer_hours_last_year");
}

Range range_of(const Field& field) {
  const bool fraction = std::holds_alternative<std::vector<double>*>(field.data);
  if (!fraction) return field.unit == "person" || field.unit == "organisation" ? Range::count : Range::any;
  if (field.unit != "share") return may_be_unknown(field) ? Range::finite_or_unknown : Range::finite;
  return may_be_unknown(field) ? Range::share_or_unknown : Range::share;
}

// A field whose numbers can be wrong.
struct Checked {
  std::size_t field;
  Range range;
};

const std::vector<Checked>& checked_fields() {
  static const auto all = [] {
    World none;
    std::vector<Checked> made;
    const Fields known = fields(none);
    for (std::size_t f = 0; f < known.size(); ++f)
      if (const Range range = range_of(known[f]); range != Range::any) made.push_back({f, range});
    return made;
  }();
  return all;
}

// Loops that the compiler makes wide, as they see every number of the world every month.
bool all_finite(std::span<const double> values) {
  constexpr std::uint64_t infinite = 0x7ff0000000000000;
  std::uint64_t wrong = 0;
  for (const double value : values) wrong |= static_cast<std::uint64_t>((std::bit_cast<std::uint64_t>(value) & infinite) == infinite);
  return wrong == 0;
}

constexpr double least_share = -tolerated_share_error, most_share = 1.0 + tolerated_share_error;

bool is_share(double value) { return value >= least_share && value <= most_share; }

bool all_shares(std::span<const double> values) {
  auto right = Four{} == Four{};
  std::size_t k = 0;
  for (; k + 4 <= values.size(); k += 4) {
    const Four four = load_four(&values[k]);
    right &= (four >= least_share) & (four <= most_share);
  }
  return (right[0] & right[1] & right[2] & right[3]) != 0 &&
         std::all_of(values.begin() + static_cast<std::ptrdiff_t>(k), values.end(), is_share);
}

bool is_wrong(double value, Range range) {
  if (std::isnan(value)) return range == Range::finite || range == Range::share;
  if (range == Range::finite || range == Range::finite_or_unknown) return std::isinf(value);
  return !is_share(value);
}

bool holds(std::span<const double> values, Range range) {
  if (range == Range::finite) return all_finite(values);
  if (range == Range::share) return all_shares(values);
  return std::none_of(values.begin(), values.end(), [&](double value) { return is_wrong(value, range); });
}

template <class Value>
bool holds(std::span<const Value> values, Range range) {
  if (range != Range::count || !std::is_signed_v<Value>) return true;
  Value least = 0;
  for (const Value value : values) least = std::min(least, value);
  return least >= 0;
}

const char* words_of(Range range) {
  if (range == Range::count) return "0 or more";
  return range == Range::share || range == Range::share_or_unknown ? "a share from 0 to 1" : "finite";
}

template <class Value>
[[noreturn]] void name_first(const Field& field, const std::vector<Value>& values, Range range) {
  std::size_t k = 0;
  while (holds(std::span<const Value>(&values[k], 1), range)) ++k;
  break_promise(fmt::format("{}.{}[{}] is {}, not {}", field.table, field.name, k, values[k], words_of(range)));
}

void check_numbers(const World& world) {
  const Fields& all = readable_fields(world);
  if (!std::isfinite(world.economy)) break_promise(fmt::format("the index of the economy is {}", world.economy));
  const std::vector<Checked>& checked = checked_fields();
  std::array<bool, field_count> sound{};
  for_each_heavy_slot(checked.size(), world.organisations.count() >= smallest_parallel_loop, [&](std::size_t k) {
    std::visit([&](const auto* values) { sound[k] = holds(std::span(values->data(), values->size()), checked[k].range); },
               all[checked[k].field].data);
  });
  for (std::size_t k = 0; k < checked.size(); ++k)
    if (const Field& field = all[checked[k].field]; !sound[k])
      std::visit([&](const auto* values) { name_first(field, *values, checked[k].range); }, field.data);
}

void check_sum(std::span<const double> shares, const char* what, std::size_t row) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (!(std::abs(sum - 1.0) <= tolerated_share_error)) break_promise(fmt::format("the {} row {} add up to {}, not to 1", what, row, sum));
}

void check_sums(const World& world) {
  const std::size_t areas = world.community.areas;
  for (std::size_t i = 0; i < world.organisations.count(); ++i)
    check_sum({&world.organisations.mission[i * areas], areas}, "shares of the mission of organisation", i);
  for (const std::uint32_t p : world.partnerships.live)
    check_sum({&world.partnerships.purpose[p * areas], areas}, "shares of the purpose of partnership", p);
}

// Every organisation's turn comes once a year.
void check_twins_of_ties(const World& world) {
  constexpr std::uint32_t turns = 12;
  const std::size_t organisations = world.organisations.count();
  std::vector<std::uint32_t> seen(organisations, nobody);  // [organisation] who was last tied to it
  for (auto i = static_cast<std::uint32_t>(world.month) % turns; i < organisations; i += turns)
    for (const Ties::Neighbour& other : world.ties.of.of(i)) {
      if (seen[other.organisation] == i)
        break_promise(fmt::format("organisation rows {} and {} have two ties", i, other.organisation));
      seen[other.organisation] = i;
    }
}

void check_closed(const World& world) {
  const Organisations& o = world.organisations;
  for (std::size_t i = 0; i < o.count(); ++i) {
    if (o.active[i] > 1 || (o.active[i] == 1) != (o.closed_month[i] == never))
      break_promise(fmt::format("organisation row {} is open: {}, closed in month: {}", i, o.active[i], o.closed_month[i]));
    if (o.active[i] == 1) continue;
    const std::int32_t volunteers = std::accumulate(&o.volunteers[i * hours_classes], &o.volunteers[i * hours_classes] + hours_classes, 0);
    if (volunteers != 0 || o.money_usd[i] != 0.0 || o.goods_usd[i] != 0.0 || world.memberships.of_organisation.size(i) != 0)
      break_promise(fmt::format("organisation row {}, closed in month {}, has {} volunteers, {} usd, goods of {} usd, {} memberships", i,
                                o.closed_month[i], volunteers, o.money_usd[i], o.goods_usd[i], world.memberships.of_organisation.size(i)));
  }
}

void check_member(const World& world, std::uint32_t p, std::uint32_t m) {
  const Memberships& memberships = world.memberships;
  if (memberships.partnership[m] != p || memberships.left_month[m] != never)
    break_promise(fmt::format("membership row {} of partnership row {} belongs to partnership row {}, left in month {}", m, p,
                              memberships.partnership[m], memberships.left_month[m]));
  if (world.organisations.active[memberships.organisation[m]] != 1)
    break_promise(fmt::format("organisation row {} is closed and a member of partnership row {}", memberships.organisation[m], p));
}

// Pairs of its members.
std::uint64_t check_partnership(const World& world, std::uint32_t p) {
  const Partnerships& partnerships = world.partnerships;
  const auto members = world.memberships.of_partnership.of(p);
  if (members.size() < 2 || members.size() != partnerships.members[p])
    break_promise(fmt::format("partnership row {} has {} members and counts {}", p, members.size(), partnerships.members[p]));
  bool lead_is_member = partnerships.lead[p] == nobody;
  for (std::size_t k = 0; k < members.size(); ++k) {
    check_member(world, p, members[k]);
    const std::uint32_t organisation = world.memberships.organisation[members[k]];
    lead_is_member = lead_is_member || organisation == partnerships.lead[p];
    for (std::size_t other = 0; other < k; ++other)
      if (world.memberships.organisation[members[other]] == organisation)
        break_promise(fmt::format("organisation row {} is twice a member of partnership row {}", organisation, p));
  }
  if (!lead_is_member) break_promise(fmt::format("organisation row {} leads partnership row {} and is no member", partnerships.lead[p], p));
  return members.size() * (members.size() - 1) / 2;
}

void check_partnerships(const World& world) {
  const Partnerships& partnerships = world.partnerships;
  const auto ended = static_cast<std::size_t>(std::count(partnerships.stage.begin(), partnerships.stage.end(), static_cast<std::uint8_t>(Stage::dissolved)));
  if (ended + partnerships.live.size() != partnerships.count())
    break_promise(fmt::format("of {} partnerships {} have ended and {} live", partnerships.count(), ended, partnerships.live.size()));
  std::uint64_t pairs = 0, present = 0;
  for (const std::uint32_t p : partnerships.live) {
    pairs += check_partnership(world, p);
    present += partnerships.members[p];
  }
  const auto& left = world.memberships.left_month;
  const auto staying = static_cast<std::uint64_t>(std::count(left.begin(), left.end(), never));
  if (staying != present) break_promise(fmt::format("live partnerships have {} members, but {} memberships have not ended", present, staying));
  const auto common = std::accumulate(world.ties.common.begin(), world.ties.common.end(), std::uint64_t{0});
  if (common != pairs) break_promise(fmt::format("ties count {} common partnerships of pairs, partnerships have {} pairs", common, pairs));
}

// Rows of this month stand at the end; a number says the month too, so that older ones can not have it.
void check_new_numbers(const World& world) {
  const Organisations& o = world.organisations;
  const Partnerships& p = world.partnerships;
  if (world.month == 0) return;
  for (std::size_t i = o.count(); i-- > 0 && o.founded_month[i] == world.month;)
    if (o.id[i] >> 63 != 1 || static_cast<std::int32_t>(o.id[i] >> 16 & 0xffff) != world.month ||
        (i > 0 && o.founded_month[i - 1] == world.month && o.id[i - 1] >= o.id[i]))
      break_promise(fmt::format("organisation row {}, founded in month {}, has the number {:#x} after {:#x}", i, world.month, o.id[i],
                                i > 0 ? o.id[i - 1] : 0));
  std::vector<std::uint64_t> initiators;
  for (std::size_t k = p.count(); k-- > 0 && p.founded_month[k] == world.month;) initiators.push_back(p.initiator_id[k]);
  std::sort(initiators.begin(), initiators.end());
  const auto twice = std::adjacent_find(initiators.begin(), initiators.end());
  if (twice != initiators.end()) break_promise(fmt::format("organisation {:#x} began two partnerships in month {}", *twice, world.month));
}

bool was_there(const World& world, std::uint32_t k) {
  const std::uint32_t p = world.grants.partnership[k], i = world.grants.organisation[k];
  if (p != nobody) return world.partnerships.ended_month[p] == never || world.partnerships.ended_month[p] >= world.month;
  return world.organisations.active[i] == 1 || world.organisations.closed_month[i] >= world.month;
}

void check_grants(const World& world) {
  const Grants& grants = world.grants;
  for (const std::uint32_t k : grants.paying)
    if (!was_there(world, k))
      break_promise(fmt::format("grant row {} is paid on after month {} to who is no longer there", k, world.month));
  for (std::size_t k = 0; k < grants.count(); ++k)
    if (!(grants.paid_usd[k] >= 0.0 && grants.paid_usd[k] <= grants.awarded_usd[k] * (1.0 + tolerated_imbalance)))
      break_promise(fmt::format("grant row {}: {} usd paid of {} usd awarded", k, grants.paid_usd[k], grants.awarded_usd[k]));
}

}  // namespace

void check_promises(const World& world) {
  check_numbers(world);
  if (const std::string wrong = find_wrong_row(world); !wrong.empty()) break_promise(wrong);
  // Each reads alone; of several broken ones the first is named, whoever finds it.
  constexpr std::array checks{check_sums, check_twins_of_ties, check_closed, check_partnerships, check_new_numbers, check_grants,
                              check_books};
  std::array<std::exception_ptr, checks.size()> broken;
  for_each_heavy_slot(checks.size(), world.organisations.count() >= smallest_parallel_loop, [&](std::size_t k) {
    try {
      checks[k](world);
    } catch (...) {
      broken[k] = std::current_exception();  // nothing may leave a parallel loop
    }
  });
  for (const std::exception_ptr& fault : broken)
    if (fault) std::rethrow_exception(fault);
}

}  // namespace tessera
