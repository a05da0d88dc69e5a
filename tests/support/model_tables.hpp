// The tables of sim/MODEL.md that are made from the code: schedule, parameters, columns of the catalogue.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::house {

struct GeneratedBlock {
  std::string name;  // between "<!-- NAME: generated -->" and "<!-- NAME: end -->"
  std::string text;
};

// In the order of the month: number, mechanism, what its header says it is. Read off run/month.cpp and the headers.
GeneratedBlock schedule_block(const std::filesystem::path& root);
// Every parameter: name, default, unit, range, meaning, source.
GeneratedBlock parameters_block();
// The columns of the tables of groups, areas and types.
GeneratedBlock columns_block();

// The document with the text of the block between its marks; throws std::runtime_error if a mark is missing.
std::string renew_block(const std::string& document, const GeneratedBlock& block);
// What stands between the marks of a block; throws as renew_block.
std::string standing_block(const std::string& document, const std::string& name);

}  // namespace tessera::house
