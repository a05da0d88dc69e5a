// The parts of the reader of experiment files.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/experiment.hpp"
#include "scenario/values.hpp"

namespace tessera {

// [[claim]] tables; the variants must have been read.
void read_claims(Reading& reading, const Node& list, Experiment& experiment);

// A [[factor]] table; [design], after the factors; [results].
void read_factor(Reading& reading, const Node& table, Experiment& experiment);
void read_design(Reading& reading, const Node& root, Experiment& experiment);
void read_experiment_results(Reading& reading, const Node& root, Experiment& experiment);

// A fault for every factor that can not be laid over the variants, and for a design that is too large.
void check_factors(const Experiment& experiment, std::vector<Fault>& faults);

// { path = "...", values = [...] }: both must be there; values are finite numbers, all different.
void read_path_and_values(Reading& reading, const Node& table, const std::string& what, std::string& path,
                          std::vector<double>& values);

// Faults for keys of a table that are not among the known ones.
void refuse_other_keys(Reading& reading, const Node& table, const std::string& what,
                       std::span<const std::string_view> known);

// The text of a key; a fault if it is missing and needed, or empty.
std::string read_text_key(Reading& reading, const Node& table, std::string_view key, const std::string& what, bool needed);

// A name among those known, as its place in the list; a fault and 0 otherwise.
std::size_t read_choice(Reading& reading, const Node& node, const std::string& what,
                        std::span<const std::string_view> known);

}  // namespace tessera
