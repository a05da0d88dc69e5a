#include "mechanisms/volunteering.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/volunteering.hpp"
#include "state/people.hpp"

namespace tessera {
namespace {

// One joiner: where it goes, and how many hours it will give.
struct Joining {
  std::uint32_t organisation;
  std::uint32_t hours_class;
};

// What this month decides before anything is applied.
struct Decisions {
  std::vector<double> attraction;           // [organisation] without the reach weight; 0 if closed
  std::vector<std::int32_t> quits;          // [reach]
  std::vector<std::size_t> reachers_begin;  // [district + 1] into `cumulative`
  std::vector<double> cumulative;           // [reachers of a district, in order] running sum of attraction
  std::vector<std::size_t> joins_begin;     // [district + 1] into `joins`
  std::vector<Joining> joins;
};

struct Setting {
  const Support& support;
  const Conditions& conditions;
  const VolunteeringParameters& parameters;
};

void move_morale(Organisations& organisations, std::size_t i, const VolunteeringParameters& p) {
  const double use = organisations.hours_use[i];
  const double target = p.morale_usual - p.overuse_weight * std::max(0.0, use - 1.0) - p.underuse_weight * std::max(0.0, 1.0 - use);
  organisations.morale[i] = clamp_share(organisations.morale[i] + p.morale_adjustment_per_month * (target - organisations.morale[i]));
}

double mission_fit(const Organisations& organisations, std::size_t i, std::size_t areas) {
  double weighted = 0.0, plain = 0.0;
  for (std::size_t a = 0; a < areas; ++a) {
    weighted += organisations.mission[i * areas + a] * organisations.perceived[i * areas + a];
    plain += organisations.perceived[i * areas + a];
  }
  return weighted - plain / static_cast<double>(areas);
}

double attraction_of(const Organisations& organisations, std::size_t i, std::size_t areas, double volunteers,
                     const VolunteeringParameters& p, std::span<const TypeTraits> types) {
  return volunteer_attraction({.pull = types[organisations.type[i]].volunteer_pull,
                               .volunteers = volunteers,
                               .credibility = organisations.credibility[i],
                               .visibility = organisations.visibility[i],
                               .fit = mission_fit(organisations, i, areas),
                               .reach_weight = 1.0},
                              {p.invitation_exponent, p.standing_weight, p.fit_weight});
}

// Takes this organisation's quitters off its own counts and leaves them in quits[reach] for their districts to take back.
void decide_quits(Organisations& organisations, std::vector<std::int32_t>& quits, std::size_t i, double centre,
                  const VolunteeringParameters& p, const MechanismDraws& draws) {
  std::int32_t left = volunteers_of(organisations, i);
  const double chance = quit_chance(p.quit_per_month, p.morale_weight, organisations.morale[i] - p.morale_usual) *
                        (1.0 - p.centre_retention * centre);
  if (left == 0 || chance == 0.0) return;
  Stream stream = draws.at(organisations.id[i]);
  const std::size_t first = organisations.reach_begin[i];
  const std::size_t rows = organisations.reach_begin[i + 1] - first;
  std::int32_t* classes = &organisations.volunteers[i * hours_classes];
  std::int32_t* origins = &organisations.reach_volunteers[first];
  const auto quitters = static_cast<std::int32_t>(binomial(stream, left, chance));
  for (std::int32_t k = 0; k < quitters; ++k, --left) {
    --classes[class_of(classes, hours_classes, stream.below(static_cast<std::uint64_t>(left)))];
    const std::size_t origin = class_of(origins, rows, stream.below(static_cast<std::uint64_t>(left)));
    --origins[origin];
    ++quits[first + origin];
  }
  organisations.volunteers_left[i] += quitters;
}

// Fills the running sum of the district's reachers; returns its end.
double sum_attraction(std::span<const Geography::Reacher> reachers, const std::vector<double>& attraction,
                      double* cumulative) {
  double total = 0.0;
  for (const Geography::Reacher& reacher : reachers)
    *cumulative++ = total += attraction[reacher.organisation] * reacher.weight;
  return total;
}

std::int64_t joiners_of(const Community& community, std::size_t d, double attraction, double join_per_month,
                        const MechanismDraws& draws) {
  const double norm = community.recruiting_norm[d];
  const std::int64_t free = free_adults(&community.people[d * people_classes]);
  if (free == 0 || !(norm > 0.0)) return 0;
  Stream stream = draws.at(d, 2);
  return binomial(stream, free, chance_of_hazard(join_per_month * attraction / norm));
}

std::uint32_t hours_class_of(double uniform, const VolunteeringParameters& p) {
  if (uniform < p.share_low) return 0;
  if (uniform < p.share_low + p.share_middle) return 1;
  return uniform < p.share_low + p.share_middle + p.share_high ? 2 : 3;
}

// Reacher whose stretch of the running sum holds `mark`; never one without attraction.
std::size_t find_reacher(std::span<const double> cumulative, double mark) {
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), mark);
  auto k = std::min(static_cast<std::size_t>(found - cumulative.begin()), cumulative.size() - 1);
  while (k > 0 && cumulative[k] == cumulative[k - 1]) --k;
  return k;
}

// Each joiner goes to a reacher; the reach row is the district's own, the organisation's count is applied later.
void place_joiners(Organisations& organisations, std::span<Joining> joins, std::span<const Geography::Reacher> reachers,
                   std::span<const double> cumulative, const VolunteeringParameters& p, Stream stream) {
  for (Joining& joining : joins) {
    const Geography::Reacher& reacher = reachers[find_reacher(cumulative, stream.uniform() * cumulative.back())];
    joining = {reacher.organisation, hours_class_of(stream.uniform(), p)};
    ++organisations.reach_volunteers[reacher.reach];
  }
}

// Joining of each district is multiplied by this: the volunteer centre at work there, and what shocks do.
double joining_factor(const Setting& setting, const Organisations& organisations, const Geography& geography, std::size_t d) {
  const Strength& centre = setting.support.of(Lever::volunteer_centre);
  double strength = centre.everywhere;
  if (!centre.of.empty()) {
    double sum = 0.0, open = 0.0;
    for (const std::uint32_t i : geography.homes.of(d)) {
      if (organisations.active[i] == 0) continue;
      sum += centre.at(i);
      open += 1.0;
    }
    strength = open > 0.0 ? sum / open : 0.0;
  }
  const double centre_factor = 1.0 + setting.parameters.centre_recruitment * strength;
  return setting.conditions.join_factor.empty() ? centre_factor : centre_factor * setting.conditions.join_factor[d];
}

void decide_joins(Decisions& decisions, const Community& community, const Organisations& organisations,
                  const Geography& geography, const Setting& setting, bool worth_a_team, const MechanismDraws& draws) {
  const std::size_t districts = community.districts;
  decisions.reachers_begin.assign(districts + 1, 0);
  decisions.joins_begin.assign(districts + 1, 0);
  for (std::size_t d = 0; d < districts; ++d)
    decisions.reachers_begin[d + 1] = decisions.reachers_begin[d] + geography.reachers.size(d);
  decisions.cumulative.resize(decisions.reachers_begin.back());
  for_each_heavy_slot(districts, worth_a_team, [&](std::size_t d) {
    const double rate = setting.parameters.join_per_month * joining_factor(setting, organisations, geography, d);
    const double attraction = sum_attraction(geography.reachers.of(d), decisions.attraction,
                                             decisions.cumulative.data() + decisions.reachers_begin[d]);
    decisions.joins_begin[d + 1] =
        static_cast<std::size_t>(joiners_of(community, d, attraction, rate, draws));
  });
  for (std::size_t d = 0; d < districts; ++d) decisions.joins_begin[d + 1] += decisions.joins_begin[d];
  decisions.joins.resize(decisions.joins_begin.back());
}

void apply_to_districts(Community& community, Organisations& organisations, Decisions& decisions,
                        const Geography& geography, const VolunteeringParameters& p, bool worth_a_team,
                        const MechanismDraws& draws) {
  for_each_heavy_slot(community.districts, worth_a_team, [&](std::size_t d) {
    const auto reachers = geography.reachers.of(d);
    std::int64_t quitters = 0;
    for (const auto& reacher : reachers) quitters += decisions.quits[reacher.reach];
    const std::size_t begin = decisions.joins_begin[d], joiners = decisions.joins_begin[d + 1] - begin;
    if (joiners > 0)
      place_joiners(organisations, std::span(decisions.joins).subspan(begin, joiners), reachers,
                    std::span(decisions.cumulative).subspan(decisions.reachers_begin[d], reachers.size()), p, draws.at(d, 3));
    Stream stream = draws.at(d, 1);
    move_people(&community.people[d * people_classes], quitters, static_cast<std::int64_t>(joiners), draws.month() % 12 == 1,
                stream);
  });
}

// Hours given by everybody, summed as persons per class: exact in any order.
double offer_hours(Organisations& organisations, const VolunteeringParameters& p) {
  const std::array<double, hours_classes> hours{p.hours_low, p.hours_middle, p.hours_high, p.hours_core};
  std::array<std::int64_t, hours_classes> persons{};
  for (std::size_t i = 0; i < organisations.count(); ++i) {
    double given = 0.0;
    for (std::size_t c = 0; c < hours_classes; ++c) {
      const std::int32_t volunteers = organisations.volunteers[i * hours_classes + c];
      persons[c] += volunteers;
      given += hours[c] * volunteers;
    }
    organisations.volunteer_hours[i] = p.effectiveness * given;
    organisations.available[i * resources + static_cast<std::size_t>(Resource::hours)] += organisations.volunteer_hours[i];
  }
  double total = 0.0;
  for (std::size_t c = 0; c < hours_classes; ++c) total += hours[c] * static_cast<double>(persons[c]);
  return total;
}

double share_or_unknown(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(part) / static_cast<double>(whole);
}

// Reads the survey off the flags of one district, and makes this year last year.
void close_survey_year(Community& community, std::size_t d) {
  std::int64_t* people = &community.people[d * people_classes];
  const auto take = [&](People which) { return std::exchange(people[static_cast<std::size_t>(which)], 0); };
  const std::int64_t now_new = take(People::volunteering_new), now_again = take(People::volunteering_again);
  const std::int64_t this_year = take(People::free_this_year), last_year = take(People::free_last_year);
  const std::int64_t both = take(People::free_both_years);
  community.participation[d] = share_or_unknown(now_new + now_again + this_year + both, community.adults[d]);
  community.survey_retention[d] = share_or_unknown(now_again + both, now_again + both + last_year);
  people[static_cast<std::size_t>(People::volunteering_again)] = now_new + now_again;
  people[static_cast<std::size_t>(People::free_last_year)] = this_year + both;
  people[static_cast<std::size_t>(People::free_never)] += last_year;
}

void close_year(Community& community) {
  for (std::size_t d = 0; d < community.districts; ++d) close_survey_year(community, d);
  community.volunteer_hours_last_year[0] = std::exchange(community.volunteer_hours_this_year[0], 0.0);
}

}  // namespace

void turn_over_volunteers(Community& community, Organisations& organisations, const Geography& geography,
                          const Support& support, const Conditions& conditions,
                          const VolunteeringParameters& parameters, std::span<const TypeTraits> types,
                          const MechanismDraws& draws) {
  const std::size_t n = organisations.count();
  Decisions decisions;
  decisions.attraction.resize(n);
  decisions.quits.resize(organisations.reach_district.size());
  for_each_slot(n, [&](std::size_t i) {
    if (organisations.active[i] == 0) return;
    decisions.attraction[i] =
        attraction_of(organisations, i, community.areas, volunteers_of(organisations, i), parameters, types);
    move_morale(organisations, i, parameters);
    decide_quits(organisations, decisions.quits, i, support.at(Lever::volunteer_centre, i), parameters, draws);
  });
  const bool worth_a_team = n >= smallest_parallel_loop;
  decide_joins(decisions, community, organisations, geography, {support, conditions, parameters}, worth_a_team, draws);
  apply_to_districts(community, organisations, decisions, geography, parameters, worth_a_team, draws);
  for (const Joining& joining : decisions.joins) {
    ++organisations.volunteers[joining.organisation * hours_classes + joining.hours_class];
    ++organisations.volunteers_joined[joining.organisation];
  }
  community.volunteer_hours_this_year[0] += offer_hours(organisations, parameters);
  if (draws.month() % 12 == 0) close_year(community);
}

}  // namespace tessera
