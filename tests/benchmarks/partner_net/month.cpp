// The order of a month, and the first of its phases.
#include "benchmarks/partner_net/lanes.hpp"
#include "benchmarks/partner_net/net.hpp"

namespace tessera::partner_net {

void use_stocks(Net& net, std::size_t b) {
  __m256d unmet = _mm256_setzero_pd();
  for (std::uint32_t i = net.first(b), end = net.end(b); i < end; ++i) {
    const Four left = load_four(net.stock[i].of.data()) + load_four(net.net_income[i].of.data());
    const Four stock = larger(left, Four{});
    _mm_store_ps(net.stock[i].of.data(), stock);
    _mm_store_ps(net.over[i].of.data(), stock - load_four(net.twice_need[i].of.data()));
    unmet += _mm256_cvtps_pd(stock - left);
  }
  net.blocks[b].unmet = (unmet[0] + unmet[1]) + (unmet[2] + unmet[3]);
}

Summary advance(Net& net) {
  ++net.month;
  in_blocks(net, [](Net& all, std::size_t b) {
    use_stocks(all, b);
    turn_volunteers_over(all, b);
  });
  in_blocks(net, look_for_partners);
  make_agreed_ties(net);
  in_blocks(net, [](Net& all, std::size_t b) {
    share_stocks(all, b);
    learn_trust(all, b);
  });
  end_broken_ties(net);
  return summarise(net);
}

}  // namespace tessera::partner_net
