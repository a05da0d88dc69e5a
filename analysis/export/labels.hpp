// Numbers of a file that stand for texts.
#pragma once

#include <string>
#include <vector>

namespace tessera {

// Throws FileError if the file's number stands for none of them.
const std::string& label_of(const std::vector<std::string>& labels, double number);

}  // namespace tessera
