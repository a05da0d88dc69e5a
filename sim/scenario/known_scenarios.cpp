#include "scenario/known_scenarios.hpp"

#include "base/program_files.hpp"

namespace tessera {
namespace fs = std::filesystem;

std::string find_known_scenario(const std::string& name) {
  const fs::path path = fs::path(name).lexically_normal();
  if (path.extension() != ".toml") return "";
  const bool says_folder = *path.begin() == "scenarios";
  const std::string found = find_program_file(says_folder ? path.string() : (fs::path("scenarios") / path).string());
  std::error_code error;
  return !found.empty() && fs::is_regular_file(found, error) ? found : "";
}

fs::path resolve_scenario(const fs::path& folder, const std::string& name) {
  const fs::path here = (folder / name).lexically_normal();
  std::error_code error;
  if (fs::exists(here, error)) return here;
  const std::string known = find_known_scenario(name);
  return known.empty() ? here : fs::path(known);
}

}  // namespace tessera
