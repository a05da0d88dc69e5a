#include "state/fields.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <xxhash.h>

#include <cstring>

#include "base/parallel.hpp"
#include "state/readable_fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

Fields fields(World& world) {
  using enum Mechanism;
  const auto by = [](auto... mechanisms) { return Writers::of(mechanisms...); };
  return {{
      {"community", "x_km", "district", "km", "centroid", &world.community.x_km, by(founding)},
      {"community", "y_km", "district", "km", "y km", &world.community.y_km, by(founding)},
      {"community", "residents", "district,group", "person", "persons", &world.community.residents, by(founding)},
      {"community", "adults", "district", "person", "persons; equals the sum of `people`, always", &world.community.adults, by(founding)},
      {"community", "people", "district,people class", "person", "persons", &world.community.people, by(volunteering, entry_exit)},
      {"community", "recruiting_norm", "district", "", "summed attractiveness as founded", &world.community.recruiting_norm, by(founding)},
      {"community", "founded_here", "district", "organisation", "founding organisations; sets the entry rate", &world.community.founded_here, by(founding)},
      {"community", "participation", "district", "share", "share of adults who volunteered in the last full year", &world.community.participation, by(volunteering)},
      {"community", "survey_retention", "district", "share", "share of last year's volunteers who volunteered again this year", &world.community.survey_retention, by(volunteering)},
      {"community", "volunteer_hours_this_year", "", "hour", "hours given since the year began", &world.community.volunteer_hours_this_year, by(volunteering)},
      {"community", "volunteer_hours_last_year", "", "hour", "hours given in the last full year", &world.community.volunteer_hours_last_year, by(volunteering)},
      {"community", "public_spending_usd", "lever", "usd", "public money spent by policies this month", &world.community.public_spending_usd, by(calendar, grants)},
      {"community", "public_spending_total_usd", "lever", "usd", "public money spent by policies since the run began", &world.community.public_spending_total_usd, by(calendar, grants)},
      {"community", "grants_paid_usd", "call", "usd", "grants paid this month", &world.community.grants_paid_usd, by(grants)},
      {"need", "fresh", "area,district,group", "service unit", "arose this month", &world.need.fresh, by(needs)},
      {"need", "wanted", "area,district,group", "service unit", "fresh plus what persists of last month's unmet", &world.need.wanted, by(needs)},
      {"need", "met", "area,district,group", "service unit", "met", &world.need.met, by(delivery)},
      {"need", "delivered", "area,district,group", "service unit", "sum of producers' output, duplicates included", &world.need.delivered, by(delivery)},
      {"organisations", "id", "organisation", "", "permanent number, which also keys its random draws", &world.organisations.id, by(entry_exit)},
      {"organisations", "type", "organisation", "", "type of organisation", &world.organisations.type, by(entry_exit)},
      {"organisations", "sector", "organisation", "", "sector", &world.organisations.sector, by(entry_exit), sector_names},
      {"organisations", "district", "organisation", "", "home district: its row in the district axis of the whole file", &world.organisations.district, by(entry_exit)},
      {"organisations", "x_km", "organisation", "km", "x km", &world.organisations.x_km, by(entry_exit)},
      {"organisations", "y_km", "organisation", "km", "y km", &world.organisations.y_km, by(entry_exit)},
      {"organisations", "radius_km", "organisation", "km", "service radius", &world.organisations.radius_km, by(entry_exit)},
      {"organisations", "active", "organisation", "", "1 = open", &world.organisations.active, by(entry_exit)},
      {"organisations", "founded_month", "organisation", "month", "negative: before the run", &world.organisations.founded_month, by(entry_exit)},
      {"organisations", "closed_month", "organisation", "month", "never = -1", &world.organisations.closed_month, by(entry_exit)},
      {"organisations", "closure_reason", "organisation", "", "why it closed", &world.organisations.closure_reason, by(entry_exit), closure_reason_names},
      {"organisations", "drawn", "organisation", "", "bit k set: founding value k was drawn, not given (DrawnValue)", &world.organisations.drawn, by(entry_exit)},
      {"organisations", "mission", "organisation,area", "share", "shares, sum 1", &world.organisations.mission, by(entry_exit)},
      {"organisations", "expertise", "organisation,area,competence", "share", "share 0..1", &world.organisations.expertise, by(learning, entry_exit)},
      {"organisations", "access", "organisation,group", "share", "share 0..1 of the group it can find", &world.organisations.access, by(entry_exit)},
      {"organisations", "visibility", "organisation", "share", "share 0..1", &world.organisations.visibility, by(credibility, entry_exit)},
      {"organisations", "credibility", "organisation", "share", "share 0..1", &world.organisations.credibility, by(calendar, credibility, entry_exit)},
      {"organisations", "propensity", "organisation", "multiple", "partnering propensity, 1 = usual", &world.organisations.propensity, by(learning, entry_exit)},
      {"organisations", "capability", "organisation", "share", "collaboration capability, share 0..1", &world.organisations.capability, by(learning, entry_exit)},
      {"organisations", "expertise_base", "organisation,area,competence", "share", "expertise that stays when staff change", &world.organisations.expertise_base, by(learning, entry_exit)},
      {"organisations", "visibility_base", "organisation", "share", "visibility as founded", &world.organisations.visibility_base, by(entry_exit)},
      {"organisations", "credibility_base", "organisation", "share", "credibility as founded", &world.organisations.credibility_base, by(entry_exit)},
      {"organisations", "propensity_base", "organisation", "multiple", "partnering propensity as founded", &world.organisations.propensity_base, by(entry_exit)},
      {"organisations", "performance", "organisation", "harm-weighted service unit per usd", "smoothed harm-weighted outcome per usd of cost", &world.organisations.performance, by(credibility, entry_exit)},
      {"organisations", "practices", "organisation,area", "", "new practices it works by", &world.organisations.practices, by(learning, entry_exit)},
      {"organisations", "new_practices", "organisation", "", "new practices that arose with it this month", &world.organisations.new_practices, by(learning, entry_exit)},
      {"organisations", "revenue_usd", "organisation", "usd", "yearly revenue as founded: the measure of size", &world.organisations.revenue_usd, by(entry_exit)},
      {"organisations", "service_share", "organisation", "share", "share of costs that goes to modelled services", &world.organisations.service_share, by(entry_exit)},
      {"organisations", "wage_share", "organisation", "share", "share of the service budget paid as wages", &world.organisations.wage_share, by(entry_exit)},
      {"organisations", "base_income_usd", "organisation,source", "usd", "per month, before noise", &world.organisations.base_income_usd, by(entry_exit)},
      {"organisations", "income_noise", "organisation,source", "log", "AR(1) state of log income", &world.organisations.income_noise, by(finance, entry_exit)},
      {"organisations", "expected_income_usd", "organisation", "usd", "per month, smoothed", &world.organisations.expected_income_usd, by(finance, entry_exit)},
      {"organisations", "cost_level_usd", "organisation", "usd", "planned costs per month", &world.organisations.cost_level_usd, by(finance, entry_exit)},
      {"organisations", "target_reserve_months", "organisation", "month", "reserves it aims at", &world.organisations.target_reserve_months, by(entry_exit)},
      {"organisations", "money_usd", "organisation", "usd", "cash; may fall below 0; also: delivery, agreement, entry_exit", &world.organisations.money_usd, by(finance, solidarity, grants, delivery, entry_exit)},
      {"organisations", "money_opening_usd", "organisation", "usd", "cash when the month began", &world.organisations.money_opening_usd, by(finance, entry_exit)},
      {"organisations", "money_book_usd", "organisation,money entry", "usd", "what this month's mechanisms booked", &world.organisations.money_book_usd, by(finance, solidarity, grants, delivery, entry_exit)},
      {"organisations", "insolvent_months", "organisation", "month", "months in a row with less cash than nothing", &world.organisations.insolvent_months, by(finance, solidarity, entry_exit)},
      {"organisations", "goods_income_usd", "organisation", "usd", "in-kind goods per month, before noise", &world.organisations.goods_income_usd, by(entry_exit)},
      {"organisations", "goods_usd", "organisation", "usd", "stock", &world.organisations.goods_usd, by(finance, delivery, entry_exit)},
      {"organisations", "goods_opening_usd", "organisation", "usd", "stock when the month began", &world.organisations.goods_opening_usd, by(finance, entry_exit)},
      {"organisations", "goods_book_usd", "organisation,goods entry", "usd", "goods book usd", &world.organisations.goods_book_usd, by(finance, delivery, entry_exit)},
      {"organisations", "space_m2_hours", "organisation", "m2 hour", "per month; perishes", &world.organisations.space_m2_hours, by(entry_exit)},
      {"organisations", "volunteers", "organisation,hours class", "person", "persons", &world.organisations.volunteers, by(volunteering, entry_exit)},
      {"organisations", "morale", "organisation", "share", "share 0..1", &world.organisations.morale, by(volunteering, meeting, entry_exit)},
      {"organisations", "hours_use", "organisation", "ratio", "hours asked / hours offered last month", &world.organisations.hours_use, by(delivery, entry_exit)},
      {"organisations", "volunteers_joined", "organisation", "person", "this month", &world.organisations.volunteers_joined, by(finance, volunteering, entry_exit)},
      {"organisations", "volunteers_left", "organisation", "person", "this month, closures included", &world.organisations.volunteers_left, by(finance, volunteering, entry_exit)},
      {"organisations", "volunteers_lent", "organisation", "person", "volunteers lent to partners this month", &world.organisations.volunteers_lent, by(loans, entry_exit)},
      {"organisations", "volunteers_borrowed", "organisation", "person", "volunteers borrowed from partners this month", &world.organisations.volunteers_borrowed, by(loans, entry_exit)},
      {"organisations", "reach_begin", "reach_begin", "", "reach begin", &world.organisations.reach_begin, by(entry_exit)},
      {"organisations", "reach_district", "reach", "", "reach district", &world.organisations.reach_district, by(entry_exit)},
      {"organisations", "reach_weight", "reach", "share", "1 at the door, falling with distance", &world.organisations.reach_weight, by(entry_exit)},
      {"organisations", "reach_volunteers", "reach", "person", "volunteers who live there; sums match `volunteers`", &world.organisations.reach_volunteers, by(volunteering, entry_exit)},
      {"organisations", "available", "organisation,resource", "", "for services this month", &world.organisations.available, by(finance, solidarity, volunteering, grants, loans, entry_exit)},
      {"organisations", "staff_hours", "organisation", "hour", "of this month", &world.organisations.staff_hours, by(finance, grants, entry_exit)},
      {"organisations", "volunteer_hours", "organisation", "hour", "offered, effective hours", &world.organisations.volunteer_hours, by(volunteering, loans, entry_exit)},
      {"organisations", "overhead_hours", "organisation", "hour", "spent on meetings, signing, coordination", &world.organisations.overhead_hours, by(finance, grants, partner_search, dialogue, agreement, entry_exit)},
      {"organisations", "reading", "organisation,area", "share", "this month's own reading of unmet share", &world.organisations.reading, by(assessment, entry_exit)},
      {"organisations", "perceived", "organisation,area", "share", "unmet share it believes in", &world.organisations.perceived, by(assessment, entry_exit)},
      {"organisations", "idle", "organisation,resource", "share", "share of own bundle left idle last month", &world.organisations.idle, by(delivery, entry_exit)},
      {"organisations", "own_output", "organisation,area", "service unit", "service units made alone, before duplication", &world.organisations.own_output, by(delivery, entry_exit)},
      {"organisations", "own_met", "organisation,area", "service unit", "its share of met", &world.organisations.own_met, by(delivery, entry_exit)},
      {"ties", "a", "tie", "", "organisation row, a < b", &world.ties.a, by(meeting, partner_search, trust)},
      {"ties", "b", "tie", "", "organisation row", &world.ties.b, by(meeting, partner_search, trust)},
      {"ties", "good_ab", "tie", "count", "a's evidence that b keeps its word, counts", &world.ties.good_ab, by(meeting, partner_search, dialogue, conflict, trust)},
      {"ties", "bad_ab", "tie", "count", "a's evidence that b does not, counts", &world.ties.bad_ab, by(meeting, partner_search, dialogue, conflict, trust)},
      {"ties", "good_ba", "tie", "count", "b's evidence about a", &world.ties.good_ba, by(meeting, partner_search, dialogue, conflict, trust)},
      {"ties", "bad_ba", "tie", "count", "b's evidence that a does not, counts", &world.ties.bad_ba, by(meeting, partner_search, dialogue, conflict, trust)},
      {"ties", "last_contact_month", "tie", "month", "last contact month", &world.ties.last_contact_month, by(meeting, partner_search, dialogue, conflict, trust)},
      {"ties", "common", "tie", "", "forming or active partnerships both are members of", &world.ties.common, by(meeting, partner_search, agreement, conflict, evaluation, trust, entry_exit)},
      {"ties", "former", "tie", "", "active partnerships they shared that have ended", &world.ties.former, by(meeting, partner_search, conflict, evaluation, trust, entry_exit)},
      {"ties", "joint_hours", "tie", "hour", "smoothed hours per month both put into joint work", &world.ties.joint_hours, by(meeting, partner_search, trust)},
      {"ties", "level", "tie", "", "Level of collaboration", &world.ties.level, by(meeting, partner_search, trust), level_names},
      {"ties", "reported_by_a", "tie", "", "level of collaboration that a named in the last survey", &world.ties.reported_by_a, by(meeting, partner_search, trust, reporting), level_names},
      {"ties", "reported_by_b", "tie", "", "level of collaboration that b named in the last survey", &world.ties.reported_by_b, by(meeting, partner_search, trust, reporting), level_names},
      {"partnerships", "initiator_id", "partnership", "", "initiator id", &world.partnerships.initiator_id, by(partner_search)},
      {"partnerships", "target_id", "partnership", "", "target id", &world.partnerships.target_id, by(partner_search)},
      {"partnerships", "founded_month", "partnership", "month", "founded month", &world.partnerships.founded_month, by(partner_search)},
      {"partnerships", "stage", "partnership", "", "stage", &world.partnerships.stage, by(partner_search, agreement, conflict, evaluation, entry_exit), stage_names},
      {"partnerships", "signed_month", "partnership", "month", "signed month", &world.partnerships.signed_month, by(partner_search, agreement)},
      {"partnerships", "term_end_month", "partnership", "month", "term end month", &world.partnerships.term_end_month, by(partner_search, agreement, evaluation)},
      {"partnerships", "next_review_month", "partnership", "month", "next review month", &world.partnerships.next_review_month, by(partner_search, agreement, evaluation)},
      {"partnerships", "ended_month", "partnership", "month", "ended month", &world.partnerships.ended_month, by(partner_search, agreement, conflict, evaluation, entry_exit)},
      {"partnerships", "end_reason", "partnership", "", "why it ended", &world.partnerships.end_reason, by(partner_search, agreement, conflict, evaluation, entry_exit), end_reason_names},
      {"partnerships", "governance", "partnership", "", "how it is governed", &world.partnerships.governance, by(partner_search, agreement, evaluation), governance_names},
      {"partnerships", "governance_changes", "partnership", "", "changes of mode since it was signed", &world.partnerships.governance_changes, by(partner_search, evaluation)},
      {"partnerships", "lead", "partnership", "", "organisation row that leads, nobody under shared governance", &world.partnerships.lead, by(partner_search, agreement, conflict, evaluation, entry_exit)},
      {"partnerships", "formality", "partnership", "share", "share 0..1 of what is agreed in writing", &world.partnerships.formality, by(partner_search, agreement)},
      {"partnerships", "communication", "partnership", "share", "quality 0..1", &world.partnerships.communication, by(partner_search, dialogue)},
      {"partnerships", "facilitation", "partnership", "share", "share 0..1", &world.partnerships.facilitation, by(partner_search, dialogue)},
      {"partnerships", "conflict_month", "partnership", "month", "since when a conflict is open, never = -1", &world.partnerships.conflict_month, by(partner_search, conflict)},
      {"partnerships", "conflicts", "partnership", "", "conflicts opened so far", &world.partnerships.conflicts, by(partner_search, conflict)},
      {"partnerships", "conflicts_resolved", "partnership", "", "conflicts resolved so far", &world.partnerships.conflicts_resolved, by(partner_search, conflict)},
      {"partnerships", "award_end_month", "partnership", "month", "last month of its last award, never = -1", &world.partnerships.award_end_month, by(grants, partner_search)},
      {"partnerships", "divergence", "partnership", "share", "commitment-weighted mean distance of positions from purpose", &world.partnerships.divergence, by(partner_search, dialogue, conflict)},
      {"partnerships", "purpose", "partnership,area", "share", "shares, sum 1", &world.partnerships.purpose, by(partner_search, dialogue, agreement, evaluation)},
      {"partnerships", "members", "partnership", "organisation", "now", &world.partnerships.members, by(partner_search, agreement, conflict, evaluation, entry_exit)},
      {"partnerships", "most_members", "partnership", "organisation", "ever", &world.partnerships.most_members, by(partner_search)},
      {"partnerships", "coordination_hours", "partnership", "hour", "taken off the pooled hours this month", &world.partnerships.coordination_hours, by(partner_search, delivery)},
      {"partnerships", "output", "partnership,area", "service unit", "service units before duplication, this month", &world.partnerships.output, by(partner_search, delivery)},
      {"partnerships", "met", "partnership,area", "service unit", "its share of met, this month", &world.partnerships.met, by(partner_search, delivery)},
      {"partnerships", "value", "partnership", "harm-weighted service unit", "smoothed harm-weighted value of `met` per month", &world.partnerships.value, by(partner_search, evaluation)},
      {"partnerships", "expected_value", "partnership", "harm-weighted service unit", "what members expected when they signed", &world.partnerships.expected_value, by(partner_search, agreement, evaluation)},
      {"memberships", "partnership", "membership", "", "row of the partnership", &world.memberships.partnership, by(partner_search)},
      {"memberships", "organisation", "membership", "", "row of the organisation", &world.memberships.organisation, by(partner_search)},
      {"memberships", "joined_month", "membership", "month", "joined month", &world.memberships.joined_month, by(partner_search)},
      {"memberships", "left_month", "membership", "month", "never = still a member", &world.memberships.left_month, by(partner_search, agreement, conflict, evaluation, entry_exit)},
      {"memberships", "leave_reason", "membership", "", "why the member left", &world.memberships.leave_reason, by(partner_search, agreement, conflict, evaluation, entry_exit), end_reason_names},
      {"memberships", "position", "membership,area", "share", "what it wants of the purpose", &world.memberships.position, by(partner_search, dialogue, conflict, evaluation)},
      {"memberships", "committed", "membership,resource", "", "promised per month", &world.memberships.committed, by(partner_search, agreement, evaluation)},
      {"memberships", "earmarked", "membership,resource", "", "of awards to the partnership, this month", &world.memberships.earmarked, by(grants, partner_search)},
      {"memberships", "given", "membership,resource", "", "this month", &world.memberships.given, by(partner_search, contribution)},
      {"memberships", "willingness", "membership", "share", "share 0..1", &world.memberships.willingness, by(partner_search, contribution)},
      {"memberships", "fulfilment", "membership", "share", "given / committed, this month", &world.memberships.fulfilment, by(partner_search, contribution)},
      {"memberships", "belief", "membership", "share", "of the others' giving, share 0..1", &world.memberships.belief, by(partner_search, contribution)},
      {"memberships", "credit", "membership", "share", "share of the joint outcome", &world.memberships.credit, by(partner_search, agreement, evaluation)},
      {"memberships", "benefit", "membership", "harm-weighted service unit", "smoothed value of its credited outcome", &world.memberships.benefit, by(partner_search, evaluation)},
      {"memberships", "outside", "membership", "harm-weighted service unit", "smoothed value the same resources would have had alone", &world.memberships.outside, by(partner_search, evaluation)},
      {"memberships", "satisfaction", "membership", "share", "share 0..1", &world.memberships.satisfaction, by(partner_search, evaluation)},
      {"grants", "month", "application", "month", "month of the call", &world.grants.month, by(grants)},
      {"grants", "call", "application", "", "kind of call", &world.grants.call, by(grants), call_names},
      {"grants", "organisation", "application", "", "row of who applies", &world.grants.organisation, by(grants)},
      {"grants", "partnership", "application", "", "row of the partnership it applies for, 4294967295 = none", &world.grants.partnership, by(grants)},
      {"grants", "asked_usd", "application", "usd", "asked for in all", &world.grants.asked_usd, by(grants)},
      {"grants", "score", "application", "logit", "as reviewers saw it", &world.grants.score, by(grants)},
      {"grants", "awarded_usd", "application", "usd", "awarded in all, 0 = refused", &world.grants.awarded_usd, by(grants)},
      {"grants", "paid_usd", "application", "usd", "paid so far", &world.grants.paid_usd, by(grants)},
      {"grants", "end_month", "application", "month", "last month of payment, never = -1", &world.grants.end_month, by(grants)},
      {"grants", "success", "call", "share", "share of applications that applicants expect to win", &world.grants.success, by(grants)},
  }};
}

std::uint64_t state_hash(const World& world) {
  const Fields& all = readable_fields(world);
  std::array<std::uint64_t, 2 * field_count + 1> parts;  // length and hash of every field, then hashed together
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
  parts.back() = XXH3_64bits(scalars, sizeof scalars);
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
