// Who asks whom for a tie, and who agrees. Many searchers are worked on side by side, step by step, so that the records
// one step needs are fetched while others are dealt with; all is drawn by searcher, so that the order does not matter.
#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr std::uint32_t candidates = 8, near = 4;  // near: of the own and the adjacent cells
constexpr double search_chance = 0.3;
constexpr float nobody_utility = 1.0F, answer_threshold = 1.0F;

constexpr std::uint32_t together = 64;  // searchers worked on side by side

// Sixteen words of 32 bits: one for each candidate, one more for each partner of a partner, the choice, the answer.
constexpr std::uint32_t blocks_per_searcher = 4;
using SearchDraws = std::array<std::uint32_t, 4 * blocks_per_searcher>;
constexpr std::uint32_t choice_draw = 12, answer_draw = 13;

struct Searcher {
  std::uint32_t self = 0;
  std::array<std::uint32_t, candidates> found{};
};

std::uint32_t below(std::uint32_t bound, std::uint32_t draw) {
  return static_cast<std::uint32_t>((std::uint64_t{bound} * draw) >> 32);
}

// Rows of the own and the adjacent cells, as runs of organisations.
struct Nearby {
  std::array<std::uint32_t, 3> begin{}, size{};
  std::uint32_t all = 0;

  Nearby(const Net& net, const Profile& profile) {
    const auto along = [&](float at) {
      return std::min(net.side - 1, static_cast<std::uint32_t>(at * static_cast<float>(net.side)));
    };
    const std::uint32_t x = along(profile.x), y = along(profile.y);
    const std::uint32_t first = x == 0 ? 0 : x - 1, last = std::min(net.side - 1, x + 1);
    for (std::uint32_t row = 0; row < 3; ++row) {
      if (y + row == 0 || y + row > net.side) continue;
      const std::uint32_t cells = (y + row - 1) * net.side;
      begin[row] = net.cell_begin[cells + first];
      size[row] = net.cell_begin[cells + last + 1] - begin[row];
      all += size[row];
    }
  }
  std::uint32_t at(std::uint32_t place) const {
    for (std::uint32_t row = 0; row < 2; ++row) {
      if (place < size[row]) return begin[row] + place;
      place -= size[row];
    }
    return begin[2] + place;
  }
};

// First step: who is near, and a partner whose partner will be asked.
void draw_first(const Net& net, Searcher& searcher, const SearchDraws& draws) {
  const Nearby nearby(net, net.profile[searcher.self]);
  const Ties& ties = net.ties[searcher.self];
  for (std::uint32_t c = 0; c < candidates; ++c) {
    if (c < near)
      searcher.found[c] = nearby.at(below(nearby.all, draws[c]));
    else
      searcher.found[c] = ties.count == 0 ? below(net.count(), draws[c]) : ties.other[below(ties.count, draws[c])];
    __builtin_prefetch(&net.ties[searcher.found[c]]);
  }
}

// Second step: from partners to their partners; then all that utilities are made of is fetched.
void draw_second(const Net& net, Searcher& searcher, const SearchDraws& draws) {
  const bool has_partners = net.ties[searcher.self].count > 0;
  for (std::uint32_t c = 0; c < candidates; ++c) {
    std::uint32_t& found = searcher.found[c];
    if (c >= near && has_partners) {
      const Ties& theirs = net.ties[found];
      found = theirs.other[below(theirs.count, draws[c + near])];
      __builtin_prefetch(&net.ties[found]);
    }
    __builtin_prefetch(&net.profile[found]);
    __builtin_prefetch(&net.stocks[found]);
  }
}

std::uint32_t count_common(const Ties& one, const Ties& other) {
  static_assert(most_ties == 3 * lanes);
  const Bits first = load<Bits>(&other.other[0]), second = load<Bits>(&other.other[lanes]), third = load<Bits>(&other.other[2 * lanes]);
  Bits matches{};  // all bits set, which is -1, for every match
  for (std::uint32_t s = 0; s < one.count; ++s) {
    const Bits mine = Bits{} + one.other[s];
    matches += std::bit_cast<Bits>(first == mine) + std::bit_cast<Bits>(second == mine) + std::bit_cast<Bits>(third == mine);
  }
  return 0U - (matches[0] + matches[1] + matches[2] + matches[3]);
}

// What i has to spare against what j lacks, 0 to 1.
float complementarity(const Stocks& one, const Stocks& other) {
  const Eigen::Array4f spare = (one.stock - one.twice_need).max(0.0F), lacking = (other.twice_need - other.stock).max(0.0F);
  return std::min(1.0F, spare.min(lacking).sum());
}

// All of the utility that is the same for both.
float weigh_pair(const Net& net, std::uint32_t i, std::uint32_t j) {
  const Profile &one = net.profile[i], &other = net.profile[j];
  float alike = 0.0F;
  for (std::size_t k = 0; k < 4; ++k) alike += one.mission[k] * other.mission[k];
  const float dx = one.x - other.x, dy = one.y - other.y;
  const auto common = static_cast<float>(std::min(3U, count_common(net.ties[i], net.ties[j])));
  return 2.0F * alike + 0.5F * common - 2.0F * std::sqrt(dx * dx + dy * dy) + (one.sector != other.sector ? 0.3F : 0.0F);
}

// Third step: a multinomial logit among the candidates and nobody, and the answer of the one who is asked.
Proposal choose(const Net& net, const Searcher& searcher, const SearchDraws& draws) {
  const std::uint32_t i = searcher.self;
  Eigen::Array<float, candidates, 1> pair, utility;
  for (std::uint32_t c = 0; c < candidates; ++c) {
    const std::uint32_t j = searcher.found[c];
    const bool open = j != i && !are_tied(net, i, j);
    pair[c] = open ? weigh_pair(net, i, j) : 0.0F;
    utility[c] = open ? pair[c] + complementarity(net.stocks[i], net.stocks[j]) : -100.0F;
  }
  const Eigen::Array<float, candidates, 1> weight = utility.exp();
  float left = static_cast<float>(0x1p-32 * draws[choice_draw]) * (weight.sum() + std::exp(nobody_utility));
  for (std::uint32_t c = 0; c < candidates; ++c) {
    left -= weight[c];
    if (left >= 0.0F) continue;
    const std::uint32_t j = searcher.found[c];
    const float answer = pair[c] + complementarity(net.stocks[j], net.stocks[i]) - answer_threshold;
    const bool agrees = net.ties[j].count < most_ties && 0x1p-32 * draws[answer_draw] * (1.0 + std::exp(-static_cast<double>(answer))) < 1.0;
    return {j, agrees};
  }
  return {};
}

// Those who look for partners, a few at a time.
class Searchers {
 public:
  explicit Searchers(Net& net) : net_(net) {}
  void add(std::uint32_t i) {
    searchers_[count_].self = i;
    for (std::uint32_t k = 0; k < blocks_per_searcher; ++k)
      subjects_[count_ * blocks_per_searcher + k] = std::uint64_t{i} * blocks_per_searcher + k;
    if (++count_ == together) decide();
  }
  void decide() {
    const std::uint32_t blocks = count_ * blocks_per_searcher;
    draw_blocks(std::span(reinterpret_cast<DrawBlock*>(draws_.data()), blocks), std::span(subjects_).first(blocks),
                net_.blocks_of(search_phase));
    for (std::uint32_t k = 0; k < count_; ++k) draw_first(net_, searchers_[k], draws_[k]);
    for (std::uint32_t k = 0; k < count_; ++k) draw_second(net_, searchers_[k], draws_[k]);
    for (std::uint32_t k = 0; k < count_; ++k) net_.proposals[searchers_[k].self] = choose(net_, searchers_[k], draws_[k]);
    count_ = 0;
  }

 private:
  Net& net_;
  std::array<Searcher, together> searchers_;
  std::array<std::uint64_t, together * blocks_per_searcher> subjects_;
  std::array<SearchDraws, together> draws_;
  std::uint32_t count_ = 0;
};

void search_block(Net& net, std::uint32_t begin, std::uint32_t end) {
  static_assert(block % 4 == 0);
  constexpr auto searching = static_cast<std::uint32_t>(search_chance * 0x1p32);
  std::array<DrawBlock, block / 4> opportunity;  // four organisations each
  draw_blocks(opportunity, begin / 4, net.blocks_of(opportunity_phase));
  Searchers searchers(net);
  for (std::uint32_t i = begin; i < end; ++i) {
    net.proposals[i].accepted = false;
    if (net.ties[i].count < most_ties && opportunity[(i - begin) / 4][i % 4] < searching) searchers.add(i);
  }
  searchers.decide();
}

void carry_out(Net& net) {
  constexpr std::uint32_t ahead = 16;
  for (std::uint32_t i = 0; i < net.count(); ++i) {
    if (i + ahead < net.count() && net.proposals[i + ahead].accepted) {
      const std::uint32_t next = net.proposals[i + ahead].to;
      __builtin_prefetch(&net.ties[next]);
      __builtin_prefetch(&net.evidence[next]);
    }
    const Proposal& proposal = net.proposals[i];
    if (!proposal.accepted || net.ties[i].count == most_ties || net.ties[proposal.to].count == most_ties) continue;
    if (!are_tied(net, i, proposal.to)) make_tie(net, i, proposal.to);
  }
}

}  // namespace

void look_for_partners(Net& net) {
  for_each_heavy_slot(net.blocks(), net.blocks() > 1, [&](std::size_t b) {
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(net.count(), (b + 1) * block));
    search_block(net, static_cast<std::uint32_t>(b * block), end);
  });
  carry_out(net);
}

}  // namespace tessera::partner_net
