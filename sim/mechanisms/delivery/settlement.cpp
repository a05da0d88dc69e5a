#include "formulas/logistic.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

void book_money(Organisations& organisations, std::size_t i, MoneyEntry entry, double usd) {
  organisations.money_usd[i] -= usd;
  organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)] += usd;
}

void book_goods(Organisations& organisations, std::size_t i, GoodsEntry entry, double usd, bool in) {
  organisations.goods_usd[i] += in ? usd : -usd;
  organisations.goods_book_usd[i * goods_entries + static_cast<std::size_t>(entry)] += usd;
}

}  // namespace

// `used`: own resources; money_share: its part of what the producer bought and paid for administration.
void book_use(Organisations& organisations, std::size_t i, const Bundle& used, const Use& use, double money_share) {
  book_money(organisations, i, MoneyEntry::service_money, used[money]);
  book_money(organisations, i, MoneyEntry::bought_goods, money_share * use.purchase_goods_usd);
  book_money(organisations, i, MoneyEntry::bought_space, money_share * use.purchase_space_usd);
  book_money(organisations, i, MoneyEntry::bought_services, money_share * use.purchase_services_usd);
  book_money(organisations, i, MoneyEntry::coordination, money_share * use.administration_usd);
  book_goods(organisations, i, GoodsEntry::bought, money_share * use.bought_goods, true);
  book_goods(organisations, i, GoodsEntry::used, used[goods] + money_share * use.bought_goods, false);
}

void settle(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i) {
  const Areas achievable = sum_over_reach(month, organisations, i, month.met_per_share);
  for (std::size_t a = 0; a < month.areas; ++a) {
    month.achievable[i * month.areas + a] = achievable[a];
    organisations.own_met[i * month.areas + a] = month.solo_share[i * month.areas + a] * achievable[a];
  }
  Bundle total{};  // used, alone and together
  for (std::size_t r = 0; r < resources; ++r) total[r] = organisations.idle[i * resources + r];
  double asked = organisations.hours_use[i];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p)) continue;
    const std::uint32_t k = month.live_position[p];
    Bundle part{};  // of the pool that this member gave
    Bundle used{};
    for (std::size_t r = 0; r < resources; ++r) {
      part[r] = month.pool[k][r] > 0.0 ? month.memberships.given[m * resources + r] / month.pool[k][r] : 0.0;
      used[r] = part[r] * month.pool_use[k].used[r];
      total[r] += used[r];
    }
    const double coordination = part[hours] * partnerships.coordination_hours[p];
    asked += part[hours] * month.pool_use[k].hours_asked + coordination;
    total[hours] += coordination;
    total[money] += part[money] * month.pool_use[k].further_usd();
    book_use(organisations, i, used, month.pool_use[k], part[money]);
  }
  total[hours] += organisations.overhead_hours[i];
  asked += organisations.overhead_hours[i];
  for (std::size_t r = 0; r < resources; ++r) {
    const double available = organisations.available[i * resources + r];
    organisations.idle[i * resources + r] = available > 0.0 ? clamp_share(1.0 - total[r] / available) : 0.0;
  }
  const double offered = organisations.available[i * resources + hours];
  organisations.hours_use[i] = offered > 0.0 ? std::min(2.0, asked / offered) : 1.0;
}

void attribute_outcome(Partnerships& partnerships, const Month& month, std::size_t k) {
  const std::uint32_t p = partnerships.live[k];
  double* met = &partnerships.met[p * month.areas];
  std::fill_n(met, month.areas, 0.0);
  for (const std::uint32_t m : month.memberships.of_partnership.of(p)) {
    const double* achievable = &month.achievable[month.memberships.organisation[m] * month.areas];
    for (std::size_t a = 0; a < month.areas; ++a)
      met[a] += month.hours_share[m] * month.pool_share[k * month.areas + a] * achievable[a];
  }
}

}  // namespace tessera::delivery
