// What every fuzz target expects: hostile bytes are read, or refused with InputError or FileError. All else ends the
// program, and the fuzzer keeps the input.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/errors.hpp"

namespace tessera::fuzz {

inline void expect(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "not kept: %s\n", what);
  std::abort();
}

// A refusal says something, and of a fault in a file where it is.
template <class Read>
void accept_or_refuse(const Read& read) {
  try {
    read();
  } catch (const InputError& error) {
    expect(std::string_view(error.what()) != "", "a refusal says why");
    for (const Fault& fault : error.faults()) expect(!fault.message.empty() && fault.line >= 0 && fault.column >= 0, "a fault has a place");
  } catch (const FileError& error) {
    expect(std::string_view(error.what()) != "", "a refusal says why");
  }
}

inline std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A folder in memory that goes with the program.
class Folder {
 public:
  Folder() {
    std::string name = "/dev/shm/tessera-fuzz-XXXXXX";
    expect(mkdtemp(name.data()) != nullptr, "there is room for a folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string write(const std::string& name, std::string_view content) const {
    std::ofstream(file(name), std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return file(name);
  }

 private:
  std::string path_;
};

}  // namespace tessera::fuzz
