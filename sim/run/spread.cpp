#include "run/spread.hpp"

#include "base/parallel.hpp"

namespace tessera {
namespace {

// One world per thread: about 2 kilobytes per organisation, so a few gigabytes at most.
constexpr std::size_t most_organisations_at_once = 2'000'000;

}  // namespace

Spread choose_spread(std::uint32_t replicates, std::size_t organisations, int threads) {
  const auto team = static_cast<std::uint32_t>(threads);
  if (team <= 1 || replicates <= 1) return Spread::inside_month;
  if (organisations < smallest_parallel_loop) return Spread::across_replicates;  // loops stay on one thread anyway
  if (organisations * team > most_organisations_at_once) return Spread::inside_month;
  const bool little_idling = replicates % team == 0 || replicates >= 4 * team;
  return little_idling ? Spread::across_replicates : Spread::inside_month;
}

}  // namespace tessera
