#include "mechanisms/delivery.hpp"

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

Areas sum_over_reach(const Month& month, const Organisations& organisations, std::size_t i,
                     const std::vector<double>& cells) {
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

void deliver_services(Need& need, Organisations& organisations, Partnerships& partnerships, const Community& community,
                      const Geography& geography, const Memberships& memberships, const Support& support,
                      const Technology& technology, const DeliveryParameters& parameters,
                      const Channels& channels) {
  using namespace delivery;
  Month month(need, organisations, partnerships, community, memberships, support, technology, parameters, channels);
  const auto each_organisation = [&](const auto& step) {
    for_each_slot(organisations.count(), [&](std::size_t i) {
      if (organisations.active[i] != 0) step(i);
    });
  };
  const auto each_partnership = [&](const auto& step) {
    for_each_slot(partnerships.live.size(), [&](std::size_t k) {
      if (is_active(partnerships, partnerships.live[k])) step(k);
    });
  };
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    if (organisations.active[i] != 0) continue;  // what is closed makes nothing any more
    std::fill_n(&organisations.own_output[i * month.areas], month.areas, 0.0);
    std::fill_n(&organisations.own_met[i * month.areas], month.areas, 0.0);
  }
  each_organisation([&](std::size_t i) { work_alone(month, organisations, partnerships, i); });
  if (channels.pooling) each_partnership([&](std::size_t k) { work_together(month, partnerships, organisations, k); });
  cover_needs(need, month, organisations, partnerships, geography);
  if (!channels.all_open()) return;
  each_organisation([&](std::size_t i) { settle(month, organisations, partnerships, i); });
  each_partnership([&](std::size_t k) { attribute_outcome(partnerships, month, k); });
}

}  // namespace tessera
