// A scenario file of any bytes: it reads, or is refused with a list of faults; what it reads as reads again the same.
#include "accept.hpp"
#include "scenario/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  static const fuzz::Folder folder;  // without any other file: nothing to extend, no tables
  fuzz::accept_or_refuse([&] {
    const Scenario scenario = read_scenario_text(std::string(data, data + size), folder.file("fuzz.toml"));
    const Scenario again = read_scenario_text(scenario.merged_text, "merged");
    fuzz::expect(again.merged_text == scenario.merged_text, "the merged text reads as itself");
  });
  return 0;
}
