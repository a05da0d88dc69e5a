#include "command/recover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/errors.hpp"
#include "results/left_over.hpp"

namespace tessera {
namespace {

constexpr std::string_view ending = ".part";

std::string choose_output(const std::string& part, const std::string& output) {
  if (!output.empty()) return output;
  if (!part.ends_with(ending) || part.size() == ending.size())
    throw InputError(part + " does not end in .part; say where the recovered file is to go with -o F.h5");
  return part.substr(0, part.size() - ending.size());
}

}  // namespace

int recover_results(const std::string& part, const std::string& output, std::ostream& out) {
  const std::string whole = choose_output(part, output);
  if (whole == part)
    throw InputError("the recovered file can not take the place of the part file; choose another name");
  recover_left_over(part, whole);
  const LeftOver left = describe_left_over(part);
  const auto complete = std::count_if(left.runs.begin(), left.runs.end(),
                                      [](const RunRecord& run) { return run.status == RunStatus::complete; });
  std::int32_t furthest = 0;
  for (const RunRecord& run : left.runs) furthest = std::max(furthest, run.months - 1);
  out << fmt::format("{}: {} of {} runs complete, up to month {} of {}\n{} stays; remove it, or go on with --resume\n",
                     whole, complete, left.runs.size(), furthest, left.months, part);
  return 0;
}

}  // namespace tessera
