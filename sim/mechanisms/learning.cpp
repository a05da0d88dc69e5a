#include "mechanisms/learning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/four_doubles.hpp"
#include "base/parallel.hpp"
#include "formulas/each_area.hpp"
#include "formulas/logistic.hpp"
#include "mechanisms/learning/rooms.hpp"

namespace tessera {
namespace {

using learning::Areas;
using learning::HoursShares;
using learning::JointRooms;

enum Number : std::uint16_t { arising, spreading };
using AreaSet = std::uint16_t;  // bit a: area a
static_assert(most_areas <= 16);

struct Lesson {
  AreaSet arose = 0;  // at most one area
  AreaSet spread = 0;
};

struct Month {
  const Organisations& before;  // as it stood; only what is not yet decided is read
  const Partnerships& partnerships;
  const Memberships& memberships;
  const Ties& ties;
  const Support& support;
  const LearningParameters& parameters;
  const MechanismDraws& draws;
  const JointRooms& rooms;
  const std::vector<std::uint8_t>& failed;  // [organisation]
  std::size_t areas;
  double most_arising, most_spreading;  // chances that none exceeds: luck is drawn first, and few are worked out
};

// Rounding apart: shares of hours and weights of areas each sum to 1, competences are at most 1, so quality is at most 1; the
// share of contacts that are ahead is at most 1.
double most_chance(double hazard) { return chance_of_hazard(hazard * (1.0 + 1e-6)); }

// Who was in a partnership, this month, that ended or lost it by conflict or unmet expectation.
std::vector<std::uint8_t> find_failures(const Memberships& memberships, std::size_t organisations, std::int32_t month) {
  std::vector<std::uint8_t> failed(organisations, 0);
  for (std::size_t m = 0; m < memberships.count(); ++m) {
    if (memberships.left_month[m] != month) continue;
    const auto reason = static_cast<EndReason>(memberships.leave_reason[m]);
    if (reason == EndReason::conflict || reason == EndReason::unmet_expectation) failed[memberships.organisation[m]] = 1;
  }
  return failed;
}

AreaSet what_arises(const Month& month, const HoursShares& shares, std::uint32_t i) {
  if (month.parameters.practice_per_year == 0.0) return 0;
  Stream stream = month.draws.at(month.before.id[i], arising);
  const double luck = stream.uniform();
  if (luck >= month.most_arising) return 0;
  const Areas offered = competence_at_hand(month.before, month.memberships, month.rooms, shares, month.areas, i);
  double quality = 0.0;
  for (std::size_t a = 0; a < month.areas; ++a) quality += offered[a];
  if (luck >= chance_of_hazard(month.parameters.practice_per_year / 12.0 * quality)) return 0;
  double left = stream.uniform() * quality;
  std::size_t area = month.areas - 1;
  for (std::size_t a = 0; a + 1 < month.areas && area + 1 == month.areas; ++a) {
    left -= offered[a];
    if (left < 0.0) area = a;
  }
  return static_cast<AreaSet>(1U << area);
}

// Contacts that share information and, by area, how many of them work by more practices.
struct Example {
  double contacts = 0.0;
  std::array<double, most_areas> ahead{};
  bool any = false;
};

Example look_around(const Month& month, std::uint32_t i) {
  Example example;
  std::array<std::uint32_t, most_areas> ahead{};
  const std::uint16_t* own = &month.before.practices[i * month.areas];
  for (const Ties::Neighbour& neighbour : month.ties.of.of(i)) {
    if (month.ties.level[neighbour.tie] < static_cast<std::uint8_t>(Level::information)) continue;
    if (month.before.active[neighbour.organisation] == 0) continue;
    example.contacts += 1.0;
    const std::uint16_t* theirs = &month.before.practices[neighbour.organisation * month.areas];
    with_areas(month.areas, [&](auto areas) {
      for (std::size_t a = 0; a < areas; ++a) ahead[a] += static_cast<std::uint32_t>(theirs[a] > own[a]);
    });
  }
  for (std::size_t a = 0; a < month.areas; ++a) {
    if (ahead[a] == 0 || !(month.before.mission[i * month.areas + a] > 0.0)) continue;
    example.ahead[a] = ahead[a];
    example.any = true;
  }
  return example;
}

AreaSet what_spreads(const Month& month, std::uint32_t i) {
  if (month.parameters.practice_spread_per_month == 0.0) return 0;
  const double* mission = &month.before.mission[i * month.areas];
  std::size_t end = month.areas;  // of the areas of the mission
  while (end > 0 && !(mission[end - 1] > 0.0)) --end;
  Stream stream = month.draws.at(month.before.id[i], spreading);
  std::array<double, most_areas> luck{};
  bool any_luck = false;
  for (std::size_t a = 0; a < end; ++a) {
    luck[a] = stream.uniform();  // drawn for every area, so that none shifts another's
    any_luck = any_luck || (luck[a] < month.most_spreading && mission[a] > 0.0);
  }
  if (!any_luck) return 0;
  const Example example = look_around(month, i);
  if (!example.any) return 0;
  AreaSet taken = 0;
  for (std::size_t a = 0; a < end; ++a) {
    const double hazard = month.parameters.practice_spread_per_month * example.ahead[a] / example.contacts;
    if (luck[a] < chance_of_hazard(hazard)) taken = static_cast<AreaSet>(taken | (1U << a));
  }
  return taken;
}

void change_expertise(Organisations& organisations, const Month& month, const HoursShares& shares, std::uint32_t i) {
  static_assert(competences == 4);
  std::array<double, most_areas * competences> change{};
  add_diffusion(change.data(), organisations, month.memberships, month.rooms, shares, month.areas, i,
                month.parameters.diffusion_per_month);
  const double training = month.parameters.training_expertise * month.support.at(Lever::capacity_building, i);
  const double loss = month.parameters.loss_per_month;
  const double* mission = &month.before.mission[i * month.areas];
  double* expertise = &organisations.expertise[i * month.areas * competences];
  const double* bases = &organisations.expertise_base[i * month.areas * competences];
  const Four none{}, all = none + 1.0;
  with_areas(month.areas, [&](auto areas) {
    for (std::size_t a = 0; a < areas; ++a) {
      const Four own = load_four(expertise + a * competences), base = load_four(bases + a * competences);
      const Four trained = training > 0.0 && mission[a] > 0.0 ? training * (1.0 - own) : none;
      const Four changed = own + (load_four(&change[a * competences]) + (trained - loss * (own - base)));
      store_four(expertise + a * competences, changed < none ? none : (changed > all ? all : changed));
    }
  });
}

bool works_jointly(const Month& month, std::uint32_t i) {
  for (const std::uint32_t m : month.memberships.of_organisation.of(i))
    if (month.rooms.place(month.memberships.partnership[m]) != nobody) return true;
  return false;
}

void change_capability(Organisations& organisations, const Month& month, std::uint32_t i) {
  const LearningParameters& p = month.parameters;
  const double pace = p.training_capability * month.support.at(Lever::capacity_building, i) +
                      (works_jointly(month, i) ? p.experience : 0.0);
  double& capability = organisations.capability[i];
  capability += std::min(1.0, pace) * (1.0 - capability);
  if (month.failed[i] != 0) capability += p.failure * (1.0 - capability);
}

void change_propensity(Organisations& organisations, const Month& month, std::uint32_t i) {
  double logs = 0.0, judged = 0.0;
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    const double benefit = month.memberships.benefit[m], outside = month.memberships.outside[m];
    if (month.rooms.place(month.memberships.partnership[m]) == nobody || !(outside > 0.0)) continue;
    logs += std::log(std::max(benefit, 1e-6 * outside) / outside);
    judged += 1.0;
  }
  const double target = propensity_target(organisations.propensity_base[i], judged > 0.0 ? logs / judged : 0.0,
                                          month.parameters.propensity_weight);
  organisations.propensity[i] += month.parameters.propensity_adjustment_per_month * (target - organisations.propensity[i]);
}

void adopt(Organisations& organisations, std::size_t i, std::size_t areas, const Lesson& lesson, double step) {
  organisations.new_practices[i] = lesson.arose != 0 ? 1 : 0;
  if (lesson.arose == 0 && lesson.spread == 0) return;
  for (const AreaSet set : {lesson.arose, lesson.spread})
    for (std::size_t a = 0; a < areas; ++a) {
      if ((set >> a & 1) == 0) continue;
      std::uint16_t& practices = organisations.practices[i * areas + a];
      if (practices < std::numeric_limits<std::uint16_t>::max()) ++practices;
      for (std::size_t c = (i * areas + a) * competences; c < (i * areas + a + 1) * competences; ++c) {
        organisations.expertise[c] += step * (1.0 - organisations.expertise[c]);
        organisations.expertise_base[c] += step * (1.0 - organisations.expertise_base[c]);
      }
    }
}

}  // namespace

double propensity_target(double base, double log_ratio, double weight) {
  return base * std::clamp(std::exp(weight * log_ratio), 0.25, 4.0);
}

void learn_and_innovate(Organisations& organisations, const Partnerships& partnerships, const Memberships& memberships,
                        const Ties& ties, const Support& support, const LearningParameters& parameters,
                        std::size_t areas, const MechanismDraws& draws) {
  const JointRooms rooms(organisations, partnerships, memberships, areas);
  const std::vector<std::uint8_t> failed = find_failures(memberships, organisations.count(), draws.month());
  const Month month{organisations, partnerships, memberships, ties, support, parameters, draws, rooms, failed, areas,
                    most_chance(parameters.practice_per_year / 12.0), most_chance(parameters.practice_spread_per_month)};
  std::vector<Lesson> lessons(organisations.count());
  for_each_slot(organisations.count(), [&](std::size_t row) {
    if (organisations.active[row] == 0) return;
    const auto i = static_cast<std::uint32_t>(row);
    const HoursShares shares(organisations, memberships, rooms, i);
    lessons[row] = {what_arises(month, shares, i), what_spreads(month, i)};
    change_expertise(organisations, month, shares, i);
    change_capability(organisations, month, i);
    change_propensity(organisations, month, i);
  });
  for_each_slot(organisations.count(), [&](std::size_t i) {
    adopt(organisations, i, areas, lessons[i], parameters.practice_step);
  });
}

}  // namespace tessera
