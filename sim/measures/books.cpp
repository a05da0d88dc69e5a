#include "measures/books.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/errors.hpp"
#include "measures/families.hpp"

namespace tessera {
namespace {

// Imbalance of one organisation's book whose first `incomes` of `entries` come in.
double balance(double stock, double opening, const double* book, std::size_t incomes, std::size_t entries) {
  double expected = opening, largest = std::max({1.0, std::abs(stock), std::abs(opening)});
  for (std::size_t k = 0; k < entries; ++k) {
    expected += k < incomes ? book[k] : -book[k];
    largest = std::max(largest, std::abs(book[k]));
  }
  const double imbalance = std::abs(stock - expected) / largest;
  return std::isfinite(imbalance) ? imbalance : std::numeric_limits<double>::infinity();
}

std::int64_t count_lost_volunteers(const World& world) {
  const Community& community = world.community;
  const Organisations& organisations = world.organisations;
  std::int64_t lost = 0;
  std::vector<std::int64_t> placed(community.districts, 0);  // by where they live
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    std::int64_t here = 0;
    for (std::size_t k = 0; k < hours_classes; ++k) here += organisations.volunteers[i * hours_classes + k];
    for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
      here -= organisations.reach_volunteers[row];
      placed[organisations.reach_district[row]] += organisations.reach_volunteers[row];
    }
    lost += std::abs(here);
  }
  for (std::size_t d = 0; d < community.districts; ++d) {
    const std::int64_t* people = &community.people[d * people_classes];
    std::int64_t all = 0;
    for (std::size_t k = 0; k < people_classes; ++k) all += people[k];
    lost += std::abs(community.adults[d] - all);
    lost += std::abs(people[static_cast<std::size_t>(People::volunteering_new)] +
                     people[static_cast<std::size_t>(People::volunteering_again)] - placed[d]);
  }
  return lost;
}

const std::vector<Reading<Imbalance>> readings{
    {{"money_imbalance", "", "ratio",
      "Largest difference over organisations between cash and what the month's books say, relative to the largest amount; rounding only.",
      "books"},
     [](const Imbalance& b, std::span<double> p) { p[0] = b.money; }},
    {{"goods_imbalance", "", "ratio", "As money_imbalance, for goods in kind.", "books"},
     [](const Imbalance& b, std::span<double> p) { p[0] = b.goods; }},
    {{"volunteer_imbalance", "", "person", "Adults counted twice or not at all as volunteers or free; exactly 0.", "books"},
     [](const Imbalance& b, std::span<double> p) { p[0] = static_cast<double>(b.volunteers); }},
};

}  // namespace

Imbalance measure_imbalance(const World& world) {
  Imbalance imbalance;
  const Organisations& organisations = world.organisations;
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    imbalance.money = std::max(
        imbalance.money, balance(organisations.money_usd[i], organisations.money_opening_usd[i],
                                 &organisations.money_book_usd[i * money_entries], money_income_entries, money_entries));
    imbalance.goods = std::max(
        imbalance.goods, balance(organisations.goods_usd[i], organisations.goods_opening_usd[i],
                                 &organisations.goods_book_usd[i * goods_entries], goods_income_entries, goods_entries));
  }
  imbalance.volunteers = count_lost_volunteers(world);
  return imbalance;
}

void check_books(const World& world) {
  const Imbalance imbalance = measure_imbalance(world);
  if (!(imbalance.money <= tolerated_imbalance))
    throw BrokenPromise(fmt::format("the books of money do not balance (relative imbalance {:g})", imbalance.money));
  if (!(imbalance.goods <= tolerated_imbalance))
    throw BrokenPromise(fmt::format("the books of goods do not balance (relative imbalance {:g})", imbalance.goods));
  if (imbalance.volunteers != 0)
    throw BrokenPromise(fmt::format("{} volunteers are counted twice or not at all", imbalance.volunteers));
}

std::vector<Measure> books_measures() { return measures_of<Imbalance>(readings); }

void take_books(Places places, const World& world, const Parameters&) {
  read_off<Imbalance>(readings, measure_imbalance(world), places);
}

}  // namespace tessera
