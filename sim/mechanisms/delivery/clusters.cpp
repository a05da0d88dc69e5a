#include <utility>

#include "base/four_doubles.hpp"
#include "base/parallel.hpp"
#include "formulas/coverage.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

constexpr std::uint32_t cluster_of_one = nobody;

enum class Role : std::uint8_t { closed, stranger, member };

// The parts one organisation plays in serving clients: one alone, or one in each partnership it is active in.
struct Cast {
  std::uint32_t first;  // part; there is room for as many as it has memberships
  std::uint16_t count = 0;
  Role role = Role::closed;
};

struct Parts {
  std::vector<Cast> of;                // [organisation]
  std::vector<std::uint32_t> cluster;  // [part] place in Partnerships::live, or cluster_of_one
  std::vector<double> share;           // [part][area] of need, per unit of the organisation's own reach

  void add(std::size_t i, std::uint32_t of_cluster, const Areas& shares, std::size_t areas) {
    Cast& cast = of[i];
    const std::size_t part = cast.first + cast.count++;
    cast.role = of_cluster == cluster_of_one ? Role::stranger : Role::member;
    cluster[part] = of_cluster;
    std::copy_n(shares.begin(), areas, &share[part * areas]);
  }
};

// What a member serves of the joint output, as a share of the need it finds.
Areas joint_shares(const Month& month, std::uint32_t m, std::uint32_t k) {
  Areas shares{};
  for (std::size_t a = 0; a < month.areas; ++a)
    shares[a] = month.channels.access ? month.hours_share[m] * month.pool_share[k * month.areas + a]
                                      : month.member_share[m * month.areas + a];
  return shares;
}

void add_to(Areas& shares, const double* others, std::size_t areas) {
  for (std::size_t a = 0; a < areas; ++a) shares[a] += others[a];
}

Areas solo_shares(const Month& month, std::size_t i) {
  Areas shares{};
  std::copy_n(&month.solo_share[i * month.areas], month.areas, shares.begin());
  return shares;
}

// Without referral all that an organisation does, alone and jointly, is one stranger's work: it knows its own clients.
void cast_stranger(Parts& parts, const Month& month, const Partnerships& partnerships, std::size_t i) {
  Areas share = solo_shares(month, i);
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p) || !month.channels.pooling) continue;
    add_to(share, joint_shares(month, m, month.live_position[p]).data(), month.areas);
  }
  parts.add(i, cluster_of_one, share, month.areas);
}

// The membership to which an organisation gives most hours, the first of equals; nobody without an active partnership.
std::uint32_t find_primary(const Month& month, const Partnerships& partnerships, std::size_t i) {
  std::uint32_t primary = nobody;
  double most_hours = -1.0;
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const double given = month.memberships.given[m * resources + hours];
    if (given <= most_hours || !is_active(partnerships, month.memberships.partnership[m])) continue;
    most_hours = given;
    primary = m;
  }
  return primary;
}

// An organisation's own work belongs to the partnership to which it gives most hours; without one it is a stranger.
void cast_organisation(Parts& parts, const Month& month, const Partnerships& partnerships, std::size_t i) {
  const std::uint32_t primary = find_primary(month, partnerships, i);
  if (primary == nobody) return parts.add(i, cluster_of_one, solo_shares(month, i), month.areas);
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p)) continue;
    const std::uint32_t k = month.live_position[p];
    Areas share = joint_shares(month, m, k);
    if (m == primary) add_to(share, &month.solo_share[i * month.areas], month.areas);
    parts.add(i, k, share, month.areas);
  }
}

Parts cast_parts(const Month& month, const Organisations& organisations, const Partnerships& partnerships) {
  const std::size_t n = organisations.count();
  Parts parts;
  parts.of.resize(n);
  std::uint32_t room = 0;
  for (std::size_t i = 0; i < n; ++i) {
    parts.of[i].first = room;
    room += std::max(1U, month.memberships.of_organisation.size(i));
  }
  parts.cluster.resize(room);
  parts.share.resize(room * month.areas);
  for_each_slot(n, [&](std::size_t i) {
    if (organisations.active[i] == 0) return;
    if (month.channels.referral)
      cast_organisation(parts, month, partnerships, i);
    else
      cast_stranger(parts, month, partnerships, i);
  });
  return parts;
}

// What one part serves in a district.
struct Serving {
  const double* share;   // [area]
  const double* access;  // [group]
  double reach;
  std::uint32_t next = nobody;  // of the same cluster in this district, in the order of reachers
};

// The servings of one cluster in a district.
struct Chain {
  std::uint32_t cluster;
  std::uint32_t first;
  std::uint32_t last;
};

// Sums over one district; room is reused from district to district.
struct District {
  std::vector<double> served;          // [area][group] summed shares
  std::vector<double> missed;          // [area][group] product of what clusters leave
  std::vector<Serving> strangers;      // in the order of the district's reachers
  std::vector<Serving> joint;          // the other parts, in the same order
  std::vector<Chain> chains;           // of `joint`, in the order of their first ones
  std::vector<std::uint32_t> chain;    // [live] place in `chains`, or nobody
  std::vector<Geography::Reacher> members;

  void join(std::uint32_t cluster, const Serving& serving) {
    const auto place = static_cast<std::uint32_t>(joint.size());
    joint.push_back(serving);
    if (chain[cluster] == nobody) {
      chain[cluster] = static_cast<std::uint32_t>(chains.size());
      chains.push_back({cluster, place, place});
      return;
    }
    Chain& known = chains[chain[cluster]];
    joint[std::exchange(known.last, place)].next = place;
  }
};

// Strangers and members apart, each in the order of reachers: what strangers serve is summed up before what clusters do.
void list_servings(District& district, const Parts& parts, std::span<const Geography::Reacher> reachers,
                   const Organisations& organisations, const Month& month) {
  district.strangers.resize(reachers.size() + 1);  // room for one more, as each is written down before it is known to count
  district.members.resize(reachers.size() + 1);
  std::size_t strangers = 0, members = 0;
  for (const Geography::Reacher& reacher : reachers) {
    const Cast& cast = parts.of[reacher.organisation];
    district.strangers[strangers] = {&parts.share[cast.first * month.areas],
                                     &organisations.access[reacher.organisation * month.groups], reacher.weight};
    district.members[members] = reacher;
    strangers += cast.role == Role::stranger;
    members += cast.role == Role::member;
  }
  district.strangers.resize(strangers);
  district.members.resize(members);
  district.joint.clear();
  for (const auto& [i, row, reach] : district.members) {
    const Cast& cast = parts.of[i];
    for (std::size_t part = cast.first; part < std::size_t{cast.first} + cast.count; ++part)
      district.join(parts.cluster[part],
                    {&parts.share[part * month.areas], &organisations.access[i * month.groups], reach});
  }
}

// Several areas at a time, so that their cells stay in registers while the strangers pass by.
template <std::size_t count>
void serve_strangers(District& district, std::size_t a) {
  const Four one = {1.0, 1.0, 1.0, 1.0};
  std::array<Four, count> served{}, missed;
  missed.fill(one);
  for (const Serving& serving : district.strangers) {
    const Four access = load_four(serving.access);
    for (std::size_t k = 0; k < count; ++k) {
      const Four s = serving.share[a + k] * serving.reach * access;
      served[k] += s;
      missed[k] *= one - lesser_of(s, one);
    }
  }
  for (std::size_t k = 0; k < count; ++k) {
    store_four(&district.served[4 * (a + k)], served[k]);
    store_four(&district.missed[4 * (a + k)], missed[k]);
  }
}

template <std::size_t count>
void serve_clusters(District& district, std::size_t a) {
  const Four one = {1.0, 1.0, 1.0, 1.0};
  for (const Chain& chain : district.chains) {
    std::array<Four, count> sums{};
    for (std::uint32_t place = chain.first; place != nobody; place = district.joint[place].next) {
      const Serving& serving = district.joint[place];
      const Four access = load_four(serving.access);
      for (std::size_t k = 0; k < count; ++k) sums[k] += serving.share[a + k] * serving.reach * access;
    }
    for (std::size_t k = 0; k < count; ++k) {
      double* const served = &district.served[4 * (a + k)];
      double* const missed = &district.missed[4 * (a + k)];
      store_four(served, load_four(served) + sums[k]);
      store_four(missed, load_four(missed) * (one - lesser_of(sums[k], one)));
    }
  }
}

void serve_four_groups(District& district, std::size_t areas) {
  std::size_t a = 0;
  for (; a + 4 <= areas; a += 4) serve_strangers<4>(district, a);
  for (; a < areas; ++a) serve_strangers<1>(district, a);
  for (a = 0; a + 8 <= areas; a += 8) serve_clusters<8>(district, a);
  for (; a < areas; ++a) serve_clusters<1>(district, a);
}

// The same operations one by one.
void serve_any_groups(District& district, std::size_t areas, std::size_t groups) {
  for (std::size_t a = 0; a < areas; ++a)
    for (std::size_t g = 0; g < groups; ++g) {
      double served = 0.0, missed = 1.0;
      const auto add_cluster = [&](double s) {
        served += s;
        missed *= 1.0 - (s < 1.0 ? s : 1.0);
      };
      const auto share_of = [&](const Serving& serving) { return serving.share[a] * serving.reach * serving.access[g]; };
      for (const Serving& serving : district.strangers) add_cluster(share_of(serving));
      for (const Chain& chain : district.chains) {
        double sum = 0.0;
        for (std::uint32_t place = chain.first; place != nobody; place = district.joint[place].next)
          sum += share_of(district.joint[place]);
        add_cluster(sum);
      }
      district.served[a * groups + g] = served;
      district.missed[a * groups + g] = missed;
    }
}

void serve_district(District& district, const Month& month) {
  if (month.groups == 4)
    serve_four_groups(district, month.areas);
  else
    serve_any_groups(district, month.areas, month.groups);
  for (const Chain& chain : district.chains) district.chain[chain.cluster] = nobody;
  district.chains.clear();
}

void record(Need& need, Month& month, const District& district, std::uint32_t d) {
  for (std::uint32_t a = 0; a < month.areas; ++a)
    for (std::uint32_t g = 0; g < month.groups; ++g) {
      const std::size_t c = a * month.groups + g;
      const std::size_t cell = month.community.cell(a, d, g);
      const double wanted = need.wanted[cell];
      need.met[cell] = wanted * coverage(district.served[c], district.missed[c], month.parameters.overlap);
      need.delivered[cell] = wanted * district.served[c];
      month.met_per_share[d * month.width + c] = district.served[c] > 0.0 ? need.met[cell] / district.served[c] : 0.0;
    }
}

}  // namespace

void cover_needs(Need& need, Month& month, const Organisations& organisations, const Partnerships& partnerships,
                 const Geography& geography) {
  const Parts parts = cast_parts(month, organisations, partnerships);
  const std::uint32_t districts = month.community.districts;
  const bool worth_a_team = organisations.count() >= smallest_parallel_loop;
  const std::uint32_t blocks = worth_a_team ? std::min<std::uint32_t>(districts, 16) : 1;
  for_each_heavy_slot(blocks, worth_a_team, [&](std::size_t block) {
    District district;
    district.served.resize(month.width);
    district.missed.resize(month.width);
    district.chain.assign(partnerships.live.size(), nobody);
    const auto begin = static_cast<std::uint32_t>(block * districts / blocks);
    const auto end = static_cast<std::uint32_t>((block + 1) * districts / blocks);
    for (std::uint32_t d = begin; d < end; ++d) {
      list_servings(district, parts, geography.reachers.of(d), organisations, month);
      serve_district(district, month);
      record(need, month, district, d);
    }
  });
}

}  // namespace tessera::delivery
