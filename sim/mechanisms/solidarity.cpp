#include "mechanisms/solidarity.hpp"

#include <algorithm>
#include <vector>

#include "base/parallel.hpp"
#include "state/partners.hpp"

namespace tessera {
namespace {

constexpr double half_a_cent = 0.005;

struct Request {
  std::uint32_t helper;
  double usd;
};

double surplus_of(const Organisations& organisations, std::uint32_t i, double reserve_months) {
  return std::max(0.0, organisations.money_usd[i] - reserve_months * organisations.cost_level_usd[i]);
}

std::vector<Request> ask(const Organisations& organisations, const Partnerships& partnerships,
                         const Memberships& memberships, const SolidarityParameters& parameters, std::uint32_t i) {
  std::vector<Request> requests;
  double total = 0.0;
  for (const std::uint32_t j : active_partners(partnerships, memberships, i)) {
    const double surplus = surplus_of(organisations, j, parameters.reserve_months);
    if (surplus > 0.0) requests.push_back({j, surplus});
    total += surplus;
  }
  const double wanted = std::min(total, parameters.share * -organisations.money_usd[i]);
  for (Request& request : requests) request.usd *= wanted / total;
  return requests;
}

void book(Organisations& organisations, std::uint32_t i, MoneyEntry entry, double usd) {
  organisations.money_usd[i] += entry == MoneyEntry::aid_received ? usd : -usd;
  organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)] += usd;
}

void help(Organisations& organisations, std::uint32_t helper, std::uint32_t receiver, double usd) {
  book(organisations, helper, MoneyEntry::aid_given, usd);
  book(organisations, receiver, MoneyEntry::aid_received, usd);
  double& available = organisations.available[helper * resources + static_cast<std::size_t>(Resource::money)];
  available = std::min(available, std::max(0.0, organisations.money_usd[helper]));
  if (organisations.money_usd[receiver] > -half_a_cent) organisations.insolvent_months[receiver] = 0;
}

}  // namespace

void show_solidarity(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                     const SolidarityParameters& parameters) {
  if (parameters.share == 0.0) return;
  std::vector<std::vector<Request>> requests(organisations.count());
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0 && organisations.money_usd[i] < 0.0)
      requests[i] = ask(organisations, partnerships, memberships, parameters, static_cast<std::uint32_t>(i));
  });
  std::vector<double> asked(organisations.count(), 0.0);
  for (const auto& of_one : requests)
    for (const Request& request : of_one) asked[request.helper] += request.usd;
  std::vector<double> granted(organisations.count(), 1.0);  // share of what each is asked for
  for (std::uint32_t j = 0; j < asked.size(); ++j)
    if (asked[j] > 0.0) granted[j] = std::min(1.0, surplus_of(organisations, j, parameters.reserve_months) / asked[j]);
  for (std::uint32_t i = 0; i < requests.size(); ++i)
    for (const Request& request : requests[i]) help(organisations, request.helper, i, request.usd * granted[request.helper]);
}

}  // namespace tessera
