// A scenario as read: everything that founding and a run need, with the origin of every value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parameters/parameters.hpp"

namespace tessera {

// Where an effective value came from.
struct Origin {
  std::string path;    // "trust.forgetting_per_month", "type.food_bank.radius_km", "run.months"
  std::string value;   // as text
  std::string origin;  // "default", "town.toml:12:5", "--set"
};

// A district that is described one by one (inline or a row of a table); others are laid out by founding.
struct DistrictRecord {
  std::string name;
  std::optional<double> x_km, y_km;
  std::optional<double> residents;
  std::vector<double> group_residents;  // [group] persons, empty = by the groups' shares
};

// An organisation that is described one by one (inline or a row of a table). What is left open is drawn at founding.
struct OrganisationRecord {
  std::string id;  // as the user calls it; unique; empty = unnamed
  std::string name;
  std::uint16_t type = 0;               // index into Parameters::types
  std::optional<Sector> sector;         // default: the type's
  std::optional<std::string> district;  // name of its home
  std::optional<double> x_km, y_km, radius_km, revenue_usd, expenses_usd, reserve_months, cash_usd, age_years,
      volunteers, goods_usd_per_month, goods_usd, space_m2_hours, credibility, visibility, expertise, service_share,
      target_reserve_months, propensity, capability, morale;
  std::optional<double> number;           // whole: its permanent number, which keys its luck; below 2^53
  std::vector<double> funding;            // [source] shares, empty = open
  std::vector<double> mission;            // [area] shares, empty = open
  std::vector<double> access;             // [group], empty = open
  std::vector<double> expertise_by_area;  // [area][competence] shares, empty = open
  std::vector<double> volunteers_by_hours;  // [hours class] persons, empty = open
  std::optional<std::uint64_t> drawn;     // bits (DrawnValue) of what is given here but was drawn once; open = none
  std::vector<std::string> partnerships;  // names of partnerships it belongs to when the run begins
  bool leads = false;                     // leads those partnerships
};

// A tie that exists when the run begins, between two records by id.
struct TieRecord {
  std::string from, to;
  int level = 1;  // Level, 0..5
  std::optional<double> months_since_contact;
  std::optional<double> trust;  // both ways unless trust_back is given, share 0..1
  std::optional<double> trust_back;  // of `to` in `from`
  std::optional<double> good, bad, good_back, bad_back;  // evidence in counts, in place of trust
  std::optional<double> joint_hours, former;
};

// More about a partnership that exists when the run begins: organisations name it as theirs.
struct PartnershipRecord {
  std::string name;
  std::string lead;                      // id of an organisation; empty = open, or nobody under shared governance
  std::optional<Governance> governance;
  std::optional<double> formality, communication, facilitation, months_to_term_end, months_to_review;
  std::vector<double> purpose;           // [area] shares, empty = open
};

// What something remembers beyond what the other records say of it, where the world has a past (founding/memory.hpp).
struct MemoryRecord {
  std::string table;     // "organisations", "memberships" ...
  std::string of, with;  // whose: names as in the other records; which ones depends on the table
  std::vector<std::pair<std::string, double>> values;  // "belief", "committed_hours" ...; no name twice
};

struct ResultSettings {
  std::vector<std::string> measures{"*"};
  int snapshots_every_months = 12;
};

struct Scenario {
  std::string file;  // path of the top scenario file
  std::string name;
  std::string question;
  Parameters parameters;
  std::vector<DistrictRecord> districts;          // described districts, after the synthetic ones
  std::vector<OrganisationRecord> organisations;  // described organisations
  std::vector<TieRecord> ties;
  std::vector<PartnershipRecord> partnerships;    // what is known of those that organisations name
  std::vector<MemoryRecord> memory;               // of the time before the run
  std::string organisations_table;  // paths of CSV tables as reached from the working folder, "" = none;
  std::string ties_table;           // their rows are in the lists above, and so in merged_text
  std::string districts_table;
  std::string partnerships_table;
  std::string memory_table;
  ResultSettings results;
  std::vector<Origin> origins;  // every effective value
  std::string merged_text;      // TOML after merging: reading it again gives the same scenario
};

// What district `index` is called: the synthetic ones come first ("district_1", "district_2", ...), then the described.
std::string name_district(const Scenario& scenario, std::size_t index);

}  // namespace tessera
