// The order of a month, and the two phases in which nobody looks at others: stocks and volunteers.
#include <algorithm>
#include <cmath>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr double leaving = 0.03, joining = 0.5, joining_per_tie = 0.1;

// The inverse of a distribution of whole numbers, from one draw of 32 bits; `row` is the cumulative distribution, of 2^32.
constexpr std::size_t row_length = 16;
using Row = std::array<std::uint32_t, row_length>;

std::size_t invert(const Row& row, std::uint32_t draw) {
  std::size_t value = 0;
  for (const std::uint32_t bound : row) value += draw >= bound;
  return value;
}

// of(k): probability of k.
template <class Probability>
Row accumulate(const Probability& of) {
  Row row{};
  double sum = 0.0;
  for (std::size_t k = 0; k < row_length; ++k) {
    sum += of(static_cast<double>(k));
    row[k] = static_cast<std::uint32_t>(std::min(std::floor(sum * 0x1p32), 4294967295.0));
  }
  return row;
}

struct Tables {
  std::array<Row, most_ties + 1> joiners;  // [ties]
  std::array<Row, 96> leavers;             // [volunteers]

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
    if (const std::size_t found = invert(tables.leavers[static_cast<std::size_t>(volunteers)], draw); found < row_length)
      return std::min(static_cast<std::int32_t>(found), volunteers);
  Stream stream = draws.at(i);
  return static_cast<std::int32_t>(binomial(stream, volunteers, leaving));
}

}  // namespace

void use_stocks(Net& net) {
  std::vector<double> unmet(net.blocks(), 0.0);
  for_each_heavy_slot(net.blocks(), net.blocks() > 1, [&](std::size_t b) {
    const auto end = std::min<std::size_t>(net.count(), (b + 1) * block);
    for (std::size_t i = b * block; i < end; ++i) {
      Stocks& own = net.stocks[i];
      const auto& income = net.income[i];
      const Eigen::Array4f need = 0.5F * own.twice_need;
      own.stock += Eigen::Array4f(income[0], income[1], income[2], 0.0F);
      unmet[b] += static_cast<double>((need - own.stock).max(0.0F).sum());
      own.stock = (own.stock - need).max(0.0F);
    }
  });
  net.unmet_sum = 0.0;
  for (const double sum : unmet) net.unmet_sum += sum;
}

void turn_volunteers_over(Net& net) {
  static const Tables tables;
  std::vector<std::int64_t> sums(net.blocks(), 0);
  for_each_heavy_slot(net.blocks(), net.blocks() > 1, [&](std::size_t b) {
    const auto end = std::min<std::size_t>(net.count(), (b + 1) * block);
    std::array<DrawBlock, block / 2> draws;  // two organisations each
    draw_blocks(draws, b * block / 2, net.blocks_of(volunteers_phase));
    for (std::size_t i = b * block; i < end; ++i) {
      const std::uint32_t* draw = &draws[(i - b * block) / 2][2 * (i % 2)];
      std::int32_t& own = net.volunteers[i];
      own -= count_leavers(tables, own, draw[0], net.streams(volunteers_phase), i);
      own += static_cast<std::int32_t>(invert(tables.joiners[net.ties[i].count], draw[1]));
      sums[b] += own;
    }
  });
  net.volunteer_sum = 0;
  for (const std::int64_t sum : sums) net.volunteer_sum += sum;
}

Summary advance(Net& net) {
  ++net.month;
  use_stocks(net);
  turn_volunteers_over(net);
  look_for_partners(net);
  share_stocks(net);
  learn_trust(net);
  return summarise(net);
}

}  // namespace tessera::partner_net
