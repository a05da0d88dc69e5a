#include "results/root.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/contents.hpp"
#include "results/run_digest.hpp"
#include "results/run_variables.hpp"
#include "state/trace.hpp"

namespace tessera {

using hdf5::Handle;

std::string find_unknown_format(hid_t file, const std::string& path) {
  if (H5Aexists(file, "format_version") <= 0) return {};
  const Handle attribute(H5Aopen(file, "format_version", H5P_DEFAULT), H5Aclose, "format_version");
  std::int32_t version = 0;
  hdf5::check(H5Aread(attribute, H5T_STD_I32LE, &version), "format_version");
  if (version == format_version) return {};
  return fmt::format("{} has version {} of the format; this program reads version {}: read it with the tessera {} that wrote it, or a newer one",
                     path, version, format_version, hdf5::read_text_attribute(file, "version"));
}

void write_root_attributes(hid_t file, const FileLayout& layout) {
  write_text_attribute(file, "Conventions", "CF-1.10");
  write_attribute<std::int32_t>(file, "format_version", format_version);
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
  if (!layout.experiment.empty()) write_text_attribute(file, "experiment", layout.experiment);
  if (!layout.shard.empty()) write_text_attribute(file, "shard", layout.shard);
}

void add_root_dimensions(VariableGroup& root, const FileLayout& layout) {
  root.add_counted_dimension({"point", "", "point of the design; a single scenario has one"}, layout.points, layout.first_point);
  root.add_counted_dimension({"replicate", "", "number of the replicate"}, layout.replicates, layout.first_replicate);
  root.add_numbered_dimension({"month", "month", "month of the run at whose end values are taken, 0 = as founded"},
                              layout.kept_months());
  root.add_counted_dimension({"every_month", "month", "every month of the run, also those whose values are not kept"},
                             layout.month_count());
  root.add_named_dimension({"mechanism", "", "name of the mechanism"}, {mechanism_names.begin() + 1, mechanism_names.end()});
  for (const AxisLayout& axis : layout.axes) {
    const bool used = std::any_of(layout.measures.begin(), layout.measures.end(),
                                  [&](const MeasureLayout& measure) { return measure.axis == axis.name; });
    if (used) root.add_named_dimension({axis.name, "", "name of the " + axis.name}, axis.labels);
  }
}

void write_parameters(hid_t file, const FileLayout& layout) {
  const Handle handle = create_group(file, "parameters");
  VariableGroup group(handle);
  std::vector<std::string> names, units, meanings, origins;
  std::vector<double> values, standards, lowest, highest;
  for (const ParameterRecord& record : layout.parameters) {
    names.push_back(record.name);
    units.push_back(record.unit);
    meanings.push_back(record.meaning);
    origins.push_back(record.source);
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
  group.write_text_variable({"source", "", "where its value is from"}, axes, origins);
}

void write_settings(hid_t file, const FileLayout& layout) {
  if (layout.settings.empty()) return;
  std::vector<std::int32_t> variants;
  std::vector<std::string> paths, values, origins;
  for (const SettingRecord& record : layout.settings) {
    variants.push_back(static_cast<std::int32_t>(record.variant));
    paths.push_back(record.path);
    values.push_back(record.value);
    origins.push_back(record.origin);
  }
  const Handle handle = create_group(file, "settings");
  VariableGroup group(handle);
  const std::vector<std::string> axes{"setting"};
  group.add_bare_dimension("setting", layout.settings.size());
  group.write_variable<std::int32_t>({"variant", "", "place of the variant whose value it is; 0 in a run"}, axes, variants);
  group.write_text_variable({"path", "", "what was set, section.key as in a scenario"}, axes, paths);
  group.write_text_variable({"value", "", "its value as text"}, axes, values);
  group.write_text_variable({"origin", "", "where the value came from: file:line:column, --set"}, axes, origins);
}

Handle add_run_digests(VariableGroup& root) {
  return root.add_text_variable({"digest", "", "SHA-256 of the run's data, names, attributes and coordinates"}, {"point", "replicate"});
}

void write_run_digests(hid_t file, VariableGroup& root) {
  const Handle digests = add_run_digests(root);
  digest_runs(file, [&](const RunRange& range, const std::vector<std::string>& texts) { write_texts(digests, range, texts); });
}

void write_rest_digest(hid_t file) { write_text_attribute(file, "rest_digest", digest_rest(file)); }

}  // namespace tessera
