// Ties begin and end at both ends at once; one thread does this, in the order of organisations.
#include <cmath>

#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {
namespace {

std::uint32_t chance_of_32_bits(float logit) {
  const double chance = 1.0 / (1.0 + std::exp(-static_cast<double>(logit)));
  return static_cast<std::uint32_t>(chance * 0x1p32);
}

// Takes a tie out of its slot at this end; the last one moves there.
void take_out(Net& net, std::uint32_t i, std::uint32_t slot) {
  Ties& ties = net.ties[i];
  Evidence& evidence = net.evidence[i];
  const std::uint32_t last = --ties.count;
  if (slot != last) {
    ties.other[slot] = ties.other[last];
    ties.back[slot] = ties.back[last];
    evidence.good[slot] = evidence.good[last];
    evidence.success[slot] = evidence.success[last];
    evidence.total[slot] = evidence.total[last];
    net.ties[ties.other[slot]].back[ties.back[slot]] = static_cast<std::uint8_t>(slot);
  }
  ties.other[last] = nobody;
  evidence.good[last] = evidence.total[last] = 0.0F;
  evidence.success[last] = 0;
}

}  // namespace

float success_logit(const Profile& one, const Profile& other) {
  float alike = 0.0F;
  for (std::size_t k = 0; k < 4; ++k) alike += one.mission[k] * other.mission[k];
  const float dx = one.x - other.x, dy = one.y - other.y;
  return 0.5F + 2.0F * alike - std::sqrt(dx * dx + dy * dy);
}

bool are_tied(const Net& net, std::uint32_t i, std::uint32_t j) {
  const auto& others = net.ties[i].other;
  Bits found{};
  for (std::size_t s = 0; s < most_ties; s += lanes) found |= std::bit_cast<Bits>(load<Bits>(&others[s]) == j);
  return (found[0] | found[1] | found[2] | found[3]) != 0;
}

void make_tie(Net& net, std::uint32_t i, std::uint32_t j) {
  const std::uint32_t success = chance_of_32_bits(success_logit(net.profile[i], net.profile[j]));
  const std::uint8_t mine = net.ties[i].count++, theirs = net.ties[j].count++;
  for (const auto& [at, slot, other, back] : {std::array{i, std::uint32_t{mine}, j, std::uint32_t{theirs}},
                                              std::array{j, std::uint32_t{theirs}, i, std::uint32_t{mine}}}) {
    net.ties[at].other[slot] = other;
    net.ties[at].back[slot] = static_cast<std::uint8_t>(back);
    net.evidence[at].good[slot] = 1.0F;
    net.evidence[at].success[slot] = success;
    net.evidence[at].total[slot] = 2.0F;
  }
  ++net.tie_count;
}

void end_tie(Net& net, std::uint32_t i, std::uint32_t slot) {
  const std::uint32_t j = net.ties[i].other[slot], back = net.ties[i].back[slot];
  take_out(net, j, back);
  take_out(net, i, slot);
  --net.tie_count;
}

}  // namespace tessera::partner_net
