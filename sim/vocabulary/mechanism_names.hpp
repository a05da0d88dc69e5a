// Names of the mechanisms by their number in Mechanism, as timers and reports say them.
#pragma once

#include "vocabulary/names.hpp"

namespace tessera {

inline constexpr std::array<std::string_view, 15> mechanism_names{
    "",          "founding",  "needs",        "finance",  "volunteering", "assessment", "meeting",   "partner_search",
    "dialogue",  "agreement", "contribution", "delivery", "evaluation",   "trust",      "entry_exit"};
static_assert(mechanism_names[static_cast<std::size_t>(Mechanism::entry_exit)] == "entry_exit");

}  // namespace tessera
