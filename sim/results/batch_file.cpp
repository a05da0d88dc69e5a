#include "results/batch_file.hpp"

#include <algorithm>
#include <bit>

#include "base/errors.hpp"
#include "results/array_file.hpp"

namespace tessera {
namespace {

constexpr std::string_view kind = "batch";

std::vector<std::uint64_t> shape_numbers(const BatchShape& shape) {
  return {shape.kept_months, shape.width, shape.months, Trace{}.size(), shape.single_precision ? 1U : 0U, shape.origin};
}

// Single-precision numbers as their bits: array files know no such type.
std::vector<std::uint32_t> as_single(const std::vector<double>& values) {
  std::vector<std::uint32_t> bits;
  bits.reserve(values.size());
  for (const double value : values) bits.push_back(std::bit_cast<std::uint32_t>(static_cast<float>(value)));
  return bits;
}

std::vector<double> from_single(const std::vector<std::uint32_t>& bits) {
  std::vector<double> values;
  values.reserve(bits.size());
  for (const std::uint32_t one : bits) values.push_back(static_cast<double>(std::bit_cast<float>(one)));
  return values;
}

void write_messages(ArrayFileWriter& file, const std::vector<RunRecord>& records) {
  std::vector<std::uint64_t> ends;
  std::vector<std::uint8_t> bytes;
  for (const RunRecord& record : records) {
    bytes.insert(bytes.end(), record.message.begin(), record.message.end());
    ends.push_back(bytes.size());
  }
  file.add("message_end", ends);
  file.add("message", bytes);
}

std::span<const std::uint16_t> flat_traces(const std::vector<Trace>& traces) {
  return traces.empty() ? std::span<const std::uint16_t>() : std::span(traces.front().data(), traces.size() * Trace{}.size());
}

std::vector<Trace> read_traces(const ArrayFileReader& file) {
  const auto numbers = file.read<std::uint16_t>("trace");
  std::vector<Trace> traces(numbers.size() / Trace{}.size());
  for (std::size_t k = 0; k < traces.size(); ++k)
    std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(k * Trace{}.size()), Trace{}.size(), traces[k].begin());
  return traces;
}

template <class T>
void append_slice(std::vector<T>& to, const std::vector<T>& from, std::size_t place, std::size_t of) {
  const std::size_t size = from.size() / of;
  to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(place * size),
            from.begin() + static_cast<std::ptrdiff_t>((place + 1) * size));
}

}  // namespace

std::uint64_t BatchShape::run_bytes() const {
  return row_values() * (single_precision ? 4 : 8) + kept_months * 8 + months * sizeof(Trace) + 32;
}

void Batch::append(const Batch& other, std::size_t run) {
  const std::size_t of = other.runs.size();
  runs.push_back(other.runs[run]);
  records.push_back(other.records[run]);
  append_slice(rows, other.rows, run, of);
  append_slice(hashes, other.hashes, run, of);
  append_slice(traces, other.traces, run, of);
}

void write_batch(const std::string& path, const Batch& batch, const BatchShape& shape) {
  const std::size_t runs = batch.runs.size();
  promise(batch.records.size() == runs && batch.rows.size() == runs * shape.row_values() &&
              batch.hashes.size() == runs * shape.kept_months && batch.traces.size() == runs * shape.months,
          "a batch has every number of its runs");
  std::vector<std::uint8_t> status;
  std::vector<std::int32_t> months;
  std::vector<double> wall_s;
  for (const RunRecord& record : batch.records) {
    status.push_back(static_cast<std::uint8_t>(record.status));
    months.push_back(record.months);
    wall_s.push_back(record.wall_s);
  }
  ArrayFileWriter file(path, kind);
  file.add("shape", shape_numbers(shape));
  file.add("run", batch.runs);
  file.add("status", status);
  file.add("months", months);
  file.add("wall_s", wall_s);
  write_messages(file, batch.records);
  if (shape.single_precision)
    file.add("rows_single", as_single(batch.rows));
  else
    file.add("rows", batch.rows);
  file.add("state_hash", batch.hashes);
  file.add("trace", flat_traces(batch.traces));
  file.publish(true, false);
}

Batch read_batch(const std::string& path, const BatchShape& shape) {
  const ArrayFileReader file(path, kind);
  if (file.read<std::uint64_t>("shape") != shape_numbers(shape)) throw FileError(path + " belongs to another experiment");
  Batch batch;
  batch.runs = file.read<std::uint64_t>("run");
  batch.rows = shape.single_precision ? from_single(file.read<std::uint32_t>("rows_single")) : file.read<double>("rows");
  batch.hashes = file.read<std::uint64_t>("state_hash");
  batch.traces = read_traces(file);
  const auto status = file.read<std::uint8_t>("status");
  const auto months = file.read<std::int32_t>("months");
  const auto wall_s = file.read<double>("wall_s");
  const auto ends = file.read<std::uint64_t>("message_end");
  const auto bytes = file.read<std::uint8_t>("message");
  const std::size_t runs = batch.runs.size();
  if (status.size() != runs || months.size() != runs || wall_s.size() != runs || ends.size() != runs ||
      batch.rows.size() != runs * shape.row_values() || batch.hashes.size() != runs * shape.kept_months ||
      batch.traces.size() != runs * shape.months)
    throw FileError(path + " is not whole");
  std::uint64_t begin = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    if (ends[run] < begin || ends[run] > bytes.size() || status[run] > 3) throw FileError(path + " is not whole");
    const auto at = bytes.begin();
    batch.records.push_back({static_cast<RunStatus>(status[run]), months[run], wall_s[run],
                             std::string(at + static_cast<std::ptrdiff_t>(begin), at + static_cast<std::ptrdiff_t>(ends[run]))});
    begin = ends[run];
  }
  return batch;
}

}  // namespace tessera
