// Opinion dynamics of Friedkin & Johnsen (1990): positions move towards a weighted mean and are pulled back to the own
// mission by stubbornness.
#pragma once

#include <span>

namespace tessera {

// position <- stubbornness * mission + (1 - stubbornness) * influence, element by element.
inline void friedkin_johnsen_step(std::span<double> position, std::span<const double> mission,
                                  std::span<const double> influence, double stubbornness) {
  for (std::size_t a = 0; a < position.size(); ++a)
    position[a] = stubbornness * mission[a] + (1.0 - stubbornness) * influence[a];
}

// Total variation distance between two share vectors, 0..1.
inline double total_variation(std::span<const double> one, std::span<const double> other) {
  double sum = 0.0;
  for (std::size_t a = 0; a < one.size(); ++a) sum += one[a] < other[a] ? other[a] - one[a] : one[a] - other[a];
  return 0.5 * sum;
}

}  // namespace tessera
