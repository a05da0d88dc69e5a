#include "mechanisms/delivery.hpp"

#include <numeric>

#include "base/four_doubles.hpp"
#include "base/parallel.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera {
namespace delivery {

Month::Month(const Need& need, const Organisations& organisations, const Partnerships& partnerships,
             const Community& the_community, const Memberships& the_memberships, const Support& the_support,
             const Technology& the_technology, const DeliveryParameters& the_parameters,
             const Channels& the_channels)
    : community(the_community),
      memberships(the_memberships),
      support(the_support),
      technology(the_technology),
      parameters(the_parameters),
      channels(the_channels),
      areas(the_community.areas),
      groups(the_community.groups),
      width(areas * groups),
      wanted(the_community.cells()),
      met_per_share(the_community.cells()),
      accessible(organisations.count() * areas),
      achievable(organisations.count() * areas),
      solo_share(organisations.count() * areas),
      pool_share(partnerships.live.size() * areas),
      hours_share(the_memberships.count()),
      member_share(the_channels.access ? 0 : the_memberships.count() * areas),
      pool_use(partnerships.live.size()),
      pool(partnerships.live.size()),
      live_position(partnerships.count(), nobody),
      has_market(std::any_of(the_technology.service_price_usd.begin(), the_technology.service_price_usd.end(),
                             [](double price) { return price > 0.0; })) {
  for (std::uint32_t k = 0; k < partnerships.live.size(); ++k) live_position[partnerships.live[k]] = k;
  for (std::uint32_t d = 0; d < community.districts; ++d)
    for (std::uint32_t a = 0; a < areas; ++a)
      for (std::uint32_t g = 0; g < groups; ++g)
        wanted[d * width + a * groups + g] = need.wanted[community.cell(a, d, g)];
}

namespace {

// Several areas at a time, so that their sums stay in registers while the districts pass by.
template <std::size_t count>
void sum_areas(double* result, const Month& month, const Organisations& organisations, std::size_t i,
               const double* cells, Four access) {
  std::array<Four, count> sums{};
  for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
    const double weight = organisations.reach_weight[row];
    const double* district = cells + organisations.reach_district[row] * month.width;
    for (std::size_t a = 0; a < count; ++a) sums[a] += weight * load_four(district + 4 * a);
  }
  for (std::size_t a = 0; a < count; ++a) {
    const Four found = access * sums[a];
    result[a] = found[0] + found[1] + found[2] + found[3];
  }
}

Areas sum_four_groups(const Month& month, const Organisations& organisations, std::size_t i, const double* cells) {
  Areas result{};
  const Four access = load_four(&organisations.access[i * 4]);
  std::size_t a = 0;
  for (; a + 8 <= month.areas; a += 8) sum_areas<8>(&result[a], month, organisations, i, cells + 4 * a, access);
  for (; a + 4 <= month.areas; a += 4) sum_areas<4>(&result[a], month, organisations, i, cells + 4 * a, access);
  for (; a < month.areas; ++a) sum_areas<1>(&result[a], month, organisations, i, cells + 4 * a, access);
  return result;
}

}  // namespace

Areas sum_over_reach(const Month& month, const Organisations& organisations, std::size_t i,
                     const std::vector<double>& cells) {
  if (month.groups == 4) return sum_four_groups(month, organisations, i, cells.data());
  std::array<double, most_areas * most_groups> sums;
  std::fill_n(sums.begin(), month.width, 0.0);
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

}  // namespace delivery

namespace {

template <class Step>
void each_open(const Organisations& organisations, const Step& step) {
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0) step(i);
  });
}

template <class Step>
void each_active(const Partnerships& partnerships, const Step& step) {
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    if (delivery::is_active(partnerships, partnerships.live[k])) step(k);
  });
}

// What is closed makes nothing any more.
void clear_closed(Organisations& organisations, std::size_t areas) {
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    if (organisations.active[i] != 0) continue;
    std::fill_n(&organisations.own_output[i * areas], areas, 0.0);
    std::fill_n(&organisations.own_met[i * areas], areas, 0.0);
  }
}

}  // namespace

void deliver_services(Need& need, Organisations& organisations, Partnerships& partnerships, const Community& community,
                      const Geography& geography, const Memberships& memberships, const Support& support,
                      const Technology& technology, const DeliveryParameters& parameters,
                      const Channels& channels) {
  using namespace delivery;
  Month month(need, organisations, partnerships, community, memberships, support, technology, parameters, channels);
  clear_closed(organisations, month.areas);
  each_open(organisations, [&](std::size_t i) { work_alone(month, organisations, partnerships, i); });
  if (channels.pooling)
    each_active(partnerships, [&](std::size_t k) { work_together(month, partnerships, organisations, k); });
  cover_needs(need, month, organisations, partnerships, geography);
  if (!channels.all_open()) return;
  each_open(organisations, [&](std::size_t i) { settle(month, organisations, partnerships, i); });
  each_active(partnerships, [&](std::size_t k) { attribute_outcome(partnerships, month, k); });
}

std::vector<double> try_channels(Need& need, Organisations& organisations, Partnerships& partnerships,
                                 const Community& community, const Geography& geography,
                                 const Memberships& memberships, const Support& support, const Technology& technology,
                                 const DeliveryParameters& parameters, std::span<const Channels> settings) {
  using namespace delivery;
  Month month(need, organisations, partnerships, community, memberships, support, technology, parameters, {});
  month.books = false;
  month.member_share.resize(memberships.count() * month.areas);
  std::vector<double> met;
  for (std::size_t k = 0; k < settings.size(); ++k) {
    month.channels = settings[k];
    if (k == 0 || settings[k].pooling != settings[k - 1].pooling)
      each_open(organisations, [&](std::size_t i) { work_alone(month, organisations, partnerships, i); });
    if (settings[k].pooling && (k == 0 || !settings[k].same_joint_work(settings[k - 1])))
      each_active(partnerships, [&](std::size_t p) { work_together(month, partnerships, organisations, p); });
    cover_needs(need, month, organisations, partnerships, geography);
    met.push_back(std::accumulate(need.met.begin(), need.met.end(), 0.0));
  }
  return met;
}

}  // namespace tessera
