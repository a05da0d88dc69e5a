// What a sweep leaves on disk while it goes on, and how that becomes one whole file.
//
// F.h5.part says what the sweep is. Finished runs wait in F.h5.part.batch-WRITER-NUMBER, each written whole; runs that were
// stopped on the way in F.h5.part.run-RUN-WRITER. Writers differ in their names, so that a second one - a job that was
// requeued while its first copy lives on - can do no harm: batches of all writers count, a run that is there twice is the
// same twice, and whoever is ready first puts the whole file in place.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "results/batch_file.hpp"
#include "results/layout.hpp"
#include "results/run_variables.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

struct SweepDescription {
  std::string output;      // F.h5
  FileLayout layout;       // of the whole file, which may be a shard
  Sweep sweep;
  std::string writer;      // letters, digits, _ and -: "local", "4711_3-0"
  bool replace = false;    // what stands at `output` may be lost
  bool resume = false;     // go on with what was left
};

// Used by one thread at a time. Throws FileError when the disk refuses; runs are numbers of the whole sweep.
class SweepStore {
 public:
  // Throws InputError if something is in the way, or what was left belongs to another sweep.
  explicit SweepStore(const SweepDescription& description);
  ~SweepStore();

  // Complete or failed.
  bool is_done(std::uint64_t run) const;
  std::uint64_t done() const;
  std::uint64_t failed() const;  // of them
  BatchShape shape() const;
  // Takes finished runs; writes them when enough have come or some time has passed.
  void keep(const Batch& finished);
  void flush();

  // A run that was stopped on its way: its rows so far, and the name of the file for its world.
  void keep_unfinished(const Batch& run);
  std::string checkpoint_path(std::uint64_t run) const;
  // The newest that any writer left of the run, and where its world is.
  struct Unfinished {
    Batch batch;
    std::string checkpoint;
  };
  std::optional<Unfinished> find_unfinished(std::uint64_t run) const;

  // Calls visit(batch) for everything that is done, one batch at a time.
  void visit(const std::function<void(const Batch& batch)>& visit) const;
  // Writes the whole file, puts it in place with its digest, and removes what is not needed any more. Runs that are not
  // done have not begun. No further runs can be kept.
  void finish();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// What is known of a sweep from what it left; FileError if it can not be read. Runs of a finished file of the same sweep
// that stands beside (a round before) count too. Runs that were stopped on the way are `running`.
struct SweepLeftOver {
  FileLayout layout;
  Sweep sweep;
  std::vector<RunRecord> records;  // [run of the file], replicates of one point side by side
  std::vector<std::string> batches;
  std::string whole;               // path of that finished file; empty if there is none
};
// Whether F.h5.part was left by a sweep (and not by a single run).
bool is_sweep_part(const std::string& part);
SweepLeftOver describe_sweep_left_over(const std::string& part);
// Writes a whole file from what was left, which stays. InputError if a file of something else stands at `output`.
void recover_sweep(const std::string& part, const std::string& output);

}  // namespace tessera
