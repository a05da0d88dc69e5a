#include "state/world.hpp"

#include "vocabulary/names.hpp"

namespace tessera {

void rebuild_indexes(World& world) {
  const Organisations& organisations = world.organisations;
  const std::size_t n = organisations.count();

  world.geography.homes.clear();
  world.geography.homes.resize(world.community.districts);
  world.geography.reachers.clear();
  world.geography.reachers.resize(world.community.districts);
  for (std::uint32_t i = 0; i < n; ++i) {
    world.geography.homes.append(organisations.district[i], i);
    for (std::uint32_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row)
      world.geography.reachers.append(organisations.reach_district[row], {i, row});
  }

  Ties& ties = world.ties;
  ties.of.clear();
  ties.of.resize(n);
  for (std::uint32_t t = 0; t < ties.count(); ++t) {
    ties.of.append(ties.a[t], {ties.b[t], t});
    ties.of.append(ties.b[t], {ties.a[t], t});
  }

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

}  // namespace tessera
