// How the program deals with the memory it gives back.
#pragma once

#include <cstddef>

namespace tessera {

// Freed memory stays with the program: every month of a large world allocates the same arrays, and giving their pages back
// to the system only to take them again cost up to 12 % of a run of 20,000 organisations (48 months, two runs side by
// side). Call once, at the start.
void keep_freed_memory();
// Gives back what is free now: after founding a large world, which takes in passing what no month asks for again in such pieces.
void release_freed_memory();

// Where memory runs out, wherever that is, the program says so and ends with code 3, as if it had been killed: what it left on
// disk is gone on with in the same way. An exception would end it in a parallel loop, and elsewhere pass for a failed run.
void end_when_memory_is_out();
// Ends the program with code 3 where there is no room for what it needs before any model: HDF5 crashes as it begins without.
void promise_memory_to_begin();
// Memory that this program can have at most: the machine's, or less where it was limited (ulimit -v).
double most_memory_bytes();
// This process can take so many bytes more than it has now, and no longer: for one that was forked. Without effect under the
// address sanitizer, which reserves terabytes of addresses.
void limit_memory(std::size_t more_bytes);

}  // namespace tessera
