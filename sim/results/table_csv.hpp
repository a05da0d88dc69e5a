// A table as comma-separated values.
#pragma once

#include <string>

#include "results/table_file.hpp"

namespace tessera {

// A line of names and one per row; numbers in full, texts in quotes where they need them, what is no number empty.
std::string table_as_csv(const StoredTable& table);

}  // namespace tessera
