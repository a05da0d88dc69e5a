// The program `tessera`: its subcommands, their options and examples, and what each kind of error exits with.
#pragma once

namespace tessera {

// 0 ok; 1 a check or comparison said no; 2 bad input; 3 file or disk; 4 bug; 128 + signal when stopped.
int run_program(int argc, char** argv);

}  // namespace tessera
