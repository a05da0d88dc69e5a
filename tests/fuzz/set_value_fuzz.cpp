// Lines as --set gives them, over the village.
#include <sstream>

#include "accept.hpp"
#include "scenario/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  static const std::string village = fuzz::read_text(TESSERA_SOURCE_DIR "/scenarios/village.toml");
  static const fuzz::Folder folder;
  std::istringstream lines(std::string(data, data + size));
  std::vector<std::string> sets;
  for (std::string line; std::getline(lines, line);) sets.push_back(line);
  fuzz::accept_or_refuse([&] { read_scenario_text(village, folder.file("village.toml"), sets); });
  return 0;
}
