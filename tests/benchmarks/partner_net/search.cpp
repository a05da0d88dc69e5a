// Who asks whom for a tie, and who agrees. Many searchers are worked on side by side, step by step, so that the records
// one step needs are fetched while others are dealt with; all is drawn by searcher, so that the order does not matter.
#include "benchmarks/partner_net/search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

#include "benchmarks/partner_net/lanes.hpp"

namespace tessera::partner_net {
namespace {

constexpr double search_chance = 0.3;
constexpr std::size_t apart = 8;  // searchers between two steps of one

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

// Every searcher takes its steps `apart` searchers after the step before, so that what was asked for has come.
void search_all(const Net& net, std::span<const std::uint32_t> who, std::vector<Agreed>& agreed) {
  constexpr std::size_t on_the_way = std::bit_ceil(2 * apart + 1);
  std::array<Searcher, on_the_way> searchers;
  std::array<SearchDraws, on_the_way> draws;
  const auto step = [&](std::size_t k, std::size_t steps, const auto& take) {
    if (k >= steps * apart && k - steps * apart < who.size()) take((k - steps * apart) % on_the_way, who[k - steps * apart]);
  };
  for (std::size_t k = 0; k < who.size() + 3 * apart; ++k) {
    step(k, 0, [&](std::size_t, std::uint32_t i) { fetch(net, i); });
    step(k, 1, [&](std::size_t at, std::uint32_t i) {
      searchers[at].self = i;
      draw_blocks(std::span(reinterpret_cast<DrawBlock*>(draws[at].data()), blocks_per_searcher),
                  std::uint64_t{i} * blocks_per_searcher, net.blocks_of(search_phase));
      draw_first(net, searchers[at], draws[at]);
    });
    step(k, 2, [&](std::size_t at, std::uint32_t) { draw_second(net, searchers[at], draws[at]); });
    step(k, 3, [&](std::size_t at, std::uint32_t) { decide(net, searchers[at], draws[at], agreed); });
  }
}

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
  std::array<std::uint32_t, block_size> searching;
  std::size_t count = 0;
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; i += 8, draws += 8)
    for (std::uint32_t who = who_searches(&net.degree[i], draws); who != 0; who &= who - 1)
      searching[count++] = i + static_cast<std::uint32_t>(std::countr_zero(who));
  net.blocks[b].agreed.clear();
  search_all(net, std::span(searching).first(count), net.blocks[b].agreed);
}

}  // namespace tessera::partner_net
