// Values of a file's scenarios that are no default, and where they came from: its group /settings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/read.hpp"

namespace tessera {

struct StoredSetting {
  std::uint32_t variant = 0;  // place among Results::variants()
  std::string path, value, origin;
};

// Empty if the file does not say. Throws FileError if the group is not whole.
std::vector<StoredSetting> read_settings(const Results& results);

}  // namespace tessera
