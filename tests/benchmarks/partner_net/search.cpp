// Who asks whom for a tie, and who agrees. Many searchers are worked on side by side, step by step, so that the records
// one step needs are fetched while others are dealt with; all is drawn by searcher, so that the order does not matter.
#include "benchmarks/partner_net/search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "benchmarks/partner_net/lanes.hpp"

namespace tessera::partner_net {
namespace {

constexpr double search_chance = 0.3;
constexpr std::uint32_t together = 32;  // searchers worked on side by side

// Sixteen words of 32 bits: one for each candidate, one more for each partner of a partner, the choice, the answer.
constexpr std::uint32_t blocks_per_searcher = 4;
using SearchDraws = std::array<std::uint32_t, 4 * blocks_per_searcher>;
constexpr std::uint32_t choice_draw = 12, answer_draw = 13;

std::uint32_t below(std::uint32_t bound, std::uint32_t draw) {
  return static_cast<std::uint32_t>((std::uint64_t{bound} * draw) >> 32);
}

// Rows of the own and the adjacent cells, as runs of organisations.
struct Nearby {
  std::array<std::uint32_t, 3> shift{};  // from a place among all to an organisation, by row
  std::array<std::uint32_t, 3> end{};    // place behind the last of a row

  Nearby(const Net& net, const Profile& profile) {
    const auto along = [&](float at) {
      return std::min(net.side - 1, static_cast<std::uint32_t>(at * static_cast<float>(net.side)));
    };
    const std::uint32_t x = along(profile.x), y = along(profile.y);
    const std::uint32_t left = x == 0 ? 0 : x - 1, right = std::min(net.side - 1, x + 1);
    std::uint32_t all = 0;
    for (std::uint32_t row = 0; row < 3; ++row) {
      if (y + row != 0 && y + row <= net.side) {
        const std::uint32_t cells = (y + row - 1) * net.side, begin = net.cell_begin[cells + left];
        shift[row] = begin - all;
        all += net.cell_begin[cells + right + 1] - begin;
      }
      end[row] = all;
    }
  }
  std::uint32_t all() const { return end[2]; }
  std::uint32_t at(std::uint32_t place) const { return place + shift[std::size_t{place >= end[0]} + (place >= end[1])]; }
};

void fetch(const Net& net, std::uint32_t j) {
  __builtin_prefetch(&net.profile[j]);
  __builtin_prefetch(&net.over[j]);
  __builtin_prefetch(&net.ties[j]);
}

// First step: who is near, and a partner whose partner will be asked.
void draw_first(const Net& net, Searcher& searcher, const SearchDraws& draws) {
  const Nearby nearby(net, net.profile[searcher.self]);
  for (std::uint32_t c = 0; c < near; ++c) {
    searcher.found[c] = nearby.at(below(nearby.all(), draws[c]));
    fetch(net, searcher.found[c]);
  }
  const std::uint32_t degree = net.degree[searcher.self];
  for (std::uint32_t c = near; c < candidates; ++c) {
    searcher.found[c] = degree == 0 ? below(net.count(), draws[c]) : net.ties[searcher.self].other[below(degree, draws[c])];
    __builtin_prefetch(&net.ties[searcher.found[c]]);
  }
}

// Second step: from partners to their partners.
void draw_second(const Net& net, Searcher& searcher, const SearchDraws& draws) {
  const bool has_partners = net.degree[searcher.self] > 0;
  for (std::uint32_t c = near; c < candidates; ++c) {
    std::uint32_t& found = searcher.found[c];
    if (has_partners) found = net.ties[found].other[below(net.degree[found], draws[c + near])];
    fetch(net, found);
  }
}

// Third step: the choice, and the answer of the one who is asked.
void decide(const Net& net, const Searcher& searcher, const SearchDraws& draws, std::vector<Agreed>& agreed) {
  const Choice choice = choose(net, searcher, draws[choice_draw]);
  if (choice.candidate == nobody) return;
  const std::uint32_t to = searcher.found[choice.candidate];
  if (net.degree[to] == most_ties) return;
  if (0x1p-32 * draws[answer_draw] * (1.0 + std::exp(-static_cast<double>(choice.answer))) >= 1.0) return;
  const std::uint32_t success = success_of_32_bits(net.profile[searcher.self], net.profile[to]);
  agreed.push_back({searcher.self, to, static_cast<std::uint16_t>(success >> 16)});
}

// Those who look for partners, a few at a time.
class Searchers {
 public:
  Searchers(const Net& net, std::vector<Agreed>& agreed) : net_(net), agreed_(agreed) {}
  void add(std::uint32_t i) {
    searchers_[count_].self = i;
    for (std::uint32_t k = 0; k < blocks_per_searcher; ++k)
      subjects_[count_ * blocks_per_searcher + k] = std::uint64_t{i} * blocks_per_searcher + k;
    if (++count_ == together) decide_all();
  }
  void decide_all() {
    const std::uint32_t blocks = count_ * blocks_per_searcher;
    draw_blocks(std::span(reinterpret_cast<DrawBlock*>(draws_.data()), blocks), std::span(subjects_).first(blocks),
                net_.blocks_of(search_phase));
    for (std::uint32_t k = 0; k < count_; ++k) draw_first(net_, searchers_[k], draws_[k]);
    for (std::uint32_t k = 0; k < count_; ++k) draw_second(net_, searchers_[k], draws_[k]);
    for (std::uint32_t k = 0; k < count_; ++k) decide(net_, searchers_[k], draws_[k], agreed_);
    count_ = 0;
  }

 private:
  const Net& net_;
  std::vector<Agreed>& agreed_;
  std::array<Searcher, together> searchers_;
  std::array<std::uint64_t, together * blocks_per_searcher> subjects_;
  std::array<SearchDraws, together> draws_;
  std::uint32_t count_ = 0;
};

// A bit for each of eight organisations that may look for partners and does.
std::uint32_t who_searches(const std::uint8_t* degree, const std::uint32_t* draws) {
  constexpr auto searching = static_cast<std::uint32_t>(search_chance * 0x1p32);
  const Words degrees = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(degree)));
  return bits(above(eight_words(most_ties), degrees)) & bits(above(turned_over(eight_words(searching)), turned_over(load_words(draws))));
}

}  // namespace

void look_for_partners(Net& net, std::size_t b) {
  std::array<DrawBlock, block_size / 4> opportunity;  // four organisations each
  draw_blocks(opportunity, net.first(b) / 4, net.blocks_of(opportunity_phase));
  const std::uint32_t* draws = opportunity.front().data();
  net.blocks[b].agreed.clear();
  Searchers searchers(net, net.blocks[b].agreed);
  for (std::uint32_t i = net.first(b); i < net.end(b); i += 8, draws += 8)
    for (std::uint32_t who = who_searches(&net.degree[i], draws); who != 0; who &= who - 1)
      searchers.add(i + static_cast<std::uint32_t>(std::countr_zero(who)));
  searchers.decide_all();
}

}  // namespace tessera::partner_net
