// What commands on experiments share: how their files are read and named.
#pragma once

#include <string>

#include "run/sweep_plan.hpp"

namespace tessera {

// An experiment from its file, or from the text in which it was frozen (to_text). Throws InputError.
Sweep read_sweep(const std::string& file);
// "3/7". Throws InputError.
Shard parse_shard(const std::string& text);
// Where results go if nobody says: the file's name with .h5.
std::string default_output(const std::string& file);

}  // namespace tessera
