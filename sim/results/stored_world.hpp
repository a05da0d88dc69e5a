// Worlds, whole or in part, as arrays of an array file. Names of the arrays: table.name as in fields().
#pragma once

#include <functional>

#include "results/array_file.hpp"
#include "state/fields.hpp"

namespace tessera {

void store_world(ArrayFileWriter& file, const World& world, const std::function<bool(const Field&)>& wanted);
// Fields that are not wanted stay empty. Throws FileError if a wanted one is missing. Indexes are not built.
World restore_world(const ArrayFileReader& file, const std::function<bool(const Field&)>& wanted);

}  // namespace tessera
