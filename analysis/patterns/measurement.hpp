// Runs the communities that patterns need under the full and the null models, and judges what comes out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/patterns/communities.hpp"
#include "analysis/patterns/estimate.hpp"
#include "analysis/patterns/models.hpp"

namespace tessera {

enum class PatternVerdict : std::uint8_t { holds, missed, report_only, not_measured };
inline constexpr std::array<std::string_view, 4> pattern_verdict_names{"holds", "missed", "report only",
                                                                       "not measured"};

struct MeasuredStatistic {
  const Statistic* statistic = nullptr;
  std::vector<Interval> value;          // [model], the full one first
  std::vector<PatternVerdict> verdict;  // [model]
  std::vector<Interval> difference;     // [model] from the full one, on the same luck
};

struct PatternsMeasured {
  std::vector<MeasuredStatistic> statistics;
  std::vector<std::string> failures;  // runs that broke a promise; they count for nothing
};

struct PatternsRequest {
  std::vector<std::string> only;  // ids; empty = all
  Effort effort;
  bool nulls = true;
  int threads = 0;                                                            // 0 = as many as there are processors
  std::function<void(std::uint64_t months, const std::string& what)> begins;  // a batch of runs; may be empty
  std::function<void(std::uint64_t months)> completed;  // one run of it, from any thread; may be empty
};

// Throws InputError if an id is unknown or the scenario describes its organisations one by one.
PatternsMeasured measure_patterns(const Scenario& base, const PatternsRequest& request);

// Missed if any statistic is, holds if one holds and none is missed.
PatternVerdict verdict_of(const PatternsMeasured& measured, std::string_view pattern, std::size_t model = 0);

// Whether patterns tell a null model from the full one: judged statistics that the full model meets, the null misses, and
// whose difference on the same luck has an interval without 0. A verdict that turns within the noise tells nothing apart.
struct Separation {
  std::vector<const Statistic*> by;  // empty = not identified by these patterns
  const Statistic* clearest =
      nullptr;  // the difference that is largest in its own half-widths; nullptr = none excludes 0
};
Separation separate(const PatternsMeasured& measured, std::size_t model);

}  // namespace tessera
