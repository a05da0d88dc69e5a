#include "mechanisms/entry_exit.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/closure.hpp"
#include "formulas/logistic.hpp"
#include "formulas/organisation_draw.hpp"
#include "formulas/reach.hpp"
#include "state/append.hpp"
#include "state/leave.hpp"
#include "state/people.hpp"

namespace tessera {
namespace {

ClosureReason decide_closure(const Organisations& organisations, const Conditions& conditions, std::size_t i,
                             const EntryExitParameters& p, const ClosureLaw& law, const MechanismDraws& draws) {
  if (organisations.active[i] == 0) return ClosureReason::none;
  if (std::binary_search(conditions.closing.begin(), conditions.closing.end(), i)) return ClosureReason::shock;
  if (organisations.insolvent_months[i] >= p.insolvent_months) return ClosureReason::insolvent;
  const double age_years = (draws.month() - organisations.founded_month[i]) / 12.0;
  double hazard = closure_hazard_per_month(law, organisations.revenue_usd[i], age_years);
  if (organisations.money_usd[i] < 0.0) hazard *= p.overdrawn_multiplier;
  Stream stream = draws.at(organisations.id[i]);
  return stream.uniform() < chance_of_hazard(hazard) ? ClosureReason::hazard : ClosureReason::none;
}

void send_volunteers_home(Organisations& organisations, Community& community, std::size_t i, const MechanismDraws& draws) {
  Stream stream = draws.at(organisations.id[i], 1);
  const bool year_is_new = draws.month() % 12 == 0;  // volunteering has closed the survey year already
  for (std::size_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
    std::int32_t& count = organisations.reach_volunteers[row];
    move_people(&community.people[organisations.reach_district[row] * people_classes], count, 0, year_is_new, stream);
    organisations.volunteers_left[i] += count;
    count = 0;
  }
  std::fill_n(&organisations.volunteers[i * hours_classes], hours_classes, 0);
}

// What is left goes to creditors or successors; a debt is a negative entry.
void close_books(Organisations& organisations, std::size_t i) {
  organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(MoneyEntry::closure)] += organisations.money_usd[i];
  organisations.goods_book_usd[i * goods_entries + static_cast<std::size_t>(GoodsEntry::closure)] += organisations.goods_usd[i];
  organisations.money_usd[i] = 0.0;
  organisations.goods_usd[i] = 0.0;
}

std::uint16_t draw_type(std::span<const TypeTraits> types, double uniform) {
  double total = 0.0;
  for (const TypeTraits& type : types) total += type.share;
  double mark = uniform * total;
  std::size_t chosen = 0;
  for (std::size_t t = 0; t < types.size(); ++t) {
    if (types[t].share <= 0.0) continue;
    chosen = t;
    mark -= types[t].share;
    if (mark < 0.0) break;
  }
  return static_cast<std::uint16_t>(chosen);
}

NewOrganisation draw_entrant(const Parameters& parameters, const Community& community, std::uint32_t district,
                             std::uint16_t k, const MechanismDraws& draws) {
  const std::uint64_t id = entrant_id(district, static_cast<std::uint16_t>(draws.month()), k);
  Stream stream = draws.at(id, 3);
  const std::uint16_t type = draw_type(parameters.types, stream.uniform());
  const double size_quantile = stream.uniform_open();
  NewOrganisation entrant = draw_organisation(organisation_law(parameters, type), {}, id, size_quantile,
                                              parameters.entry_exit.entrant_log_size_shift, draws);
  entrant.district = district;
  entrant.founded_month = draws.month();
  entrant.x_km = community.x_km[district] + parameters.community.district_spacing_km * (stream.uniform() - 0.5);
  entrant.y_km = community.y_km[district] + parameters.community.district_spacing_km * (stream.uniform() - 0.5);
  return entrant;
}

// The stocks of an entrant come from outside the community this month.
void book_endowment(Organisations& organisations, std::size_t i) {
  organisations.money_opening_usd[i] = 0.0;
  organisations.goods_opening_usd[i] = 0.0;
  organisations.money_book_usd[i * money_entries + static_cast<std::size_t>(MoneyEntry::endowment)] = organisations.money_usd[i];
  organisations.goods_book_usd[i * goods_entries + static_cast<std::size_t>(GoodsEntry::in_kind)] = organisations.goods_usd[i];
}

bool inhabited(const Community& community, std::size_t d) {
  for (std::size_t g = 0; g < community.groups; ++g)
    if (community.residents[d * community.groups + g] > 0) return true;
  return false;
}

std::uint16_t entrants_of(const Community& community, std::size_t d, double entry_per_year, const MechanismDraws& draws) {
  if (!inhabited(community, d)) return 0;
  Stream stream = draws.at(d, 2);
  const std::int64_t count = poisson(stream, entry_per_year / 12.0 * static_cast<double>(community.founded_here[d]));
  return static_cast<std::uint16_t>(std::min<std::int64_t>(count, std::numeric_limits<std::uint16_t>::max()));
}

}  // namespace

void close_organisations(Organisations& organisations, Community& community, Ties& ties, Partnerships& partnerships,
                         Memberships& memberships, const Conditions& conditions, const EntryExitParameters& parameters,
                         double reference_revenue_usd, const MechanismDraws& draws) {
  const ClosureLaw law{parameters.closure_per_year, parameters.closure_size_exponent, parameters.closure_age_exponent,
                       reference_revenue_usd};
  std::vector<ClosureReason> closing(organisations.count());
  for_each_slot(organisations.count(),
                [&](std::size_t i) { closing[i] = decide_closure(organisations, conditions, i, parameters, law, draws); });
  for (std::size_t i = 0; i < closing.size(); ++i) {
    if (closing[i] == ClosureReason::none) continue;
    send_volunteers_home(organisations, community, i, draws);
    close_books(organisations, i);
    while (memberships.of_organisation.size(i) > 0)
      leave_partnership(partnerships, memberships, ties, memberships.of_organisation.of(i).back(), draws.month(),
                        EndReason::member_closed);
    organisations.active[i] = 0;
    organisations.closed_month[i] = draws.month();
    organisations.closure_reason[i] = static_cast<std::uint8_t>(closing[i]);
  }
}

void found_entrants(World& world, const Parameters& parameters, const MechanismDraws& draws) {
  const Community& community = world.community;
  std::vector<std::uint16_t> entrants(community.districts);
  for_each_slot(community.districts, [&](std::size_t d) {
    entrants[d] = entrants_of(community, d, parameters.entry_exit.entry_per_year, draws);
  });
  if (std::all_of(entrants.begin(), entrants.end(), [](std::uint16_t count) { return count == 0; })) return;
  const DistrictGrid grid = make_district_grid(community.x_km, community.y_km);
  std::vector<Reach> reach;
  for (std::uint32_t d = 0; d < community.districts; ++d)
    for (std::uint16_t k = 0; k < entrants[d]; ++k) {
      const NewOrganisation entrant = draw_entrant(parameters, community, d, k, draws);
      find_reach(reach, grid, entrant.x_km, entrant.y_km, entrant.radius_km, d, parameters.delivery.distance_decay);
      book_endowment(world.organisations, append_organisation(world, entrant, reach));
    }
}

void turn_over_organisations(World& world, const Parameters& parameters, const MechanismDraws& draws) {
  close_organisations(world.organisations, world.community, world.ties, world.partnerships, world.memberships,
                      world.conditions, parameters.entry_exit, parameters.founding.reference_revenue_usd, draws);
  found_entrants(world, parameters, draws);
}

}  // namespace tessera
