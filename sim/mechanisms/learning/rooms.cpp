#include "mechanisms/learning/rooms.hpp"

#include <algorithm>

#include "base/four_doubles.hpp"
#include "base/parallel.hpp"

namespace tessera::learning {
namespace {

constexpr std::size_t hours = static_cast<std::size_t>(Resource::hours);

double mean_of_competences(const double* expertise) {
  double sum = 0.0;
  for (std::size_t k = 0; k < competences; ++k) sum += expertise[k];
  return sum / static_cast<double>(competences);
}

}  // namespace

JointRooms::JointRooms(const Organisations& organisations, const Partnerships& partnerships,
                       const Memberships& memberships, std::size_t areas)
    : areas_(areas), place_(partnerships.count(), nobody) {
  std::vector<std::uint32_t> active;
  for (const std::uint32_t p : partnerships.live) {
    if (partnerships.stage[p] != static_cast<std::uint8_t>(Stage::active)) continue;
    place_[p] = static_cast<std::uint32_t>(active.size());
    active.push_back(p);
  }
  purpose_.resize(active.size() * areas);
  best_.resize(active.size() * areas * competences, 0.0);
  for_each_slot(active.size(), [&](std::size_t k) {
    const double* purpose = &partnerships.purpose[active[k] * areas];
    std::copy_n(purpose, areas, purpose_.begin() + static_cast<std::ptrdiff_t>(k * areas));
    for (const std::uint32_t m : memberships.of_partnership.of(active[k])) {
      const double* skills = &organisations.expertise[memberships.organisation[m] * areas * competences];
      double* best = &best_[k * areas * competences];
      for (std::size_t a = 0; a < areas; ++a) {
        if (purpose[a] <= 0.0) continue;
        for (std::size_t c = a * competences; c < (a + 1) * competences; ++c) best[c] = std::max(best[c], skills[c]);
      }
    }
  });
}

HoursShares::HoursShares(const Organisations& organisations, const Memberships& memberships, const JointRooms& rooms,
                         std::uint32_t i) {
  double given = 0.0;
  for (const std::uint32_t m : memberships.of_organisation.of(i))
    if (rooms.place(memberships.partnership[m]) != nobody) given += memberships.given[m * resources + hours];
  total_ = std::max(given, organisations.staff_hours[i] + organisations.volunteer_hours[i]);
  if (total_ > 0.0) alone_ = 1.0 - given / total_;
}

double HoursShares::of(const Memberships& memberships, std::uint32_t membership) const {
  return total_ > 0.0 ? memberships.given[membership * resources + hours] / total_ : 0.0;
}

Areas competence_at_hand(const Organisations& organisations, const Memberships& memberships, const JointRooms& rooms,
                         const HoursShares& shares, std::size_t areas, std::uint32_t i) {
  Areas offered{};
  const auto enter = [&](double share, const double* weights, const double* best) {
    for (std::size_t a = 0; a < areas; ++a)
      if (weights[a] > 0.0) offered[a] += share * weights[a] * mean_of_competences(best + a * competences);
  };
  enter(shares.alone(), &organisations.mission[i * areas], &organisations.expertise[i * areas * competences]);
  for (const std::uint32_t m : memberships.of_organisation.of(i)) {
    const std::uint32_t place = rooms.place(memberships.partnership[m]);
    if (place != nobody) enter(shares.of(memberships, m), rooms.purpose(place), rooms.best(place));
  }
  return offered;
}

void add_diffusion(double* towards, const Organisations& organisations, const Memberships& memberships,
                   const JointRooms& rooms, const HoursShares& shares, std::size_t areas, std::uint32_t i,
                   double diffusion_per_month) {
  const double* own = &organisations.expertise[i * areas * competences];
  for (const std::uint32_t m : memberships.of_organisation.of(i)) {
    const std::uint32_t place = rooms.place(memberships.partnership[m]);
    if (place == nobody) continue;
    const double* best = rooms.best(place);
    const double pace = diffusion_per_month * shares.of(memberships, m);
    for (std::size_t a = 0; a < areas; ++a) {
      if (rooms.purpose(place)[a] <= 0.0) continue;
      const std::size_t c = a * competences;
      store_four(towards + c, load_four(towards + c) + pace * (load_four(best + c) - load_four(own + c)));
    }
  }
}

}  // namespace tessera::learning
