// One month of the model: THE list of mechanisms, in order.
#pragma once

#include <array>
#include <functional>
#include <optional>

#include "base/draws.hpp"
#include "base/timers.hpp"
#include "formulas/technology.hpp"
#include "measures/solo_benchmark.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"

namespace tessera {

// What production needs to know, from the parameters of several mechanisms.
Technology make_technology(const Parameters& parameters);

// The mechanisms of a month, in the order in which they are called.
inline constexpr std::array<Mechanism, 21> month_order{
    Mechanism::calendar,     Mechanism::needs,          Mechanism::finance,  Mechanism::solidarity, Mechanism::volunteering,
    Mechanism::grants,       Mechanism::assessment,     Mechanism::meeting,  Mechanism::partner_search,
    Mechanism::dialogue,     Mechanism::agreement,      Mechanism::loans,    Mechanism::contribution,
    Mechanism::delivery,     Mechanism::conflict,       Mechanism::evaluation, Mechanism::trust,    Mechanism::credibility,
    Mechanism::learning,     Mechanism::entry_exit,     Mechanism::reporting};

// Timer slots beside those of the mechanisms.
enum class RunTimer : std::uint8_t { measures = 40, state_hash = 41, books = 42, results = 43 };

// Called when a mechanism has done its part of the month, with the world as it left it.
using AfterMechanism = std::function<void(Mechanism)>;

// Advances the world by one month with the draws of that month. `timers` may be nullptr. Who wants to measure the solo
// benchmark gives room for its chain; who traces the month is called after each mechanism.
void advance_one_month(World& world, const Parameters& parameters, const Draws& draws, Timers* timers = nullptr,
                       std::optional<SoloChain>* solo_chain = nullptr, const AfterMechanism& after = {});

}  // namespace tessera
