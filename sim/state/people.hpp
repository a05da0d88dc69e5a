// Adults of one district moving between volunteering and free: the one place that does, so that nobody is lost.
#pragma once

#include <cstdint>

#include "base/draws.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

// people: [people class] of one district. Adults who do not volunteer now.
std::int64_t free_adults(const std::int64_t* people);

// Sends `quitters` of those volunteering home and `joiners` of the free to volunteer; each is drawn without replacement from
// the classes as they stood, and keeps what the survey will ask: who quits has volunteered this year, unless `year_is_new`,
// that is, this year's first hours have not been given yet. quitters and joiners must not exceed those there are.
void move_people(std::int64_t* people, std::int64_t quitters, std::int64_t joiners, bool year_is_new, Stream& stream);

// The class of the one who is number `chosen` when the classes are counted through in order.
template <class Count>
std::size_t class_of(const Count* counts, std::size_t classes, std::uint64_t chosen) {
  std::size_t k = 0;
  while (k + 1 < classes && chosen >= static_cast<std::uint64_t>(counts[k])) chosen -= static_cast<std::uint64_t>(counts[k++]);
  return k;
}

}  // namespace tessera
