#include "results/results_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "results/part_file.hpp"
#include "results/snapshot.hpp"
#include "results/whole_file.hpp"
#include "results/writing_right.hpp"

namespace tessera {
namespace {

constexpr std::uint32_t most_replicates_with_agents = 4;

// Everything a stopped program left, copied into a new part file: never edited in place.
void copy_part(const PartReader& from, PartFile& to, const FileLayout& layout) {
  for (std::uint64_t run = 0; run < from.records().size(); ++run) {
    const RunRecord& record = from.records()[run];
    const auto months = static_cast<std::uint64_t>(record.months);
    const auto rows = from.rows(run, 1);
    const auto hashes = from.hashes(run, 1);
    const auto traces = from.traces(run, 1);
    to.write_rows(run, 0, std::span(rows).first(months * layout.width), std::span(hashes).first(months),
                  std::span(traces).first(months));
    to.record(run, record);
  }
  to.flush();
}

}  // namespace

struct ResultsFile::Implementation {
  std::string path;
  Parameters parameters;
  FileLayout layout;
  WritingRight right;
  PartFile part;

  static std::unique_ptr<Implementation> begin(const FileDescription& description, const FileLayout& layout, const PartReader* left);
};

ResultsFile::ResultsFile(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
ResultsFile::ResultsFile(ResultsFile&&) noexcept = default;
ResultsFile::~ResultsFile() = default;

// Holds `right` on the part file. A new one is made under another name, with what `left` has, and put in its place: so that a
// part file is empty or can be read, whenever the program is killed.
std::unique_ptr<ResultsFile::Implementation> ResultsFile::Implementation::begin(const FileDescription& description,
                                                                                const FileLayout& layout, const PartReader* left) {
  const std::string part = part_path(description.path), fresh = part + ".new";
  try {
    WritingRight right(fresh);
    PartFile file(fresh, layout);
    if (left != nullptr) copy_part(*left, file, layout);
    rename_file(fresh, part, false);
    return std::unique_ptr<Implementation>(
        new Implementation{description.path, description.scenario->parameters, layout, std::move(right), std::move(file)});
  } catch (...) {
    unlink(fresh.c_str());
    throw;
  }
}

ResultsFile ResultsFile::create(const FileDescription& description) {
  promise(description.points == 1, "a run has one point");
  const std::string part = part_path(description.path);
  const WritingRight right(part);
  empty_part(part);
  try {
    return ResultsFile(Implementation::begin(description, describe_layout(description), nullptr));
  } catch (...) {
    unlink(part.c_str());
    throw;
  }
}

ResultsFile ResultsFile::resume(const FileDescription& description) {
  const std::string part = part_path(description.path);
  if (!is_begun(part)) throw FileError(fmt::format("there is nothing to go on with: {} is not there, or empty", part));
  WritingRight old_right(part);
  try_part_file(part);
  const PartReader left(part);
  const FileLayout layout = describe_layout(description);
  if (const std::string difference = first_mismatch(left.layout(), layout); !difference.empty())
    throw InputError(fmt::format("{} was begun with another {}; give what it was begun with, or start anew", part,
                                 difference));
  return ResultsFile(Implementation::begin(description, layout, &left));
}

void ResultsFile::write_months(std::uint32_t replicate, std::int32_t first_month, std::span<const double> measures,
                               std::span<const std::uint64_t> hashes, std::span<const Trace> traces) {
  implementation_->part.write_rows(replicate, first_month, measures, hashes, traces);
}

void ResultsFile::write_snapshot(std::uint32_t replicate, const World& world) {
  write_snapshot_file(part_path(implementation_->path), replicate, world, implementation_->parameters);
}

bool ResultsFile::wants_agents(std::uint32_t replicate) const {
  return implementation_->layout.replicates <= most_replicates_with_agents || replicate == 0;
}

void ResultsFile::finish_replicate(std::uint32_t replicate, RunStatus status, const std::string& message, double wall_s) {
  const std::int32_t months = implementation_->part.record(replicate).months;
  promise(status != RunStatus::complete || months == implementation_->layout.months + 1,
          "a complete run has every month in the results file");
  implementation_->part.record(replicate, {status, months, wall_s, message});
}

RunStatus ResultsFile::status(std::uint32_t replicate) const { return implementation_->part.record(replicate).status; }

std::int32_t ResultsFile::months_written(std::uint32_t replicate) const {
  return implementation_->part.record(replicate).months;
}

void ResultsFile::flush() { implementation_->part.flush(); }

void ResultsFile::finish() {
  const std::string part = part_path(implementation_->path);
  const std::string temporary = part + ".whole";
  implementation_->part.close();
  write_whole(part, temporary);
  publish_whole(temporary, implementation_->path);
  remove_part(part);
}

}  // namespace tessera
