// What came with the program: found beside it, wherever it was installed, unpacked or built.
#pragma once

#include <string>

namespace tessera {

// The running program's own path; empty where the system does not tell (no /proc).
std::string program_path();

// A file or folder by its path within share/tessera of an installed program, or within the tree of a built one
// ("scenarios/claims"). Empty if there is none, and for absolute paths and such as lead out of there.
std::string find_program_file(const std::string& relative);

}  // namespace tessera
