// Do the books of money, goods and people balance?
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "state/world.hpp"

namespace tessera::test {

// Largest relative gap between stock and opening + in - out, over organisations.
inline double widest_gap(const std::vector<double>& stock, const std::vector<double>& opening, const std::vector<double>& book,
                         std::size_t entries, std::size_t income_entries) {
  double widest = 0.0;
  for (std::size_t i = 0; i < stock.size(); ++i) {
    double expected = opening[i], size = std::max(1.0, std::abs(opening[i]));
    for (std::size_t k = 0; k < entries; ++k) {
      const double amount = book[i * entries + k];
      expected += k < income_entries ? amount : -amount;
      size = std::max(size, std::abs(amount));
    }
    widest = std::max(widest, std::abs(expected - stock[i]) / size);
  }
  return widest;
}

inline double money_gap(const Organisations& o) {
  return widest_gap(o.money_usd, o.money_opening_usd, o.money_book_usd, money_entries, money_income_entries);
}
inline double goods_gap(const Organisations& o) {
  return widest_gap(o.goods_usd, o.goods_opening_usd, o.goods_book_usd, goods_entries, goods_income_entries);
}

// Empty if every adult is in one class, nobody is fewer than 0, and volunteers by hours, by origin and by district agree.
inline std::string missing_people(const World& world) {
  const Organisations& o = world.organisations;
  std::vector<std::int64_t> by_origin(world.community.districts);
  for (std::size_t i = 0; i < o.count(); ++i) {
    std::int64_t by_hours = 0, origins = 0;
    for (std::size_t c = 0; c < hours_classes; ++c) {
      if (o.volunteers[i * hours_classes + c] < 0) return "an organisation has fewer volunteers than none";
      by_hours += o.volunteers[i * hours_classes + c];
    }
    for (std::size_t row = o.reach_begin[i]; row < o.reach_begin[i + 1]; ++row) {
      if (o.reach_volunteers[row] < 0) return "fewer volunteers than none come from a district";
      origins += o.reach_volunteers[row];
      by_origin[o.reach_district[row]] += o.reach_volunteers[row];
    }
    if (by_hours != origins) return "volunteers by hours and by origin differ";
    if (o.active[i] == 0 && by_hours != 0) return "a closed organisation has volunteers";
  }
  for (std::size_t d = 0; d < world.community.districts; ++d) {
    const std::int64_t* people = &world.community.people[d * people_classes];
    std::int64_t all = 0;
    for (std::size_t k = 0; k < people_classes; ++k) {
      if (people[k] < 0) return "a class of people has fewer than none";
      all += people[k];
    }
    if (all != world.community.adults[d]) return "adults were lost or made";
    if (people[0] + people[1] != by_origin[d]) return "those volunteering and the organisations' volunteers differ";
  }
  return {};
}

}  // namespace tessera::test
