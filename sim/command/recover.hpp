// tessera recover F.h5.part -o F.h5: an ordinary file from what a killed program left.
#pragma once

#include <iosfwd>
#include <string>

namespace tessera {

// An empty output is the name of the part file without ".part". Exit code 0; throws FileError or InputError.
int recover_results(const std::string& part, const std::string& output, std::ostream& out);

}  // namespace tessera
