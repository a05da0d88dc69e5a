// The values that memory may give, by table and name, and where they stand in a world.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/parameters.hpp"
#include "state/fields.hpp"
#include "state/world.hpp"

namespace tessera {

inline constexpr std::string_view grants_table = "grants";

// One value of every row of a table.
struct Slot {
  std::string name;
  FieldData data;
  std::size_t stride = 1;  // between rows
  std::size_t offset = 0;
  double lowest = 0.0, highest = 0.0;  // ends included
  bool whole = false;
  bool month = false;         // counted from the beginning of the run
  bool may_be_never = false;  // a month, or never = -1
  double* scalar = nullptr;        // in place of data

  double get(std::size_t row) const;
  void set(std::size_t row, double value) const;
};

using SlotsByTable = std::map<std::string, std::vector<Slot>, std::less<>>;

// Of all tables but grants. They point into the world, whose arrays must stay as long as they are.
SlotsByTable list_slots(World& world, const Parameters& parameters);
// Of the applications; new ones move the arrays.
std::vector<Slot> list_grant_slots(Grants& grants);

// Every array with a place for each application.
void for_each_grant_array(Grants& grants, const auto& visit) {
  visit(grants.month), visit(grants.call), visit(grants.organisation), visit(grants.partnership), visit(grants.asked_usd);
  visit(grants.score), visit(grants.awarded_usd), visit(grants.paid_usd), visit(grants.end_month);
}

}  // namespace tessera
