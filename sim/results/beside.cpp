#include "results/beside.hpp"

#include <algorithm>
#include <filesystem>

#include "results/durable.hpp"

namespace tessera {

std::vector<std::string> list_beside(const std::string& path, const std::string& what) {
  std::vector<std::string> found;
  const std::string name = name_of(path), begin = name + what;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(path), ignored))
    if (const std::string other = entry.path().filename().string(); other.starts_with(begin))
      found.push_back(path + other.substr(name.size()));
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace tessera
