// What holds at the end of every month whatever the scenario, in the release build too: a program that broke it would be
// wrong, not unlucky. Read-only; costs about a fiftieth of the month.
#pragma once

#include "state/world.hpp"

namespace tessera {

// Throws BrokenPromise naming the first that does not hold, with its numbers. In this order:
// - every number is finite, every share is 0..1, persons and events are not fewer than none; missions and purposes are shares
//   of 1 (tolerated_share_error);
// - rows refer to rows that exist, kinds are among their names, no tie joins an organisation with itself or is there twice
//   (a twelfth of the organisations each month);
// - who works together is there: closed organisations have no volunteers, money, goods or memberships; a live partnership has
//   two or more members, all open, none twice, each pair with a tie that counts it; a lead is a member;
// - organisations and partnerships of this month have numbers of their own;
// - grants are paid to those who were there when the month began, and no more than was awarded;
// - the books balance (measures/books.hpp).
void check_promises(const World& world);

// What rounding may add to a share or to a sum of shares.
inline constexpr double tolerated_share_error = 1e-9;

}  // namespace tessera
