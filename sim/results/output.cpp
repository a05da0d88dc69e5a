#include "results/output.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "base/errors.hpp"

namespace tessera {

void refuse_to_replace_what_is_no_result(const std::string& output) {
  namespace fs = std::filesystem;
  if (!fs::exists(output)) return;
  if (fs::is_regular_file(output)) {
    if (fs::file_size(output) == 0) return;
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::string begin(signature.size(), '\0');
    std::ifstream(output, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (begin == signature) return;
  }
  throw InputError(fmt::format("{} is no results file, so it is not replaced; choose another name (-o)", output));
}

void make_folder_of(const std::string& output) {
  const auto folder = std::filesystem::path(output).parent_path();
  std::error_code reason;
  if (!folder.empty()) std::filesystem::create_directories(folder, reason);
  if (reason) throw FileError(fmt::format("the folder {} can not be made: {}", folder.string(), reason.message()));
}

}  // namespace tessera
