// The solo benchmark: what the same month would have yielded had everything that members gave to partnerships gone back to
// them, and what the difference comes from.
//
// A chain of deliveries in the same state, one channel opened after the other (Channels in mechanisms/delivery.hpp):
//   solo            everybody works alone with all it has; hours spent on meeting, signing and joint applications are back
//   + pooling       joint work on the joint purpose; averaged expertise, own clients, no referral, coordination free
//   + expertise     each competence is worked by those best at it
//   + access        joint output goes where members find clients
//   + duplication   members do not serve the same client twice
//   + coordination  hours and money for coordination, referral, conflict, meeting and signing are spent: the month as it was
// A cause is credited with what its link adds, so the causes sum to the whole difference; the order is part of the definition.
// Perception, willingness, ties and lent volunteers stay as they were: it is about this month, not about a world that never
// had partnerships.
#pragma once

#include <array>

#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"
#include "vocabulary/causes.hpp"

namespace tessera {

// Service units met in all, had the month been delivered with the channels up to each link but the last. Tried by whoever
// advances a world that is to be measured, as delivery comes to it: later mechanisms change what delivery reads (members leave,
// purposes move, expertise is learned, organisations close and open).
struct SoloChain {
  double wanted = 0.0;
  std::array<double, causes> met{};  // the first: everybody alone
};

// Service units met in all.
struct SoloBenchmark {
  double wanted = 0.0;
  double solo = 0.0;                    // met had everybody worked alone
  double joint = 0.0;                   // met as it was: solo plus the sum of `added`
  std::array<double, causes> added{};  // [cause]; may be negative
};

// In the world itself, which delivery must follow: it writes all that this writes, and reads none of it.
SoloChain try_solo(World& world, const Technology& technology, const Parameters& parameters);

// `joint`: what delivery met in all.
SoloBenchmark compare_with_solo(const SoloChain& chain, double joint);

}  // namespace tessera
