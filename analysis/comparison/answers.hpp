// Everything that `tessera compare` says, as numbers.
#pragma once

#include <optional>
#include <vector>

#include "analysis/comparison/comparison.hpp"
#include "analysis/comparison/values.hpp"

namespace tessera {

struct ComparisonAnswers {
  ComparedFile file;           // what was compared; its values stay there
  double half_width = 0.0;     // as asked, 0 = a tenth of the baseline's sd
  std::vector<OutcomeComparison> headlines;               // [headline]; p by Holm over all of them
  std::vector<std::vector<RankedVariant>> rankings;       // [headline]; p by Holm over all pairs of variants of one
  std::vector<std::vector<OutcomeComparison>> by_month;   // [headline][kept month but 0]; p by Holm over each headline's
  std::vector<OutcomeComparison> subgroups;               // p by Holm over each measure's
  std::optional<OutcomeComparison> spending;              // on its own
  std::vector<CostPerGain> costs;                         // of headlines of which more or less is better; empty if no
                                                          // variant spends other than the baseline
  std::size_t headline_family = 0;                        // comparisons that the headlines' p were adjusted for
};

// each_point: also at each design point alone, where there are several.
ComparisonAnswers compare_file(ComparedFile file, double half_width, bool each_point = true);

}  // namespace tessera
