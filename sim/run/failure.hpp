// What is known of a run that failed: month, mechanism, what broke, and the world from which it can be seen again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenario/scenario.hpp"
#include "state/world.hpp"

namespace tessera {

struct Failure {
  std::string message;          // "month 17, trust, replicate 3, seed 42: ..."
  std::optional<World> before;  // as the failing month began; none if founding failed or it could not be computed again
};

// `what` was thrown in `month`. The months up to it are computed anew from `nearest`, an earlier state of the replicate (none:
// from founding), and in that month every promise is asked after every mechanism: the one after which it stayed broken is
// named. Where that can not be told, or the month goes well this time, no mechanism is. Does not throw.
Failure examine_failure(const Scenario& scenario, std::uint32_t replicate, std::int32_t month, const std::string& what,
                        std::optional<World> nearest);

// The same from a world that is as some month begins: runs until a promise breaks; empty if none does.
std::string run_to_failure(World world, const Scenario& scenario, std::uint32_t replicate);

// Whether a world that was read from a checkpoint can be one of this scenario: it keeps all promises, and its kinds and months
// are the scenario's. One that can not is no state that this program wrote.
bool can_go_on(const World& world, const Scenario& scenario);

// Where the state before the failing month is kept, beside the results: of a run, of a run of an experiment.
std::string failed_state_path(const std::string& output, std::uint32_t replicate);
std::string failed_state_path(const std::string& output, std::uint64_t point, std::uint32_t replicate);
// Those of an earlier run of that name, which is replaced.
void remove_failed_states(const std::string& output);

}  // namespace tessera
