// What a shell offers when a user presses Tab, made from the commands and options of the program.
#pragma once

#include <string>
#include <vector>

#include "command/outline.hpp"

namespace tessera {

// Names that are offered after `describe`, --measure and --set.
struct KnownNames {
  std::vector<std::string> described, measures, paths;
};
KnownNames list_known_names();

enum class Shell { bash, zsh, fish };
// Zsh reads the script of bash by its bashcompinit.
std::string completion_script(Shell shell, const std::vector<OutlinedCommand>& commands, const KnownNames& names);

}  // namespace tessera
