// tessera show F.h5: what is in a results file, in ten lines.
#pragma once

#include <iosfwd>
#include <string>

namespace tessera {

// Also for F.h5.part, and for F.h5 of which there is only the part yet. Exit code 0; throws FileError.
int show_results(const std::string& path, std::ostream& out);

}  // namespace tessera
