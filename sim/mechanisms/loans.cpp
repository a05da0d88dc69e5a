#include "mechanisms/loans.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.hpp"
#include "state/partners.hpp"

namespace tessera {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr double rounding = 1e-9;  // of a person: nobody is borrowed for it

std::int32_t volunteers_at(const Organisations& organisations, std::size_t i) {
  std::int32_t sum = 0;
  for (std::size_t c = 0; c < hours_classes; ++c) sum += organisations.volunteers[i * hours_classes + c];
  return sum;
}

// Sorts by use of hours, then by id.
void sort_by_use(std::vector<std::uint32_t>& rows, const Organisations& organisations, bool busiest_first) {
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t one, std::uint32_t other) {
    const double difference = organisations.hours_use[one] - organisations.hours_use[other];
    if (difference != 0.0) return busiest_first ? difference > 0.0 : difference < 0.0;
    return organisations.id[one] < organisations.id[other];
  });
}

void lend(Organisations& organisations, std::uint32_t lender, std::uint32_t borrower, std::int32_t persons,
          double hours_each) {
  const double lent = persons * hours_each;
  organisations.volunteers_lent[lender] += persons;
  organisations.volunteers_borrowed[borrower] += persons;
  organisations.volunteer_hours[lender] -= lent;
  organisations.volunteer_hours[borrower] += lent;
  organisations.available[lender * resources + hours] -= lent;
  organisations.available[borrower * resources + hours] += lent;
}

// Borrows for one organisation from its partners; `spare`: persons each can still lend, `hours_each`: what one brings.
void borrow(Organisations& organisations, std::vector<std::int32_t>& spare, const std::vector<double>& hours_each,
            std::vector<std::uint32_t> partners, std::uint32_t borrower) {
  double needed = organisations.available[borrower * resources + hours] * (organisations.hours_use[borrower] - 1.0);
  std::erase_if(partners, [&](std::uint32_t j) { return spare[j] == 0; });
  sort_by_use(partners, organisations, false);
  for (const std::uint32_t j : partners) {
    if (needed <= 0.0) return;
    const double wanted = std::ceil(needed / hours_each[j] - rounding);
    const auto persons = static_cast<std::int32_t>(std::min<double>(wanted, spare[j]));
    lend(organisations, j, borrower, persons, hours_each[j]);
    spare[j] -= persons;
    needed -= persons * hours_each[j];
  }
}

}  // namespace

std::int32_t idle_persons(std::int32_t volunteers, double hours_use, const LoansParameters& parameters) {
  if (!(hours_use < parameters.idle_threshold)) return 0;
  return static_cast<std::int32_t>(std::floor(parameters.share * volunteers * std::max(0.0, 1.0 - hours_use)));
}

void lend_volunteers(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                     const LoansParameters& parameters) {
  const std::size_t n = organisations.count();
  std::fill(organisations.volunteers_lent.begin(), organisations.volunteers_lent.end(), 0);
  std::fill(organisations.volunteers_borrowed.begin(), organisations.volunteers_borrowed.end(), 0);
  if (parameters.share == 0.0) return;
  std::vector<std::int32_t> spare(n, 0);
  std::vector<double> hours_each(n, 0.0);
  for_each_slot(n, [&](std::size_t i) {
    const std::int32_t volunteers = volunteers_at(organisations, i);
    if (organisations.active[i] == 0 || !(organisations.volunteer_hours[i] > 0.0)) return;
    spare[i] = idle_persons(volunteers, organisations.hours_use[i], parameters);
    hours_each[i] = organisations.volunteer_hours[i] / volunteers;
  });
  std::vector<std::uint32_t> busy;
  for (std::uint32_t i = 0; i < n; ++i)
    if (organisations.active[i] != 0 && organisations.hours_use[i] > parameters.busy_threshold &&
        memberships.of_organisation.size(i) > 0)
      busy.push_back(i);
  sort_by_use(busy, organisations, true);
  for (const std::uint32_t i : busy)
    borrow(organisations, spare, hours_each, active_partners(partnerships, memberships, i), i);
}

}  // namespace tessera
