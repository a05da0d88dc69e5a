// Reading results: opens only files whose bytes are known to be whole, or that a limited child has read before.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "results/results_file.hpp"

namespace tessera {

struct StoredArray {
  std::vector<double> values;      // last axis fastest; whole numbers as they are
  std::vector<std::string> axes;   // names: "point", "replicate", "month", "district", ...
  std::vector<std::size_t> shape;
  std::string unit;
  std::string meaning;
};

// One line of the list of contents.
struct StoredItem {
  std::string path;                // "/need_met", "/agents/point_0/replicate_0/tie_level"
  std::string type;                // "float64", "int8", "string", ...
  std::vector<std::string> axes;
  std::string unit;
  std::string meaning;
  bool dimension_only = false;     // a dimension without values
};

class Results {
 public:
  // Throws FileError if the file is missing, damaged or no results file. A part file is not one: see PartReader.
  static Results open(const std::string& path);
  Results(Results&&) noexcept;
  ~Results();

  std::uint32_t points() const;
  std::uint32_t replicates() const;
  std::int32_t months() const;     // of a run, the last of kept_months()
  std::uint64_t seed() const;
  std::string attribute(const std::string& name) const;      // text attributes of the root; empty if not there
  std::string scenario_text() const { return attribute("scenario"); }
  RunStatus status(std::uint32_t point, std::uint32_t replicate) const;
  std::string message(std::uint32_t point, std::uint32_t replicate) const;
  bool has_digest_beside() const;

  // Of experiments. A file that `run` wrote, or a shard, answers too: the numbers of its points and replicates, the months
  // that it keeps, one variant, no factors.
  bool is_experiment() const;                                 // it holds the text of a Sweep in the attribute `experiment`
  std::vector<std::int32_t> point_numbers() const;            // [point]
  std::vector<std::int32_t> replicate_numbers() const;        // [replicate]
  std::vector<std::int32_t> kept_months() const;              // [month]
  std::vector<std::string> variants() const;                  // names, the first is the baseline
  std::vector<std::uint32_t> variant_of_points() const;       // [point] place among variants()
  std::vector<std::int32_t> design_point_of_points() const;   // [point]
  std::vector<std::string> factors() const;                   // paths: "trust.weight"
  std::vector<double> factor_values(const std::string& path) const;  // [point]
  std::vector<RunStatus> statuses(std::uint32_t point) const;        // [replicate]
  // A measure at one point: [replicate][month][place], NaN where there is nothing.
  std::vector<double> measure_at(const std::string& measure, std::uint32_t point) const;

  std::vector<std::string> measures() const;                  // those with axes point, replicate, month, ...
  bool has(const std::string& path) const;                    // a dataset
  std::vector<std::string> names(const std::string& path) const;  // a text dataset: names along an axis, and the like
  // Any numeric dataset by its path. Throws InputError if there is none of that name.
  StoredArray read(const std::string& path) const;
  std::vector<std::uint64_t> read_ids(const std::string& path) const;       // permanent numbers: 64 bits do not fit a double
  std::vector<std::string> meanings(const std::string& path) const;         // names of the values of an enumeration, from 0 on
  std::vector<std::uint64_t> state_hashes(std::uint32_t point, std::uint32_t replicate) const;  // [kept month]
  // [every month][mechanism, as mechanism_names from founding on], see state/trace.hpp.
  std::vector<std::uint16_t> traces(std::uint32_t point, std::uint32_t replicate) const;
  std::vector<std::string> agent_groups() const;              // "/agents/point_0/replicate_0", ...
  std::vector<StoredItem> list_contents() const;
  std::vector<std::string> root_attributes() const;

 private:
  struct Implementation;
  explicit Results(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tessera
