#include <cstring>

#include "base/parallel.hpp"
#include "formulas/coverage.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

constexpr std::uint32_t stranger = nobody;  // a cluster of one

// The parts every organisation plays in serving clients: alone, or as a member; begin[i] .. begin[i + 1].
struct Parts {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> cluster;  // [part] place in Partnerships::live, or stranger
  std::vector<double> share;           // [part][area] of need, per unit of the organisation's own reach
  // The same without areas of share 0, as every district in reach walks through them: entry[part] .. entry[part + 1].
  std::vector<std::uint32_t> entry;
  std::vector<std::uint32_t> entry_cell;  // first cell of the area in a district
  std::vector<double> entry_share;
};

void leave_out_zeros(Parts& parts, const Month& month) {
  for (std::size_t part = 0; part < parts.cluster.size(); ++part) {
    parts.entry.push_back(static_cast<std::uint32_t>(parts.entry_cell.size()));
    for (std::size_t a = 0; a < month.areas; ++a) {
      const double share = parts.share[part * month.areas + a];
      if (share <= 0.0) continue;
      parts.entry_cell.push_back(static_cast<std::uint32_t>(a * month.groups));
      parts.entry_share.push_back(share);
    }
  }
  parts.entry.push_back(static_cast<std::uint32_t>(parts.entry_cell.size()));
}

// What a member serves of the joint output, as a share of the need it finds.
double joint_share(const Month& month, std::uint32_t m, std::uint32_t k, std::size_t a) {
  return month.channels.access ? month.hours_share[m] * month.pool_share[k * month.areas + a]
                               : month.member_share[m * month.areas + a];
}

// Without referral all that an organisation does, alone and jointly, is one stranger's work: it knows its own clients.
void cast_stranger(Parts& parts, const Month& month, const Partnerships& partnerships, std::size_t i) {
  parts.cluster.push_back(stranger);
  const double* solo = &month.solo_share[i * month.areas];
  parts.share.insert(parts.share.end(), solo, solo + month.areas);
  double* share = &parts.share[parts.share.size() - month.areas];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p) || !month.channels.pooling) continue;
    for (std::size_t a = 0; a < month.areas; ++a) share[a] += joint_share(month, m, month.live_position[p], a);
  }
}

// An organisation's own work belongs to the partnership to which it gives most hours; without one it is a stranger.
void cast_organisation(Parts& parts, const Month& month, const Partnerships& partnerships, std::size_t i) {
  const double* solo = &month.solo_share[i * month.areas];
  std::size_t primary = 0;
  double most_hours = -1.0;
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p)) continue;
    const std::uint32_t k = month.live_position[p];
    const double given = month.memberships.given[m * resources + hours];
    if (given > most_hours) {
      most_hours = given;
      primary = parts.cluster.size();
    }
    parts.cluster.push_back(k);
    for (std::size_t a = 0; a < month.areas; ++a)
      parts.share.push_back(joint_share(month, m, k, a));
  }
  if (most_hours < 0.0) {
    parts.cluster.push_back(stranger);
    parts.share.insert(parts.share.end(), solo, solo + month.areas);
  } else {
    for (std::size_t a = 0; a < month.areas; ++a) parts.share[primary * month.areas + a] += solo[a];
  }
}

Parts cast_parts(const Month& month, const Organisations& organisations, const Partnerships& partnerships) {
  Parts parts;
  parts.begin.resize(organisations.count() + 1, 0);
  parts.cluster.reserve(2 * organisations.count());
  parts.share.reserve(2 * organisations.count() * month.areas);
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    parts.begin[i] = static_cast<std::uint32_t>(parts.cluster.size());
    if (organisations.active[i] == 0) continue;
    if (month.channels.referral)
      cast_organisation(parts, month, partnerships, i);
    else
      cast_stranger(parts, month, partnerships, i);
  }
  parts.begin[organisations.count()] = static_cast<std::uint32_t>(parts.cluster.size());
  leave_out_zeros(parts, month);
  return parts;
}

// Sums over the clusters of one district; room is reused from district to district.
struct District {
  std::vector<double> served;          // [area][group] summed shares
  std::vector<double> missed;          // [area][group] product of what clusters leave
  std::vector<std::uint32_t> slot;     // [live] place in `sums`, or nobody
  std::vector<std::uint32_t> present;  // clusters met, in order of their first member
  std::vector<double> sums;            // [slot][area][group]

  double* sums_of(std::uint32_t cluster, std::size_t width) {
    if (slot[cluster] == nobody) {
      slot[cluster] = static_cast<std::uint32_t>(present.size());
      present.push_back(cluster);
      sums.resize(sums.size() + width, 0.0);
    }
    return &sums[slot[cluster] * width];
  }
};

// Shares of the cells of one area that a part serves: added to its cluster, or served by a stranger at once.
struct AnyGroups {
  static void add(double* sums, double reached, const double* access, std::size_t groups) {
    for (std::size_t g = 0; g < groups; ++g) sums[g] += reached * access[g];
  }
  static void serve(double* served, double* missed, double reached, const double* access, std::size_t groups) {
    for (std::size_t g = 0; g < groups; ++g) {
      const double s = reached * access[g];
      served[g] += s;
      missed[g] *= 1.0 - (s < 1.0 ? s : 1.0);
    }
  }
};

// The same operations, four groups in one register: the same bits.
struct FourGroups {
  using Four = double __attribute__((vector_size(32)));
  static Four load(const double* from) {
    Four four;
    std::memcpy(&four, from, sizeof four);
    return four;
  }
  static void store(double* to, Four four) { std::memcpy(to, &four, sizeof four); }

  static void add(double* sums, double reached, const double* access, std::size_t) {
    store(sums, load(sums) + reached * load(access));
  }
  static void serve(double* served, double* missed, double reached, const double* access, std::size_t) {
    const Four one = {1.0, 1.0, 1.0, 1.0};
    const Four s = reached * load(access);
    store(served, load(served) + s);
    store(missed, load(missed) * (one - (s < one ? s : one)));
  }
};

template <class Groups>
void serve(District& district, const Parts& parts, std::uint32_t part, double reach, const double* access,
           const Month& month) {
  const std::size_t groups = month.groups;
  const std::uint32_t cluster = parts.cluster[part];
  double* sums = cluster == stranger ? nullptr : district.sums_of(cluster, month.width);
  for (std::uint32_t e = parts.entry[part]; e < parts.entry[part + 1]; ++e) {
    const std::size_t first = parts.entry_cell[e];
    const double reached = parts.entry_share[e] * reach;
    if (sums != nullptr)
      Groups::add(sums + first, reached, access, groups);
    else
      Groups::serve(&district.served[first], &district.missed[first], reached, access, groups);
  }
}

void close_clusters(District& district, std::size_t width) {
  for (std::size_t slot = 0; slot < district.present.size(); ++slot) {
    const double* sums = &district.sums[slot * width];
    for (std::size_t c = 0; c < width; ++c) {
      district.served[c] += sums[c];
      district.missed[c] *= 1.0 - (sums[c] < 1.0 ? sums[c] : 1.0);
    }
    district.slot[district.present[slot]] = nobody;
  }
  district.present.clear();
  district.sums.clear();
}

template <class Groups>
void serve_district(District& district, const Month& month, const Organisations& organisations,
                    std::span<const Geography::Reacher> reachers, const Parts& parts) {
  std::fill(district.served.begin(), district.served.end(), 0.0);
  std::fill(district.missed.begin(), district.missed.end(), 1.0);
  for (const auto& [i, row, weight] : reachers)
    for (std::uint32_t part = parts.begin[i]; part < parts.begin[i + 1]; ++part)
      serve<Groups>(district, parts, part, weight, &organisations.access[i * month.groups], month);
  close_clusters(district, month.width);
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
  const std::uint32_t blocks = std::min<std::uint32_t>(districts, 16);
  for_each_heavy_slot(blocks, organisations.count() >= smallest_parallel_loop, [&](std::size_t block) {
    District district;
    district.served.resize(month.width);
    district.missed.resize(month.width);
    district.slot.assign(partnerships.live.size(), nobody);
    const auto begin = static_cast<std::uint32_t>(block * districts / blocks);
    const auto end = static_cast<std::uint32_t>((block + 1) * districts / blocks);
    for (std::uint32_t d = begin; d < end; ++d) {
      const auto reachers = geography.reachers.of(d);
      if (month.groups == 4)
        serve_district<FourGroups>(district, month, organisations, reachers, parts);
      else
        serve_district<AnyGroups>(district, month, organisations, reachers, parts);
      record(need, month, district, d);
    }
  });
}

}  // namespace tessera::delivery
