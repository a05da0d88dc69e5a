#include "run/replicate.hpp"

#include "base/draws.hpp"
#include "base/memory.hpp"
#include "founding/founding.hpp"
#include "measures/promises.hpp"
#include "run/month.hpp"
#include "run/run.hpp"
#include "state/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

std::size_t slot(RunTimer timer) { return static_cast<std::size_t>(timer); }

constexpr std::size_t large_world = 50'000;  // organisations

World found(const Scenario& scenario, std::uint32_t number, Timers* timers) {
  const Timed timed(timers, static_cast<std::size_t>(Mechanism::founding));
  World world = found_world(scenario, Draws(seed_of(scenario), number, 0).of(Mechanism::founding));
  if (world.organisations.count() >= large_world) release_freed_memory();
  return world;
}

void advance(World& world, const Scenario& scenario, std::uint32_t number, Timers* timers,
             std::optional<SoloChain>* solo_chain, const AfterMechanism& after = {}) {
  const auto month = static_cast<std::uint16_t>(world.month + 1);
  advance_one_month(world, scenario.parameters, Draws(seed_of(scenario), number, month), timers, solo_chain,
                    after);
}

bool keeps(const Replicate& replicate, const Scenario& scenario, std::int32_t month) {
  return month % replicate.every_months == 0 || month == months_of(scenario);
}

void take_row(Replicate& replicate, const Scenario& scenario, const MeasurePlan& plan, const Trace& trace) {
  const World& world = replicate.world;
  if (replicate.hashing == Hashing::on) replicate.traces.push_back(trace);
  if (!keeps(replicate, scenario, world.month)) return;
  {
    const Timed timed(replicate.timers, slot(RunTimer::measures));
    replicate.rows.resize(replicate.rows.size() + plan.width);
    take_measures(std::span(replicate.rows).last(plan.width), world, scenario.parameters, plan,
                  world.month == months_of(scenario), replicate.solo_chain ? &*replicate.solo_chain : nullptr);
  }
  if (replicate.hashing == Hashing::off) return;
  const Timed timed(replicate.timers, slot(RunTimer::state_hash));
  replicate.hashes.push_back(state_hash(world));
}

Trace trace_founding(const World& world) {
  Trace trace{};
  trace[trace_place(Mechanism::founding)] = witness(world, Mechanism::founding);
  return trace;
}

double count_open(const Organisations& organisations) {
  std::size_t open = 0;
  for (const std::uint8_t active : organisations.active) open += active;
  return static_cast<double>(open);
}

}  // namespace

std::uint64_t seed_of(const Scenario& scenario) { return static_cast<std::uint64_t>(scenario.parameters.run.seed); }
std::int32_t months_of(const Scenario& scenario) { return static_cast<std::int32_t>(scenario.parameters.run.months); }
std::uint32_t replicates_of(const Scenario& scenario) {
  return static_cast<std::uint32_t>(scenario.parameters.run.replicates);
}

Replicate found_replicate(const Scenario& scenario, const MeasurePlan& plan, std::uint32_t number, Timers* timers,
                          Hashing hashing, std::int32_t every_months) {
  Replicate replicate{.number = number,
                      .world = found(scenario, number, timers),
                      .hashing = hashing,
                      .every_months = every_months,
                      .timers = timers};
  check_promises(replicate.world);
  take_row(replicate, scenario, plan, hashing == Hashing::on ? trace_founding(replicate.world) : Trace{});
  return replicate;
}

Replicate resume_replicate(World world, std::uint32_t number, Timers* timers) {
  const std::int32_t next = world.month + 1;
  return {.number = number, .world = std::move(world), .first_row = next, .timers = timers};
}

void advance_replicate(Replicate& replicate, const Scenario& scenario, const MeasurePlan& plan) {
  replicate.organisation_months += count_open(replicate.world.organisations);
  const std::int32_t month = replicate.world.month + 1;
  replicate.solo_chain.reset();
  Trace trace{};
  const auto record = [&](Mechanism mechanism) {
    const Timed timed(replicate.timers, slot(RunTimer::state_hash));
    trace[trace_place(mechanism)] = witness(replicate.world, mechanism);
  };
  advance(replicate.world, scenario, replicate.number, replicate.timers,
          keeps(replicate, scenario, month) && needs_solo(plan, month, month == months_of(scenario)) ? &replicate.solo_chain : nullptr,
          replicate.hashing == Hashing::on ? AfterMechanism(record) : AfterMechanism());
  {
    const Timed timed(replicate.timers, slot(RunTimer::books));
    check_promises(replicate.world);
  }
  take_row(replicate, scenario, plan, trace);
}

World rebuild_world(const Scenario& scenario, std::uint32_t number, std::int32_t month) {
  World world = found(scenario, number, nullptr);
  while (world.month < month) advance(world, scenario, number, nullptr, nullptr);
  return world;
}

}  // namespace tessera
