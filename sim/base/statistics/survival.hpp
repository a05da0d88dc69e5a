// How long things last when some are still there at the end of watching: Kaplan and Meier 1958.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

struct Life {
  std::int32_t duration;  // 0 or more
  bool ended;             // false: still there when last seen
};

// Steps of the curve: at 0 and at every duration at which any ended. Empty without lives.
struct SurvivalCurve {
  std::vector<std::int32_t> duration;  // [step] ascending
  std::vector<double> share;           // [step] that lasts longer
  std::vector<double> lower, upper;    // [step] interval of log(-log(share)) by Greenwood's variance; share where it is 0 or 1
  std::vector<std::int64_t> at_risk;   // [step] that lasted so long and were watched
};

// Who was last seen at a duration was at risk in it.
SurvivalCurve estimate_survival(std::span<const Life> lives, double confidence = 0.95);

}  // namespace tessera
