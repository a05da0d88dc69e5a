#include "founding/acquaintances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/errors.hpp"
#include "base/parallel.hpp"
#include "formulas/nearby.hpp"
#include "formulas/organisation_draw.hpp"
#include "formulas/trust.hpp"
#include "founding/draws.hpp"
#include "founding/organisations.hpp"

namespace tessera {
namespace {

constexpr int tries_per_pick = 4;          // a pick may be the organisation itself or an empty district
constexpr std::uint64_t contact_spread = 7;  // last contact 0 to 6 months ago

using Pair = std::uint64_t;  // lower row in the upper half, higher row in the lower half
Pair make_pair_of(std::uint32_t i, std::uint32_t j) {
  return i < j ? (Pair{i} << 32) | j : (Pair{j} << 32) | i;
}

// An organisation at home in i's reach, or nobody.
std::uint32_t pick_nearby(const World& world, std::uint32_t i, Stream& stream) {
  const Organisations& o = world.organisations;
  const std::uint32_t begin = o.reach_begin[i];
  for (int attempt = 0; attempt < tries_per_pick; ++attempt) {
    const std::uint64_t where = stream();
    const std::uint64_t who = stream();
    const std::uint32_t row = begin + jump_consistent_hash(where, o.reach_begin[i + 1] - begin);
    const auto homes = world.geography.homes.of(o.reach_district[row]);
    if (homes.empty()) continue;
    const std::uint32_t j = homes[jump_consistent_hash(who, static_cast<std::uint32_t>(homes.size()))];
    if (j != i) return j;
  }
  return nobody;
}

// Pairs that know each other, without repetition, in the order of rows.
std::vector<Pair> draw_pairs(const World& world, std::size_t choosers, double known, const MechanismDraws& draws) {
  const auto most = static_cast<std::size_t>(std::ceil(known));
  constexpr Pair nothing = ~Pair{0};
  std::vector<Pair> pairs(choosers * most, nothing);
  for_each_slot(choosers, [&](std::size_t i) {
    const auto row = static_cast<std::uint32_t>(i);
    Stream stream = draws.at(world.organisations.id[i], static_cast<std::uint16_t>(OrganisationDraw::acquaintances));
    const double last_chance = known - std::floor(known);
    const std::size_t picks = most - (last_chance > 0.0 && stream.uniform() >= last_chance ? 1 : 0);
    for (std::size_t k = 0; k < picks; ++k)
      if (const std::uint32_t j = pick_nearby(world, row, stream); j != nobody) pairs[i * most + k] = make_pair_of(row, j);
  });
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  if (!pairs.empty() && pairs.back() == nothing) pairs.pop_back();
  return pairs;
}

void write_ties(Ties& ties, const std::vector<Pair>& pairs, const Organisations& o, const FoundingParameters& parameters,
                const MechanismDraws& draws) {
  const std::size_t n = pairs.size();
  const double good = parameters.known_evidence * parameters.known_trust;
  ties.a.resize(n);
  ties.b.resize(n);
  ties.good_ab.assign(n, good);
  ties.good_ba.assign(n, good);
  ties.bad_ab.assign(n, parameters.known_evidence - good);
  ties.bad_ba.assign(n, parameters.known_evidence - good);
  ties.last_contact_month.resize(n);
  ties.common.assign(n, 0);
  ties.former.assign(n, 0);
  ties.joint_hours.assign(n, 0.0);
  ties.level.assign(n, static_cast<std::uint8_t>(Level::contact));
  for (auto* reported : {&ties.reported_by_a, &ties.reported_by_b}) reported->assign(n, 0);
  for_each_slot(n, [&](std::size_t t) {
    ties.a[t] = static_cast<std::uint32_t>(pairs[t] >> 32);
    ties.b[t] = static_cast<std::uint32_t>(pairs[t]);
    Stream stream = founding_stream(draws, {.a = o.id[ties.a[t]], .b = o.id[ties.b[t]]}, FoundingDraw::acquaintance);
    ties.last_contact_month[t] = -static_cast<std::int32_t>(stream.below(contact_spread));
  });
}

// Joint hours that go with a level, so that the tie is not read as weaker in the first month.
double joint_hours_of(int level, const TrustParameters& parameters) {
  switch (static_cast<Level>(level)) {
    case Level::informal: return 1.5 * parameters.informal_hours;
    case Level::formal: return 1.5 * parameters.formal_hours;
    case Level::formal_multiple: return 3.0 * parameters.formal_hours;
    default: return 0.0;
  }
}

class Described {
 public:
  Described(World& world, const Scenario& scenario) : world_(world), scenario_(scenario) {
    for (std::size_t k = 0; k < scenario.organisations.size(); ++k)
      if (!scenario.organisations[k].id.empty())
        rows_.emplace(scenario.organisations[k].id, row_of_record(world, scenario, k));
  }

  void add(const TieRecord& record) {
    const std::uint32_t i = row_of(record.from);
    const std::uint32_t j = row_of(record.to);
    if (i == j) throw InputError(fmt::format("Tie from \"{}\" to itself", record.from));
    const TieStart start = start_of_level(record.level);
    const double months = record.months_since_contact.value_or(start.months_since_contact);
    Ties& ties = world_.ties;
    const std::uint32_t tie = make_tie(ties, i, j, -static_cast<std::int32_t>(std::lround(months)));
    ties.last_contact_month[tie] = -static_cast<std::int32_t>(std::lround(months));
    ties.level[tie] = static_cast<std::uint8_t>(record.level);
    ties.joint_hours[tie] = record.joint_hours.value_or(joint_hours_of(record.level, scenario_.parameters.trust));
    ties.former[tie] = static_cast<std::uint16_t>(record.former.value_or(0.0));
    const bool turned = ties.a[tie] == j;  // `from` stands second
    const Evidence there{record.trust, record.good, record.bad};
    const Evidence back{record.trust_back ? record.trust_back : record.trust, record.good_back, record.bad_back};
    set_evidence(ties.good_ab[tie], ties.bad_ab[tie], ties.b[tie], turned ? back : there, start);
    set_evidence(ties.good_ba[tie], ties.bad_ba[tie], ties.a[tie], turned ? there : back, start);
  }

 private:
  // One way.
  struct Evidence {
    std::optional<double> trust, good, bad;
  };

  std::uint32_t row_of(const std::string& id) const {
    const auto found = rows_.find(id);
    if (found == rows_.end()) throw InputError(fmt::format("Tie names an unknown organisation \"{}\"", id));
    return found->second;
  }

  void set_evidence(double& good, double& bad, std::uint32_t about, const Evidence& given, const TieStart& start) const {
    if (given.good && given.bad) {
      good = *given.good;
      bad = *given.bad;
      return;
    }
    const TrustParameters& p = scenario_.parameters.trust;
    const double prior = institutional_trust(world_.organisations.credibility[about], p.prior_mean, p.prior_credibility);
    good = given.trust ? good_evidence_for(*given.trust, start.evidence, prior, p.prior_counts)
                        : start.evidence * start.good_share;
    bad = start.evidence - good;
  }

  World& world_;
  const Scenario& scenario_;
  std::unordered_map<std::string, std::uint32_t> rows_;
};

}  // namespace

TieStart start_of_level(int level) {
  static constexpr std::array<TieStart, levels> starts{
      TieStart{1.0, 0.5, 24}, {2.0, 0.6, 6}, {4.0, 0.65, 3}, {8.0, 0.7, 2}, {12.0, 0.75, 1}, {16.0, 0.8, 1}};
  return starts.at(static_cast<std::size_t>(level));
}

double good_evidence_for(double trust, double counts, double prior, double prior_counts) {
  return std::clamp(trust * (prior_counts + counts) - prior_counts * prior, 0.0, counts);
}

void found_ties(World& world, const Scenario& scenario, const MechanismDraws& draws) {
  const Organisations& o = world.organisations;
  const std::size_t choosers = scenario.ties.empty() ? o.count() : o.count() - scenario.organisations.size();
  const FoundingParameters& parameters = scenario.parameters.founding;
  write_ties(world.ties, draw_pairs(world, choosers, parameters.known_organisations, draws), o, parameters, draws);
  rebuild_networks(world);
  if (scenario.ties.empty()) return;
  Described described(world, scenario);
  for (const TieRecord& record : scenario.ties) described.add(record);
}

}  // namespace tessera
