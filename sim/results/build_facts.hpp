// What this program was built from: stands in every results file and in --version.
#pragma once

#include <string>

namespace tessera {

struct BuildFacts {
  std::string version;    // of the program
  std::string commit;     // git describe when it was configured, "unknown" without git
  std::string compiler;
  std::string hdf5;       // library version
  std::string libm;       // its last bits differ between versions
  std::string processor;  // class of processor the code is compiled for
};

const BuildFacts& build_facts();

}  // namespace tessera
