// Where results are to go.
#pragma once

#include <string>

namespace tessera {

// InputError unless what stands at the path, if anything, is a results file: replacing is for results, not for the scenario
// or whatever else a slip of the hand names.
void refuse_to_replace_what_is_no_result(const std::string& output);

// Makes the folders above a file. Throws FileError.
void make_folder_of(const std::string& output);

}  // namespace tessera
