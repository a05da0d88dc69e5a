// From an effect to a verdict. Pure functions; the words are those of
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

#include "analysis/comparison/effect.hpp"
#include "scenario/claim.hpp"

namespace tessera {

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

// supported, refuted_... or not_identified, by p_holm. Where both are equal in every pair nothing differed, so that nothing
// is identified.
Verdict judge(const Effect& effect, Expected expected, const SmallestEffect& smallest);

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
