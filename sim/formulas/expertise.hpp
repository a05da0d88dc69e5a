// Expertise of pooled hours: each competence is worked by those best at it, as far as their hours go.
#pragma once

#include <cstddef>
#include <span>

namespace tessera {

// hours[n]: what each member gives; expertise(member, competence) in 0..1; count competences share the hours equally, so
// competence k takes the H / count hours of those best at it. Returns the mean over competences: a solo body gets its
// own mean, clones change nothing, variety pays. `order` is scratch of n entries.
template <class Expertise>
double pooled_expertise(std::span<const double> hours, std::size_t count, const Expertise& expertise,
                        std::span<std::size_t> order) {
  double total = 0.0;
  for (const double h : hours) total += h;
  if (!(total > 0.0)) return 0.0;
  const double wanted = total / static_cast<double>(count);
  double sum = 0.0;
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < hours.size(); ++i) {  // insertion sort, best first; ties keep member order
      std::size_t place = i;
      while (place > 0 && expertise(order[place - 1], k) < expertise(i, k)) {
        order[place] = order[place - 1];
        --place;
      }
      order[place] = i;
    }
    double left = wanted;
    double worked = 0.0;
    for (std::size_t place = 0; place < hours.size() && left > 0.0; ++place) {
      const double taken = hours[order[place]] < left ? hours[order[place]] : left;
      worked += taken * expertise(order[place], k);
      left -= taken;
    }
    sum += worked / wanted;
  }
  return sum / static_cast<double>(count);
}

}  // namespace tessera
