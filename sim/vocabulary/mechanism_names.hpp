// Names of the mechanisms by their number in Mechanism, as timers and reports say them.
#pragma once

#include "vocabulary/names.hpp"

namespace tessera {

inline constexpr std::array<std::string_view, 23> mechanism_names{
    "",          "founding",  "needs",        "finance",  "volunteering", "assessment", "meeting",   "partner_search",
    "dialogue",  "agreement", "contribution", "delivery", "evaluation",   "trust",      "entry_exit", "calendar",
    "solidarity", "grants",   "loans",        "conflict", "credibility",  "learning",   "reporting"};
static_assert(mechanism_names[static_cast<std::size_t>(Mechanism::reporting)] == "reporting");

}  // namespace tessera
