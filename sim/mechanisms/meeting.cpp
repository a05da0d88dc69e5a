#include "mechanisms/meeting.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <vector>

#include "base/parallel.hpp"

namespace tessera {
namespace {

struct Attendant {
  std::uint32_t district = nobody;  // nobody: stays at home
  std::uint32_t organisation = 0;
  std::uint64_t place = 0;  // on the ring
  std::uint64_t id = 0;
};

Attendant decide_attendance(const Organisations& organisations, std::uint32_t i, double chance, const MechanismDraws& draws) {
  Attendant attendant{.organisation = i, .id = organisations.id[i]};
  const std::uint32_t rows = organisations.reach_begin[i + 1] - organisations.reach_begin[i];
  if (organisations.active[i] == 0 || rows == 0) return attendant;
  Stream stream = draws.at(attendant.id);
  if (stream.uniform() >= chance) return attendant;
  attendant.district = organisations.reach_district[organisations.reach_begin[i] + stream.below(rows)];
  attendant.place = stream();
  return attendant;
}

// An event that is put on jointly lifts the spirit of the volunteers who come along.
void lift_morale(std::vector<double>& morale, std::span<const Attendant> attendants, const Strength& events, double share) {
  for (const Attendant& attendant : attendants) {
    const std::uint32_t i = attendant.organisation;
    morale[i] += share * events.at(i) * (1.0 - morale[i]);
  }
}

void meet(Ties& ties, std::uint32_t one, std::uint32_t other, const MeetingParameters& p, std::int32_t month) {
  const std::uint32_t tie = make_tie(ties, one, other, month);
  const double good = p.evidence * p.impression, bad = p.evidence * (1.0 - p.impression);
  ties.good_ab[tie] += good;
  ties.good_ba[tie] += good;
  ties.bad_ab[tie] += bad;
  ties.bad_ba[tie] += bad;
  ties.last_contact_month[tie] = month;
}

// Everybody meets the next `encounters` around the ring; at half way round a pair would meet twice.
void hold_event(Ties& ties, std::span<const Attendant> ring, const MeetingParameters& p, std::int32_t month) {
  const std::size_t n = ring.size();
  const auto encounters = static_cast<std::size_t>(p.encounters);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t step = 1; step <= encounters && 2 * step <= n; ++step)
      if (2 * step < n || k < step) meet(ties, ring[k].organisation, ring[(k + step) % n].organisation, p, month);
}

}  // namespace

void meet_at_events(Ties& ties, Organisations& organisations, const Support& support,
                    const MeetingParameters& parameters, const MechanismDraws& draws) {
  std::vector<Attendant> attendants(organisations.count());
  const Strength& events = support.of(Lever::joint_events);
  for_each_slot(organisations.count(), [&](std::size_t i) {
    const double chance = parameters.attendance_per_month * (1.0 + parameters.joint_events_effect * events.at(i));
    attendants[i] = decide_attendance(organisations, static_cast<std::uint32_t>(i), chance, draws);
  });
  std::erase_if(attendants, [](const Attendant& attendant) { return attendant.district == nobody; });
  if (!events.none()) lift_morale(organisations.morale, attendants, events, parameters.event_morale);
  std::sort(attendants.begin(), attendants.end(), [](const Attendant& one, const Attendant& other) {
    return std::tie(one.district, one.place, one.id) < std::tie(other.district, other.place, other.id);
  });
  for (std::size_t begin = 0, end = 0; begin < attendants.size(); begin = end) {
    while (end < attendants.size() && attendants[end].district == attendants[begin].district) ++end;
    hold_event(ties, std::span(attendants).subspan(begin, end - begin), parameters, draws.month());
  }
}

}  // namespace tessera
