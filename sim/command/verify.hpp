// tessera verify F.h5: is the file whole.
#pragma once

#include <iosfwd>
#include <string>

namespace tessera {

// Exit code: 0 whole, 1 something is missing or wrong, 3 it can not be read.
int verify_results(const std::string& path, std::ostream& out);

}  // namespace tessera
