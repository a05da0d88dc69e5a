// An experiment file of any bytes, beside the scenarios that come with the program: it is refused, or frozen into the text
// that results files hold, which reads as itself.
#include "accept.hpp"
#include "scenario/experiment.hpp"
#include "scenario/sweep.hpp"

namespace {

namespace fs = std::filesystem;

// claims/fuzz.toml beside copies of the scenarios, as experiments that come with the program stand.
struct Tree {
  Tree() {
    fs::create_directory(folder.file("claims"));
    for (const auto& entry : fs::directory_iterator(TESSERA_SOURCE_DIR "/scenarios"))
      if (entry.is_regular_file()) fs::copy(entry, folder.file(entry.path().filename()));
  }
  tessera::fuzz::Folder folder;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  static const Tree tree;
  const std::string file = tree.folder.write("claims/fuzz.toml", std::string(data, data + size));
  fuzz::accept_or_refuse([&] {
    const Experiment experiment = read_experiment(file);
    if (!experiment.claims.empty()) return;
    const std::string text = to_text(freeze_experiment(experiment));
    const Sweep again = sweep_from_text(text, "frozen");
    fuzz::expect(to_text(again) == text, "a frozen experiment reads as itself");
    if (again.points() > 0) SweepPoints(again).scenario(again.points() - 1);
  });
  return 0;
}
