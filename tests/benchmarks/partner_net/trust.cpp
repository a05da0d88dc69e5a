// Evidence of every tie at both ends, and the end of ties that one end trusts too little.
#include <algorithm>

#include "base/parallel.hpp"
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

constexpr float kept = 0.98F, least_trust = 0.35F, least_evidence = 5.0F;

// What one block of organisations learns.
struct Learnt {
  double trust = 0.0;                                          // sum over ties, from this end
  std::uint64_t updates = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ended;  // organisation, other
};

bool ends(const Evidence& evidence, std::uint32_t slot) {
  return evidence.good[slot] < least_trust * evidence.total[slot] && evidence.total[slot] > least_evidence;
}

// words: one draw for every slot. The loop is of fixed length, and leaves unused slots as they are.
void learn(const Ties& ties, Evidence& evidence, std::uint32_t i, const std::uint32_t* words, Learnt& learnt) {
  if (ties.count == 0) return;
  std::array<float, most_ties> trust;
  Bits ending{};
  for (std::size_t s = 0; s < most_ties; s += lanes) {
    const Bits chance = load<Bits>(&evidence.success[s]);
    const Numbers good = kept * load<Numbers>(&evidence.good[s]) + one_where(load<Bits>(words + s) < chance);
    const Numbers total = kept * load<Numbers>(&evidence.total[s]) + one_where(chance != 0);
    store(&evidence.good[s], good);
    store(&evidence.total[s], total);
    store(&trust[s], good / total);
    ending |= std::bit_cast<Bits>(good < least_trust * total) & std::bit_cast<Bits>(total > least_evidence);
  }
  float sum = 0.0F;
  for (std::uint32_t s = 0; s < ties.count; ++s) sum += trust[s];
  learnt.trust += static_cast<double>(sum);
  learnt.updates += ties.count;
  if ((ending[0] | ending[1] | ending[2] | ending[3]) == 0) return;
  for (std::uint32_t s = 0; s < ties.count; ++s)
    if (ends(evidence, s)) learnt.ended.emplace_back(i, ties.other[s]);
}

void end_broken(Net& net, std::uint32_t i, std::uint32_t j) {
  const Ties& ties = net.ties[i];
  for (std::uint32_t s = 0; s < ties.count; ++s) {
    if (ties.other[s] != j) continue;
    const Evidence &own = net.evidence[i], &theirs = net.evidence[j];
    const std::uint32_t back = ties.back[s];
    net.trust_sum -= static_cast<double>(own.good[s] / own.total[s] + theirs.good[back] / theirs.total[back]);
    return end_tie(net, i, s);
  }
}

}  // namespace

void learn_trust(Net& net) {
  std::vector<Learnt> learnt(net.blocks());
  for_each_heavy_slot(net.blocks(), net.blocks() > 1, [&](std::size_t b) {
    constexpr std::uint32_t together = 64;  // organisations whose draws are made at once
    std::array<DrawBlock, 3 * together> draws;  // twelve words each, one for every slot
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(net.count(), (b + 1) * block));
    for (auto i = static_cast<std::uint32_t>(b * block); i < end; ++i) {
      if (i % together == 0) draw_blocks(draws, 3 * std::uint64_t{i}, net.blocks_of(trust_phase));
      learn(net.ties[i], net.evidence[i], i, draws[3 * (i % together)].data(), learnt[b]);
    }
  });
  net.trust_sum = 0.0;
  for (const Learnt& one : learnt) {
    net.trust_sum += one.trust;
    net.tie_updates += one.updates;
  }
  for (const Learnt& one : learnt)
    for (const auto& [i, j] : one.ended) end_broken(net, i, j);
}

}  // namespace tessera::partner_net
