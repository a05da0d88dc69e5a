// Whether a results file is whole: the digest beside it is checked before HDF5 sees a byte, and what has none is looked
// at in a limited child process.
#pragma once

#include <string>

namespace tessera {

struct Soundness {
  int exit_code = 0;               // 0 whole, 1 something is missing or wrong, 3 it can not be read
  std::string text;                // one or more lines in plain words
  bool digest_beside = false;
};

// Digest beside, digests inside, every run that is said to be complete is there and reads back. Never throws for what
// is wrong with the file.
Soundness examine_results(const std::string& path);

}  // namespace tessera
