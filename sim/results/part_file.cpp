#include "results/part_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/errors.hpp"
#include "results/limited_child.hpp"
#include "results/part_check.hpp"

namespace tessera {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::string_view broken_part = "part file";

std::uint64_t count_runs(const FileLayout& layout) { return std::uint64_t{layout.points} * layout.replicates; }

// Contiguous, with its room taken at once: afterwards writing changes no structure of the file.
Handle create_array(hid_t file, const char* name, hid_t type, const std::vector<hsize_t>& shape) {
  const Handle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, broken_part);
  const Handle settings(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, broken_part);
  check(H5Pset_alloc_time(settings, H5D_ALLOC_TIME_EARLY), broken_part);
  check(H5Pset_fill_time(settings, H5D_FILL_TIME_NEVER), broken_part);  // zeros of a sparse file; RunRecord::months counts
  check(H5Pset_obj_track_times(settings, false), broken_part);
  return Handle(H5Dcreate2(file, name, type, space, H5P_DEFAULT, settings, H5P_DEFAULT), H5Dclose, broken_part);
}

Handle select(hid_t dataset, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count) {
  Handle space(H5Dget_space(dataset), H5Sclose, broken_part);
  check(H5Sselect_hyperslab(space, H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr), broken_part);
  return space;
}

Handle memory_space(const std::vector<hsize_t>& count) {
  return Handle(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, broken_part);
}

void write_block(hid_t dataset, hid_t type, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count,
                 const void* data) {
  const Handle memory = memory_space(count);
  const Handle there = select(dataset, begin, count);
  check(H5Dwrite(dataset, type, memory, there, H5P_DEFAULT, data), "the part file can not be written (disk full?)");
}

template <class T>
std::vector<T> read_block(hid_t dataset, const std::vector<hsize_t>& begin, const std::vector<hsize_t>& count) {
  std::size_t size = 1;
  for (const hsize_t length : count) size *= length;
  std::vector<T> values(size);
  if (size == 0) return values;
  const Handle memory = memory_space(count);
  const Handle there = select(dataset, begin, count);
  check(H5Dread(dataset, hdf5::stored_type<T>(), memory, there, H5P_DEFAULT, values.data()),
        "the part file can not be read");
  return values;
}

// How much of a UTF-8 text fits without cutting a character.
std::size_t whole_characters(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text.size();
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return most;
}

std::string read_layout_text(hid_t file) {
  const Handle dataset = hdf5::open_dataset(file, "layout");
  const Handle space(H5Dget_space(dataset), H5Sclose, broken_part);
  const auto size = static_cast<hsize_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space)));
  const auto bytes = read_block<std::uint8_t>(dataset, {0}, {size});
  return {bytes.begin(), bytes.end()};
}

}  // namespace

PartFile::PartFile(const std::string& path, const FileLayout& layout, bool swmr)
    : layout_(layout), records_(count_runs(layout)) {
  hdf5::prepare_thread();
  create(path, layout, swmr);
  if (!swmr || H5Fstart_swmr_write(file_) >= 0) return;
  H5Eclear2(H5E_DEFAULT);
  close_handles();
  create(path, layout, false);
}

void PartFile::create(const std::string& path, const FileLayout& layout, bool swmr) {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, broken_part);
  if (swmr) check(H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST), broken_part);
  file_ = Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, path + " can not be written");
  const std::string text = to_text(layout);
  const hsize_t runs = records_.size();
  const Handle layout_text = create_array(file_, "layout", hdf5::stored_type<std::uint8_t>(), {text.size()});
  write_block(layout_text, hdf5::stored_type<std::uint8_t>(), {0}, {text.size()}, text.data());
  rows_ = create_array(file_, "rows", hdf5::stored_type<double>(), {runs, layout.month_count(), layout.width});
  hashes_ = create_array(file_, "state_hash", hdf5::stored_type<std::uint64_t>(), {runs, layout.month_count()});
  traces_ = create_array(file_, "trace", hdf5::stored_type<std::uint16_t>(), {runs, layout.month_count(), Trace{}.size()});
  status_ = create_array(file_, "status", hdf5::stored_type<std::int8_t>(), {runs});
  months_ = create_array(file_, "months_written", hdf5::stored_type<std::int32_t>(), {runs});
  wall_s_ = create_array(file_, "wall_time", hdf5::stored_type<double>(), {runs});
  message_ = create_array(file_, "message", hdf5::stored_type<std::uint8_t>(), {runs, message_bytes});
  month_check_ = create_array(file_, "month_check", hdf5::stored_type<std::uint64_t>(), {runs, layout.month_count()});
  record_check_ = create_array(file_, "record_check", hdf5::stored_type<std::uint64_t>(), {runs});
  const Handle layout_check = create_array(file_, "layout_check", hdf5::stored_type<std::uint64_t>(), {1});
  const std::uint64_t check_of_layout = check_of_text(text);
  write_block(layout_check, hdf5::stored_type<std::uint64_t>(), {0}, {1}, &check_of_layout);
  check(H5Fflush(file_, H5F_SCOPE_LOCAL), path + " can not be written (disk full?)");
}

void PartFile::write_rows(std::uint64_t run, std::int32_t first_month, std::span<const double> rows,
                          std::span<const std::uint64_t> hashes, std::span<const Trace> traces) {
  hdf5::prepare_thread();
  const auto first = static_cast<hsize_t>(first_month);
  promise(run < records_.size() && first_month >= 0 && first + hashes.size() <= layout_.month_count() &&
              rows.size() == hashes.size() * layout_.width && traces.size() == hashes.size(),
          "rows fit the results file");
  if (hashes.empty()) return;
  if (layout_.width > 0)
    write_block(rows_, hdf5::stored_type<double>(), {run, first, 0}, {1, hashes.size(), layout_.width}, rows.data());
  write_block(hashes_, hdf5::stored_type<std::uint64_t>(), {run, first}, {1, hashes.size()}, hashes.data());
  write_block(traces_, hdf5::stored_type<std::uint16_t>(), {run, first, 0}, {1, traces.size(), Trace{}.size()},
              traces.data());
  std::vector<std::uint64_t> checks;
  for (std::size_t k = 0; k < hashes.size(); ++k)
    checks.push_back(check_of_month(run, first + k, rows.subspan(k * layout_.width, layout_.width), hashes[k], traces[k]));
  write_block(month_check_, hdf5::stored_type<std::uint64_t>(), {run, first}, {1, checks.size()}, checks.data());
  RunRecord present = records_[run];
  promise(first_month <= present.months, "rows are written without gaps");
  present.months = std::max(present.months, first_month + static_cast<std::int32_t>(hashes.size()));
  if (present.status == RunStatus::not_run) present.status = RunStatus::running;
  record(run, present);
}

void PartFile::record(std::uint64_t run, const RunRecord& record) {
  promise(run < records_.size(), "the run is one of the file's");
  records_[run] = record;
  if (changed_.empty() || changed_.back() != run) changed_.push_back(run);
}

// The rows reach the file before the record that says they count.
void PartFile::flush() {
  hdf5::prepare_thread();
  check(H5Fflush(file_, H5F_SCOPE_LOCAL), "the part file can not be written (disk full?)");
  if (changed_.empty()) return;
  write_records();
  check(H5Fflush(file_, H5F_SCOPE_LOCAL), "the part file can not be written (disk full?)");
}

void PartFile::write_records() {
  for (const std::uint64_t run : changed_) {
    const RunRecord& record = records_[run];
    std::array<std::uint8_t, message_bytes> message{};
    std::memcpy(message.data(), record.message.data(), whole_characters(record.message, message_bytes));
    const auto status = static_cast<std::int8_t>(record.status);
    write_block(message_, hdf5::stored_type<std::uint8_t>(), {run, 0}, {1, message_bytes}, message.data());
    write_block(wall_s_, hdf5::stored_type<double>(), {run}, {1}, &record.wall_s);
    write_block(months_, hdf5::stored_type<std::int32_t>(), {run}, {1}, &record.months);
    write_block(status_, hdf5::stored_type<std::int8_t>(), {run}, {1}, &status);
    const std::uint64_t check = check_of_record(run, record, message);
    write_block(record_check_, hdf5::stored_type<std::uint64_t>(), {run}, {1}, &check);
  }
  changed_.clear();
}

void PartFile::close() {
  if (std::exchange(closed_, true)) return;
  flush();
  close_handles();
}

void PartFile::close_handles() {
  for (Handle* handle : {&rows_, &hashes_, &traces_, &status_, &months_, &wall_s_, &message_, &month_check_, &record_check_, &file_})
    handle->close("the part file can not be closed (disk full?)");
}

PartReader::PartReader(const std::string& path) {
  hdf5::prepare_thread();
  if (H5Fis_hdf5(path.c_str()) <= 0) {
    H5Eclear2(H5E_DEFAULT);
    throw FileError(path + " can not be read, or nothing was written into it yet");
  }
  // A program that was killed left the file marked as being written; only a SWMR reader may open it then.
  // What it finds damaged it reads again, waiting twice as long each time, 100 times: for ever. 25 times are 30 ms.
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, broken_part);
  H5Pset_metadata_read_attempts(access, 25);
  hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, access);
  if (file < 0) file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  file_ = Handle(file, H5Fclose, path + " can not be opened");
  const std::string layout = read_layout_text(file_);
  if (read_block<std::uint64_t>(hdf5::open_dataset(file_, "layout_check"), {0}, {1})[0] != check_of_text(layout))
    throw FileError(path + " is damaged: its description does not fit its checksum");
  layout_ = layout_from_text(layout);
  rows_ = hdf5::open_dataset(file_, "rows");
  hashes_ = hdf5::open_dataset(file_, "state_hash");
  traces_ = hdf5::open_dataset(file_, "trace");
  const std::vector<bool> fits = read_records();
  const Handle checks = hdf5::open_dataset(file_, "month_check");
  for (std::uint64_t run = 0; run < records_.size(); ++run) leave_out_damaged_months(run, fits[run], checks);
}

// A record is written in several steps; one that does not fit its checksum was on its way, and the months tell how far the
// run came.
std::vector<bool> PartReader::read_records() {
  const hsize_t runs = count_runs(layout_);
  const auto status = read_block<std::int8_t>(hdf5::open_dataset(file_, "status"), {0}, {runs});
  const auto months = read_block<std::int32_t>(hdf5::open_dataset(file_, "months_written"), {0}, {runs});
  const auto wall_s = read_block<double>(hdf5::open_dataset(file_, "wall_time"), {0}, {runs});
  const auto messages = read_block<std::uint8_t>(hdf5::open_dataset(file_, "message"), {0, 0}, {runs, message_bytes});
  const auto checks = read_block<std::uint64_t>(hdf5::open_dataset(file_, "record_check"), {0}, {runs});
  std::vector<bool> fits;
  for (hsize_t run = 0; run < runs; ++run) {
    const std::span message(messages.data() + run * message_bytes, message_bytes);
    const auto* text = reinterpret_cast<const char*>(message.data());
    RunRecord record{static_cast<RunStatus>(status[run]), months[run], wall_s[run], {}};
    fits.push_back(check_of_record(run, record, message) == checks[run]);
    if (fits.back() && (status[run] < 0 || status[run] > 3 || months[run] < 0 || months[run] > layout_.months + 1))
      throw FileError("the part file says of a run what this program does not know");
    if (fits.back())
      record.message.assign(text, strnlen(text, message_bytes));
    else
      record = {RunStatus::running, layout_.months + 1, 0.0, {}};
    records_.push_back(record);
  }
  return fits;
}

void PartReader::leave_out_damaged_months(std::uint64_t run, bool record_fits, hid_t month_checks) {
  const std::uint64_t width = layout_.width;
  const auto checks = read_block<std::uint64_t>(month_checks, {run, 0}, {1, layout_.month_count()});
  const auto values = rows(run, 1);
  const auto state_hashes = hashes(run, 1);
  const auto of_months = traces(run, 1);
  RunRecord& record = records_[run];
  const auto said = static_cast<std::uint64_t>(record.months);
  std::uint64_t sound = 0;
  while (sound < said && check_of_month(run, sound, std::span(values).subspan(sound * width, width), state_hashes[sound], of_months[sound]) == checks[sound])
    ++sound;
  if (sound == said) return;
  if (record_fits || checks[sound] != 0) ++damaged_runs_;  // else nothing was written there
  record.months = static_cast<std::int32_t>(sound);
  record.status = sound == 0 ? RunStatus::not_run : RunStatus::running;
}

std::vector<double> PartReader::rows(std::uint64_t first_run, std::uint64_t runs) const {
  const std::uint64_t months = layout_.month_count(), width = layout_.width;
  auto values = read_block<double>(rows_, {first_run, 0, 0}, {runs, months, width});
  for (std::uint64_t run = 0; run < runs; ++run) {
    const auto written = static_cast<std::uint64_t>(records_[first_run + run].months);
    std::fill(values.begin() + static_cast<std::ptrdiff_t>((run * months + written) * width),
              values.begin() + static_cast<std::ptrdiff_t>((run + 1) * months * width),
              std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

std::vector<std::uint64_t> PartReader::hashes(std::uint64_t first_run, std::uint64_t runs) const {
  const std::uint64_t months = layout_.month_count();
  auto values = read_block<std::uint64_t>(hashes_, {first_run, 0}, {runs, months});
  for (std::uint64_t run = 0; run < runs; ++run)
    for (auto month = static_cast<std::uint64_t>(records_[first_run + run].months); month < months; ++month)
      values[run * months + month] = 0;
  return values;
}

std::vector<Trace> PartReader::traces(std::uint64_t first_run, std::uint64_t runs) const {
  const std::uint64_t months = layout_.month_count();
  const auto values = read_block<std::uint16_t>(traces_, {first_run, 0, 0}, {runs, months, Trace{}.size()});
  std::vector<Trace> traces(runs * months, Trace{});
  for (std::uint64_t run = 0; run < runs; ++run)
    for (std::uint64_t month = 0; month < static_cast<std::uint64_t>(records_[first_run + run].months); ++month)
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>((run * months + month) * Trace{}.size()), Trace{}.size(),
                  traces[run * months + month].begin());
  return traces;
}

void try_part_file(const std::string& part) {
  if (access(part.c_str(), R_OK) != 0) throw FileError(part + " is not there or can not be read");
  const auto work = [&](std::string&) {
    const PartReader reader(part);
    return 0;
  };
  const ChildAnswer answer = run_in_limited_child(work, limits_for_file(part));
  if (!answer.answered) throw FileError(fmt::format("{} is damaged: {}", part, answer.text));
  if (answer.code != 0) throw FileError(answer.text);
}

}  // namespace tessera
