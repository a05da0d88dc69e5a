#include "results/whole_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/errors.hpp"
#include "results/agents.hpp"
#include "results/beside.hpp"
#include "results/digest.hpp"
#include "results/durable.hpp"
#include "results/part_file.hpp"
#include "results/root.hpp"
#include "results/run_variables.hpp"
#include "results/writing_right.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

// The runs of a block as the part file holds them.
RunBlock read_block(const PartReader& part, const RunRange& range) {
  const std::uint64_t run = range.first_point * part.layout().replicates + range.first_replicate;
  const auto records = part.records().begin() + static_cast<std::ptrdiff_t>(run);
  return {range,
          {records, records + static_cast<std::ptrdiff_t>(range.runs())},
          part.rows(run, range.runs()),
          part.hashes(run, range.runs()),
          part.traces(run, range.runs())};
}

void write_all_agents(hid_t file, const std::string& part, const FileLayout& layout) {
  const auto files = find_snapshot_files(part);
  for (auto begin = files.begin(); begin != files.end();) {
    const auto end = std::find_if(begin, files.end(),
                                  [&](const SnapshotFile& other) { return other.replicate != begin->replicate; });
    if (begin->replicate < layout.replicates)
      write_agents(file, fmt::format("agents/point_{}/replicate_{}", layout.first_point, layout.first_replicate + begin->replicate),
                   {begin, end}, layout);
    begin = end;
  }
}

void write_content(const std::string& part_file, const std::string& temporary) {
  const PartReader part(part_file);
  const FileLayout& layout = part.layout();
  Handle file = hdf5::create_file(temporary, file_settings());
  write_root_attributes(file, layout);
  {
    VariableGroup root(file);
    add_root_dimensions(root, layout);
    RunVariables runs(root, layout, {});
    for (const RunRange& range : list_blocks(layout)) runs.write(read_block(part, range));
    write_parameters(file, layout);
    write_settings(file, layout);
    write_all_agents(file, part_file, layout);
    write_run_digests(file, root);
    write_rest_digest(file);
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

void complete_digest(const std::string& path) {
  if (check_digest_beside(path) == DigestBeside::missing) write_digest_beside(path, digest_of_file(path));
}

bool is_begun(const std::string& part) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(part, missing);
  return !missing && size > 0;
}

void empty_part(const std::string& part) {
  if (truncate(part.c_str(), 0) != 0 && errno != ENOENT)
    throw FileError(fmt::format("{} can not be emptied: {}", part, std::strerror(errno)));
  for (const char* what : {".agents-", ".checkpoint-", ".new", ".whole"})
    for (const std::string& path : list_beside(part, what)) unlink(path.c_str());
}

void remove_part(const std::string& part) {
  empty_part(part);
  unlink(part.c_str());
}

void remove_rest(const std::string& path) {
  const std::string part = part_path(path);
  if (list_beside(part, "").empty() || is_begun(part)) return;
  const WritingRight right(part);
  if (!is_begun(part)) remove_part(part);
}

}  // namespace tessera
