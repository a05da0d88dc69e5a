// Meeting: organisations attend local events and get to know each other a little.
//
// Each active organisation attends with chance attendance_per_month (1 + joint_events_effect events_i), events_i the strength of
// the lever joint_events; its event is in one of the districts it serves, chosen
// evenly. The attendants of one district stand on a ring at random places and each seeks out the next `encounters` around
// it (it is sought out by as many; at a small event everybody meets everybody once). Who meets tells both: good evidence
// grows by evidence * impression, bad by evidence * (1 - impression), in both directions; the contact is dated.
//
// The ring makes pairs as random as drawing them, at the cost of a sort, and a further attendant only comes between
// neighbours: other pairs stay. Bad impressions count once (no negativity bias), so meeting can not lower trust by itself as
// long as `impression` is not below what is believed already; forgetting is left to trust.
//
// At joint events volunteers come along: morale <- morale + event_morale events_i (1 - morale) of who attends.
//
// Reads: Organisations::id, active, reach; Support::joint_events. Writes: Organisations::morale (under joint events); Ties (make_tie; good_ab, bad_ab, good_ba, bad_ba, last_contact_month).
// Draws: three words per organisation: attends, where, place on the ring. Units: counts of evidence.
// Source: assumed; sets the contact network (P9).
#pragma once

#include "base/draws.hpp"
#include "parameters/parameters.hpp"
#include "state/organisations.hpp"
#include "state/support.hpp"
#include "state/ties.hpp"

namespace tessera {

void meet_at_events(Ties& ties, Organisations& organisations, const Support& support,
                    const MeetingParameters& parameters, const MechanismDraws& draws);

}  // namespace tessera
