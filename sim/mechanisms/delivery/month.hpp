// What delivery works with during one month; private to mechanisms/delivery.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "formulas/technology.hpp"
#include "mechanisms/delivery.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera::delivery {

inline constexpr std::size_t money = static_cast<std::size_t>(Resource::money);
inline constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);
inline constexpr std::size_t goods = static_cast<std::size_t>(Resource::goods);

using Areas = std::array<double, most_areas>;

// What a producer took from its bundle this month.
struct Use {
  Bundle used{};
  double bought_goods = 0.0;
  double purchase_goods_usd = 0.0;
  double purchase_space_usd = 0.0;
  double purchase_services_usd = 0.0;
  double hours_asked = 0.0;
  double administration_usd = 0.0;

  // Spent besides what went into services directly.
  double further_usd() const { return purchase_goods_usd + purchase_space_usd + purchase_services_usd + administration_usd; }
};

struct Month {
  Month(const Need& need, const Organisations& organisations, const Partnerships& partnerships,
        const Community& community, const Memberships& memberships, const Support& support,
        const Technology& technology, const DeliveryParameters& parameters, const Channels& channels);

  const Community& community;
  const Memberships& memberships;
  const Support& support;
  const Technology& technology;
  const DeliveryParameters& parameters;
  Channels channels;
  bool books = true;                        // what is used is booked
  std::size_t areas;
  std::size_t groups;
  std::size_t width;                        // areas * groups: cells of one district
  std::vector<double> wanted;               // [district][area][group] need, cells of a district together
  std::vector<double> met_per_share;        // [district][area][group] need met per unit of share served
  std::vector<double> accessible;           // [organisation][area] sum of reach * access * need
  std::vector<double> achievable;           // [organisation][area] sum of reach * access * met_per_share
  std::vector<double> solo_share;           // [organisation][area] share of accessible need served alone
  std::vector<double> pool_share;           // [live][area] share of accessible need served by the partnership
  std::vector<double> hours_share;          // [membership] share of its partnership's pooled hours
  std::vector<double> member_share;         // [membership][area] share of its own accessible need; without the channel access
  std::vector<Use> pool_use;                // [live]
  std::vector<Bundle> pool;                 // [live]
  std::vector<std::uint32_t> live_position; // [partnership] place in Partnerships::live, or nobody
  bool has_market;                          // whether any area has a price
};

inline bool is_active(const Partnerships& partnerships, std::uint32_t p) {
  return partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
}

// Sum over the districts in reach of reach weight * access * cells[district], by area.
Areas sum_over_reach(const Month& month, const Organisations& organisations, std::size_t i,
                     const std::vector<double>& cells);

// producers.cpp: one organisation alone with what it did not give away; one active partnership with what it was given.
void work_alone(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i);
void work_together(Month& month, Partnerships& partnerships, const Organisations& organisations, std::size_t k);

// clusters.cpp: who serves the same clients; fills met and delivered and Month::met_per_share.
void cover_needs(Need& need, Month& month, const Organisations& organisations, const Partnerships& partnerships,
                 const Geography& geography);

// settlement.cpp: what one organisation achieved, and what its partnerships used of what it gave.
void settle(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i);
void book_use(Organisations& organisations, std::size_t i, const Bundle& used, const Use& use, double money_share);
// What a partnership achieved, from what its members could.
void attribute_outcome(Partnerships& partnerships, const Month& month, std::size_t k);

}  // namespace tessera::delivery
