// The one place that knows every field of the state, with name, shape, unit and meaning. Results, checkpoint, state hash
// and comparison all walk this list, so a field can not be forgotten by one of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "state/world.hpp"

namespace tessera {

using FieldData = std::variant<std::vector<double>*, std::vector<std::int32_t>*, std::vector<std::int64_t>*,
                               std::vector<std::uint8_t>*, std::vector<std::uint16_t>*, std::vector<std::uint32_t>*,
                               std::vector<std::uint64_t>*>;

struct Field {
  std::string_view table;    // "organisations", "ties", "community", "need", "partnerships", "memberships"
  std::string_view name;     // as in the struct
  std::string_view axes;     // index comment: "organisation", "organisation,area", "district,group", "area,district,group", ...
  std::string_view unit;     // singular; "" = none
  std::string_view meaning;
  FieldData data;
  std::vector<std::string_view> labels = {};  // names of the values of an enumeration, if it is one
};

// Every stored vector of the world (scalars: World::month, World::economy, the three Community dimensions stand apart).
std::vector<Field> fields(World& world);

// 64-bit hash (XXH3) of the whole state: equal worlds have equal hashes, wherever and however they were computed.
std::uint64_t state_hash(const World& world);
// Name of the first field that differs ("organisations.money_usd[17]"), empty if the worlds are the same bit for bit.
std::string first_difference(const World& one, const World& other);

}  // namespace tessera
