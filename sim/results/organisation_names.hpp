// What organisations are called in results and in what is made of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "state/organisations.hpp"

namespace tessera {

// "food bank 17".
std::string name_by_row(const std::string& type, std::size_t row);

// [organisation] Described ones are called as their scenario calls them: described, in its order, empty where it says
// nothing. All others, also those that are founded on the way, by type and row: "food bank 17".
std::vector<std::string> name_organisations(const Organisations& organisations, const std::vector<std::string>& described,
                                            const std::vector<std::string>& type_names);

}  // namespace tessera
