#include "analysis/report/agents_partnerships.hpp"

#include <algorithm>
#include <utility>

#include "analysis/report/numbers.hpp"
#include "base/statistics/survival.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

PageJson month_or_null(std::int32_t month) { return month == never ? PageJson() : PageJson(month); }

// [partnership place] its members through its life: organisation, joined, left, reason.
PageJson list_members(const StoredAgents& agents, const ShownAgents& shown) {
  PageJson members = PageJson::array();
  for (std::size_t p = 0; p < shown.partnerships.size(); ++p) members.push_back(PageJson::array());
  const StoredMemberships& all = agents.memberships;
  for (std::size_t m = 0; m < all.count(); ++m)
    if (const std::int32_t at = shown.partnership_place[all.partnership[m]]; at >= 0)
      members[static_cast<std::size_t>(at)].push_back(PageJson::array(
          {shown.place_of(all.organisation[m]), all.joined_month[m], month_or_null(all.left_month[m]), all.leave_reason[m]}));
  return members;
}

PageJson list_purposes(const StoredAgents& agents, const ShownAgents& shown) {
  const std::size_t areas = agents.areas.size();
  PageJson purposes = PageJson::array();
  for (const std::uint32_t p : shown.partnerships)
    purposes.push_back(page_numbers(std::span(agents.partnerships.purpose).subspan(p * areas, areas), 3));
  return purposes;
}

}  // namespace

PageJson describe_partnerships(const StoredAgents& agents, const ShownAgents& shown) {
  const StoredPartnerships& all = agents.partnerships;
  PageJson list{{"row", shown.partnerships}};
  for (const char* name : {"lead", "governance", "stage", "proposed", "signed", "ended", "end_reason"}) list[name] = PageJson::array();
  for (const std::uint32_t p : shown.partnerships) {
    list["lead"].push_back(shown.place_of(all.lead[p]));
    list["governance"].push_back(all.governance[p]);
    list["stage"].push_back(all.stage[p]);
    list["proposed"].push_back(all.founded_month[p]);
    list["signed"].push_back(month_or_null(all.signed_month[p]));
    list["ended"].push_back(month_or_null(all.ended_month[p]));
    list["end_reason"].push_back(all.end_reason[p]);
  }
  list["purpose"] = list_purposes(agents, shown);
  list["members"] = list_members(agents, shown);
  return list;
}

PageJson describe_events(const StoredAgents& agents, const ShownAgents& shown) {
  PageJson list;
  for (const char* name : {"month", "kind", "organisation", "partnership"}) list[name] = PageJson::array();
  const StoredEvents& events = agents.events;
  for (std::size_t k = 0; k < events.count(); ++k) {
    const std::int32_t organisation = events.organisation[k], partnership = events.partnership[k];
    const bool organisation_hidden = organisation >= 0 && shown.place[static_cast<std::size_t>(organisation)] < 0;
    const std::int32_t partnership_at = partnership < 0 ? -1 : shown.partnership_place[static_cast<std::size_t>(partnership)];
    if (organisation_hidden || (partnership >= 0 && partnership_at < 0)) continue;
    list["month"].push_back(events.month[k]);
    list["kind"].push_back(events.kind[k]);
    list["organisation"].push_back(shown.place_of(organisation));
    list["partnership"].push_back(partnership_at < 0 ? PageJson() : PageJson(partnership_at));
  }
  return list;
}

PageJson describe_survival(const StoredAgents& agents) {
  const StoredPartnerships& all = agents.partnerships;
  std::vector<Life> lives;
  for (std::size_t p = 0; p < all.count(); ++p) {
    if (all.signed_month[p] == never) continue;
    const bool ended = all.ended_month[p] != never;
    lives.push_back({(ended ? all.ended_month[p] : agents.months.back()) - all.signed_month[p], ended});
  }
  const SurvivalCurve curve = estimate_survival(lives);
  std::int32_t until = 0;
  for (const Life& life : lives) until = std::max(until, life.duration);
  return {{"until_months", until},
          {"age_months", curve.duration},
          {"share", page_numbers(curve.share)},
          {"lower", page_numbers(curve.lower)},
          {"upper", page_numbers(curve.upper)},
          {"at_risk", curve.at_risk}};
}

PageJson count_ends(const StoredAgents& agents) {
  std::vector<std::pair<std::int64_t, std::size_t>> counts;  // minus the number, reason
  for (std::size_t reason = 0; reason < agents.end_reasons.size(); ++reason) counts.emplace_back(0, reason);
  for (std::size_t p = 0; p < agents.partnerships.count(); ++p)
    if (agents.partnerships.ended_month[p] != never) --counts[agents.partnerships.end_reason[p]].first;
  std::sort(counts.begin(), counts.end());
  PageJson list = PageJson::array();
  for (const auto& [minus, reason] : counts)
    if (minus < 0) list.push_back({{"reason", agents.end_reasons[reason]}, {"count", -minus}});
  return list;
}

}  // namespace tessera
