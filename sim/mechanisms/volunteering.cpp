#include "mechanisms/volunteering.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
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
  std::vector<std::int32_t> quits;          // [block of organisations][district]
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

// Organisations in blocks that threads share out, each with counts of its own; integers add up alike in any order.
std::size_t count_blocks(std::size_t n) { return n >= smallest_parallel_loop ? 16 : 1; }

template <class Step>
void for_each_block(std::size_t n, const Step& step) {
  const std::size_t blocks = count_blocks(n);
  for_each_heavy_slot(blocks, blocks > 1, [&](std::size_t block) { step(block, block * n / blocks, (block + 1) * n / blocks); });
}

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

// Takes this organisation's quitters off its own counts and adds them to quits[district] for their districts to take back.
void decide_quits(Organisations& organisations, std::int32_t* quits, std::size_t i, double centre,
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
    ++quits[organisations.reach_district[first + origin]];
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

// Counts the thresholds at or below `uniform`: no branch that a draw decides, which nobody could foresee.
std::uint32_t hours_class_of(double uniform, const VolunteeringParameters& p) {
  const double low = p.share_low, middle = p.share_low + p.share_middle;
  return static_cast<std::uint32_t>(uniform >= low) + static_cast<std::uint32_t>(uniform >= middle) +
         static_cast<std::uint32_t>(uniform >= middle + p.share_high);
}

constexpr std::size_t side_by_side = 8;  // joiners whose reachers are looked for at once, so that none waits for another's

// found[k]: the reacher whose stretch of the running sum holds marks[k]; never one without attraction. Halves the stretch
// without a branch.
void find_reachers(std::array<std::size_t, side_by_side>& found, std::span<const double> cumulative,
                   const std::array<double, side_by_side>& marks) {
  found.fill(0);  // none before it is above the mark
  for (std::size_t left = cumulative.size(); left > 0;) {
    const std::size_t half = (left + 1) / 2;
    for (std::size_t k = 0; k < side_by_side; ++k) found[k] += cumulative[found[k] + half - 1] <= marks[k] ? half : 0;
    left -= half;
  }
  for (std::size_t& k : found) {
    k = std::min(k, cumulative.size() - 1);
    while (k > 0 && cumulative[k] == cumulative[k - 1]) --k;
  }
}

// Each joiner goes to a reacher; the reach row is the district's own, the organisation's count is applied later.
void place_joiners(Organisations& organisations, std::span<Joining> joins, std::span<const Geography::Reacher> reachers,
                   std::span<const double> cumulative, const VolunteeringParameters& p, Stream stream) {
  std::array<double, side_by_side> marks{};
  std::array<std::size_t, side_by_side> found;
  for (std::size_t first = 0; first < joins.size(); first += side_by_side) {
    const auto some = joins.subspan(first, std::min(side_by_side, joins.size() - first));
    for (std::size_t k = 0; k < some.size(); ++k) {
      marks[k] = stream.uniform() * cumulative.back();
      some[k].hours_class = hours_class_of(stream.uniform(), p);
    }
    find_reachers(found, cumulative, marks);
    for (std::size_t k = 0; k < some.size(); ++k) {
      const Geography::Reacher& reacher = reachers[found[k]];
      some[k].organisation = reacher.organisation;
      ++organisations.reach_volunteers[reacher.reach];
    }
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
    for (std::size_t quits = d; quits < decisions.quits.size(); quits += community.districts) quitters += decisions.quits[quits];
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
  std::vector<std::array<std::int64_t, hours_classes>> persons(count_blocks(organisations.count()));
  for_each_block(organisations.count(), [&](std::size_t block, std::size_t begin, std::size_t end) {
    std::array<std::int64_t, hours_classes> here{};
    for (std::size_t i = begin; i < end; ++i) {
      double given = 0.0;
      for (std::size_t c = 0; c < hours_classes; ++c) {
        const std::int32_t volunteers = organisations.volunteers[i * hours_classes + c];
        here[c] += volunteers;
        given += hours[c] * volunteers;
      }
      organisations.volunteer_hours[i] = p.effectiveness * given;
      organisations.available[i * resources + static_cast<std::size_t>(Resource::hours)] += organisations.volunteer_hours[i];
    }
    persons[block] = here;
  });
  double total = 0.0;
  for (std::size_t c = 0; c < hours_classes; ++c)
    total += hours[c] * static_cast<double>(std::accumulate(persons.begin(), persons.end(), std::int64_t{0},
                                                            [c](std::int64_t sum, const auto& block) { return sum + block[c]; }));
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
  const bool worth_a_team = n >= smallest_parallel_loop;
  decisions.quits.resize(count_blocks(n) * community.districts);
  for_each_block(n, [&](std::size_t block, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (organisations.active[i] == 0) continue;
      decisions.attraction[i] =
          attraction_of(organisations, i, community.areas, volunteers_of(organisations, i), parameters, types);
      move_morale(organisations, i, parameters);
      decide_quits(organisations, &decisions.quits[block * community.districts], i,
                   support.at(Lever::volunteer_centre, i), parameters, draws);
    }
  });
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
