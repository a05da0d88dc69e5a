// Results files with hostile content: a sound file of a small run, or of a small experiment, in which the fuzzer's bytes
// say what is replaced by what.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accept.hpp"

namespace tessera::fuzz {

class HostileFile {
 public:
  HostileFile();
  // Path of a copy of the sound file `kind` ("run" or "sweep") after the replacements in data, its digest beside it.
  std::string make(const std::string& kind, const std::uint8_t* data, std::size_t size) const;

 private:
  Folder folder_;
};

}  // namespace tessera::fuzz
