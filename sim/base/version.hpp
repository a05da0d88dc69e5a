// Which program this is: in `--version`, in every results file, in every bug report.
#pragma once

#include <string_view>

namespace tessera {

std::string_view program_version();  // "0.1.0"
std::string_view program_commit();   // git commit, with "+" where files differed from it; "unknown" outside a checkout
std::string_view program_compiler(); // "GNU 12.2.0"
std::string_view program_build();    // "Release"

}  // namespace tessera
