// What happened in a run, month by month, read off the rows that organisations, partnerships and memberships leave.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "state/world.hpp"

namespace tessera {

enum class EventKind : std::uint8_t {
  organisation_founded, organisation_closed, partnership_founded, partnership_signed, partnership_ended, member_joined,
  member_left
};
inline constexpr std::array<std::string_view, 7> event_kind_names{
    "organisation_founded", "organisation_closed", "partnership_founded", "partnership_signed",
    "partnership_ended",    "member_joined",       "member_left"};

struct Event {
  std::int32_t month;
  EventKind kind;
  std::int32_t organisation = -1;  // row, -1 = none
  std::int32_t partnership = -1;   // row, -1 = none
};

// By month, kind and row; from month 1 on (what founding made is no event).
std::vector<Event> list_events(const World& world);

}  // namespace tessera
