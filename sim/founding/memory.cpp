#include "founding/memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/errors.hpp"
#include "founding/memory_slots.hpp"
#include "founding/organisations.hpp"
#include "scenario/faults.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_faults = 100;

struct Owner {
  std::string of, with;
  std::size_t row;
};

using Owners = std::map<std::string, std::vector<Owner>>;  // by table

// The rows of every table that have a name.
Owners list_owners(const World& world, const WorldNames& names) {
  Owners owners;
  const auto add = [&owners](const char* table, const std::string& of, const std::string& with, std::size_t row, bool two) {
    if (!of.empty() && (!two || !with.empty())) owners[table].push_back({of, with, row});
  };
  const Organisations& o = world.organisations;
  for (std::size_t i = 0; i < o.count(); ++i) {
    if (o.active[i] == 0) continue;
    add("organisations", names.organisations[i], "", i, false);
    for (std::size_t row = o.reach_begin[i]; row < o.reach_begin[i + 1]; ++row)
      add("reach", names.organisations[i], names.districts[o.reach_district[row]], row, true);
  }
  for (std::size_t t = 0; t < world.ties.count(); ++t)
    add("ties", names.organisations[world.ties.a[t]], names.organisations[world.ties.b[t]], t, true);
  for (const std::uint32_t p : world.partnerships.live) {
    add("partnerships", names.partnerships[p], "", p, false);
    for (const std::uint32_t m : world.memberships.of_partnership.of(p))
      add("memberships", names.partnerships[p], names.organisations[world.memberships.organisation[m]], m, true);
  }
  return owners;
}

void add_places(Owners& owners, const World& world, const WorldNames& names, const Parameters& parameters) {
  for (std::size_t d = 0; d < world.community.districts; ++d) {
    owners["districts"].push_back({names.districts[d], "", d});
    for (std::size_t g = 0; g < parameters.groups.size(); ++g)
      owners["needs"].push_back({names.districts[d], parameters.groups[g].name, d * parameters.groups.size() + g});
  }
  owners["community"].push_back({"", "", 0});
}

Owners list_all_owners(const World& world, const WorldNames& names, const Parameters& parameters) {
  Owners owners = list_owners(world, names);
  add_places(owners, world, names, parameters);
  return owners;
}

using RowOf = std::map<std::pair<std::string, std::string>, std::size_t>;

RowOf index_rows(const std::vector<Owner>& owners) {
  RowOf rows;
  for (const Owner& owner : owners) rows.emplace(std::pair(owner.of, owner.with), owner.row);
  return rows;
}

std::string tell(const MemoryRecord& record) {
  const std::string whose = record.with.empty() ? quote_for_message(record.of)
                                                : quote_for_message(record.of) + " with " + quote_for_message(record.with);
  return record.of.empty() ? record.table : record.table + " of " + whose;
}

// Writes records into a world, and keeps what is wrong with them.
class Recall {
 public:
  Recall(World& world, const Scenario& scenario)
      : world_(world), names_(name_rows(world, scenario)), slots_(list_slots(world, scenario.parameters)) {
    for (const auto& [table, owners] : list_all_owners(world, names_, scenario.parameters)) rows_.emplace(table, index_rows(owners));
  }

  void write(const MemoryRecord& record) {
    if (record.table == grants_table) return write_grant(record);
    const auto slots = slots_.find(record.table);
    if (slots == slots_.end())
      return fail(fmt::format("memory has no table {}; there are organisations, reach, ties, partnerships, memberships, "
                              "districts, needs, community and grants", quote_for_message(record.table)));
    const RowOf& rows = rows_[record.table];
    const auto row = rows.find({record.of, record.with});
    if (row == rows.end()) return fail(fmt::format("memory names {}, but the other records have none", tell(record)));
    for (const auto& [what, value] : record.values)
      if (const Slot* slot = find(slots->second, what, record); slot != nullptr && fits(*slot, value, record))
        slot->set(row->second, value);
  }

  void finish() {
    check_people();
    if (found_ > most_faults) faults_.push_back({.message = fmt::format("... and {} more faults in memory", found_ - most_faults)});
    if (!faults_.empty()) throw InputError(std::move(faults_));
    keep_identities_apart();
    rebuild_indexes(world_);
  }

 private:
  void fail(std::string message) {
    if (++found_ <= most_faults) faults_.push_back({.message = std::move(message)});
  }

  const Slot* find(const std::vector<Slot>& slots, const std::string& what, const MemoryRecord& record) {
    const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& one) { return one.name == what; });
    if (slot != slots.end()) return &*slot;
    fail(fmt::format("memory of {} says {}, which is not known", tell(record), quote_for_message(what)));
    return nullptr;
  }

  bool fits(const Slot& slot, double value, const MemoryRecord& record) {
    const bool fits = value >= slot.lowest && value <= slot.highest && (!slot.whole || value == std::floor(value));
    if (!fits)
      fail(fmt::format("memory of {}: {} must be a {}number from {:g} to {:g}, but is {:g}", tell(record), slot.name,
                       slot.whole ? "whole " : "", slot.lowest, slot.highest, value));
    return fits;
  }

  void write_grant(const MemoryRecord& record) {
    Grants& grants = world_.grants;
    const auto row_of = [this](const char* table, const std::string& of) {
      const auto row = rows_[table].find({of, ""});
      return row == rows_[table].end() ? nobody : static_cast<std::uint32_t>(row->second);
    };
    const std::uint32_t organisation = row_of("organisations", record.of);
    const std::uint32_t partnership = record.with.empty() ? nobody : row_of("partnerships", record.with);
    if (organisation == nobody || (!record.with.empty() && partnership == nobody))
      return fail(fmt::format("memory names {}, but the other records have none", tell(record)));
    const std::size_t row = grants.count();
    for_each_grant_array(grants, [](auto& values) { values.push_back({}); });
    grants.organisation[row] = organisation;
    grants.partnership[row] = partnership;
    const std::vector<Slot> slots = list_grant_slots(grants);
    for (const auto& [what, value] : record.values)
      if (const Slot* slot = find(slots, what, record); slot != nullptr && fits(*slot, value, record)) slot->set(row, value);
  }

  // Adults stay as many as there are; volunteers are those of the organisations.
  void check_people() {
    const Organisations& o = world_.organisations;
    std::vector<std::int64_t> placed(world_.community.districts, 0);
    for (std::size_t i = 0; i < o.count(); ++i) {
      std::int64_t here = 0;
      for (std::size_t row = o.reach_begin[i]; row < o.reach_begin[i + 1]; ++row) {
        here += o.reach_volunteers[row];
        placed[o.reach_district[row]] += o.reach_volunteers[row];
      }
      const auto* volunteers = &o.volunteers[i * hours_classes];
      if (const std::int64_t all = std::accumulate(volunteers, volunteers + hours_classes, std::int64_t{0}); all != here)
        fail(fmt::format("memory: {} has {} volunteers, but {} by district", quote_for_message(names_.organisations[i]), all, here));
    }
    for (std::size_t d = 0; d < placed.size(); ++d) {
      const std::int64_t* people = &world_.community.people[d * people_classes];
      const std::int64_t all = std::accumulate(people, people + people_classes, std::int64_t{0});
      const std::int64_t volunteering = people[static_cast<std::size_t>(People::volunteering_new)] +
                                        people[static_cast<std::size_t>(People::volunteering_again)];
      if (all != world_.community.adults[d] || volunteering != placed[d])
        fail(fmt::format("memory: of the {} adults of {} {} volunteer; its people add up to {} with {} volunteering",
                         world_.community.adults[d], quote_for_message(names_.districts[d]), placed[d], all, volunteering));
    }
  }

  // Two partnerships of the same initiator and target, as founding chose them anew, may remember the same month.
  void keep_identities_apart() {
    Partnerships& p = world_.partnerships;
    std::set<std::tuple<std::uint64_t, std::uint64_t, std::int32_t>> used;
    for (std::size_t k = 0; k < p.count(); ++k)
      while (!used.emplace(p.initiator_id[k], p.target_id[k], p.founded_month[k]).second) --p.founded_month[k];
  }

  World& world_;
  WorldNames names_;
  SlotsByTable slots_;
  std::unordered_map<std::string, RowOf> rows_;
  std::vector<Fault> faults_;
  std::size_t found_ = 0;
};

// A value as the next run counts it.
double value_from(const Slot& slot, std::size_t row, std::int32_t month) {
  const double value = slot.get(row);
  if (!slot.month) return std::clamp(value, slot.lowest, slot.highest);
  if (!slot.may_be_never) return value - month;
  if (value == never) return value;
  return value - month == never ? never - 1 : value - month;  // what was a month ago must not become never
}

bool same_bits(double one, double other) { return std::memcmp(&one, &other, sizeof one) == 0; }

void add_grants(std::vector<MemoryRecord>& memory, World& known, const WorldNames& names) {
  const Grants& grants = known.grants;
  const std::vector<Slot> slots = list_grant_slots(known.grants);
  for (const std::uint32_t k : grants.paying) {
    if (grants.end_month[k] <= known.month) continue;
    const std::string partnership = grants.partnership[k] == nobody ? "" : names.partnerships[grants.partnership[k]];
    const std::string& organisation = names.organisations[grants.organisation[k]];
    if (organisation.empty() || (grants.partnership[k] != nobody && partnership.empty())) continue;
    MemoryRecord record{std::string(grants_table), organisation, partnership, {}};
    for (const Slot& slot : slots) record.values.emplace_back(slot.name, value_from(slot, k, known.month));
    memory.push_back(std::move(record));
  }
}

}  // namespace

WorldNames name_rows(const World& world, const Scenario& scenario) {
  WorldNames names;
  names.organisations.resize(world.organisations.count());
  for (std::size_t k = 0; k < scenario.organisations.size(); ++k)
    names.organisations[row_of_record(world, scenario, k)] = scenario.organisations[k].id;
  std::set<std::string> seen;
  for (const OrganisationRecord& record : scenario.organisations)
    for (const std::string& name : record.partnerships)
      if (seen.insert(name).second) names.partnerships.push_back(name);
  for (std::size_t d = 0; d < world.community.districts; ++d) names.districts.push_back(name_district(scenario, d));
  return names;
}

void recall_memory(World& world, const Scenario& scenario) {
  if (scenario.memory.empty()) return;
  Recall recall(world, scenario);
  for (const MemoryRecord& record : scenario.memory) recall.write(record);
  recall.finish();
}

std::vector<MemoryRecord> find_memory(const World& known, const WorldNames& names, const std::vector<World>& founded,
                                      const Scenario& scenario) {
  World past = known;  // slots point into worlds that may change
  std::vector<World> now = founded;
  const SlotsByTable past_slots = list_slots(past, scenario.parameters);
  std::vector<SlotsByTable> slots;
  for (World& world : now) slots.push_back(list_slots(world, scenario.parameters));
  const Owners past_owners = list_all_owners(past, names, scenario.parameters);
  std::vector<MemoryRecord> memory;
  for (const auto& [table, owners] : list_all_owners(now.front(), name_rows(now.front(), scenario), scenario.parameters)) {
    const auto there = past_owners.find(table);
    const RowOf rows = there == past_owners.end() ? RowOf() : index_rows(there->second);
    for (const Owner& owner : owners) {
      const auto row = rows.find({owner.of, owner.with});
      if (row == rows.end()) continue;
      MemoryRecord record{table, owner.of, owner.with, {}};
      const std::vector<Slot>& list = past_slots.at(table);
      for (std::size_t k = 0; k < list.size(); ++k) {
        const double value = value_from(list[k], row->second, known.month);
        const auto has_it = [&](const SlotsByTable& one) { return same_bits(one.at(table)[k].get(owner.row), value); };
        if (!std::isnan(value) && !std::all_of(slots.begin(), slots.end(), has_it)) record.values.emplace_back(list[k].name, value);
      }
      if (!record.values.empty()) memory.push_back(std::move(record));
    }
  }
  add_grants(memory, past, names);
  return memory;
}

}  // namespace tessera
