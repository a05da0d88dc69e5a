// Checkpoints, snapshots, batches and the description of a sweep with whatever content under a checksum that fits: the
// trailer is put behind the hostile bytes, so that they reach what takes the arrays apart.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "accept.hpp"
#include "results/batch_file.hpp"
#include "results/checkpoint.hpp"
#include "results/snapshot.hpp"
#include "results/sweep_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  static const fuzz::Folder folder;
  std::string content = "TESSERA\n" + std::string(data, data + size);
  XXH128_canonical_t trailer;
  XXH128_canonicalFromHash(&trailer, XXH3_128bits(content.data(), content.size()));
  content.append(reinterpret_cast<const char*>(&trailer), sizeof trailer);
  const std::string file = folder.write("F", content);
  fuzz::accept_or_refuse([&] { read_checkpoint(file, {1, 2, 3}); });
  fuzz::accept_or_refuse([&] { read_snapshot_file(file); });
  fuzz::accept_or_refuse([&] { read_batch(file, {.kept_months = 2, .width = 3, .months = 4, .origin = 5}); });
  fuzz::accept_or_refuse([&] { sweep_from_text(read_sweep_part(file).experiment, file); });
  return 0;
}
