#include "results/left_over.hpp"

#include "results/part_file.hpp"
#include "results/snapshot.hpp"
#include "results/whole_file.hpp"
#include "results/writing_right.hpp"

namespace tessera {

LeftOver describe_left_over(const std::string& part) {
  try_part_file(part);
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
          .damaged_runs = reader.damaged_runs(),
          .runs = reader.records()};
}

void recover_left_over(const std::string& part, const std::string& output) {
  try_part_file(part);
  const WritingRight part_right(part);
  const std::string temporary = part_path(output) + ".whole";
  write_whole(part, temporary);
  publish_whole(temporary, output);
}

}  // namespace tessera
