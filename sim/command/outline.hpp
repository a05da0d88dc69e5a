// The commands and options of the program as data, read off the command line's own description, for completion and manual.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tessera {

// What stands after an option, or in the place of an argument.
enum class Wanted { nothing, text, file, folder, scenario, results, part, table, measures, value_path, name, choice };

struct OutlinedOption {
  std::string long_name, short_name;  // "--output", "-o"; both empty = a positional argument
  std::string argument;               // "SCENARIO"; of options the kind of value, empty = a flag
  std::string does;
  Wanted wanted = Wanted::nothing;
  std::vector<std::string> choices;   // of Wanted::choice
  bool required = false, repeated = false;
};

struct OutlinedCommand {
  std::string name, does;
  std::vector<OutlinedOption> options;  // positional ones first, in their order
  std::vector<std::string> examples;    // command lines
};

// In the order of --help.
std::vector<OutlinedCommand> outline_commands(const CLI::App& program);

}  // namespace tessera
