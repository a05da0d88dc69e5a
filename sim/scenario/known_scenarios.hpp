// Scenarios that came with the program may be named from anywhere: "town.toml", "scenarios/town.toml".
#pragma once

#include <filesystem>
#include <string>

namespace tessera {

// The file of that name among the scenarios that came with the program; empty if there is none.
std::string find_known_scenario(const std::string& name);

// The file that a text names from within a file in `folder`: the one there, else the known scenario of that name, else
// where it was looked for first.
std::filesystem::path resolve_scenario(const std::filesystem::path& folder, const std::string& name);

}  // namespace tessera
