#include <csignal>

#include "base/memory.hpp"
#include "base/threads.hpp"
#include "command/program.hpp"

int main(int argc, char** argv) {
  tessera::wait_passively(argv);
  tessera::promise_memory_to_begin();
  tessera::keep_freed_memory();
  tessera::end_when_memory_is_out();
  std::signal(SIGXFSZ, SIG_IGN);  // a file may not grow further: an error of the disk like others, not an end without a word
  return tessera::run_program(argc, argv);
}
