// Writes what array_file_fuzz begins with into the folder given: a checkpoint, a snapshot, a batch and the description of a
// sweep, each without the first bytes and the trailer, which the target puts back.
#include "accept.hpp"
#include "results/batch_file.hpp"
#include "results/checkpoint.hpp"
#include "results/small_results.hpp"
#include "results/snapshot.hpp"
#include "results/sweep_files.hpp"

namespace {

using namespace tessera;

void keep(const std::string& file, const std::string& seed) {
  const std::string content = fuzz::read_text(file);
  std::ofstream(seed, std::ios::binary) << content.substr(8, content.size() - 8 - 16);
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const fuzz::Folder folder;
  const std::string seeds = words[1];
  const Parameters parameters = standard_parameters();
  const World world = test::make_small_world({.districts = 2, .organisations = 3}, parameters);
  write_checkpoint(folder.file("C"), world, {1, 2, 3});
  keep(folder.file("C"), seeds + "/checkpoint");
  write_snapshot_file(folder.file("S"), 0, world, parameters);
  keep(find_snapshot_files(folder.file("S")).front().path, seeds + "/snapshot");
  Batch batch{{7}, {{RunStatus::failed, 4, 0.5, "why"}}, std::vector<double>(6, 0.5), {1, 2}, std::vector<Trace>(4)};
  write_batch(folder.file("B"), batch, {.kept_months = 2, .width = 3, .months = 4, .origin = 5});
  keep(folder.file("B"), seeds + "/batch");
  const test::SmallRun run(folder.file("F.h5"), 2, 4);
  FileLayout layout = describe_layout(run.description);
  layout.parameters.clear();
  Sweep sweep;
  sweep.name = "known";
  sweep.variants = {{"one", "tessera = 1\n"}};
  sweep.replicates.fixed = 2;
  sweep.months = 4;
  layout.experiment = to_text(sweep);
  SweepFiles(folder.file("F.h5"), "one").write_description(layout);
  keep(folder.file("F.h5.part"), seeds + "/sweep");
}
