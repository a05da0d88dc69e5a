// A claim of the seed documents as an experiment file states it: which variant against which, what is measured, and what
// the document expects. The form of the file is documented in scenarios/claims/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace tessera {

enum class Expected : std::uint8_t { up, down, different };
inline constexpr std::array<std::string_view, 3> expected_names{"up", "down", "different"};

// What the months of a window are condensed to. Months without a value are left out.
enum class Over : std::uint8_t { mean, sum, spread, lowest, highest, change };
inline constexpr std::array<std::string_view, 6> over_names{"mean", "sum", "spread", "lowest", "highest", "change"};

// Months from..to, both included; 0 = the last month of the run, -11 = eleven before it.
struct Window {
  int from = -11;
  int to = 0;
  Over over = Over::mean;
};

// A measure, and the place along its axis if it has one.
struct Term {
  std::string measure;
  std::string label;  // empty = the measure has no axis
};

struct ClaimOutcome {
  std::string text;         // as written: "coverage_by_group[low_income]", "met / staff_hours"
  Term term;
  std::optional<Term> per;  // the condensed term is divided by this one, condensed alike
  std::string window_text;  // as written: "last_year", "month 24", "months 13 to 24, spread"
  Window window;
  Expected expected = Expected::different;
  Place place;              // of the outcome in the file
};

enum class ClaimKind : std::uint8_t { experiment, by_construction, not_represented };
inline constexpr std::array<std::string_view, 3> claim_kind_names{"experiment", "by_construction", "not_represented"};

// Smallest effect that is worth calling one: a multiple of the sd of the baseline between replicates, or in the unit of
// the claim's primary outcome, for which alone it then holds.
struct SmallestEffect {
  bool absolute = false;
  double size = 0.1;
};

// One parameter moved in steps, in both variants, or in the treatment alone (a dose).
struct ClaimSweep {
  std::string path;
  std::vector<double> values;
  bool treatment_only = false;
  Place place;
};

// Two rows of the experiment's variants.
struct Comparison {
  std::size_t treatment = 0;
  std::size_t baseline = 0;
};

// What a regime asks: the claim's own question under other circumstances, or another one, which never changes the verdict.
enum class Asks : std::uint8_t { elsewhere, other };
inline constexpr std::array<std::string_view, 2> asks_names{"elsewhere", "other"};

// A comparison beside the claim's own: in a poorer town, under a shock, or with something else in the baseline's place.
struct Regime {
  std::string name;
  std::size_t treatment = 0;  // row of the experiment's variants
  std::size_t baseline = 0;
  Asks asks = Asks::elsewhere;
};

struct Claim {
  std::string id;    // "S0-1"
  std::string text;  // the claim in a sentence
  ClaimKind kind = ClaimKind::experiment;
  std::string because;        // why it is by construction, or not represented
  std::size_t treatment = 0;  // row of the experiment's variants
  std::size_t baseline = 0;
  std::optional<ClaimOutcome> outcome;     // there unless not represented
  std::optional<ClaimOutcome> downstream;  // at least one mechanism further on
  std::optional<Comparison> beyond;        // the effect is that of treatment against baseline less the effect of these
  SmallestEffect smallest;
  std::optional<ClaimSweep> sweep;
  std::vector<Regime> regimes;
  std::string reading;      // how to read the result, one sentence
  std::string exploratory;  // what of the design was changed after a first look at results; empty = nothing
  Place place;
};

}  // namespace tessera
