// The claims as they lie in a folder: the list of all of them, and the experiment files that answer them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenario/experiment.hpp"

namespace tessera {

struct IndexRow {
  std::string id;
  bool disputed = false;  // in the literature: a sweep or regimes must show where it turns
  std::string claim;      // in the words of the list
};

struct ClaimsFolder {
  std::string path;
  std::vector<IndexRow> index;          // in the order of index.csv
  std::vector<Experiment> experiments;  // by file name; files without claims are left out

  // Ids of the index that no experiment answers, in its order.
  std::vector<std::string> missing() const;
};

// Reads index.csv and every *.toml. Throws InputError with every fault of all files: also ids that the index does not
// list, that two files answer, outcomes that can not be measured, and pairs that would not run on the same luck.
ClaimsFolder read_claims_folder(const std::string& path);

// Where an id stands in the index. Throws InputError naming the nearest.
std::size_t find_index_row(const ClaimsFolder& folder, const std::string& id);

}  // namespace tessera
