// Numbers of one run that scenarios need beyond what StoredAgents holds.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "results/read.hpp"

namespace tessera {

class SnapshotArrays {
 public:
  SnapshotArrays(const Results& results, std::string group, std::size_t organisations);

  // Values of an organisation's row along all further axes; of what is kept at every snapshot, at that one.
  std::vector<double> organisation(const std::string& name, std::size_t row) const;
  std::vector<double> organisation(const std::string& name, std::size_t snapshot, std::size_t row) const;
  double partnership(const std::string& name, std::size_t row) const;
  // [good_ab, bad_ab, good_ba, bad_ba][tie] of the ties of a snapshot.
  std::array<std::vector<double>, 4> evidence(std::size_t snapshot) const;

 private:
  const std::vector<double>& read(const std::string& name) const;
  std::vector<double> part(const std::string& name, std::size_t rows_before, std::size_t rows) const;

  const Results& results_;
  std::string group_;
  std::size_t organisations_;
  std::size_t snapshots_;
  mutable std::map<std::string, std::vector<double>> read_;  // by name, each read once
};

}  // namespace tessera
