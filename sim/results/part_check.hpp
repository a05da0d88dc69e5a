// Checksums of what a part file holds, as it has no digest before it is whole: XXH3-64 of each month of each run, of each
// run's record, and of the description. Never 0, which stands for what was not written.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "results/left_over.hpp"
#include "state/trace.hpp"

namespace tessera {

// A month's row of numbers with its hash and trace; in the place of another run or month it does not fit.
std::uint64_t check_of_month(std::uint64_t run, std::uint64_t month, std::span<const double> row, std::uint64_t hash, const Trace& trace);
// message: the bytes as they stand in the file.
std::uint64_t check_of_record(std::uint64_t run, const RunRecord& record, std::span<const std::uint8_t> message);
std::uint64_t check_of_text(std::string_view text);

}  // namespace tessera
