#include "results/part_check.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <xxhash.h>

#include <array>
#include <bit>

namespace tessera {
namespace {

std::uint64_t never_zero(std::uint64_t check) { return check == 0 ? 1 : check; }

// Of several pieces and where they stand.
template <std::size_t Count>
std::uint64_t join(const std::array<std::uint64_t, Count>& pieces) {
  return never_zero(XXH3_64bits(pieces.data(), sizeof pieces));
}

}  // namespace

std::uint64_t check_of_month(std::uint64_t run, std::uint64_t month, std::span<const double> row, std::uint64_t hash, const Trace& trace) {
  return join(std::array{run, month, XXH3_64bits(row.data(), row.size_bytes()), hash, XXH3_64bits(trace.data(), sizeof trace)});
}

std::uint64_t check_of_record(std::uint64_t run, const RunRecord& record, std::span<const std::uint8_t> message) {
  return join(std::array{run, static_cast<std::uint64_t>(record.status), static_cast<std::uint64_t>(record.months),
                         std::bit_cast<std::uint64_t>(record.wall_s), XXH3_64bits(message.data(), message.size())});
}

std::uint64_t check_of_text(std::string_view text) { return never_zero(XXH3_64bits(text.data(), text.size())); }

}  // namespace tessera
