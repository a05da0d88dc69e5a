#include "command/recover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/errors.hpp"
#include "results/left_over.hpp"
#include "results/sweep_store.hpp"

namespace tessera {
namespace {

constexpr std::string_view ending = ".part";

std::string choose_output(const std::string& part, const std::string& output) {
  if (!output.empty()) return output;
  if (!part.ends_with(ending) || part.size() == ending.size())
    throw InputError(part + " does not end in .part; say where the recovered file is to go with -o F.h5");
  return part.substr(0, part.size() - ending.size());
}

int recover_experiment(const std::string& part, const std::string& whole, std::ostream& out) {
  recover_sweep(part, whole);
  const SweepLeftOver left = describe_sweep_left_over(part);
  const auto count = [&](RunStatus status) {
    return std::count_if(left.records.begin(), left.records.end(), [&](const RunRecord& run) { return run.status == status; });
  };
  out << fmt::format("{}: {} of {} runs complete, {} failed; the others are not in it\n"
                     "{} stays, and the files beside it; go on with experiment --resume (same -o), or remove {}*\n",
                     whole, count(RunStatus::complete), left.records.size(), count(RunStatus::failed), part, part);
  return 0;
}

}  // namespace

int recover_results(const std::string& part, const std::string& output, std::ostream& out) {
  const std::string whole = choose_output(part, output);
  if (whole == part)
    throw InputError("the recovered file can not take the place of the part file; choose another name");
  if (is_sweep_part(part)) return recover_experiment(part, whole, out);
  recover_left_over(part, whole);
  const LeftOver left = describe_left_over(part);
  const auto complete = std::count_if(left.runs.begin(), left.runs.end(),
                                      [](const RunRecord& run) { return run.status == RunStatus::complete; });
  std::int32_t furthest = 0;
  for (const RunRecord& run : left.runs) furthest = std::max(furthest, run.months - 1);
  out << fmt::format("{}: {} of {} runs complete, up to month {} of {}\n{} stays; remove it, or go on with --resume\n",
                     whole, complete, left.runs.size(), furthest, left.months, part);
  if (left.damaged_runs > 0)
    out << fmt::format("{} is damaged: {} of the runs lost the months from the first damaged one on\n", part, left.damaged_runs);
  return 0;
}

}  // namespace tessera
