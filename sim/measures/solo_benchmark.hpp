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
#include <optional>

#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/world.hpp"
#include "vocabulary/causes.hpp"

namespace tessera {

// The month as delivery found it, kept by whoever advances a world that is to be measured. Later mechanisms change what
// delivery reads (members leave, purposes move, expertise is learned, organisations close and open), so the benchmark can
// not be taken from the end of the month.
struct BeforeDelivery {
  World world;  // without ties
  Technology technology;
};

// Service units met in all.
struct SoloBenchmark {
  double wanted = 0.0;
  double solo = 0.0;                    // met had everybody worked alone
  double joint = 0.0;                   // met as it was: solo plus the sum of `added`
  std::array<double, causes> added{};  // [cause]; may be negative
};

// Keeps a copy of the world without its ties, which delivery does not read; leaves the world as it is.
BeforeDelivery keep_before_delivery(World& world, const Technology& technology);

// `joint`: what was met in all, if that is known; else the month is delivered again.
SoloBenchmark compare_with_solo(const BeforeDelivery& before, const Parameters& parameters,
                                std::optional<double> joint = {});

}  // namespace tessera
