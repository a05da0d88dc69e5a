#include "base/version.hpp"

#include "tessera_commit.hpp"  // made by CMake: TESSERA_COMMIT

namespace tessera {

std::string_view program_version() { return TESSERA_VERSION; }
std::string_view program_commit() { return TESSERA_COMMIT; }
std::string_view program_compiler() { return TESSERA_COMPILER; }
std::string_view program_build() { return TESSERA_BUILD_TYPE; }

}  // namespace tessera
