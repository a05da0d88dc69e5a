// A results file while it is written: F.h5.part until finish() makes it F.h5 with its digest beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "state/trace.hpp"
#include "state/world.hpp"
#include "vocabulary/measure.hpp"

namespace tessera {

struct FileDescription {
  std::string path;                    // final name; ".part" is added while writing
  const Scenario* scenario = nullptr;
  std::vector<std::string> district_names;
  std::uint64_t seed = 0;
  std::uint32_t points = 1;
  std::uint32_t replicates = 1;
  std::uint32_t first_point = 0, first_replicate = 0;  // the numbers they begin with; above 0 where a run of others is run again
  std::int32_t months = 0;             // the month axis is 0 (as founded) .. months
  MeasurePlan plan;
  std::string command_line;
};

enum class RunStatus : std::int8_t { not_run = 0, complete = 1, running = 2, failed = 3 };

// One per file, used by one thread at a time. Replicates are counted from 0 here, whatever their numbers. Everything throws FileError when the disk or file system refuses.
class ResultsFile {
 public:
  // Replaces a part file of the same name; FileError if another program is writing it.
  static ResultsFile create(const FileDescription& description);
  // Goes on with what a stopped program left: FileError if it left nothing, InputError if it was another scenario.
  static ResultsFile resume(const FileDescription& description);
  ResultsFile(ResultsFile&&) noexcept;
  ~ResultsFile();

  // Rows of consecutive months, first_month first: measures [months * width], hashes and traces [months]. No gaps.
  void write_months(std::uint32_t replicate, std::int32_t first_month, std::span<const double> measures,
                    std::span<const std::uint64_t> hashes, std::span<const Trace> traces);
  // Organisations, ties, partnerships of one instant, under /agents/point_P/replicate_R by their numbers.
  void write_snapshot(std::uint32_t replicate, const World& world);
  // Whether snapshots of this replicate are wanted: all if there are at most four, otherwise the first.
  bool wants_agents(std::uint32_t replicate) const;
  void finish_replicate(std::uint32_t replicate, RunStatus status, const std::string& message, double wall_s);
  RunStatus status(std::uint32_t replicate) const;
  // Rows the file has of this replicate: months 0 .. this - 1.
  std::int32_t months_written(std::uint32_t replicate) const;
  // Makes what was written so far survive a kill.
  void flush();
  // Closes, digests, renames. After it the file is whole.
  void finish();

 private:
  struct Implementation;
  explicit ResultsFile(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tessera
