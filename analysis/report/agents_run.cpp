#include "analysis/report/agents_run.hpp"


#include "analysis/report/agents_networks.hpp"
#include "analysis/report/agents_partnerships.hpp"
#include "analysis/report/agents_shown.hpp"
#include "analysis/report/numbers.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

constexpr auto information_level = static_cast<std::uint8_t>(Level::information);
constexpr std::size_t most_ties = 4000;  // of a snapshot: more is neither seen nor sent

PageJson month_or_null(std::int32_t month) { return month == never ? PageJson() : PageJson(month); }

// One value per organisation shown.
template <class Value>
PageJson pick(const std::vector<Value>& values, const ShownAgents& shown) {
  PageJson list = PageJson::array();
  for (const std::uint32_t row : shown.rows) list.push_back(values[row]);
  return list;
}

void add_who(PageJson& list, const StoredAgents& agents, const ShownAgents& shown) {
  const StoredOrganisations& all = agents.organisations;
  list["row"] = shown.rows;
  list["name"] = pick(all.name, shown);
  list["type"] = pick(all.type, shown);
  list["sector"] = pick(all.sector, shown);
  list["district"] = pick(all.district, shown);
  list["founded"] = pick(all.founded_month, shown);
  list["closed"] = PageJson::array();
  list["revenue_usd"] = PageJson::array();
  for (const std::uint32_t row : shown.rows) {
    list["closed"].push_back(month_or_null(all.closed_month[row]));
    list["revenue_usd"].push_back(page_number(all.revenue_usd[row]));
  }
  list["closure_reason"] = pick(all.closure_reason, shown);
}

void add_places(PageJson& list, const StoredAgents& agents, const ShownAgents& shown) {
  list["x"] = PageJson::array();
  list["y"] = PageJson::array();
  for (const DrawnAt& at : lay_out_organisations(agents, shown.place, shown.rows.size())) {
    list["x"].push_back(page_number(at.x, 4));
    list["y"].push_back(page_number(at.y, 4));
  }
}

// [snapshot][organisation], null where it is not open.
PageJson pick_snapshots(const ValuesPerSnapshot& values, const StoredAgents& agents, const ShownAgents& shown, int digits) {
  PageJson list = PageJson::array();
  for (std::size_t s = 0; s < values.size(); ++s) {
    PageJson row = PageJson::array();
    for (const std::uint32_t organisation : shown.rows)
      row.push_back(agents.organisations.active[s][organisation] ? page_number(values[s][organisation], digits) : PageJson());
    list.push_back(std::move(row));
  }
  return list;
}

void add_snapshots(PageJson& list, const StoredAgents& agents, const ShownAgents& shown, const std::vector<FormalNetwork>& networks) {
  const StoredOrganisations& all = agents.organisations;
  for (const char* name : {"active", "partners", "community"}) list[name] = PageJson::array();
  for (std::size_t s = 0; s < networks.size(); ++s) {
    list["active"].push_back(pick(all.active[s], shown));
    list["partners"].push_back(pick(networks[s].partners, shown));
    list["community"].push_back(pick(networks[s].community, shown));
  }
  list["money_usd"] = pick_snapshots(all.money_usd, agents, shown, 4);
  list["staff_hours"] = pick_snapshots(all.staff_hours, agents, shown, 4);
  list["volunteers"] = pick_snapshots(all.volunteers, agents, shown, 6);
  list["credibility"] = pick_snapshots(all.credibility, agents, shown, 3);
  list["visibility"] = pick_snapshots(all.visibility, agents, shown, 3);
  list["capability"] = pick_snapshots(all.capability, agents, shown, 3);
}

PageJson describe_organisations(const StoredAgents& agents, const ShownAgents& shown, const std::vector<FormalNetwork>& networks) {
  PageJson list{{"of", agents.organisations.count()}, {"shown", shown.rows.size()}};
  add_who(list, agents, shown);
  add_places(list, agents, shown);
  add_snapshots(list, agents, shown, networks);
  return list;
}

// Rows of the ties of a snapshot at this level or above, between open organisations; if asked, only between those shown.
std::vector<std::size_t> list_ties(const StoredAgents& agents, std::size_t snapshot, std::uint8_t least_level, const ShownAgents* shown) {
  const StoredTies& ties = agents.ties[snapshot];
  const std::vector<std::uint8_t>& active = agents.organisations.active[snapshot];
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < ties.count(); ++k) {
    const bool hidden = shown != nullptr && (shown->place[ties.a[k]] < 0 || shown->place[ties.b[k]] < 0);
    if (ties.level[k] >= least_level && active[ties.a[k]] && active[ties.b[k]] && !hidden) rows.push_back(k);
  }
  return rows;
}

// The lowest level from information on at which no snapshot has too many.
std::uint8_t find_least_level(const StoredAgents& agents, const ShownAgents& shown) {
  std::uint8_t level = information_level;
  for (std::size_t s = 0; s < agents.months.size(); ++s)
    while (level + 1U < levels && list_ties(agents, s, level, &shown).size() > most_ties) ++level;
  return level;
}

PageJson describe_ties(const StoredAgents& agents, std::size_t snapshot, std::uint8_t least_level, const ShownAgents& shown) {
  const StoredTies& all = agents.ties[snapshot];
  PageJson list;
  for (const char* name : {"a", "b", "level", "trust_ab", "trust_ba"}) list[name] = PageJson::array();
  for (const std::size_t k : list_ties(agents, snapshot, least_level, &shown)) {
    list["a"].push_back(shown.place[all.a[k]]);
    list["b"].push_back(shown.place[all.b[k]]);
    list["level"].push_back(all.level[k]);
    list["trust_ab"].push_back(page_number(all.trust_ab[k], 2));
    list["trust_ba"].push_back(page_number(all.trust_ba[k], 2));
  }
  return list;
}

void add_ties(PageJson& run, const StoredAgents& agents, const ShownAgents& shown) {
  const std::uint8_t least_level = find_least_level(agents, shown);
  run["ties"] = PageJson::array();
  run["ties_of"] = PageJson::array();
  run["least_level"] = least_level;
  for (std::size_t s = 0; s < agents.months.size(); ++s) {
    run["ties"].push_back(describe_ties(agents, s, least_level, shown));
    run["ties_of"].push_back(list_ties(agents, s, information_level, nullptr).size());
  }
}

}  // namespace

PageJson describe_agents_of_run(const StoredAgents& agents, std::size_t organisations_at_most) {
  const ShownAgents shown = choose_shown(agents, organisations_at_most);
  const std::vector<FormalNetwork> networks = measure_networks(agents);
  PageJson run{{"months", agents.months},
               {"types", agents.types},
               {"sectors", agents.sectors},
               {"areas", agents.areas},
               {"governance", agents.governance},
               {"stages", agents.stages},
               {"levels", agents.levels},
               {"end_reasons", agents.end_reasons},
               {"closure_reasons", agents.closure_reasons},
               {"event_kinds", agents.event_kinds}};
  run["organisations"] = describe_organisations(agents, shown, networks);
  add_ties(run, agents, shown);
  run["partnerships"] = describe_partnerships(agents, shown);
  run["events"] = describe_events(agents, shown);
  run["networks"] = describe_networks(networks);
  run["survival"] = describe_survival(agents);
  run["ends"] = count_ends(agents);
  return run;
}

}  // namespace tessera
