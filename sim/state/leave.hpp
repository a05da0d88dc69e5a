// Leaving and ending: the one place that closes a membership or a partnership and keeps everything that refers to it right.
// Not for parallel loops. Counterpart of state/join.hpp.
#pragma once

#include <cstdint>

#include "state/partnerships.hpp"
#include "state/ties.hpp"
#include "vocabulary/names.hpp"

namespace tessera {

// Membership row `membership` ends now. Its ties to the members who stay lose one common partnership, and gain one former
// partnership if this one was ever signed. If it led, the largest of those who stay leads. With fewer than two members left
// the partnership ends for the same reason. A membership that has ended already is left alone.
// Writes Partnerships::members, lead (and what end_partnership writes), Memberships::left_month, leave_reason and both
// lists, Ties::common, former. The largest: whose commitments
// are the largest mean share of what those who stay have committed of each resource. Throws BrokenPromise if two members have no tie.
void leave_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties, std::uint32_t membership,
                       std::int32_t month, EndReason reason);

// Partnership row `partnership` is dissolved now: stage, ended_month, end_reason, Partnerships::live; all its members leave.
// A partnership that has ended already is left alone.
void end_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties, std::uint32_t partnership,
                     std::int32_t month, EndReason reason);

}  // namespace tessera
