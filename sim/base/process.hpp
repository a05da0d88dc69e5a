// Another program, started by a list of arguments: no shell reads them, so that any name arrives as it is.
#pragma once

#include <string>
#include <vector>

namespace tessera {

struct ProcessAnswer {
  bool found = false;  // false: there is no such program
  int exit_code = -1;  // 128 + the signal that ended it
  std::string out, err;
};

// Runs words[0], looked up in PATH, to its end, with nothing to read. Throws FileError if no process can be made.
ProcessAnswer run_process(const std::vector<std::string>& words);

}  // namespace tessera
