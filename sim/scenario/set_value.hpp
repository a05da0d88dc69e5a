// path=value, from --set or a factor: one value laid over a merged document.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/faults.hpp"

namespace tessera {

// `set` is "path=value": the path as in files, dots between keys ("type.food_bank.radius_km"; entries of lists by name:
// "organisation.shelter.volunteers"), the value as in TOML, bare words are taken as text. Appends the source.
void apply_set(Node& root, const std::string& set, std::vector<SourceFile>& files, Faults& faults);

// Lays one value over a merged document; `path` as above. Faults are placed where the value stands.
void put_value(Node& root, const std::string& path, Node value, Faults& faults);

}  // namespace tessera
