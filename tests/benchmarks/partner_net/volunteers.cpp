// Volunteers leave, Binomial(v, 0.03), and join, Poisson(0.5 (1 + 0.1 degree)): one draw of 32 bits each, inverted.
#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr double leaving = 0.03, joining = 0.5, joining_per_tie = 0.1;

// A cumulative distribution of whole numbers, of 2^32, turned over as comparisons of words want it.
constexpr std::size_t row_length = 16;
using Row = std::array<std::uint32_t, row_length>;

// How many of eight bounds a draw has reached.
std::uint32_t reached(const std::uint32_t* bounds, Words turned_draw) {
  return static_cast<std::uint32_t>(std::countr_zero(bits(above(load_words(bounds), turned_draw)) | 0x100U));
}
// row_length if the draw lies beyond the row.
std::uint32_t invert(const Row& row, std::uint32_t draw) {
  const Words turned = turned_over(eight_words(draw));
  const std::uint32_t value = reached(row.data(), turned);
  return value < 8 ? value : 8 + reached(&row[8], turned);
}

// of(k): probability of k.
template <class Probability>
Row accumulate(const Probability& of) {
  Row row{};
  double sum = 0.0;
  for (std::size_t k = 0; k < row_length; ++k) {
    sum += of(static_cast<double>(k));
    row[k] = 0x80000000U ^ static_cast<std::uint32_t>(std::min(std::floor(sum * 0x1p32), 4294967295.0));
  }
  return row;
}

struct Tables {
  alignas(64) std::array<Row, most_ties + 1> joiners;  // [ties]
  alignas(64) std::array<Row, 96> leavers;             // [volunteers]

  Tables() {
    for (std::size_t d = 0; d < joiners.size(); ++d) {
      const double mean = joining * (1.0 + joining_per_tie * static_cast<double>(d));
      joiners[d] = accumulate([mean](double k) { return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)); });
    }
    for (std::size_t v = 0; v < leavers.size(); ++v) {
      const auto n = static_cast<double>(v);
      leavers[v] = accumulate([n](double k) {
        if (k > n) return 0.0;
        return std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + k * std::log(leaving) +
                        (n - k) * std::log1p(-leaving));
      });
    }
  }
};

// Beyond the table the distribution itself is drawn, from a stream of its own.
std::int32_t count_leavers(const Tables& tables, std::int32_t volunteers, std::uint32_t draw, const MechanismDraws& draws,
                           std::size_t i) {
  if (volunteers < static_cast<std::int32_t>(tables.leavers.size()))
    if (const std::uint32_t found = invert(tables.leavers[static_cast<std::size_t>(volunteers)], draw); found < row_length)
      return std::min(static_cast<std::int32_t>(found), volunteers);
  Stream stream = draws.at(i);
  return static_cast<std::int32_t>(binomial(stream, volunteers, leaving));
}

}  // namespace

void turn_volunteers_over(Net& net, std::size_t b) {
  static const Tables tables;
  std::array<DrawBlock, block_size / 2> draws;  // two organisations each
  draw_blocks(draws, net.first(b) / 2, net.blocks_of(volunteers_phase));
  const std::uint32_t* words = draws.front().data();
  std::int64_t sum = 0;
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; ++i, words += 2) {
    std::int32_t& own = net.volunteers[i];
    own -= count_leavers(tables, own, words[0], net.streams(volunteers_phase), i);
    own += static_cast<std::int32_t>(invert(tables.joiners[net.degree[i]], words[1]));
    sum += own;
  }
  net.blocks[b].volunteers = sum;
}

}  // namespace tessera::partner_net
