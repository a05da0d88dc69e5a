// F.h5.part: what a run has produced so far, in a form that a kill can not break. All datasets have their final size and
// place from the start, so that writing touches numbers alone; the file is in SWMR form where HDF5 allows it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "results/hdf5_handle.hpp"
#include "results/layout.hpp"
#include "results/left_over.hpp"
#include "state/trace.hpp"

namespace tessera {

inline constexpr std::size_t message_bytes = 240;

class PartFile {
 public:
  // swmr = false: as where HDF5 refuses SWMR.
  PartFile(const std::string& path, const FileLayout& layout, bool swmr = true);

  void write_rows(std::uint64_t run, std::int32_t first_month, std::span<const double> rows,
                  std::span<const std::uint64_t> hashes, std::span<const Trace> traces);
  void record(std::uint64_t run, const RunRecord& record);
  const RunRecord& record(std::uint64_t run) const { return records_[run]; }
  void flush();
  void close();

 private:
  void create(const std::string& path, const FileLayout& layout, bool swmr);
  void write_records();
  void close_handles();

  FileLayout layout_;
  std::vector<RunRecord> records_;
  std::vector<std::uint64_t> changed_;  // runs whose record is newer than the file's
  bool closed_ = false;
  hdf5::Handle file_, rows_, hashes_, traces_, status_, months_, wall_s_, message_, month_check_, record_check_;
};

// A part file has no digest, so HDF5 meets its bytes in a limited child first. FileError if that ends badly.
void try_part_file(const std::string& part);

// A part file as it was left, or as it is while another program writes. Months count up to the first that does not fit its
// checksum.
class PartReader {
 public:
  explicit PartReader(const std::string& path);  // FileError if nothing was written yet, or the description is damaged

  const FileLayout& layout() const { return layout_; }
  const std::vector<RunRecord>& records() const { return records_; }
  std::size_t damaged_runs() const { return damaged_runs_; }  // those that lost months to damage
  std::vector<double> rows(std::uint64_t first_run, std::uint64_t runs) const;            // NaN where not written
  std::vector<std::uint64_t> hashes(std::uint64_t first_run, std::uint64_t runs) const;   // 0 where not written
  std::vector<Trace> traces(std::uint64_t first_run, std::uint64_t runs) const;           // the same

 private:
  std::vector<bool> read_records();  // [run] whether its record fits its checksum
  void leave_out_damaged_months(std::uint64_t run, bool record_fits, hid_t month_checks);

  FileLayout layout_;
  std::vector<RunRecord> records_;
  std::size_t damaged_runs_ = 0;
  hdf5::Handle file_, rows_, hashes_, traces_;
};

}  // namespace tessera
