// Opinion dynamics of Friedkin & Johnsen (1990): positions move towards a weighted mean and are pulled back to the own
// mission by stubbornness. Besides: whose voice counts how much, how far positions lie apart, and what communication
// depends on.
#pragma once

#include <cmath>
#include <span>

#include "formulas/logistic.hpp"

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

// Voice of a member that commits, or could commit, so many usd: from 1 + worth (equality 0) to 1 for everybody (equality 1).
// Never 0, so that nobody is left without a say.
inline double voice_of(double worth_usd, double equality) { return std::pow(1.0 + worth_usd, 1.0 - equality); }

// Equality of voices under the lever of inclusive governance: `effect` of the way to 1 at full strength.
inline double inclusive_equality(double equality, double effect, double strength) {
  return equality + effect * strength * (1.0 - equality);
}

// Voice-weighted mean total variation of positions from the purpose. position(k): [area] shares of member k.
template <class Position>
double divergence_of(std::span<const double> purpose, std::span<const double> voice, const Position& position) {
  double sum = 0.0;
  double total = 0.0;
  for (std::size_t k = 0; k < voice.size(); ++k) {
    sum += voice[k] * total_variation(position(k), purpose);
    total += voice[k];
  }
  return total > 0.0 ? sum / total : 0.0;
}

// What communication depends on.
struct CommunicationCauses {
  double capability = 0.5;       // members' mean collaboration capability, share
  double routine_months = 3.0;   // between routine meetings
  double different_sectors = 0.0;  // share of pairs of members
  double tools = 0.0;            // share of what is missing that tools add
};

// Where the quality of communication tends: usual + rise (capability - 1/2) + rise (1/routine_months - 1/3) -
// message_loss * different_sectors, then tools * (1 - that); a share.
inline double communication_target(const CommunicationCauses& causes, double usual, double rise, double message_loss) {
  const double plain = clamp_share(usual + rise * (causes.capability - 0.5) +
                                   rise * (1.0 / causes.routine_months - 1.0 / 3.0) -
                                   message_loss * causes.different_sectors);
  return clamp_share(plain + causes.tools * (1.0 - plain));
}

}  // namespace tessera
