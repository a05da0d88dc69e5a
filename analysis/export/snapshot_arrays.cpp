#include "analysis/export/snapshot_arrays.hpp"

namespace tessera {

SnapshotArrays::SnapshotArrays(const Results& results, std::string group, std::size_t organisations)
    : results_(results), group_(std::move(group)), organisations_(organisations), snapshots_(results.read(group_ + "/snapshot").values.size()) {}

const std::vector<double>& SnapshotArrays::read(const std::string& name) const {
  const auto found = read_.find(name);
  return found != read_.end() ? found->second : read_.emplace(name, results_.read(group_ + "/" + name).values).first->second;
}

std::vector<double> SnapshotArrays::part(const std::string& name, std::size_t rows_before, std::size_t rows) const {
  const std::vector<double>& all = read(name);
  const std::size_t width = all.size() / rows;
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(rows_before * width);
  return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

std::vector<double> SnapshotArrays::organisation(const std::string& name, std::size_t row) const {
  return part("organisation_" + name, row, organisations_);
}

std::vector<double> SnapshotArrays::organisation(const std::string& name, std::size_t snapshot, std::size_t row) const {
  return part("organisation_" + name, snapshot * organisations_ + row, snapshots_ * organisations_);
}

double SnapshotArrays::partnership(const std::string& name, std::size_t row) const { return read("partnership_" + name).at(row); }

std::array<std::vector<double>, 4> SnapshotArrays::evidence(std::size_t snapshot) const {
  const std::vector<double>& of_snapshot = read("tie_snapshot");
  std::array<std::vector<double>, 4> evidence;
  const char* names[] = {"tie_good_ab", "tie_bad_ab", "tie_good_ba", "tie_bad_ba"};
  for (std::size_t k = 0; k < evidence.size(); ++k) {
    const std::vector<double>& all = read(names[k]);
    for (std::size_t t = 0; t < all.size(); ++t)
      if (of_snapshot[t] == static_cast<double>(snapshot)) evidence[k].push_back(all[t]);
  }
  return evidence;
}

}  // namespace tessera
