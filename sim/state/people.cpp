#include "state/people.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace tessera {
namespace {

using Classes = std::array<std::int64_t, people_classes>;
constexpr std::size_t volunteering_classes = 2;  // the first ones

// Where one of each class goes: on quitting for those who volunteer, on joining for the free.
using Destinations = std::array<People, people_classes>;
constexpr Destinations within_year{
    People::free_this_year,     People::free_both_years,      // volunteering_new, volunteering_again
    People::volunteering_new,   People::volunteering_new,     // free_never, free_this_year
    People::volunteering_again, People::volunteering_again};  // free_last_year, free_both_years
constexpr Destinations before_first_hours{
    People::free_never,         People::free_last_year,
    People::volunteering_new,   People::volunteering_new,
    People::volunteering_again, People::volunteering_again};

void move_some(std::int64_t* people, Classes& stood, std::size_t begin, std::size_t classes, std::int64_t count,
               const Destinations& destination, Stream& stream) {
  auto left = static_cast<std::uint64_t>(std::accumulate(&stood[begin], &stood[begin] + classes, std::int64_t{0}));
  for (; count > 0; --count, --left) {
    const std::size_t from = begin + class_of(&stood[begin], classes, stream.below(left));
    --stood[from];
    --people[from];
    ++people[static_cast<std::size_t>(destination[from])];
  }
}

}  // namespace

std::int64_t free_adults(const std::int64_t* people) {
  return std::accumulate(people + volunteering_classes, people + people_classes, std::int64_t{0});
}

void move_people(std::int64_t* people, std::int64_t quitters, std::int64_t joiners, bool year_is_new, Stream& stream) {
  const Destinations& destination = year_is_new ? before_first_hours : within_year;
  Classes stood{};
  std::copy_n(people, people_classes, stood.begin());
  move_some(people, stood, 0, volunteering_classes, quitters, destination, stream);
  move_some(people, stood, volunteering_classes, people_classes - volunteering_classes, joiners, destination, stream);
}

}  // namespace tessera
