#include "results/organisation_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.hpp"

namespace tessera {
namespace {

// Rows that were there at founding; entrants follow them.
std::size_t count_founders(const Organisations& organisations) {
  const auto is_founder = [](std::uint64_t id) { return id < entrant_id(0, 0, 0); };
  return static_cast<std::size_t>(std::count_if(organisations.id.begin(), organisations.id.end(), is_founder));
}

}  // namespace

std::string name_by_row(const std::string& type, std::size_t row) {
  std::string words = type;
  std::replace(words.begin(), words.end(), '_', ' ');
  return fmt::format("{} {}", words, row);
}

std::vector<std::string> name_organisations(const Organisations& organisations, const std::vector<std::string>& described,
                                            const std::vector<std::string>& type_names) {
  std::vector<std::string> names;
  for (std::size_t row = 0; row < organisations.count(); ++row)
    names.push_back(name_by_row(type_names.at(organisations.type[row]), row));
  const std::size_t founders = count_founders(organisations);
  promise(described.size() <= founders, "described organisations are there from the beginning");
  const std::size_t first = founders - described.size();  // they are founded last: row_of_record() of founding
  for (std::size_t k = 0; k < described.size(); ++k)
    if (!described[k].empty()) names[first + k] = described[k];
  return names;
}

}  // namespace tessera
