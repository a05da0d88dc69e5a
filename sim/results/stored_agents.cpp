#include "results/stored_agents.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "base/errors.hpp"
#include "results/check_agents.hpp"
#include "results/organisation_names.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

template <class T>
T whole_number(double value, const std::string& name) {
  if (!(value >= static_cast<double>(std::numeric_limits<T>::lowest()) && value <= static_cast<double>(std::numeric_limits<T>::max())))
    throw FileError(fmt::format("{} holds {}, which is none of its numbers", name, value));
  return static_cast<T>(value);
}

// Reads the datasets of one group.
class GroupReader {
 public:
  GroupReader(const Results& results, const std::string& group) : results_(results), folder_(group + "/") {}

  StoredArray array(const std::string& name) const { return results_.read(folder_ + name); }
  StoredArray array(const std::string& name, std::size_t axes) const {
    StoredArray found = array(name);
    if (found.shape.size() != axes) throw FileError(fmt::format("{} has {} axes, not {}", name, found.shape.size(), axes));
    return found;
  }
  std::vector<double> numbers(const std::string& name) const { return array(name).values; }
  bool has(const std::string& name) const { return results_.has(folder_ + name); }
  std::vector<std::string> texts(const std::string& name) const { return results_.names(folder_ + name); }
  std::vector<std::string> meanings(const std::string& name) const { return results_.meanings(folder_ + name); }
  std::vector<std::uint64_t> ids(const std::string& name) const { return results_.read_ids(folder_ + name); }

  template <class T>
  void read(std::vector<T>& into, const std::string& name) const {
    for (const double value : numbers(name)) into.push_back(whole_number<T>(value, name));
  }
  void read(std::vector<double>& into, const std::string& name) const { into = numbers(name); }

  // Rows of which the highest unsigned number means none.
  void read_optional_rows(std::vector<std::int32_t>& into, const std::string& name) const {
    for (const double value : numbers(name)) into.push_back(value == nobody ? -1 : whole_number<std::int32_t>(value, name));
  }

  void read(ValuesPerSnapshot& into, const std::string& name) const {
    const StoredArray all = array(name, 2);
    const std::size_t row = all.shape[1];
    for (std::size_t s = 0; s < all.shape[0]; ++s) {
      const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(s * row);
      into.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(row));
    }
  }

 private:
  const Results& results_;
  std::string folder_;
};

void read_who(StoredOrganisations& o, const GroupReader& group) {
  o.id = group.ids("organisation_id");
  if (group.has("organisation_name")) o.name = group.texts("organisation_name");
  group.read(o.type, "organisation_type");
  group.read(o.sector, "organisation_sector");
  group.read(o.district, "organisation_district");
  group.read(o.x_km, "organisation_x_km");
  group.read(o.y_km, "organisation_y_km");
  group.read(o.radius_km, "organisation_radius_km");
  group.read(o.founded_month, "organisation_founded_month");
  group.read(o.closed_month, "organisation_closed_month");
  group.read(o.closure_reason, "organisation_closure_reason");
  group.read(o.revenue_usd, "organisation_revenue_usd");
  group.read(o.service_share, "organisation_service_share");
  group.read(o.wage_share, "organisation_wage_share");
  group.read(o.target_reserve_months, "organisation_target_reserve_months");
  group.read(o.space_m2_hours, "organisation_space_m2_hours");
  group.read(o.mission, "organisation_mission");
  group.read(o.access, "organisation_access");
}

// Sums over the classes of hours; the fill value of whole numbers becomes NaN.
ValuesPerSnapshot read_volunteers(const GroupReader& group) {
  const StoredArray all = group.array("organisation_volunteers", 3);
  const std::size_t organisations = all.shape[1], classes = all.shape[2];
  ValuesPerSnapshot sums(all.shape[0], std::vector<double>(organisations, 0.0));
  for (std::size_t k = 0; k < all.values.size(); ++k) {
    const double value = all.values[k];
    sums[k / classes / organisations][k / classes % organisations] +=
        value < 0.0 ? std::numeric_limits<double>::quiet_NaN() : value;
  }
  return sums;
}

void read_snapshots(StoredOrganisations& o, const GroupReader& group) {
  ValuesPerSnapshot active;
  group.read(active, "organisation_active");
  for (const std::vector<double>& row : active) {
    o.active.emplace_back();
    for (const double value : row) o.active.back().push_back(value == 1.0);
  }
  group.read(o.money_usd, "organisation_money_usd");
  group.read(o.expected_income_usd, "organisation_expected_income_usd");
  group.read(o.cost_level_usd, "organisation_cost_level_usd");
  group.read(o.goods_income_usd, "organisation_goods_income_usd");
  group.read(o.goods_usd, "organisation_goods_usd");
  group.read(o.staff_hours, "organisation_staff_hours");
  group.read(o.volunteer_hours, "organisation_volunteer_hours");
  group.read(o.overhead_hours, "organisation_overhead_hours");
  o.volunteers = read_volunteers(group);
  group.read(o.morale, "organisation_morale");
  group.read(o.credibility, "organisation_credibility");
  group.read(o.visibility, "organisation_visibility");
  group.read(o.capability, "organisation_capability");
  group.read(o.propensity, "organisation_propensity");
}

StoredTies read_all_ties(const GroupReader& group) {
  StoredTies ties;
  group.read(ties.a, "tie_a");
  group.read(ties.b, "tie_b");
  group.read(ties.level, "tie_level");
  group.read(ties.trust_ab, "tie_trust_ab");
  group.read(ties.trust_ba, "tie_trust_ba");
  group.read(ties.reported_by_a, "tie_reported_by_a");
  group.read(ties.reported_by_b, "tie_reported_by_b");
  group.read(ties.common, "tie_common");
  group.read(ties.former, "tie_former");
  group.read(ties.joint_hours, "tie_joint_hours");
  group.read(ties.last_contact_month, "tie_last_contact_month");
  return ties;
}

void expect_as_many(const StoredTies& ties, std::size_t count) {
  for (const std::size_t size : {ties.a.size(), ties.b.size(), ties.level.size(), ties.trust_ab.size(), ties.trust_ba.size(),
                                 ties.reported_by_a.size(), ties.reported_by_b.size(), ties.common.size(), ties.former.size(),
                                 ties.joint_hours.size(), ties.last_contact_month.size()})
    if (size != count) throw FileError(fmt::format("a column of the ties has {} values, but there are {}", size, count));
}

void append_tie(StoredTies& to, const StoredTies& from, std::size_t k) {
  to.a.push_back(from.a[k]);
  to.b.push_back(from.b[k]);
  to.level.push_back(from.level[k]);
  to.trust_ab.push_back(from.trust_ab[k]);
  to.trust_ba.push_back(from.trust_ba[k]);
  to.reported_by_a.push_back(from.reported_by_a[k]);
  to.reported_by_b.push_back(from.reported_by_b[k]);
  to.common.push_back(from.common[k]);
  to.former.push_back(from.former[k]);
  to.joint_hours.push_back(from.joint_hours[k]);
  to.last_contact_month.push_back(from.last_contact_month[k]);
}

std::vector<StoredTies> read_ties(const GroupReader& group, std::size_t snapshots) {
  const StoredTies all = read_all_ties(group);
  const std::vector<double> snapshot = group.numbers("tie_snapshot");
  expect_as_many(all, snapshot.size());
  std::vector<StoredTies> split(snapshots);
  for (std::size_t k = 0; k < all.count(); ++k) {
    if (!(snapshot[k] >= 0.0 && snapshot[k] < static_cast<double>(snapshots))) throw FileError("tie_snapshot is beyond the snapshots");
    append_tie(split[static_cast<std::size_t>(snapshot[k])], all, k);
  }
  return split;
}

void read_partnerships(StoredPartnerships& p, const GroupReader& group) {
  group.read(p.stage, "partnership_stage");
  group.read(p.governance, "partnership_governance");
  group.read_optional_rows(p.lead, "partnership_lead");
  group.read(p.founded_month, "partnership_founded_month");
  group.read(p.signed_month, "partnership_signed_month");
  group.read(p.ended_month, "partnership_ended_month");
  group.read(p.end_reason, "partnership_end_reason");
  group.read(p.members, "partnership_members");
  group.read(p.most_members, "partnership_most_members");
  group.read(p.formality, "partnership_formality");
  group.read(p.communication, "partnership_communication");
  group.read(p.facilitation, "partnership_facilitation");
  group.read(p.divergence, "partnership_divergence");
  group.read(p.value, "partnership_value");
  group.read(p.expected_value, "partnership_expected_value");
  group.read(p.purpose, "partnership_purpose");
}

void read_memberships(StoredMemberships& m, const GroupReader& group) {
  group.read(m.partnership, "membership_partnership");
  group.read(m.organisation, "membership_organisation");
  group.read(m.joined_month, "membership_joined_month");
  group.read(m.left_month, "membership_left_month");
  group.read(m.leave_reason, "membership_leave_reason");
  group.read(m.satisfaction, "membership_satisfaction");
  group.read(m.fulfilment, "membership_fulfilment");
  group.read(m.credit, "membership_credit");
}

void read_events(StoredEvents& events, const GroupReader& group) {
  group.read(events.month, "event_month");
  group.read(events.kind, "event_kind");
  group.read(events.organisation, "event_organisation");
  group.read(events.partnership, "event_partnership");
}

void read_names(StoredAgents& agents, const GroupReader& group) {
  agents.types = group.meanings("organisation_type");
  agents.sectors = group.meanings("organisation_sector");
  agents.areas = group.texts("area");
  agents.groups = group.texts("group");
  agents.levels = group.meanings("tie_level");
  agents.stages = group.meanings("partnership_stage");
  agents.governance = group.meanings("partnership_governance");
  agents.end_reasons = group.meanings("partnership_end_reason");
  agents.closure_reasons = group.meanings("organisation_closure_reason");
  agents.event_kinds = group.meanings("event_kind");
}

// In files made before names were kept an organisation is called by its type and row, like those that nobody named.
void name_unnamed(StoredAgents& agents) {
  StoredOrganisations& o = agents.organisations;
  for (std::size_t row = o.name.size(); row < o.type.size(); ++row) {
    if (o.type[row] >= agents.types.size()) return;  // check_agents says so
    o.name.push_back(name_by_row(agents.types[o.type[row]], row));
  }
}

// The number that follows `word` in the name of a group.
std::uint32_t number_after(const std::string& group, const std::string& word) {
  const std::size_t at = group.find(word);
  std::uint32_t number = 0;
  if (at != std::string::npos) std::from_chars(group.data() + at + word.size(), group.data() + group.size(), number);
  return number;
}

}  // namespace

StoredAgents read_agents(const Results& results, const std::string& group) {
  const GroupReader reader(results, group);
  StoredAgents agents;
  agents.point = number_after(group, "point_");
  agents.replicate = number_after(group, "replicate_");
  reader.read(agents.months, "snapshot");
  read_names(agents, reader);
  read_who(agents.organisations, reader);
  read_snapshots(agents.organisations, reader);
  agents.ties = read_ties(reader, agents.months.size());
  read_partnerships(agents.partnerships, reader);
  read_memberships(agents.memberships, reader);
  read_events(agents.events, reader);
  name_unnamed(agents);
  constexpr std::size_t any = std::numeric_limits<std::uint32_t>::max();  // files without measures by district do not name them
  check_agents(agents, results.has("district") ? results.names("district").size() : any);
  return agents;
}

}  // namespace tessera
