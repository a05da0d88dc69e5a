#include "results/sweep_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/errors.hpp"
#include "results/array_file.hpp"
#include "results/beside.hpp"
#include "results/durable.hpp"
#include "results/whole_file.hpp"

namespace tessera {
namespace {

constexpr std::string_view kind = "sweep";

bool is_unfinished_writing(const std::string& path) { return path.ends_with(".new"); }

}  // namespace

void BatchFile::take_range(const Batch& batch) {
  for (const std::uint64_t run : batch.runs) {
    lowest = std::min(lowest, run);
    highest = std::max(highest, run);
  }
}

SweepFiles::SweepFiles(const std::string& output, const std::string& writer)
    : output_(output), part_(part_path(output)), writer_(writer) {}

std::string SweepFiles::batch_path(std::uint64_t number) const { return fmt::format("{}.batch-{}-{:06}", part_, writer_, number); }
std::string SweepFiles::unfinished_path(std::uint64_t run) const { return fmt::format("{}.run-{}-{}", part_, run, writer_); }

std::vector<BatchFile> SweepFiles::list_batches() const {
  std::vector<BatchFile> batches;
  for (const std::string& path : list_beside(part_, ".batch-"))
    if (!is_unfinished_writing(path)) batches.push_back({path});
  return batches;
}

std::multimap<std::uint64_t, std::string> SweepFiles::list_unfinished() const {
  std::multimap<std::uint64_t, std::string> found;
  const std::string prefix = part_ + ".run-";
  for (const std::string& path : list_beside(part_, ".run-")) {
    std::uint64_t run = 0;
    const auto [rest, error] = std::from_chars(path.data() + prefix.size(), path.data() + path.size(), run);
    const bool other = is_unfinished_writing(path) || path.ends_with(".checkpoint") || path.ends_with(".previous");
    if (error == std::errc() && *rest == '-' && !other) found.emplace(run, path);
  }
  return found;
}

std::uint64_t SweepFiles::next_batch_number() const {
  std::uint64_t next = 0;
  const std::string own = fmt::format(".batch-{}-", writer_), prefix = part_ + own;
  for (const std::string& path : list_beside(part_, own)) {
    std::uint64_t number = 0;
    std::from_chars(path.data() + prefix.size(), path.data() + path.size(), number);
    next = std::max(next, number + 1);
  }
  return next;
}

void SweepFiles::write_description(const FileLayout& layout) const {
  const std::string own = fmt::format("{}.description-{}", part_, writer_), text = to_text(layout);
  ArrayFileWriter file(own, kind);
  file.add("layout", std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  file.publish(true, false);
  rename_file(own, part_, true);
}

void SweepFiles::remove_all() const {
  for (const std::string what : {".batch-", ".run-", ".whole-", ".description-", ".writer-"})
    for (const std::string& path : list_beside(part_, what)) unlink(path.c_str());
  unlink(publish_path().c_str());
  unlink(part_.c_str());
}

FileLayout read_sweep_part(const std::string& part) {
  const auto bytes = ArrayFileReader(part, kind).read<std::uint8_t>("layout");
  return layout_from_text(std::string(bytes.begin(), bytes.end()));
}

bool is_sweep_part(const std::string& part) {
  try {
    read_sweep_part(part);
    return true;
  } catch (const FileError&) {
    return false;
  }
}

std::string first_mismatch_of_sweeps(const FileLayout& one, const FileLayout& other) {
  if (one.experiment != other.experiment) return "experiment";
  if (one.first_point != other.first_point || one.points != other.points || one.first_replicate != other.first_replicate ||
      one.replicates != other.replicates)
    return "shard";
  return first_mismatch_of_makers(one.facts, other.facts);
}

std::string first_mismatch_of_makers(const BuildFacts& one, const BuildFacts& other) {
  if (one.version != other.version) return "version of the program";
  if (one.commit != other.commit) return "commit of the program";
  if (one.compiler != other.compiler) return "compiler of the program";
  if (one.libm != other.libm) return "mathematical library";
  if (one.processor != other.processor) return "class of processor";
  return one.hdf5 == other.hdf5 ? "" : "HDF5 library";
}

BatchShape shape_of(const FileLayout& layout) {
  const BuildFacts& facts = layout.facts;
  const std::string origin = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", layout.experiment, facts.version, facts.commit, facts.compiler,
                                         facts.libm, facts.processor);
  return {layout.kept_months().size(), layout.width, layout.month_count(), layout.single_precision, hash_scenario(origin)};
}

bool is_over(RunStatus status) { return status == RunStatus::complete || status == RunStatus::failed; }

std::optional<std::uint64_t> place_of_run(const FileLayout& layout, const Sweep& sweep, std::uint64_t run) {
  const std::uint64_t point = run / sweep.replicates_at_most(), replicate = run % sweep.replicates_at_most();
  if (point < layout.first_point || point >= std::uint64_t{layout.first_point} + layout.points || replicate < layout.first_replicate ||
      replicate >= std::uint64_t{layout.first_replicate} + layout.replicates)
    return std::nullopt;
  return (point - layout.first_point) * layout.replicates + (replicate - layout.first_replicate);
}

std::uint64_t run_at(const FileLayout& layout, const Sweep& sweep, std::uint64_t place) {
  return (layout.first_point + place / layout.replicates) * sweep.replicates_at_most() + layout.first_replicate + place % layout.replicates;
}

}  // namespace tessera
