#include "analysis/export/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "analysis/export/snapshot_arrays.hpp"
#include "base/draws.hpp"
#include "base/errors.hpp"
#include "founding/districts.hpp"
#include "founding/founding.hpp"
#include "founding/memory.hpp"
#include "run/replicate.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

// A number near the guess of which founding makes exactly what is wanted: what rounding took is put back.
double find_exact(double guess, double wanted, const auto& outcome) {
  double low = guess, high = guess;
  for (int tries = 0; tries < 8; ++tries) {
    if (outcome(low) == wanted) return low;
    if (outcome(high) == wanted) return high;
    low = std::nextafter(low, -std::numeric_limits<double>::infinity());
    high = std::nextafter(high, std::numeric_limits<double>::infinity());
  }
  return guess;
}

// Tables separate names of partnerships by ";".
std::string name_for_table(std::string name) {
  std::replace(name.begin(), name.end(), ';', ',');
  return name;
}

class Maker {
 public:
  Maker(const Results& results, const std::string& group, const StoredAgents& agents, std::size_t snapshot)
      : results_(results), agents_(agents), o_(agents.organisations), snapshot_(snapshot), month_(agents.months.at(snapshot)),
        arrays_(results, group, agents.organisations.count()) {
    original_ = read_scenario_text(results.scenario_text(), "the scenario in the file");
  }

  SnapshotScenario make() {
    if (month_ > 0) rebuild();
    scenario_ = original_;
    scenario_.organisations.clear();
    scenario_.ties.clear();
    if (month_ > 0) scenario_.partnerships.clear();
    for (PartnershipRecord& record : scenario_.partnerships) record.name = name_for_table(record.name);
    describe_districts();
    name_organisations();
    for (std::size_t row = 0; row < o_.count(); ++row)
      if (is_open(row)) add_organisation(row);
    scenario_.parameters.founding.organisations = 0;
    add_ties();
    if (month_ > 0) add_partnerships();
    move_targets();
    if (month_ > 0) move_calendar();
    if (known_) remember();
    return {std::move(scenario_), month_ == 0 || known_.has_value()};
  }

 private:
  // The world at the end of the month, if this program comes to the same.
  void rebuild() {
    const std::vector<std::int32_t> months = results_.kept_months(), numbers = results_.replicate_numbers();
    const auto month = std::find(months.begin(), months.end(), month_);
    const auto number = std::find(numbers.begin(), numbers.end(), static_cast<std::int32_t>(agents_.replicate));
    const auto points = results_.point_numbers();
    const auto point = std::find(points.begin(), points.end(), static_cast<std::int32_t>(agents_.point));
    if (month == months.end() || number == numbers.end() || point == points.end()) return;
    const auto hashes = results_.state_hashes(static_cast<std::uint32_t>(point - points.begin()), static_cast<std::uint32_t>(number - numbers.begin()));
    World world = rebuild_world(original_, agents_.replicate, month_);
    if (state_hash(world) == hashes.at(static_cast<std::size_t>(month - months.begin()))) known_ = std::move(world);
  }

  // Compared with worlds of different luck, so that what would only happen to be drawn alike is remembered too.
  void remember() {
    std::vector<World> founded;
    for (const std::uint32_t luck : {0U, 1U}) founded.push_back(found_world(scenario_, Draws(results_.seed() + luck, agents_.replicate, 0).of(Mechanism::founding)));
    WorldNames names{std::vector<std::string>(o_.count()), partnership_names_, name_rows(founded.front(), scenario_).districts};
    for (const auto& [row, record] : record_of_row_) names.organisations[row] = ids_[row];
    scenario_.memory = find_memory(*known_, names, founded, scenario_);
  }

  bool is_open(std::size_t row) const { return o_.active[snapshot_][row] != 0; }

  // The record that described it, if one did: described organisations are the last that were there at founding.
  const OrganisationRecord* find_record(std::size_t row) const {
    const std::size_t founders = static_cast<std::size_t>(
        std::count_if(o_.id.begin(), o_.id.end(), [](std::uint64_t id) { return id < entrant_id(0, 0, 0); }));
    const std::size_t first = founders - original_.organisations.size();
    return row >= first && row < founders ? &original_.organisations[row - first] : nullptr;
  }

  void describe_districts() {
    const Community community = found_districts(original_, Draws(results_.seed(), agents_.replicate, 0).of(Mechanism::founding));
    std::vector<DistrictRecord> districts;
    for (std::size_t d = 0; d < community.districts; ++d) {
      DistrictRecord record{name_district(original_, d), community.x_km[d], community.y_km[d], std::nullopt, {}};
      for (std::size_t g = 0; g < community.groups; ++g)
        record.group_residents.push_back(static_cast<double>(community.residents[d * community.groups + g]));
      districts.push_back(std::move(record));
    }
    scenario_.parameters.community.districts = 0;
    scenario_.districts = std::move(districts);
  }

  // [row] ids: those of the scenario, else by type and row; none twice.
  void name_organisations() {
    std::unordered_set<std::string> taken;
    for (const OrganisationRecord& record : original_.organisations) taken.insert(record.id);
    for (std::size_t row = 0; row < o_.count(); ++row) {
      const OrganisationRecord* record = find_record(row);
      std::string id = record != nullptr ? record->id : "";
      if (id.empty()) {
        id = fmt::format("{}_{}", agents_.types[o_.type[row]], row);
        while (!taken.insert(id).second) id += "_";
      }
      ids_.push_back(std::move(id));
    }
  }

  void add_organisation(std::size_t row) {
    OrganisationRecord record;
    record.id = ids_[row];
    if (o_.name[row] != record.id) record.name = o_.name[row];
    record.type = o_.type[row];
    record.sector = static_cast<Sector>(o_.sector[row]);
    record.district = scenario_.districts[o_.district[row]].name;
    record.x_km = o_.x_km[row];
    record.y_km = o_.y_km[row];
    record.radius_km = o_.radius_km[row];
    record.age_years = (month_ - o_.founded_month[row]) / 12.0;
    record.space_m2_hours = o_.space_m2_hours[row];
    record.credibility = o_.credibility[snapshot_][row];
    record.visibility = o_.visibility[snapshot_][row];
    record.propensity = o_.propensity[snapshot_][row];
    record.capability = o_.capability[snapshot_][row];
    record.morale = o_.morale[snapshot_][row];
    record.mission = part(o_.mission, row, agents_.areas.size());
    record.access = part(o_.access, row, agents_.groups.size());
    record.expertise_by_area = arrays_.organisation("expertise", snapshot_, row);
    record.drawn = static_cast<std::uint64_t>(arrays_.organisation("drawn", row).at(0));
    if (o_.id[row] < entrant_id(0, 0, 0)) record.number = static_cast<double>(o_.id[row]);
    set_finance(record, row);
    set_volunteers(record, row);
    if (const OrganisationRecord* known = find_record(row); known != nullptr && month_ == 0) {
      for (const std::string& name : known->partnerships) record.partnerships.push_back(name_for_table(name));
      record.leads = known->leads;
    }
    record_of_row_[row] = scenario_.organisations.size();
    scenario_.organisations.push_back(std::move(record));
  }

  void set_finance(OrganisationRecord& record, std::size_t row) const {
    record.revenue_usd = o_.revenue_usd[row];
    record.service_share = o_.service_share[row];
    record.goods_usd_per_month = o_.goods_income_usd[snapshot_][row];
    record.goods_usd = std::max(0.0, o_.goods_usd[snapshot_][row]);  // rounding leaves stocks of -1e-13
    record.cash_usd = o_.money_usd[snapshot_][row];
    record.target_reserve_months = o_.target_reserve_months[row];
    const double costs = o_.cost_level_usd[snapshot_][row];
    record.expenses_usd = find_exact(12.0 * costs, costs, [](double year) { return year / 12.0; });
    const double income = o_.revenue_usd[row] / 12.0;
    for (const double source : arrays_.organisation("base_income_usd", row))
      record.funding.push_back(income > 0.0 ? find_exact(source / income, source, [&](double share) { return income * share; }) : 0.0);
    if (std::all_of(record.funding.begin(), record.funding.end(), [](double share) { return share == 0.0; })) record.funding.clear();
  }

  // At founding the volunteers of all are drawn together, by whom they live near; the same numbers draw the same.
  void set_volunteers(OrganisationRecord& record, std::size_t row) const {
    const OrganisationRecord* known = find_record(row);
    if (month_ > 0)
      record.volunteers_by_hours = arrays_.organisation("volunteers", snapshot_, row);
    else if (known != nullptr)
      record.volunteers = known->volunteers, record.volunteers_by_hours = known->volunteers_by_hours;
  }

  void add_ties() {
    const StoredTies& ties = agents_.ties[snapshot_];
    const auto [good_ab, bad_ab, good_ba, bad_ba] = arrays_.evidence(snapshot_);
    for (std::size_t t = 0; t < ties.count(); ++t) {
      if (!is_open(ties.a[t]) || !is_open(ties.b[t])) continue;
      TieRecord record{ids_[ties.a[t]], ids_[ties.b[t]], ties.level[t]};
      record.months_since_contact = month_ - ties.last_contact_month[t];
      record.good = good_ab[t];
      record.bad = bad_ab[t];
      record.good_back = good_ba[t];
      record.bad_back = bad_ba[t];
      record.joint_hours = ties.joint_hours[t];
      record.former = ties.former[t];
      scenario_.ties.push_back(std::move(record));
    }
    if (scenario_.ties.empty()) scenario_.parameters.founding.known_organisations = 0;  // or acquaintances would be drawn
  }

  void add_partnerships() {
    partnership_names_.resize(known_ ? known_->partnerships.count() : 0);
    known_ ? add_known_partnerships(known_->partnerships, known_->memberships) : add_stored_partnerships();
  }

  void add_members(const PartnershipRecord& record, const std::vector<std::size_t>& members) {
    for (const std::size_t member : members) scenario_.organisations[record_of_row_.at(member)].partnerships.push_back(record.name);
  }

  // Those that last, forming ones too.
  void add_known_partnerships(const Partnerships& p, const Memberships& m) {
    for (const std::uint32_t row : p.live) {
      PartnershipRecord record{.name = fmt::format("partnership_{}", row)};
      record.governance = static_cast<Governance>(p.governance[row]);
      if (p.lead[row] != nobody) record.lead = ids_[p.lead[row]];
      record.formality = p.formality[row];
      record.communication = p.communication[row];
      record.facilitation = p.facilitation[row];
      if (p.term_end_month[row] != never) record.months_to_term_end = months_to(p.term_end_month[row]);
      if (p.next_review_month[row] != never) record.months_to_review = months_to(p.next_review_month[row]);
      record.purpose = part(p.purpose, row, agents_.areas.size());
      std::vector<std::size_t> members;
      for (const std::uint32_t k : m.of_partnership.of(row)) members.push_back(m.organisation[k]);
      add_members(record, members);
      partnership_names_[row] = record.name;
      scenario_.partnerships.push_back(std::move(record));
    }
  }

  // Signed ones that last, with those of their members that are open, as of the last snapshot.
  void add_stored_partnerships() {
    const StoredPartnerships& p = agents_.partnerships;
    const StoredMemberships& m = agents_.memberships;
    std::vector<std::vector<std::size_t>> members(p.count());
    const auto lasts = [this](std::int32_t end) { return end == never || end > month_; };
    for (std::size_t k = 0; k < m.count(); ++k)
      if (m.joined_month[k] <= month_ && lasts(m.left_month[k]) && is_open(m.organisation[k]))
        members[m.partnership[k]].push_back(m.organisation[k]);
    for (std::size_t row = 0; row < p.count(); ++row) {
      const bool is_signed = p.signed_month[row] != never && p.signed_month[row] <= month_;
      if (!is_signed || !lasts(p.ended_month[row]) || members[row].size() < 2) continue;
      PartnershipRecord record{.name = fmt::format("partnership_{}", row)};
      record.governance = static_cast<Governance>(p.governance[row]);
      if (p.lead[row] >= 0 && std::find(members[row].begin(), members[row].end(), static_cast<std::size_t>(p.lead[row])) != members[row].end())
        record.lead = ids_[static_cast<std::size_t>(p.lead[row])];
      record.formality = p.formality[row];
      record.communication = p.communication[row];
      record.facilitation = p.facilitation[row];
      record.months_to_term_end = months_to(arrays_.partnership("term_end_month", row));
      record.months_to_review = months_to(arrays_.partnership("next_review_month", row));
      record.purpose = part(p.purpose, row, agents_.areas.size());
      add_members(record, members[row]);
      scenario_.partnerships.push_back(std::move(record));
    }
  }

  double months_to(double month) const { return std::clamp(month - month_, 1.0, 1200.0); }

  static std::vector<double> part(const std::vector<double>& values, std::size_t row, std::size_t width) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(row * width);
    return {begin, begin + static_cast<std::ptrdiff_t>(width)};
  }

  // Names of organisations in targets are places among the records. False if all that were named are gone.
  bool move_target(Target& target) const {
    if (target.organisations.empty()) return true;
    std::vector<std::uint32_t> places;
    for (std::size_t row = 0; row < o_.count(); ++row)
      if (const OrganisationRecord* record = find_record(row); record != nullptr && record_of_row_.contains(row))
        if (const auto place = static_cast<std::uint32_t>(record - original_.organisations.data());
            std::find(target.organisations.begin(), target.organisations.end(), place) != target.organisations.end())
          places.push_back(static_cast<std::uint32_t>(record_of_row_.at(row)));
    target.organisations = std::move(places);
    return !target.organisations.empty();
  }

  void move_targets() {
    Parameters& p = scenario_.parameters;
    std::erase_if(p.policies, [this](Policy& policy) { return !move_target(policy.target); });
    std::erase_if(p.shocks, [this](ShockEvent& shock) { return !move_target(shock.target); });
  }

  void move_calendar() {
    Parameters& p = scenario_.parameters;
    std::erase_if(p.policies, [this](const Policy& policy) { return policy.end_month <= month_; });
    for (Policy& policy : p.policies) {
      policy.start_month = std::max(1, policy.start_month - month_);
      policy.end_month = policy.end_month >= 1'000'000 ? policy.end_month : policy.end_month - month_;
    }
    std::erase_if(p.shocks, [this](const ShockEvent& shock) { return shock.month + shock.duration_months <= month_ + 1; });
    for (ShockEvent& shock : p.shocks) {
      const std::int32_t over = std::max(0, month_ + 1 - shock.month);
      shock.duration_months -= over;
      shock.month = shock.month + over - month_;
    }
    if (p.run.months > month_) p.run.months -= month_;
  }

  const Results& results_;
  const StoredAgents& agents_;
  const StoredOrganisations& o_;
  std::size_t snapshot_;
  std::int32_t month_;
  SnapshotArrays arrays_;
  Scenario original_, scenario_;
  std::optional<World> known_;                                // at the end of the month, if it can be computed again
  std::vector<std::string> partnership_names_;                // [partnership of known_]
  std::vector<std::string> ids_;                              // [row]
  std::unordered_map<std::size_t, std::size_t> record_of_row_;  // row -> place among the scenario's organisations
};

}  // namespace

SnapshotScenario scenario_of_snapshot(const Results& results, const std::string& group, const StoredAgents& agents, std::size_t snapshot) {
  return Maker(results, group, agents, snapshot).make();
}

}  // namespace tessera
