#include "state/world.hpp"

#include <vector>

#include "vocabulary/names.hpp"

namespace tessera {

void rebuild_geography(World& world) {
  const Organisations& organisations = world.organisations;
  const std::size_t n = organisations.count();
  std::vector<std::uint32_t> at_home(world.community.districts, 0);
  std::vector<std::uint32_t> reaching(world.community.districts, 0);
  for (const std::uint32_t district : organisations.district) ++at_home[district];
  for (const std::uint32_t district : organisations.reach_district) ++reaching[district];
  for (std::uint32_t& room : reaching) room += room / 8;  // for some years of entrants: a full list moves, and leaves its place empty
  world.geography.homes.lay_out(at_home);
  world.geography.reachers.lay_out(reaching);
  for (std::uint32_t i = 0; i < n; ++i) {
    world.geography.homes.append(organisations.district[i], i);
    for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row)
      world.geography.reachers.append(organisations.reach_district[row], {i, row, organisations.reach_weight[row]});
  }
}

void rebuild_networks(World& world) {
  const std::size_t n = world.organisations.count();
  index_ties(world.ties, n);
  Partnerships& partnerships = world.partnerships;
  Memberships& memberships = world.memberships;
  partnerships.live.clear();
  for (std::uint32_t p = 0; p < partnerships.count(); ++p)
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::dissolved)) partnerships.live.push_back(p);
  memberships.of_partnership.clear();
  memberships.of_partnership.resize(partnerships.count());
  memberships.of_organisation.clear();
  memberships.of_organisation.resize(n);
  for (std::uint32_t m = 0; m < memberships.count(); ++m) {
    if (memberships.left_month[m] != never) continue;
    memberships.of_partnership.append(memberships.partnership[m], m);
    memberships.of_organisation.append(memberships.organisation[m], m);
  }
}

void rebuild_indexes(World& world) {
  rebuild_geography(world);
  rebuild_networks(world);
  world.grants.paying.clear();
  for (std::uint32_t k = 0; k < world.grants.count(); ++k)
    if (world.grants.end_month[k] > world.month) world.grants.paying.push_back(k);
}

}  // namespace tessera
