#include "analysis/export/organisation_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "vocabulary/names.hpp"

namespace tessera {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t no_snapshot = ~std::size_t{0};

// Nodes chosen, and where the values of each of their periods come from.
struct Nodes {
  std::vector<std::size_t> rows;       // [node] of organisations
  std::vector<std::size_t> snapshots;  // [period] place along months, or no_snapshot
};

// The snapshot that tells of the organisation from this month on: the last one that saw it, or the next that will.
std::size_t snapshot_for(const StoredAgents& agents, std::size_t row, std::int32_t month) {
  const auto& months = agents.months;
  const auto after = std::upper_bound(months.begin(), months.end(), month) - months.begin();
  const auto saw_it = [&](std::ptrdiff_t s) {
    return s >= 0 && s < static_cast<std::ptrdiff_t>(months.size()) && agents.organisations.active[static_cast<std::size_t>(s)][row] != 0;
  };
  if (saw_it(after - 1)) return static_cast<std::size_t>(after - 1);
  return saw_it(after) ? static_cast<std::size_t>(after) : no_snapshot;
}

// One period per stretch between snapshots.
void add_periods(Network& network, Nodes& nodes, const StoredAgents& agents, std::size_t row, Period life) {
  std::int32_t start = life.start;
  for (const std::int32_t month : agents.months) {
    if (month <= start || month > life.end) continue;
    if (snapshot_for(agents, row, start) == snapshot_for(agents, row, month)) continue;  // told by the first that saw it
    network.nodes.periods.push_back({start, month - 1});
    nodes.snapshots.push_back(snapshot_for(agents, row, start));
    start = month;
  }
  network.nodes.periods.push_back({start, life.end});
  nodes.snapshots.push_back(snapshot_for(agents, row, start));
  network.nodes.period_begin.push_back(network.nodes.periods.size());
}

class Attributes {
 public:
  Attributes(Network& network, const Nodes& nodes) : network_(network), nodes_(nodes) {}

  void fixed(const char* name, const char* unit, const char* meaning, AttributeKind kind,
             const std::function<double(std::size_t)>& value) {
    NetworkAttribute attribute{name, unit, meaning, kind, false, {}, {}};
    for (const std::size_t row : nodes_.rows) attribute.values.push_back(value(row));
    network_.nodes.attributes.push_back(std::move(attribute));
  }
  void named(const char* name, const char* meaning, const std::vector<std::string>& texts,
             const std::function<double(std::size_t)>& place) {
    fixed(name, "", meaning, AttributeKind::text, place);
    network_.nodes.attributes.back().texts = texts;
  }
  void changing(const char* name, const char* unit, const char* meaning, const ValuesPerSnapshot& all) {
    NetworkAttribute attribute{name, unit, meaning, AttributeKind::number, true, {}, {}};
    for (std::size_t node = 0; node < nodes_.rows.size(); ++node)
      for (std::size_t p = network_.nodes.period_begin[node]; p < network_.nodes.period_begin[node + 1]; ++p)
        attribute.values.push_back(nodes_.snapshots[p] == no_snapshot ? nothing : all[nodes_.snapshots[p]][nodes_.rows[node]]);
    network_.nodes.attributes.push_back(std::move(attribute));
  }

 private:
  Network& network_;
  const Nodes& nodes_;
};

double largest_share(const std::vector<double>& shares, std::size_t row, std::size_t width) {
  const auto begin = shares.begin() + static_cast<std::ptrdiff_t>(row * width);
  return static_cast<double>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(width)) - begin);
}

void describe_identity(Attributes& attributes, const StoredAgents& agents, const std::vector<std::string>& districts) {
  const StoredOrganisations& o = agents.organisations;
  const auto number = AttributeKind::number, whole = AttributeKind::whole;
  attributes.fixed("row", "", "row of the organisation in the results file", whole, [](std::size_t i) { return static_cast<double>(i); });
  attributes.named("name", "what it is called", o.name, [](std::size_t i) { return static_cast<double>(i); });
  attributes.named("type", "type of organisation", agents.types, [&](std::size_t i) { return o.type[i]; });
  attributes.named("sector", "sector", agents.sectors, [&](std::size_t i) { return o.sector[i]; });
  attributes.named("district", "home district", districts, [&](std::size_t i) { return o.district[i]; });
  attributes.named("main_area", "service area with the largest share of its mission", agents.areas,
                   [&](std::size_t i) { return largest_share(o.mission, i, agents.areas.size()); });
  attributes.fixed("x_km", "km", "where it stands, eastwards", number, [&](std::size_t i) { return o.x_km[i]; });
  attributes.fixed("y_km", "km", "where it stands, northwards", number, [&](std::size_t i) { return o.y_km[i]; });
  attributes.fixed("revenue_usd", "usd", "yearly revenue as founded", number, [&](std::size_t i) { return o.revenue_usd[i]; });
  attributes.fixed("founded_month", "month", "negative: before the run", whole, [&](std::size_t i) { return o.founded_month[i]; });
  attributes.fixed("closed_month", "month", "none if it was open at the last snapshot", whole,
                   [&](std::size_t i) { return o.closed_month[i] == never ? nothing : o.closed_month[i]; });
}

void describe_state(Attributes& attributes, const StoredOrganisations& o, bool over_time) {
  attributes.changing("money_usd", "usd", "cash", o.money_usd);
  attributes.changing("volunteers", "person", "volunteers", o.volunteers);
  attributes.changing("credibility", "share", "public standing", o.credibility);
  if (over_time) return;
  attributes.changing("visibility", "share", "visibility", o.visibility);
  attributes.changing("morale", "share", "morale of volunteers", o.morale);
  attributes.changing("capability", "share", "collaboration capability", o.capability);
  attributes.changing("propensity", "multiple", "partnering propensity, 1 = usual", o.propensity);
  attributes.changing("staff_hours", "hour", "of the month", o.staff_hours);
  attributes.changing("volunteer_hours", "hour", "offered in the month", o.volunteer_hours);
}

}  // namespace

Period clip(Period period, std::int32_t first, std::int32_t last) {
  return {std::max(period.start, first), std::min(period.end, last)};
}

Period life_of(const StoredOrganisations& organisations, std::size_t row) {
  const std::int32_t closed = organisations.closed_month[row];
  return {organisations.founded_month[row], closed == never ? std::numeric_limits<std::int32_t>::max() : closed - 1};
}

std::string node_id_of_organisation(std::size_t row) { return fmt::format("o{}", row); }

std::vector<std::int64_t> add_organisation_nodes(Network& network, const StoredAgents& agents,
                                                 const std::vector<std::string>& districts, SnapshotRange range) {
  const StoredOrganisations& o = agents.organisations;
  std::vector<std::int64_t> node_of(o.count(), -1);
  Nodes nodes;
  for (std::size_t row = 0; row < o.count(); ++row) {
    const Period life = clip(life_of(o, row), agents.months[range.first], agents.months[range.last]);
    if (life.start > life.end) continue;
    node_of[row] = static_cast<std::int64_t>(nodes.rows.size());
    nodes.rows.push_back(row);
    network.node_ids.push_back(node_id_of_organisation(row));
    network.node_labels.push_back(o.name[row]);
    add_periods(network, nodes, agents, row, life);
  }
  Attributes attributes(network, nodes);
  describe_identity(attributes, agents, districts);
  describe_state(attributes, o, network.over_time);
  return node_of;
}

}  // namespace tessera
