// The organisations, ties and partnerships of one run as a results file holds them: one group /agents/point_P/replicate_R,
// typed, structure of arrays. Rows are those of the file; months count from the founding of the community.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/read.hpp"

namespace tessera {

// Values of every organisation at every snapshot: [snapshot][organisation], NaN where it was not founded yet.
using ValuesPerSnapshot = std::vector<std::vector<double>>;

// In order of founding. A closed organisation keeps its row and its last values.
struct StoredOrganisations {
  std::size_t count() const { return id.size(); }

  std::vector<std::uint64_t> id;             // [organisation] permanent
  std::vector<std::string> name;             // [organisation] never empty
  std::vector<std::uint16_t> type;           // [organisation] place among StoredAgents::types
  std::vector<std::uint8_t> sector;          // [organisation] Sector
  std::vector<std::uint32_t> district;       // [organisation] place along the file's axis `district`
  std::vector<double> x_km, y_km;            // [organisation]
  std::vector<double> radius_km;             // [organisation] service radius
  std::vector<std::int32_t> founded_month;   // [organisation] negative: before the run
  std::vector<std::int32_t> closed_month;    // [organisation] never = -1: open at the last snapshot
  std::vector<std::uint8_t> closure_reason;  // [organisation] ClosureReason
  std::vector<double> revenue_usd;           // [organisation] per year, as founded
  std::vector<double> service_share, wage_share;       // [organisation] share 0..1
  std::vector<double> target_reserve_months;           // [organisation]
  std::vector<double> space_m2_hours;                  // [organisation] per month
  std::vector<double> mission;               // [organisation][area] shares, sum 1
  std::vector<double> access;                // [organisation][group] share 0..1

  std::vector<std::vector<std::uint8_t>> active;  // [snapshot][organisation] 1 = open; 0 = closed or not founded yet
  ValuesPerSnapshot money_usd;               // cash, may be below 0
  ValuesPerSnapshot expected_income_usd, cost_level_usd;  // per month
  ValuesPerSnapshot goods_income_usd;        // per month
  ValuesPerSnapshot goods_usd;               // stock
  ValuesPerSnapshot staff_hours, volunteer_hours, overhead_hours;  // of the month
  ValuesPerSnapshot volunteers;              // persons, all classes of hours
  ValuesPerSnapshot morale, credibility, visibility, capability;  // share 0..1
  ValuesPerSnapshot propensity;              // 1 = usual
};

// Of one snapshot. Pairs that know each other, each once.
struct StoredTies {
  std::size_t count() const { return a.size(); }

  std::vector<std::uint32_t> a, b;             // [tie] organisation rows, a < b
  std::vector<std::uint8_t> level;             // [tie] Level
  std::vector<double> trust_ab, trust_ba;      // [tie] share 0..1, of a in b and of b in a
  std::vector<std::uint8_t> reported_by_a, reported_by_b;  // [tie] Level named in the last survey
  std::vector<std::uint16_t> common, former;   // [tie] partnerships they share; shared ones that have ended
  std::vector<double> joint_hours;             // [tie] per month, smoothed
  std::vector<std::int32_t> last_contact_month;  // [tie]
};

// All there ever were, as of the last snapshot.
struct StoredPartnerships {
  std::size_t count() const { return stage.size(); }

  std::vector<std::uint8_t> stage;           // [partnership] Stage
  std::vector<std::uint8_t> governance;      // [partnership] Governance
  std::vector<std::int32_t> lead;            // [partnership] organisation row, -1 = none
  std::vector<std::int32_t> founded_month;   // [partnership] proposed
  std::vector<std::int32_t> signed_month;    // [partnership] never = -1
  std::vector<std::int32_t> ended_month;     // [partnership] never = -1
  std::vector<std::uint8_t> end_reason;      // [partnership] EndReason
  std::vector<std::uint16_t> members;        // [partnership] at the last snapshot
  std::vector<std::uint16_t> most_members;   // [partnership] ever
  std::vector<double> formality, communication, facilitation, divergence;  // [partnership] share 0..1
  std::vector<double> value, expected_value;  // [partnership] harm-weighted service units per month
  std::vector<double> purpose;               // [partnership][area] shares, sum 1
};

struct StoredMemberships {
  std::size_t count() const { return partnership.size(); }

  std::vector<std::uint32_t> partnership, organisation;  // [membership] rows
  std::vector<std::int32_t> joined_month;    // [membership]
  std::vector<std::int32_t> left_month;      // [membership] never = -1: still a member
  std::vector<std::uint8_t> leave_reason;    // [membership] EndReason
  std::vector<double> satisfaction, fulfilment, credit;  // [membership] share 0..1
};

// By month; what founding made is none.
struct StoredEvents {
  std::size_t count() const { return month.size(); }

  std::vector<std::int32_t> month;           // [event]
  std::vector<std::uint8_t> kind;            // [event] place among StoredAgents::event_kinds
  std::vector<std::int32_t> organisation;    // [event] row, -1 = none
  std::vector<std::int32_t> partnership;     // [event] row, -1 = none
};

struct StoredAgents {
  std::uint32_t point = 0, replicate = 0;    // numbers in the name of the group
  std::vector<std::int32_t> months;          // [snapshot] ascending
  // Names of the values of enumerations, and along axes.
  std::vector<std::string> types, sectors, areas, groups, levels, stages, governance, end_reasons, closure_reasons,
      event_kinds;
  StoredOrganisations organisations;
  std::vector<StoredTies> ties;              // [snapshot]
  StoredPartnerships partnerships;
  StoredMemberships memberships;
  StoredEvents events;
};

// group: one of Results::agent_groups(). Throws InputError if the file has no such group or lacks something in it,
// FileError if rows refer to rows that are not there.
StoredAgents read_agents(const Results& results, const std::string& group);

}  // namespace tessera
