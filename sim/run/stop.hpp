// The wish of the outside world that the program stop: Ctrl-C, or SIGTERM at a cluster's time limit.
#pragma once

namespace tessera {

// From now on SIGINT and SIGTERM only leave a note; a second one ends the program at once.
void heed_signals();
// The signal that came, 0 = none.
int stop_signal();
// As if no signal had come; for tests.
void forget_signals();

}  // namespace tessera
