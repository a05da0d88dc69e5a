// From paired values to an effect, and from an effect to a verdict. Pure functions; the words are those of
// scenarios/claims/README.md.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/claim.hpp"

namespace tessera {

struct Effect {
  double estimate = std::numeric_limits<double>::quiet_NaN();      // treatment minus baseline, mean over pairs
  double lower = std::numeric_limits<double>::quiet_NaN();         // of the 95 % interval
  double upper = std::numeric_limits<double>::quiet_NaN();
  double baseline_mean = std::numeric_limits<double>::quiet_NaN();
  double spread = std::numeric_limits<double>::quiet_NaN();        // sd of the baseline between replicates
  double standardised = std::numeric_limits<double>::quiet_NaN();  // estimate / spread
  double p = std::numeric_limits<double>::quiet_NaN();             // two-sided, of the paired t
  double p_holm = std::numeric_limits<double>::quiet_NaN();        // within its family
  double q = std::numeric_limits<double>::quiet_NaN();             // Benjamini-Hochberg, within its family
  std::int64_t pairs = 0;
  std::int64_t missing = 0;  // pairs in which one value does not exist
};

enum class Verdict : std::uint8_t {
  supported,
  refuted_other_way,
  refuted_no_effect,
  conditional,
  not_identified,
  by_construction,
  not_represented
};
inline constexpr std::array<std::string_view, 7> verdict_names{
    "supported",      "refuted: the other way", "refuted: no effect worth the name", "conditional",
    "not identified", "by construction",        "not represented"};
std::string_view name_verdict(Verdict verdict);

inline constexpr double verdict_level = 0.05;

// base and other: one value per replicate, on the same luck. Where the baseline does not vary, the spread is that of the
// treatment; where neither does, an effect is infinitely large and none is 0. p_holm and q are left to the family.
Effect estimate_effect(std::span<const double> base, std::span<const double> other);

// The effect of one comparison less that of another, replicate by replicate: whether a gain is larger here than there.
// The spread is that of `base`; baseline_mean is the other comparison's effect.
Effect estimate_interaction(std::span<const double> base, std::span<const double> other, std::span<const double> base_there,
                            std::span<const double> other_there);

// supported, refuted_... or not_identified, by p_holm. Where both are equal in every pair nothing differed, so that nothing
// is identified.
Verdict judge(const Effect& effect, Expected expected, const SmallestEffect& smallest);

// Fills p_holm and q over a family of effects. `not_run` more members count as if they had p = 1.
void adjust_family(const std::vector<Effect*>& family, std::size_t not_run);

// One value of a sweep, or one regime.
struct SweepPoint {
  std::string label;   // "4", or the name of the regime
  double value = std::numeric_limits<double>::quiet_NaN();  // none for a regime
  bool same = false;   // treatment and baseline are one scenario there, so that nothing is compared
  bool beside = false;      // asks another question than the claim: reported, decides nothing
  bool small_dose = false;  // less of the treatment than the claim's own comparison has
  Effect effect;
  Verdict verdict = Verdict::not_identified;

  bool decides() const { return !same && !beside; }
};

// The verdict of the primary comparison, or conditional if that and the points that decide hold both a supported and a
// refuted one. That a smaller dose has no effect refutes nothing; that it works the other way does.
Verdict combine(Verdict primary, std::span<const SweepPoint> points);

// "supported at 0, 1; not identified at 4; refuted: the other way at 16; beside: supported at poorer town".
std::string describe_region(std::span<const SweepPoint> points);

// Where the effect changes its sign along a sweep: between neighbours, by straight lines. The interval is where straight
// lines between the ends of the intervals of the effect hold 0; it ends with the sweep if they go on holding it.
struct Turn {
  double at, lower, upper;
};
std::vector<Turn> find_turns(std::span<const SweepPoint> points);

}  // namespace tessera
