#include "state/fields.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <xxhash.h>

#include <cstring>

#include "base/parallel.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

template <std::size_t n>
std::vector<std::string_view> names(const std::array<std::string_view, n>& list) {
  return {list.begin(), list.end()};
}

}  // namespace

std::vector<Field> fields(World& world) {
  return {
      {"community", "x_km", "district", "km", "centroid", &world.community.x_km},
      {"community", "y_km", "district", "km", "y km", &world.community.y_km},
      {"community", "residents", "district,group", "person", "persons", &world.community.residents},
      {"community", "adults", "district", "person", "persons; equals the sum of `people`, always", &world.community.adults},
      {"community", "people", "district,people class", "person", "persons", &world.community.people},
      {"community", "recruiting_norm", "district", "", "summed attractiveness as founded", &world.community.recruiting_norm},
      {"community", "founded_here", "district", "organisation", "founding organisations; sets the entry rate", &world.community.founded_here},
      {"community", "participation", "district", "share", "share of adults who volunteered in the last full year", &world.community.participation},
      {"community", "survey_retention", "district", "share", "share of last year's volunteers who volunteered again this year", &world.community.survey_retention},
      {"community", "volunteer_hours_this_year", "", "hour", "hours given since the year began", &world.community.volunteer_hours_this_year},
      {"community", "volunteer_hours_last_year", "", "hour", "hours given in the last full year", &world.community.volunteer_hours_last_year},
      {"community", "public_spending_usd", "lever", "usd", "public money spent by policies this month", &world.community.public_spending_usd},
      {"community", "public_spending_total_usd", "lever", "usd", "public money spent by policies since the run began", &world.community.public_spending_total_usd},
      {"community", "grants_paid_usd", "call", "usd", "grants paid this month", &world.community.grants_paid_usd},
      {"need", "fresh", "area,district,group", "service unit", "arose this month", &world.need.fresh},
      {"need", "wanted", "area,district,group", "service unit", "fresh plus what persists of last month's unmet", &world.need.wanted},
      {"need", "met", "area,district,group", "service unit", "met", &world.need.met},
      {"need", "delivered", "area,district,group", "service unit", "sum of producers' output, duplicates included", &world.need.delivered},
      {"organisations", "id", "organisation", "", "permanent number, which also keys its random draws", &world.organisations.id},
      {"organisations", "type", "organisation", "", "type of organisation", &world.organisations.type},
      {"organisations", "sector", "organisation", "", "sector", &world.organisations.sector, names(sector_names)},
      {"organisations", "district", "organisation", "", "home district: its row in the district axis of the whole file", &world.organisations.district},
      {"organisations", "x_km", "organisation", "km", "x km", &world.organisations.x_km},
      {"organisations", "y_km", "organisation", "km", "y km", &world.organisations.y_km},
      {"organisations", "radius_km", "organisation", "km", "service radius", &world.organisations.radius_km},
      {"organisations", "active", "organisation", "", "1 = open", &world.organisations.active},
      {"organisations", "founded_month", "organisation", "month", "negative: before the run", &world.organisations.founded_month},
      {"organisations", "closed_month", "organisation", "month", "never = -1", &world.organisations.closed_month},
      {"organisations", "closure_reason", "organisation", "", "why it closed", &world.organisations.closure_reason, names(closure_reason_names)},
      {"organisations", "drawn", "organisation", "", "bit k set: founding value k was drawn, not given (DrawnValue)", &world.organisations.drawn},
      {"organisations", "mission", "organisation,area", "share", "shares, sum 1", &world.organisations.mission},
      {"organisations", "expertise", "organisation,area,competence", "share", "share 0..1", &world.organisations.expertise},
      {"organisations", "access", "organisation,group", "share", "share 0..1 of the group it can find", &world.organisations.access},
      {"organisations", "visibility", "organisation", "share", "share 0..1", &world.organisations.visibility},
      {"organisations", "credibility", "organisation", "share", "share 0..1", &world.organisations.credibility},
      {"organisations", "propensity", "organisation", "multiple", "partnering propensity, 1 = usual", &world.organisations.propensity},
      {"organisations", "capability", "organisation", "share", "collaboration capability, share 0..1", &world.organisations.capability},
      {"organisations", "expertise_base", "organisation,area,competence", "share", "expertise that stays when staff change", &world.organisations.expertise_base},
      {"organisations", "visibility_base", "organisation", "share", "visibility as founded", &world.organisations.visibility_base},
      {"organisations", "credibility_base", "organisation", "share", "credibility as founded", &world.organisations.credibility_base},
      {"organisations", "propensity_base", "organisation", "multiple", "partnering propensity as founded", &world.organisations.propensity_base},
      {"organisations", "performance", "organisation", "harm-weighted service unit per usd", "smoothed harm-weighted outcome per usd of cost", &world.organisations.performance},
      {"organisations", "practices", "organisation,area", "", "new practices it works by", &world.organisations.practices},
      {"organisations", "new_practices", "organisation", "", "new practices that arose with it this month", &world.organisations.new_practices},
      {"organisations", "revenue_usd", "organisation", "usd", "yearly revenue as founded: the measure of size", &world.organisations.revenue_usd},
      {"organisations", "service_share", "organisation", "share", "share of costs that goes to modelled services", &world.organisations.service_share},
      {"organisations", "wage_share", "organisation", "share", "share of the service budget paid as wages", &world.organisations.wage_share},
      {"organisations", "base_income_usd", "organisation,source", "usd", "per month, before noise", &world.organisations.base_income_usd},
      {"organisations", "income_noise", "organisation,source", "log", "AR(1) state of log income", &world.organisations.income_noise},
      {"organisations", "expected_income_usd", "organisation", "usd", "per month, smoothed", &world.organisations.expected_income_usd},
      {"organisations", "cost_level_usd", "organisation", "usd", "planned costs per month", &world.organisations.cost_level_usd},
      {"organisations", "target_reserve_months", "organisation", "month", "reserves it aims at", &world.organisations.target_reserve_months},
      {"organisations", "money_usd", "organisation", "usd", "cash; may fall below 0; also: delivery, agreement, entry_exit", &world.organisations.money_usd},
      {"organisations", "money_opening_usd", "organisation", "usd", "cash when the month began", &world.organisations.money_opening_usd},
      {"organisations", "money_book_usd", "organisation,money entry", "usd", "what this month's mechanisms booked", &world.organisations.money_book_usd},
      {"organisations", "insolvent_months", "organisation", "month", "months in a row with less cash than nothing", &world.organisations.insolvent_months},
      {"organisations", "goods_income_usd", "organisation", "usd", "in-kind goods per month, before noise", &world.organisations.goods_income_usd},
      {"organisations", "goods_usd", "organisation", "usd", "stock", &world.organisations.goods_usd},
      {"organisations", "goods_opening_usd", "organisation", "usd", "stock when the month began", &world.organisations.goods_opening_usd},
      {"organisations", "goods_book_usd", "organisation,goods entry", "usd", "goods book usd", &world.organisations.goods_book_usd},
      {"organisations", "space_m2_hours", "organisation", "m2 hour", "per month; perishes", &world.organisations.space_m2_hours},
      {"organisations", "volunteers", "organisation,hours class", "person", "persons", &world.organisations.volunteers},
      {"organisations", "morale", "organisation", "share", "share 0..1", &world.organisations.morale},
      {"organisations", "hours_use", "organisation", "ratio", "hours asked / hours offered last month", &world.organisations.hours_use},
      {"organisations", "volunteers_joined", "organisation", "person", "this month", &world.organisations.volunteers_joined},
      {"organisations", "volunteers_left", "organisation", "person", "this month, closures included", &world.organisations.volunteers_left},
      {"organisations", "volunteers_lent", "organisation", "person", "volunteers lent to partners this month", &world.organisations.volunteers_lent},
      {"organisations", "volunteers_borrowed", "organisation", "person", "volunteers borrowed from partners this month", &world.organisations.volunteers_borrowed},
      {"organisations", "reach_begin", "reach_begin", "", "reach begin", &world.organisations.reach_begin},
      {"organisations", "reach_district", "reach", "", "reach district", &world.organisations.reach_district},
      {"organisations", "reach_weight", "reach", "share", "1 at the door, falling with distance", &world.organisations.reach_weight},
      {"organisations", "reach_volunteers", "reach", "person", "volunteers who live there; sums match `volunteers`", &world.organisations.reach_volunteers},
      {"organisations", "available", "organisation,resource", "", "for services this month", &world.organisations.available},
      {"organisations", "staff_hours", "organisation", "hour", "of this month", &world.organisations.staff_hours},
      {"organisations", "volunteer_hours", "organisation", "hour", "offered, effective hours", &world.organisations.volunteer_hours},
      {"organisations", "overhead_hours", "organisation", "hour", "spent on meetings, signing, coordination", &world.organisations.overhead_hours},
      {"organisations", "reading", "organisation,area", "share", "this month's own reading of unmet share", &world.organisations.reading},
      {"organisations", "perceived", "organisation,area", "share", "unmet share it believes in", &world.organisations.perceived},
      {"organisations", "idle", "organisation,resource", "share", "share of own bundle left idle last month", &world.organisations.idle},
      {"organisations", "own_output", "organisation,area", "service unit", "service units made alone, before duplication", &world.organisations.own_output},
      {"organisations", "own_met", "organisation,area", "service unit", "its share of met", &world.organisations.own_met},
      {"ties", "a", "tie", "", "organisation row, a < b", &world.ties.a},
      {"ties", "b", "tie", "", "organisation row", &world.ties.b},
      {"ties", "good_ab", "tie", "count", "a's evidence that b keeps its word, counts", &world.ties.good_ab},
      {"ties", "bad_ab", "tie", "count", "a's evidence that b does not, counts", &world.ties.bad_ab},
      {"ties", "good_ba", "tie", "count", "b's evidence about a", &world.ties.good_ba},
      {"ties", "bad_ba", "tie", "count", "bad ba", &world.ties.bad_ba},
      {"ties", "last_contact_month", "tie", "month", "last contact month", &world.ties.last_contact_month},
      {"ties", "common", "tie", "", "forming or active partnerships both are members of", &world.ties.common},
      {"ties", "former", "tie", "", "active partnerships they shared that have ended", &world.ties.former},
      {"ties", "joint_hours", "tie", "hour", "smoothed hours per month both put into joint work", &world.ties.joint_hours},
      {"ties", "level", "tie", "", "Level of collaboration", &world.ties.level, names(level_names)},
      {"ties", "reported_by_a", "tie", "", "level of collaboration that a named in the last survey", &world.ties.reported_by_a, names(level_names)},
      {"ties", "reported_by_b", "tie", "", "level of collaboration that b named in the last survey", &world.ties.reported_by_b, names(level_names)},
      {"partnerships", "initiator_id", "partnership", "", "initiator id", &world.partnerships.initiator_id},
      {"partnerships", "target_id", "partnership", "", "target id", &world.partnerships.target_id},
      {"partnerships", "founded_month", "partnership", "month", "founded month", &world.partnerships.founded_month},
      {"partnerships", "stage", "partnership", "", "stage", &world.partnerships.stage, names(stage_names)},
      {"partnerships", "signed_month", "partnership", "month", "signed month", &world.partnerships.signed_month},
      {"partnerships", "term_end_month", "partnership", "month", "term end month", &world.partnerships.term_end_month},
      {"partnerships", "next_review_month", "partnership", "month", "next review month", &world.partnerships.next_review_month},
      {"partnerships", "ended_month", "partnership", "month", "ended month", &world.partnerships.ended_month},
      {"partnerships", "end_reason", "partnership", "", "why it ended", &world.partnerships.end_reason, names(end_reason_names)},
      {"partnerships", "governance", "partnership", "", "how it is governed", &world.partnerships.governance, names(governance_names)},
      {"partnerships", "governance_changes", "partnership", "", "changes of mode since it was signed", &world.partnerships.governance_changes},
      {"partnerships", "lead", "partnership", "", "organisation row that leads, nobody under shared governance", &world.partnerships.lead},
      {"partnerships", "formality", "partnership", "share", "share 0..1 of what is agreed in writing", &world.partnerships.formality},
      {"partnerships", "communication", "partnership", "share", "quality 0..1", &world.partnerships.communication},
      {"partnerships", "facilitation", "partnership", "share", "share 0..1", &world.partnerships.facilitation},
      {"partnerships", "conflict_month", "partnership", "month", "since when a conflict is open, never = -1", &world.partnerships.conflict_month},
      {"partnerships", "conflicts", "partnership", "", "conflicts opened so far", &world.partnerships.conflicts},
      {"partnerships", "conflicts_resolved", "partnership", "", "conflicts resolved so far", &world.partnerships.conflicts_resolved},
      {"partnerships", "award_end_month", "partnership", "month", "last month of its last award, never = -1", &world.partnerships.award_end_month},
      {"partnerships", "divergence", "partnership", "share", "commitment-weighted mean distance of positions from purpose", &world.partnerships.divergence},
      {"partnerships", "purpose", "partnership,area", "share", "shares, sum 1", &world.partnerships.purpose},
      {"partnerships", "members", "partnership", "organisation", "now", &world.partnerships.members},
      {"partnerships", "most_members", "partnership", "organisation", "ever", &world.partnerships.most_members},
      {"partnerships", "coordination_hours", "partnership", "hour", "taken off the pooled hours this month", &world.partnerships.coordination_hours},
      {"partnerships", "output", "partnership,area", "service unit", "service units before duplication, this month", &world.partnerships.output},
      {"partnerships", "met", "partnership,area", "service unit", "its share of met, this month", &world.partnerships.met},
      {"partnerships", "value", "partnership", "harm-weighted service unit", "smoothed harm-weighted value of `met` per month", &world.partnerships.value},
      {"partnerships", "expected_value", "partnership", "harm-weighted service unit", "what members expected when they signed", &world.partnerships.expected_value},
      {"memberships", "partnership", "membership", "", "row of the partnership", &world.memberships.partnership},
      {"memberships", "organisation", "membership", "", "row of the organisation", &world.memberships.organisation},
      {"memberships", "joined_month", "membership", "month", "joined month", &world.memberships.joined_month},
      {"memberships", "left_month", "membership", "month", "never = still a member", &world.memberships.left_month},
      {"memberships", "leave_reason", "membership", "", "why the member left", &world.memberships.leave_reason, names(end_reason_names)},
      {"memberships", "position", "membership,area", "share", "what it wants of the purpose", &world.memberships.position},
      {"memberships", "committed", "membership,resource", "", "promised per month", &world.memberships.committed},
      {"memberships", "earmarked", "membership,resource", "", "of awards to the partnership, this month", &world.memberships.earmarked},
      {"memberships", "given", "membership,resource", "", "this month", &world.memberships.given},
      {"memberships", "willingness", "membership", "share", "share 0..1", &world.memberships.willingness},
      {"memberships", "fulfilment", "membership", "share", "given / committed, this month", &world.memberships.fulfilment},
      {"memberships", "belief", "membership", "share", "of the others' giving, share 0..1", &world.memberships.belief},
      {"memberships", "credit", "membership", "share", "share of the joint outcome", &world.memberships.credit},
      {"memberships", "benefit", "membership", "harm-weighted service unit", "smoothed value of its credited outcome", &world.memberships.benefit},
      {"memberships", "outside", "membership", "harm-weighted service unit", "smoothed value the same resources would have had alone", &world.memberships.outside},
      {"memberships", "satisfaction", "membership", "share", "share 0..1", &world.memberships.satisfaction},
      {"grants", "month", "application", "month", "month of the call", &world.grants.month},
      {"grants", "call", "application", "", "kind of call", &world.grants.call, names(call_names)},
      {"grants", "organisation", "application", "", "row of who applies", &world.grants.organisation},
      {"grants", "partnership", "application", "", "row of the partnership it applies for, 4294967295 = none", &world.grants.partnership},
      {"grants", "asked_usd", "application", "usd", "asked for in all", &world.grants.asked_usd},
      {"grants", "score", "application", "logit", "as reviewers saw it", &world.grants.score},
      {"grants", "awarded_usd", "application", "usd", "awarded in all, 0 = refused", &world.grants.awarded_usd},
      {"grants", "paid_usd", "application", "usd", "paid so far", &world.grants.paid_usd},
      {"grants", "end_month", "application", "month", "last month of payment, never = -1", &world.grants.end_month},
      {"grants", "success", "call", "share", "share of applications that applicants expect to win", &world.grants.success},
  };
}

std::uint64_t state_hash(const World& world) {
  auto& readable = const_cast<World&>(world);  // fields() hands out pointers; nothing is written here
  const std::vector<Field> all = fields(readable);
  std::vector<std::uint64_t> parts(2 * all.size());  // length and hash of every field, then hashed together
  for_each_heavy_slot(all.size(), world.organisations.count() >= smallest_parallel_loop, [&](std::size_t f) {
    std::visit(
        [&](auto* data) {
          parts[2 * f] = data->size();
          parts[2 * f + 1] = XXH3_64bits(data->data(), data->size() * sizeof(*data->data()));
        },
        all[f].data);
  });
  const double scalars[] = {static_cast<double>(world.month), world.economy, static_cast<double>(world.community.districts),
                            static_cast<double>(world.community.groups), static_cast<double>(world.community.areas)};
  parts.push_back(XXH3_64bits(scalars, sizeof scalars));
  return XXH3_64bits(parts.data(), parts.size() * sizeof parts[0]);
}

std::string first_difference(const World& one, const World& other) {
  if (one.month != other.month) return "month";
  if (std::memcmp(&one.economy, &other.economy, sizeof one.economy) != 0) return "economy";
  const auto left = fields(const_cast<World&>(one));
  const auto right = fields(const_cast<World&>(other));
  for (std::size_t f = 0; f < left.size(); ++f) {
    const std::string name = std::string(left[f].table) + "." + std::string(left[f].name);
    const std::string where = std::visit(
        [&](auto* data) -> std::string {
          const auto* twin = std::get<std::decay_t<decltype(data)>>(right[f].data);
          if (data->size() != twin->size()) return name + " (length)";
          for (std::size_t k = 0; k < data->size(); ++k)
            if (std::memcmp(&(*data)[k], &(*twin)[k], sizeof (*data)[k]) != 0) return name + "[" + std::to_string(k) + "]";
          return {};
        },
        left[f].data);
    if (!where.empty()) return where;
  }
  return {};
}

}  // namespace tessera
