#include "base/four_doubles.hpp"
#include "base/parallel.hpp"
#include "formulas/coverage.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

constexpr std::uint32_t stranger = nobody;  // a cluster of one

// What a part serves of one area, if anything.
struct Entry {
  double share;              // of need, per unit of the organisation's own reach
  std::uint32_t first_cell;  // of the area in a district
};

// The parts every organisation plays in serving clients: alone, or as a member; begin[i] .. begin[i + 1].
struct Parts {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> cluster;  // [part] place in Partnerships::live, or stranger
  std::vector<std::uint32_t> entry;    // entries of a part: entry[part] .. entry[part + 1]
  std::vector<Entry> entries;          // of areas with a share, as every district in reach walks through them

  void add(std::uint32_t of_cluster, const Areas& share, const Month& month) {
    cluster.push_back(of_cluster);
    for (std::size_t a = 0; a < month.areas; ++a)
      if (share[a] > 0.0) entries.push_back({share[a], static_cast<std::uint32_t>(a * month.groups)});
    entry.push_back(static_cast<std::uint32_t>(entries.size()));
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
  parts.add(stranger, share, month);
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
  if (primary == nobody) return parts.add(stranger, solo_shares(month, i), month);
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const std::uint32_t p = month.memberships.partnership[m];
    if (!is_active(partnerships, p)) continue;
    const std::uint32_t k = month.live_position[p];
    Areas share = joint_shares(month, m, k);
    if (m == primary) add_to(share, &month.solo_share[i * month.areas], month.areas);
    parts.add(k, share, month);
  }
}

Parts cast_parts(const Month& month, const Organisations& organisations, const Partnerships& partnerships) {
  Parts parts;
  parts.begin.resize(organisations.count() + 1, 0);
  parts.cluster.reserve(2 * organisations.count());
  parts.entry.reserve(2 * organisations.count() + 1);
  parts.entries.reserve(2 * organisations.count() * month.areas);
  parts.entry.push_back(0);
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    parts.begin[i] = static_cast<std::uint32_t>(parts.cluster.size());
    if (organisations.active[i] == 0) continue;
    if (month.channels.referral)
      cast_organisation(parts, month, partnerships, i);
    else
      cast_stranger(parts, month, partnerships, i);
  }
  parts.begin[organisations.count()] = static_cast<std::uint32_t>(parts.cluster.size());
  return parts;
}

// Sums over the clusters of one district; room is reused from district to district.
struct District {
  std::vector<double> served;          // [area][group] summed shares
  std::vector<double> missed;          // [area][group] product of what clusters leave
  std::vector<std::uint32_t> slot;     // [live] place in `sums`, or nobody
  std::vector<std::uint32_t> present;  // clusters met, in order of their first member
  std::vector<double> sums;            // [slot][area][group], and room for more

  double* sums_of(std::uint32_t cluster, std::size_t width) {
    std::uint32_t& place = slot[cluster];
    if (place == nobody) {
      place = static_cast<std::uint32_t>(present.size());
      present.push_back(cluster);
      if (sums.size() < present.size() * width) sums.resize(2 * present.size() * width);
      std::fill_n(&sums[place * width], width, 0.0);
    }
    return &sums[place * width];
  }
};

// Shares of the cells of one area that a part serves: added to its cluster, or served by a stranger at once.
struct AnyGroups {
  const double* access;
  std::size_t groups;

  AnyGroups(const double* access_of_groups, std::size_t how_many) : access(access_of_groups), groups(how_many) {}
  void add(double* sums, double reached) const {
    for (std::size_t g = 0; g < groups; ++g) sums[g] += reached * access[g];
  }
  void serve(double* served, double* missed, double reached) const {
    for (std::size_t g = 0; g < groups; ++g) {
      const double s = reached * access[g];
      served[g] += s;
      missed[g] *= 1.0 - (s < 1.0 ? s : 1.0);
    }
  }
};

// The same operations, four groups in one register: the same bits.
struct FourGroups {
  Four access;

  FourGroups(const double* access_of_groups, std::size_t) : access(load_four(access_of_groups)) {}
  void add(double* sums, double reached) const { store_four(sums, load_four(sums) + reached * access); }
  void serve(double* served, double* missed, double reached) const {
    const Four one = {1.0, 1.0, 1.0, 1.0};
    const Four s = reached * access;
    store_four(served, load_four(served) + s);
    store_four(missed, load_four(missed) * (one - (s < one ? s : one)));
  }
};

template <class Groups>
void serve(District& district, const Parts& parts, std::uint32_t part, double reach, const Groups& groups,
           std::size_t width) {
  const std::uint32_t cluster = parts.cluster[part];
  const Entry* const end = parts.entries.data() + parts.entry[part + 1];
  const Entry* entry = parts.entries.data() + parts.entry[part];
  if (cluster != stranger) {
    double* const sums = district.sums_of(cluster, width);
    for (; entry != end; ++entry) groups.add(sums + entry->first_cell, entry->share * reach);
    return;
  }
  double* const served = district.served.data();
  double* const missed = district.missed.data();
  for (; entry != end; ++entry) {
    const std::uint32_t first = entry->first_cell;
    groups.serve(served + first, missed + first, entry->share * reach);
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
}

template <class Groups>
void serve_district(District& district, const Month& month, const Organisations& organisations,
                    std::span<const Geography::Reacher> reachers, const Parts& parts) {
  std::fill(district.served.begin(), district.served.end(), 0.0);
  std::fill(district.missed.begin(), district.missed.end(), 1.0);
  for (const auto& [i, row, weight] : reachers) {
    const Groups groups(&organisations.access[i * month.groups], month.groups);
    for (std::uint32_t part = parts.begin[i]; part < parts.begin[i + 1]; ++part)
      serve(district, parts, part, weight, groups, month.width);
  }
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
  const bool worth_a_team = organisations.count() >= smallest_parallel_loop;
  const std::uint32_t blocks = worth_a_team ? std::min<std::uint32_t>(districts, 16) : 1;
  for_each_heavy_slot(blocks, worth_a_team, [&](std::size_t block) {
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
