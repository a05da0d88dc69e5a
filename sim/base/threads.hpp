// How the program's threads behave beside other programs.
#pragma once

namespace tessera {

// Makes idle OpenMP threads sleep instead of spin. Call it first in main, before anything is opened: where neither
// OMP_WAIT_POLICY nor GOMP_SPINCOUNT is set it sets OMP_WAIT_POLICY=passive and starts the program anew with the same
// arguments, once, and so does not return. libgomp reads its environment when it is loaded, so that setting the variable
// inside main has no effect.
//
// Measured on 2 cores, 3,000 parallel loops of 10 microseconds, 2 threads: alone 0.03 s spinning, 0.13 to 0.2 s passive
// (about 40 microseconds per loop: which is why small loops stay on one thread, see base/parallel.hpp); beside one busy
// program 0.11 to 0.20 s spinning, also with the variable set inside main, and 0.06 to 0.07 s passive. Spinning can be
// worse by far: 5.4 s instead of 0.03 s was seen for a run of 1,000 organisations beside a busy neighbour.
void wait_passively(char** argv);

// FileError unless so many threads can live at once: OpenMP would end the program without a word of ours.
void promise_threads(int count);

}  // namespace tessera
