// The one place that knows every field of the state, with name, shape, unit and meaning. Results, checkpoint, state hash
// and comparison all walk this list, so a field can not be forgotten by one of them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "state/world.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

using FieldData = std::variant<std::vector<double>*, std::vector<std::int32_t>*, std::vector<std::int64_t>*,
                               std::vector<std::uint8_t>*, std::vector<std::uint16_t>*, std::vector<std::uint32_t>*,
                               std::vector<std::uint64_t>*>;

// The mechanisms that write a field after founding, which writes every one of them. Its rows also grow with those of its
// table: who appends an organisation, a tie, a partnership or a membership writes all fields of the table.
struct Writers {
  std::uint32_t bits = 0;

  template <class... Mechanisms>
  static constexpr Writers of(Mechanisms... mechanisms) {
    return {((std::uint32_t{1} << static_cast<unsigned>(mechanisms)) | ...)};
  }
  constexpr bool hold(Mechanism mechanism) const { return (bits >> static_cast<unsigned>(mechanism) & 1U) != 0; }
};

struct Field {
  std::string_view table;    // "organisations", "ties", "community", "need", "partnerships", "memberships"
  std::string_view name;     // as in the struct
  std::string_view axes;     // index comment: "organisation", "organisation,area", "district,group", "area,district,group", ...
  std::string_view unit;     // singular; "" = none
  std::string_view meaning;
  FieldData data;
  Writers writers;
  std::span<const std::string_view> labels = {};  // names of the values of an enumeration, if it is one
};

// Every stored vector of the world (scalars: World::month, World::economy, the three Community dimensions stand apart).
inline constexpr std::size_t field_count = 148;
using Fields = std::array<Field, field_count>;  // an array, as the hash of every month walks it
Fields fields(World& world);

// 64-bit hash (XXH3) of the whole state: equal worlds have equal hashes, wherever and however they were computed.
std::uint64_t state_hash(const World& world);
// Name of the first field that differs ("organisations.money_usd[17]"), empty if the worlds are the same bit for bit.
std::string first_difference(const World& one, const World& other);

}  // namespace tessera
