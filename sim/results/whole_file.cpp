#include "results/whole_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/errors.hpp"
#include "results/agents.hpp"
#include "results/digest.hpp"
#include "results/durable.hpp"
#include "results/part_file.hpp"
#include "results/run_digest.hpp"
#include "results/variable_group.hpp"
#include "state/trace.hpp"

namespace tessera {
namespace {

using hdf5::check;
using hdf5::Handle;

constexpr std::size_t chunk_bytes = 256 << 10;   // aimed at; allowed are 4 KB to 1 MB
constexpr std::size_t block_bytes = 64 << 20;    // of rows in memory at a time
const std::vector<std::string> run_axes{"point", "replicate"};
const std::vector<std::string> month_axes{"point", "replicate", "month"};
const std::vector<std::string> trace_axes{"point", "replicate", "every_month", "mechanism"};

void write_root_attributes(hid_t file, const FileLayout& layout) {
  write_text_attribute(file, "Conventions", "CF-1.10");
  write_attribute<std::int32_t>(file, "format_version", 1);
  write_text_attribute(file, "program", "tessera");
  write_text_attribute(file, "version", layout.facts.version);
  write_text_attribute(file, "commit", layout.facts.commit);
  write_text_attribute(file, "compiler", layout.facts.compiler);
  write_text_attribute(file, "hdf5", layout.facts.hdf5);
  write_text_attribute(file, "libm", layout.facts.libm);
  write_text_attribute(file, "processor", layout.facts.processor);
  write_text_attribute(file, "created", layout.created);
  write_text_attribute(file, "command_line", layout.command_line);
  write_text_attribute(file, "title", layout.scenario_name);
  write_text_attribute(file, "question", layout.question);
  write_text_attribute(file, "scenario", layout.scenario_text);
  write_text_attribute(file, "scenario_hash", fmt::format("{:016x}", hash_scenario(layout.scenario_text)));
  write_attribute<std::uint64_t>(file, "seed", layout.seed);
}

void add_root_dimensions(VariableGroup& root, const FileLayout& layout) {
  root.add_counted_dimension({"point", "", "point of the design; a single scenario has one"}, layout.points);
  root.add_counted_dimension({"replicate", "", "number of the replicate"}, layout.replicates);
  root.add_counted_dimension({"month", "month", "month of the run at whose end values are taken, 0 = as founded"},
                             layout.month_count());
  root.add_counted_dimension({"every_month", "month", "every month of the run, also those whose values are not kept"},
                             layout.month_count());
  root.add_named_dimension({"mechanism", "", "name of the mechanism"}, {mechanism_names.begin() + 1, mechanism_names.end()});
  for (const AxisLayout& axis : layout.axes) {
    const bool used = std::any_of(layout.measures.begin(), layout.measures.end(),
                                  [&](const MeasureLayout& measure) { return measure.axis == axis.name; });
    if (used) root.add_named_dimension({axis.name, "", "name of the " + axis.name}, axis.labels);
  }
}

// All months of as many replicates as make a sensible chunk; fewer months where one replicate is more than that.
std::vector<hsize_t> choose_chunk(const FileLayout& layout, std::uint64_t size) {
  const std::uint64_t month_bytes = std::max<std::uint64_t>(1, size) * sizeof(double);
  const std::uint64_t months = std::clamp<std::uint64_t>(chunk_bytes / month_bytes, 1, layout.month_count());
  const std::uint64_t replicates = std::clamp<std::uint64_t>(chunk_bytes / (month_bytes * months), 1, layout.replicates);
  return {1, replicates, months};
}

Handle add_measure(VariableGroup& root, const FileLayout& layout, const MeasureLayout& measure) {
  std::vector<std::string> axes = month_axes;
  std::vector<hsize_t> chunk = choose_chunk(layout, measure.size);
  if (!measure.axis.empty()) {
    axes.push_back(measure.axis);
    chunk.push_back(measure.size);
  }
  return root.add_variable<double>({measure.name, measure.unit, measure.definition}, axes,
                                   std::numeric_limits<double>::quiet_NaN(), true, chunk);
}

template <class T>
void write_runs(hid_t dataset, std::uint64_t point, std::uint64_t first_replicate, std::uint64_t replicates,
                const std::vector<T>& values) {
  std::array<hsize_t, 4> from{point, first_replicate, 0, 0}, count{};
  const Handle there(H5Dget_space(dataset), H5Sclose, "measures");
  check(H5Sget_simple_extent_dims(there, count.data(), nullptr), "measures");
  count[0] = 1;
  count[1] = replicates;
  const Handle memory(H5Screate_simple(H5Sget_simple_extent_ndims(there), count.data(), nullptr), H5Sclose, "measures");
  check(H5Sselect_hyperslab(there, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr), "measures");
  check(H5Dwrite(dataset, hdf5::stored_type<T>(), memory, there, H5P_DEFAULT, values.data()),
        "measures can not be written (disk full?)");
}

// One measure's values out of whole rows.
std::vector<double> pick_columns(const std::vector<double>& rows, std::uint64_t width, const MeasureLayout& measure) {
  std::vector<double> values;
  values.reserve(rows.size() / width * measure.size);
  for (std::size_t row = 0; row < rows.size(); row += width)
    values.insert(values.end(), rows.begin() + static_cast<std::ptrdiff_t>(row + measure.offset),
                  rows.begin() + static_cast<std::ptrdiff_t>(row + measure.offset + measure.size));
  return values;
}

std::vector<std::uint16_t> flatten(const std::vector<Trace>& traces) {
  std::vector<std::uint16_t> values;
  for (const Trace& trace : traces) values.insert(values.end(), trace.begin(), trace.end());
  return values;
}

void write_measures(VariableGroup& root, const PartReader& part) {
  const FileLayout& layout = part.layout();
  std::vector<Handle> measures;
  for (const MeasureLayout& measure : layout.measures) measures.push_back(add_measure(root, layout, measure));
  std::vector<hsize_t> chunk = choose_chunk(layout, 1);
  const Handle hashes = root.add_variable<std::uint64_t>(
      {"state_hash", "", "hash of the whole state at the end of the month; 0 = not reached"}, month_axes, 0, false, chunk);
  chunk = choose_chunk(layout, Trace{}.size() * sizeof(std::uint16_t) / sizeof(double));
  chunk.push_back(Trace{}.size());
  const Handle traces = root.add_variable<std::uint16_t>(
      {"trace", "", "hash of what the mechanism left behind in the month; 0 = not reached"}, trace_axes, 0, false, chunk);
  const std::uint64_t run_bytes = (layout.width + 1) * layout.month_count() * sizeof(double);
  const std::uint64_t step = std::max<std::uint64_t>(1, block_bytes / run_bytes);
  for (std::uint64_t point = 0; point < layout.points; ++point)
    for (std::uint64_t first = 0; first < layout.replicates; first += step) {
      const std::uint64_t count = std::min<std::uint64_t>(step, layout.replicates - first);
      const std::uint64_t run = point * layout.replicates + first;
      write_runs(hashes, point, first, count, part.hashes(run, count));
      write_runs(traces, point, first, count, flatten(part.traces(run, count)));
      if (measures.empty()) continue;
      const auto rows = part.rows(run, count);
      for (std::size_t k = 0; k < measures.size(); ++k)
        write_runs(measures[k], point, first, count, pick_columns(rows, layout.width, layout.measures[k]));
    }
}

void write_run_records(VariableGroup& root, const PartReader& part) {
  std::vector<std::int8_t> status;
  std::vector<double> wall_s;
  std::vector<std::string> messages;
  for (const RunRecord& record : part.records()) {
    status.push_back(static_cast<std::int8_t>(record.status));
    wall_s.push_back(record.wall_s);
    messages.push_back(record.message);
  }
  const Handle statuses = root.write_variable<std::int8_t>({"status", "", "how far the run came"}, run_axes, status);
  write_flags<std::int8_t>(statuses, {"not_run", "complete", "running", "failed"});
  root.write_variable<double>({"wall_time", "s", "time the run took; differs from time to time"}, run_axes, wall_s,
                              std::numeric_limits<double>::quiet_NaN());
  root.write_text_variable({"message", "", "why the run failed; empty if it did not"}, run_axes, messages);
}

void write_parameters(hid_t file, const FileLayout& layout) {
  const Handle handle = create_group(file, "parameters");
  VariableGroup group(handle);
  std::vector<std::string> names, units, meanings, sources;
  std::vector<double> values, standards, lowest, highest;
  for (const ParameterRecord& record : layout.parameters) {
    names.push_back(record.name);
    units.push_back(record.unit);
    meanings.push_back(record.meaning);
    sources.push_back(record.source);
    values.push_back(record.value);
    standards.push_back(record.standard);
    lowest.push_back(record.lowest);
    highest.push_back(record.highest);
  }
  const std::vector<std::string> axes{"parameter"};
  group.add_named_dimension({"parameter", "", "name of the parameter, section.key as in a scenario"}, names);
  group.write_variable<double>({"value", "", "value in this run, in the unit of `unit`"}, axes, values);
  group.write_text_variable({"unit", "", "unit of the parameter"}, axes, units);
  group.write_variable<double>({"standard", "", "default, in the unit of `unit`"}, axes, standards);
  group.write_variable<double>({"lowest", "", "lowest value allowed, in the unit of `unit`"}, axes, lowest);
  group.write_variable<double>({"highest", "", "highest value allowed, in the unit of `unit`"}, axes, highest);
  group.write_text_variable({"meaning", "", "what the parameter is"}, axes, meanings);
  group.write_text_variable({"source", "", "where its value is from"}, axes, sources);
}

void write_all_agents(hid_t file, const std::string& part, const FileLayout& layout) {
  const auto files = find_snapshot_files(part);
  for (auto begin = files.begin(); begin != files.end();) {
    const auto end = std::find_if(begin, files.end(),
                                  [&](const SnapshotFile& other) { return other.replicate != begin->replicate; });
    if (begin->replicate < layout.replicates)
      write_agents(file, fmt::format("agents/point_0/replicate_{}", begin->replicate), {begin, end}, layout);
    begin = end;
  }
}

void write_content(const std::string& part_file, const std::string& temporary) {
  const PartReader part(part_file);
  const FileLayout& layout = part.layout();
  Handle file(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, file_settings(), H5P_DEFAULT), H5Fclose,
              temporary + " can not be written");
  write_root_attributes(file, layout);
  {
    VariableGroup root(file);
    add_root_dimensions(root, layout);
    write_measures(root, part);
    write_run_records(root, part);
    write_parameters(file, layout);
    write_all_agents(file, part_file, layout);
    root.write_text_variable({"digest", "", "SHA-256 of the run's data, names, attributes and coordinates"}, run_axes,
                             digest_runs(file));
  }
  file.close(temporary + " can not be written (disk full?)");
}

}  // namespace

std::string part_path(const std::string& path) { return path + ".part"; }

void write_whole(const std::string& part, const std::string& temporary) {
  hdf5::prepare_thread();
  try {
    write_content(part, temporary);
    sync_file(temporary);
  } catch (...) {
    unlink(temporary.c_str());
    throw;
  }
}

void publish_whole(const std::string& temporary, const std::string& path) {
  const std::string digest = digest_of_file(temporary);
  unlink(digest_path(path).c_str());
  rename_file(temporary, path, true);
  write_digest_beside(path, digest);
}

void remove_part(const std::string& part) {
  remove_snapshots(part);
  unlink(part.c_str());
}

void remove_snapshots(const std::string& part) {
  for (const SnapshotFile& file : find_snapshot_files(part)) unlink(file.path.c_str());
}

}  // namespace tessera
