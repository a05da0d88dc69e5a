#include "results/left_over.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/errors.hpp"
#include "results/limited_child.hpp"
#include "results/part_file.hpp"
#include "results/snapshot.hpp"
#include "results/whole_file.hpp"
#include "results/writing_right.hpp"

namespace tessera {
namespace {

// A part file has no digest, so HDF5 meets its bytes in a limited child first.
void try_in_child(const std::string& part) {
  if (access(part.c_str(), R_OK) != 0) throw FileError(part + " is not there or can not be read");
  const ChildAnswer answer = run_in_limited_child([&](std::string&) {
    const PartReader reader(part);
    return 0;
  });
  if (!answer.answered) throw FileError(fmt::format("{} is damaged: {}", part, answer.text));
  if (answer.code != 0) throw FileError(answer.text);
}

}  // namespace

LeftOver describe_left_over(const std::string& part) {
  try_in_child(part);
  const PartReader reader(part);
  const FileLayout& layout = reader.layout();
  return {.scenario_name = layout.scenario_name,
          .question = layout.question,
          .version = layout.facts.version,
          .commit = layout.facts.commit,
          .created = layout.created,
          .seed = layout.seed,
          .months = layout.months,
          .measures = layout.measures.size(),
          .snapshots = find_snapshot_files(part).size(),
          .runs = reader.records()};
}

void recover_left_over(const std::string& part, const std::string& output) {
  try_in_child(part);
  const WritingRight part_right(part);
  const std::string temporary = part_path(output) + ".whole";
  write_whole(part, temporary);
  publish_whole(temporary, output);
}

}  // namespace tessera
