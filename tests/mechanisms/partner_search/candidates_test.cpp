// The stakeholder map: whom it shows does not hang on where in the list of organisations anybody stands.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "formulas/nearby.hpp"
#include "mechanisms/partner_search.hpp"
#include "support/chain_world.hpp"

namespace tessera {
namespace {

constexpr std::uint32_t districts = 41, organisations = 800;

// Everybody looks and takes all candidates off the map.
Parameters mapped() {
  Parameters parameters = standard_parameters();
  PartnerSearchParameters& p = parameters.partner_search;
  p.rate_per_month = p.rate_base = p.mapping_share = 1.0;
  p.rate_membership_damping = p.distance_per_km = 0.0;
  p.intercept = 2.0;
  p.answer_intercept = 3.0;
  return parameters;
}

enum class Extra { none, closed, open };

// Everybody at home in the first districts; an extra organisation of the first row in the last one, out of reach.
World make_town(Extra extra, const Parameters& parameters) {
  World world = test::make_small_world({.districts = districts, .organisations = 0}, parameters);
  if (extra != Extra::none) test::add_organisation(world, parameters, founding_id(0, 999999), 0, districts - 1, 0);
  const auto types = static_cast<std::uint32_t>(parameters.types.size());
  for (std::uint32_t i = 0; i < organisations; ++i)
    test::add_organisation(world, parameters, founding_id(static_cast<std::uint16_t>(i % types), i / types),
                           static_cast<std::uint16_t>(i % types), i % (districts - 1), 0);
  world.month = 24;
  test::equip(world);
  world.support.of(Lever::stakeholder_mapping).everywhere = 1.0;
  if (extra == Extra::closed) world.organisations.active[0] = 0;
  return world;
}

using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

// Who founded a partnership with whom, by ids, in order.
Pairs pairs_found(Extra extra) {
  const Parameters parameters = mapped();
  World world = make_town(extra, parameters);
  const SearchOutlook outlook{parameters.agreement, parameters.dialogue, parameters.trust,
                              parameters.delivery.attention_floor, parameters.contribution.first_belief};
  search_partners(world.partnerships, world.memberships, world.ties, world.organisations, world.geography, world.support,
                  test::technology_of(parameters), parameters.partner_search, outlook,
                  Draws(1, 0, 24).of(Mechanism::partner_search));
  Pairs pairs;
  for (std::size_t p = 0; p < world.partnerships.count(); ++p)
    pairs.emplace_back(world.partnerships.initiator_id[p], world.partnerships.target_id[p]);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

double share_kept(const Pairs& before, const Pairs& after) {
  Pairs kept;
  std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(kept));
  return static_cast<double>(kept.size()) / static_cast<double>(before.size());
}

// Picks by row that meet the same organisation when one more stands before all others.
double share_kept_by_row() {
  int kept = 0;
  for (std::uint64_t key = 1; key <= 1000; ++key)
    kept += jump_consistent_hash(key, organisations) + 1 == jump_consistent_hash(key, organisations + 1);
  return kept / 1000.0;
}

TEST(Candidates, OneMoreOrganisationOfTheFirstRowMovesOnlyEntriesOfItsDistrictOnTheMap) {
  const Pairs plain = pairs_found(Extra::none);
  ASSERT_GT(plain.size(), 100U);
  EXPECT_EQ(pairs_found(Extra::closed), plain);  // nobody looks at it, so it moves nothing
  const Pairs more = pairs_found(Extra::open);
  EXPECT_NE(more, plain);
  EXPECT_GT(share_kept(plain, more), 0.6);
  EXPECT_LT(share_kept_by_row(), 0.1);  // what a map by rows would keep
}

}  // namespace
}  // namespace tessera
