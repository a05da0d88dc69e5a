#include "mechanisms/delivery.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/parallel.hpp"
#include "formulas/coverage.hpp"
#include "formulas/expertise.hpp"
#include "formulas/logistic.hpp"

namespace tessera {
namespace {

constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);
constexpr std::uint32_t stranger = nobody;  // a cluster of one

using Areas = std::array<double, most_areas>;

// What a producer took from its bundle this month.
struct Use {
  Bundle used{};
  double bought_goods = 0.0;
  double purchase_goods_usd = 0.0;
  double purchase_space_usd = 0.0;
  double hours_asked = 0.0;
  double administration_usd = 0.0;
};

// One part an organisation plays in serving clients: alone, or as a member. share[a] of need per unit of its own reach.
struct Part {
  std::uint32_t cluster;  // position in Partnerships::live, or stranger
  Areas share;
};

struct Month {
  const Community& community;
  const Memberships& memberships;
  const Technology& technology;
  const DeliveryParameters& parameters;
  std::size_t areas;
  std::size_t groups;
  std::size_t width;                 // areas * groups: cells of one district
  std::vector<double> wanted;        // [district][area][group] need, districts together
  std::vector<double> met_per_share; // [district][area][group] need met per unit of share served
  std::vector<double> accessible;    // [organisation][area] sum of reach * access * need
  std::vector<double> solo_share;    // [organisation][area] f of the solo producer
  std::vector<double> pool_share;    // [live][area] f of the partnership
  std::vector<double> hours_share;   // [membership of a live partnership] share of the pooled hours; by row
  std::vector<Use> pool_use;         // [live]
  std::vector<Bundle> pool;          // [live]
};

// Sum over the districts in reach of reach weight * access * cells[district], by area.
Areas sum_over_reach(const Month& month, const Organisations& organisations, std::size_t i,
                     const std::vector<double>& cells) {
  std::array<double, most_areas * most_groups> sums{};
  for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
    const double weight = organisations.reach_weight[row];
    const double* district = &cells[organisations.reach_district[row] * month.width];
    for (std::size_t c = 0; c < month.width; ++c) sums[c] += weight * district[c];
  }
  Areas result{};
  const double* access = &organisations.access[i * month.groups];
  for (std::size_t a = 0; a < month.areas; ++a)
    for (std::size_t g = 0; g < month.groups; ++g) result[a] += access[g] * sums[a * month.groups + g];
  return result;
}

// Shares of work by area: weights * (floor + perceived), normalised; all 0 if nothing is wanted.
Areas work_mix(std::span<const double> weights, const Areas& perceived, double attention_floor) {
  Areas mix{};
  double total = 0.0;
  for (std::size_t a = 0; a < weights.size(); ++a) {
    mix[a] = weights[a] * (attention_floor + perceived[a]);
    total += mix[a];
  }
  if (total > 0.0)
    for (std::size_t a = 0; a < weights.size(); ++a) mix[a] /= total;
  return mix;
}

// Makes output from a bundle, limited to the need it can find. Returns the share f of that need by area.
template <class Expertise>
Areas produce(Use& use, std::span<double> output, const Month& month, const Areas& mix, const Bundle& bundle,
              const double* accessible, const Expertise& expertise) {
  Areas share{};
  const std::span<const double> mixes(mix.data(), month.areas);
  const Bundle divisor = mix_divisor(month.technology.recipes, mixes);
  for (std::size_t a = 0; a < month.areas; ++a) {
    output[a] = 0.0;
    if (mix[a] <= 0.0) continue;
    const Recipe& recipe = month.technology.recipes[a];
    const Yield yield = area_yield(recipe, mix[a], bundle, divisor, month.technology.market);
    if (!(yield.units > 0.0)) continue;
    const double units = yield.units * (1.0 + month.technology.expertise_effect * expertise(a));
    const double part = units > accessible[a] ? accessible[a] / units : 1.0;
    output[a] = units * part;
    share[a] = accessible[a] > 0.0 ? output[a] / accessible[a] : 0.0;
    for (std::size_t r = 0; r < resources; ++r) use.used[r] += part * yield.used[r];
    use.hours_asked += part * yield.units * recipe.requirement[hours];
    use.bought_goods += part * yield.bought_goods;
    use.purchase_goods_usd += part * month.technology.market.goods_markup * yield.bought_goods;
    use.purchase_space_usd += part * (yield.purchase_usd - month.technology.market.goods_markup * yield.bought_goods);
  }
  return share;
}

void book_money(Organisations& organisations, std::size_t i, MoneyEntry entry, double usd) {
  organisations.money_usd[i] -= usd;
  organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(entry)] += usd;
}

void book_goods(Organisations& organisations, std::size_t i, GoodsEntry entry, double usd, bool in) {
  organisations.goods_usd[i] += in ? usd : -usd;
  organisations.goods_book_usd[i * goods_entries + static_cast<std::size_t>(entry)] += usd;
}

// Books `share` of a producer's use to an organisation, given its own part of each resource used.
void book_use(Organisations& organisations, std::size_t i, const Bundle& used, const Use& use, double money_share) {
  book_money(organisations, i, MoneyEntry::service_money, used[money]);
  book_money(organisations, i, MoneyEntry::bought_goods, money_share * use.purchase_goods_usd);
  book_money(organisations, i, MoneyEntry::bought_space, money_share * use.purchase_space_usd);
  book_money(organisations, i, MoneyEntry::coordination, money_share * use.administration_usd);
  book_goods(organisations, i, GoodsEntry::bought, money_share * use.bought_goods, true);
  book_goods(organisations, i, GoodsEntry::used, used[goods] + money_share * use.bought_goods, false);
}

double mean_expertise(const Organisations& organisations, const Month& month, std::size_t i, std::size_t a) {
  double sum = 0.0;
  for (std::size_t k = 0; k < competences; ++k) sum += organisations.expertise[(i * month.areas + a) * competences + k];
  return sum / static_cast<double>(competences);
}

// One organisation alone: what it did not give away.
void work_alone(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i) {
  double* accessible = &month.accessible[i * month.areas];
  const Areas found = sum_over_reach(month, organisations, i, month.wanted);
  std::copy_n(found.begin(), month.areas, accessible);
  Bundle bundle{};
  for (std::size_t r = 0; r < resources; ++r) bundle[r] = organisations.available[i * resources + r];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    if (partnerships.stage[month.memberships.partnership[m]] != static_cast<std::uint8_t>(Stage::active)) continue;
    for (std::size_t r = 0; r < resources; ++r) bundle[r] -= month.memberships.given[m * resources + r];
  }
  bundle[hours] -= organisations.overhead_hours[i];
  for (double& amount : bundle) amount = std::max(0.0, amount);
  Areas perceived{};
  std::copy_n(&organisations.perceived[i * month.areas], month.areas, perceived.begin());
  const Areas mix =
      work_mix({&organisations.mission[i * month.areas], month.areas}, perceived, month.parameters.attention_floor);
  Use use;
  const Areas share = produce(use, {&organisations.own_output[i * month.areas], month.areas}, month, mix, bundle,
                              accessible, [&](std::size_t a) { return mean_expertise(organisations, month, i, a); });
  std::copy_n(share.begin(), month.areas, &month.solo_share[i * month.areas]);
  book_use(organisations, i, use.used, use, 1.0);
  for (std::size_t r = 0; r < resources; ++r) organisations.idle[i * resources + r] = use.used[r];  // completed later
  organisations.hours_use[i] = use.hours_asked;
}

// One active partnership: pool, coordinate, produce.
void work_together(Month& month, Partnerships& partnerships, const Organisations& organisations, std::size_t k) {
  const std::uint32_t p = partnerships.live[k];
  const auto members = month.memberships.of_partnership.of(p);
  const std::size_t n = members.size();
  std::vector<double> member_hours(n);
  std::vector<std::size_t> order(n);
  Bundle& pool = month.pool[k];
  for (std::size_t j = 0; j < n; ++j) {
    member_hours[j] = month.memberships.given[members[j] * resources + hours];
    for (std::size_t r = 0; r < resources; ++r) pool[r] += month.memberships.given[members[j] * resources + r];
  }
  Areas accessible{};
  Areas perceived{};
  for (std::size_t j = 0; j < n; ++j) {
    const std::uint32_t i = month.memberships.organisation[members[j]];
    const double share = pool[hours] > 0.0 ? member_hours[j] / pool[hours] : 1.0 / static_cast<double>(n);
    month.hours_share[members[j]] = share;
    for (std::size_t a = 0; a < month.areas; ++a) {
      accessible[a] += share * month.accessible[i * month.areas + a];
      perceived[a] += share * organisations.perceived[i * month.areas + a];
    }
  }
  const auto mode = static_cast<Governance>(partnerships.governance[p]);
  const double size = static_cast<double>(n);
  const double coordination = coordination_hours(month.technology.coordination, mode, size) +
                              month.parameters.referral_hours_per_member * size;
  Bundle bundle = pool;
  Use& use = month.pool_use[k];
  partnerships.coordination_hours[p] = std::min(coordination, bundle[hours]);
  bundle[hours] -= partnerships.coordination_hours[p];
  if (mode == Governance::administrative_organisation)
    use.administration_usd = std::min(month.technology.coordination.administration_usd, bundle[money]);
  bundle[money] -= use.administration_usd;
  const Areas mix =
      work_mix({&partnerships.purpose[p * month.areas], month.areas}, perceived, month.parameters.attention_floor);
  const auto expertise = [&](std::size_t a) {
    return pooled_expertise(
        member_hours, competences,
        [&](std::size_t j, std::size_t c) {
          return organisations.expertise[(month.memberships.organisation[members[j]] * month.areas + a) * competences + c];
        },
        order);
  };
  const Areas share = produce(use, {&partnerships.output[p * month.areas], month.areas}, month, mix, bundle,
                              accessible.data(), expertise);
  std::copy_n(share.begin(), month.areas, &month.pool_share[k * month.areas]);
}

// The parts of every organisation, in order; begin[i] .. begin[i + 1].
struct Parts {
  std::vector<Part> part;
  std::vector<std::uint32_t> begin;
};

Parts cast_parts(const Month& month, const Organisations& organisations, const Partnerships& partnerships,
                 const std::vector<std::uint32_t>& live_position) {
  Parts parts;
  parts.begin.resize(organisations.count() + 1, 0);
  parts.part.reserve(organisations.count() + month.memberships.count());
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    parts.begin[i] = static_cast<std::uint32_t>(parts.part.size());
    if (organisations.active[i] == 0) continue;
    Areas solo{};
    std::copy_n(&month.solo_share[i * month.areas], month.areas, solo.begin());
    std::size_t primary = parts.part.size();
    double most_hours = -1.0;
    for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
      const std::uint32_t p = month.memberships.partnership[m];
      if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
      const std::uint32_t k = live_position[p];
      if (month.memberships.given[m * resources + hours] > most_hours) {
        most_hours = month.memberships.given[m * resources + hours];
        primary = parts.part.size();
      }
      Part part{k, {}};
      for (std::size_t a = 0; a < month.areas; ++a)
        part.share[a] = month.hours_share[m] * month.pool_share[k * month.areas + a];
      parts.part.push_back(part);
    }
    if (most_hours < 0.0) {
      parts.part.push_back({stranger, solo});
    } else {
      for (std::size_t a = 0; a < month.areas; ++a) parts.part[primary].share[a] += solo[a];
    }
  }
  parts.begin[organisations.count()] = static_cast<std::uint32_t>(parts.part.size());
  return parts;
}

// Room for the clusters met in one district; reused from district to district.
struct Clusters {
  std::vector<std::uint32_t> slot;  // [live] place in `shares`, or nobody
  std::vector<std::uint32_t> present;
  std::vector<double> shares;       // [slot][area][group]
};

// Sums of shares served and products of shares missed in one district, clusters in order of their first member.
void cover_district(std::span<double> served, std::span<double> missed, Clusters& clusters, const Month& month,
                    const Organisations& organisations, std::span<const Geography::Reacher> reachers,
                    const Parts& parts) {
  clusters.present.clear();
  clusters.shares.clear();
  for (const auto& [i, row] : reachers) {
    const double* access = &organisations.access[i * month.groups];
    for (std::uint32_t part = parts.begin[i]; part < parts.begin[i + 1]; ++part) {
      const auto& [cluster, share] = parts.part[part];
      double* sums = nullptr;
      if (cluster != stranger) {
        if (clusters.slot[cluster] == nobody) {
          clusters.slot[cluster] = static_cast<std::uint32_t>(clusters.present.size());
          clusters.present.push_back(cluster);
          clusters.shares.resize(clusters.shares.size() + month.width, 0.0);
        }
        sums = &clusters.shares[clusters.slot[cluster] * month.width];
      }
      for (std::size_t a = 0; a < month.areas; ++a) {
        if (share[a] <= 0.0) continue;
        const double reached = share[a] * organisations.reach_weight[row];
        for (std::size_t g = 0; g < month.groups; ++g) {
          const double s = reached * access[g];
          const std::size_t c = a * month.groups + g;
          if (sums != nullptr) {
            sums[c] += s;
          } else {
            served[c] += s;
            missed[c] *= 1.0 - std::min(1.0, s);
          }
        }
      }
    }
  }
  for (std::size_t slot = 0; slot < clusters.present.size(); ++slot) {
    const double* sums = &clusters.shares[slot * month.width];
    for (std::size_t c = 0; c < month.width; ++c) {
      served[c] += sums[c];
      missed[c] *= 1.0 - std::min(1.0, sums[c]);
    }
    clusters.slot[clusters.present[slot]] = nobody;
  }
}

void cover_needs(Need& need, Month& month, const Organisations& organisations, const Geography& geography,
                 const Parts& parts, std::size_t live) {
  const std::uint32_t districts = month.community.districts;
  const std::size_t blocks = std::min<std::size_t>(districts, 16);
  for_each_heavy_slot(blocks, organisations.count() >= smallest_parallel_loop, [&](std::size_t block) {
    Clusters clusters;
    clusters.slot.assign(live, nobody);
    std::vector<double> served(month.width);
    std::vector<double> missed(month.width);
    for (std::uint32_t d = static_cast<std::uint32_t>(block); d < districts; d += static_cast<std::uint32_t>(blocks)) {
      std::fill(served.begin(), served.end(), 0.0);
      std::fill(missed.begin(), missed.end(), 1.0);
      cover_district(served, missed, clusters, month, organisations, geography.reachers.of(d), parts);
      for (std::uint32_t a = 0; a < month.areas; ++a)
        for (std::uint32_t g = 0; g < month.groups; ++g) {
          const std::size_t c = a * month.groups + g;
          const std::size_t cell = month.community.cell(a, d, g);
          const double share = coverage(served[c], missed[c], month.parameters.overlap);
          need.met[cell] = need.wanted[cell] * share;
          need.delivered[cell] = need.wanted[cell] * served[c];
          month.met_per_share[d * month.width + c] = served[c] > 0.0 ? need.met[cell] / served[c] : 0.0;
        }
    }
  });
}

// What each organisation achieved alone, and what its partnerships used of what it gave.
void settle(Month& month, std::vector<double>& achieved, Organisations& organisations, const Partnerships& partnerships,
            const std::vector<std::uint32_t>& live_position, std::size_t i) {
  const Areas met = sum_over_reach(month, organisations, i, month.met_per_share);
  for (std::size_t a = 0; a < month.areas; ++a) {
    achieved[i * month.areas + a] = met[a];
    organisations.own_met[i * month.areas + a] = month.solo_share[i * month.areas + a] * met[a];
  }
  Bundle total{};
  for (std::size_t r = 0; r < resources; ++r) total[r] = organisations.idle[i * resources + r];
  double asked = organisations.hours_use[i];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
    const std::uint32_t k = live_position[p];
    Bundle used{};
    double money_share = 0.0;
    for (std::size_t r = 0; r < resources; ++r) {
      const double given = month.memberships.given[m * resources + r];
      const double part = month.pool[k][r] > 0.0 ? given / month.pool[k][r] : 0.0;
      used[r] = part * month.pool_use[k].used[r];
      total[r] += used[r];
      if (r == money) money_share = part;
    }
    const double hours_part = month.pool[k][hours] > 0.0
                                  ? month.memberships.given[m * resources + hours] / month.pool[k][hours]
                                  : 0.0;
    asked += hours_part * (month.pool_use[k].hours_asked + partnerships.coordination_hours[p]);
    total[hours] += hours_part * partnerships.coordination_hours[p];
    book_use(organisations, i, used, month.pool_use[k], money_share);
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

Month open_month(const Need& need, const Organisations& organisations, const Partnerships& partnerships,
                 const Community& community, const Memberships& memberships, const Technology& technology,
                 const DeliveryParameters& parameters) {
  const std::size_t areas = community.areas;
  const std::size_t width = areas * community.groups;
  Month month{community, memberships, technology, parameters, areas, community.groups, width, {}, {}, {}, {}, {}, {}, {}, {}};
  month.wanted.resize(community.cells());
  month.met_per_share.resize(community.cells());
  for (std::uint32_t d = 0; d < community.districts; ++d)
    for (std::uint32_t a = 0; a < areas; ++a)
      for (std::uint32_t g = 0; g < community.groups; ++g)
        month.wanted[d * width + a * community.groups + g] = need.wanted[community.cell(a, d, g)];
  month.accessible.resize(organisations.count() * areas);
  month.solo_share.resize(organisations.count() * areas);
  month.pool_share.resize(partnerships.live.size() * areas);
  month.hours_share.resize(memberships.count());
  month.pool_use.resize(partnerships.live.size());
  month.pool.resize(partnerships.live.size());
  return month;
}

}  // namespace

void deliver_services(Need& need, Organisations& organisations, Partnerships& partnerships, const Community& community,
                      const Geography& geography, const Memberships& memberships, const Technology& technology,
                      const DeliveryParameters& parameters) {
  Month month = open_month(need, organisations, partnerships, community, memberships, technology, parameters);
  std::vector<std::uint32_t> live_position(partnerships.count(), nobody);
  for (std::uint32_t k = 0; k < partnerships.live.size(); ++k) live_position[partnerships.live[k]] = k;
  const auto active = [&](std::size_t k) {
    return partnerships.stage[partnerships.live[k]] == static_cast<std::uint8_t>(Stage::active);
  };
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) work_alone(month, organisations, partnerships, i);
  });
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    if (active(k)) work_together(month, partnerships, organisations, k);
  });
  const Parts parts = cast_parts(month, organisations, partnerships, live_position);
  cover_needs(need, month, organisations, geography, parts, partnerships.live.size());
  std::vector<double> achieved(organisations.count() * month.areas);
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) settle(month, achieved, organisations, partnerships, live_position, i);
  });
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    if (!active(k)) return;
    const std::uint32_t p = partnerships.live[k];
    double* met = &partnerships.met[p * month.areas];
    std::fill_n(met, month.areas, 0.0);
    for (const std::uint32_t m : memberships.of_partnership.of(p))
      for (std::size_t a = 0; a < month.areas; ++a)
        met[a] += month.hours_share[m] * month.pool_share[k * month.areas + a] *
                  achieved[memberships.organisation[m] * month.areas + a];
  });
}

}  // namespace tessera
