#include "base/program_files.hpp"

#include <filesystem>

namespace tessera {
namespace fs = std::filesystem;

std::string program_path() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).string();
}

std::string find_program_file(const std::string& relative) {
  const fs::path wanted = fs::path(relative).lexically_normal();
  const std::string program = program_path();
  if (program.empty() || wanted.empty() || wanted.is_absolute() || *wanted.begin() == "..") return "";
  const fs::path folder = fs::path(program).parent_path();
  for (const fs::path& place : {folder / "../share/tessera", folder / ".."}) {
    const fs::path found = (place / wanted).lexically_normal();
    std::error_code error;
    if (fs::exists(found, error)) return found.string();
  }
  return "";
}

}  // namespace tessera
