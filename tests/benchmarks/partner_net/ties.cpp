// Ties begin and end at both ends at once; one thread does this, in the order of organisations.
#include <algorithm>
#include <cmath>

#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

// One slot of what an organisation knows of its ties.
struct Known {
  float& good;
  std::uint16_t& chance;
  std::uint16_t& since;
};
Known known(Net& net, std::uint32_t i, std::uint32_t slot) {
  Evidence& evidence = net.evidence[i / 2];
  const std::uint32_t k = i % 2 * most_ties + slot;
  return {evidence.good[k], evidence.chance[k], evidence.since[k]};
}

// Takes a tie out of its slot at this end; the last one moves there.
void take_out(Net& net, std::uint32_t i, std::uint32_t slot) {
  Ties& ties = net.ties[i];
  const std::uint32_t last = --net.degree[i];
  const Known left = known(net, i, last);
  if (slot != last) {
    ties.other[slot] = ties.other[last];
    ties.back[slot] = ties.back[last];
    const Known moved = known(net, i, slot);
    moved.good = left.good;
    moved.chance = left.chance;
    moved.since = left.since;
    net.ties[ties.other[slot]].back[ties.back[slot]] = static_cast<std::uint8_t>(slot);
  }
  ties.other[last] = i;
  left.good = 0.0F;
  left.chance = left.since = 0;
}

void make_tie(Net& net, const Agreed& agreed) {
  const std::uint8_t mine = net.degree[agreed.from]++, theirs = net.degree[agreed.to]++;
  const auto begin = [&](std::uint32_t i, std::uint8_t slot, std::uint32_t other, std::uint8_t back) {
    net.ties[i].other[slot] = other;
    net.ties[i].back[slot] = back;
    const Known evidence = known(net, i, slot);
    evidence.good = 1.0F;
    evidence.chance = agreed.chance;
    evidence.since = static_cast<std::uint16_t>(net.month - 1);
  };
  begin(agreed.from, mine, agreed.to, theirs);
  begin(agreed.to, theirs, agreed.from, mine);
  ++net.tie_count;
}

bool are_tied(const Net& net, std::uint32_t i, std::uint32_t j) {
  const auto& others = net.ties[i].other;
  return std::find(others.begin(), others.end(), j) != others.end();
}

void fetch(const Net& net, std::uint32_t i) {
  __builtin_prefetch(&net.ties[i]);
  const char* evidence = reinterpret_cast<const char*>(&net.evidence[i / 2]);
  for (std::size_t line = 0; line < sizeof(Evidence); line += 64) __builtin_prefetch(evidence + line);
}

}  // namespace

std::uint32_t success_of_32_bits(const Profile& one, const Profile& other) {
  float alike = 0.0F;
  for (std::size_t k = 0; k < 4; ++k) alike += one.mission[k] * other.mission[k];
  const float dx = one.x - other.x, dy = one.y - other.y;
  const float logit = 0.5F + 2.0F * alike - std::sqrt(dx * dx + dy * dy);
  return static_cast<std::uint32_t>(0x1p32 / (1.0 + std::exp(-static_cast<double>(logit))));
}

void make_agreed_ties(Net& net) {
  constexpr std::size_t ahead = 12;
  for (const Block& block : net.blocks) {
    const auto& all = block.agreed;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (k + ahead < all.size()) {
        fetch(net, all[k + ahead].from);
        fetch(net, all[k + ahead].to);
      }
      if (net.degree[all[k].from] == most_ties || net.degree[all[k].to] == most_ties) continue;
      if (!are_tied(net, all[k].from, all[k].to)) make_tie(net, all[k]);
    }
  }
}

void end_tie(Net& net, std::uint32_t i, std::uint32_t slot) {
  const std::uint32_t j = net.ties[i].other[slot], back = net.ties[i].back[slot];
  take_out(net, j, back);
  take_out(net, i, slot);
  --net.tie_count;
}

}  // namespace tessera::partner_net
