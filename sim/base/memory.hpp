// How the program deals with the memory it gives back.
#pragma once

namespace tessera {

// Freed memory stays with the program: every month of a large world allocates the same arrays, and giving their pages back
// to the system only to take them again cost up to 12 % of a run of 20,000 organisations (48 months, two runs side by
// side). Call once, at the start.
void keep_freed_memory();

}  // namespace tessera
