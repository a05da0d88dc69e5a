#include "results/durable.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "results/writing_right.hpp"

namespace tessera {
namespace {

[[noreturn]] void fail(const std::string& path, std::string_view what) {
  throw FileError(fmt::format("{} {}: {}", path, what, std::strerror(errno)));
}

// Some file systems can not fsync a folder; then the rename is as durable as they make it.
void sync_folder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

std::vector<char> read_bytes(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) fail(path, "can not be opened");
  const std::streamoff size = file.tellg();
  if (size < 0 || std::filesystem::is_directory(path)) throw FileError(path + " is not a file");
  std::vector<char> content(static_cast<std::size_t>(size));
  file.seekg(0);
  if (!file.read(content.data(), size)) fail(path, "can not be read");
  return content;
}

void write_text(const std::string& path, std::string_view text) {
  const std::string temporary = path + ".new";
  const WritingRight right(temporary);
  {
    std::ofstream file(temporary, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) {
      const int reason = errno;
      unlink(temporary.c_str());
      errno = reason;
      fail(path, "can not be written");
    }
  }
  sync_file(temporary);
  rename_file(temporary, path, true);
}

void sync_file(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path, "can not be opened");
  const bool done = fsync(descriptor) == 0 || errno == EINVAL;
  const int reason = errno;
  close(descriptor);
  errno = reason;
  if (!done) fail(path, "can not be made durable");
}

void rename_file(const std::string& from, const std::string& to, bool durable) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    const int reason = errno;
    unlink(from.c_str());
    errno = reason;
    fail(to, "can not be put in place");
  }
  if (durable) sync_folder(folder_of(to));
}

void keep_as_previous(const std::string& path) {
  const std::string previous = path + ".previous";
  if (access(path.c_str(), F_OK) != 0) return;
  unlink(previous.c_str());
  // A second name, so that path is there at every moment; where the file system has no links, a rename must do.
  if (link(path.c_str(), previous.c_str()) != 0) rename_file(path, previous, false);
}

std::string folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

}  // namespace tessera
