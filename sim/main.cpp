#include "base/memory.hpp"
#include "base/threads.hpp"
#include "command/program.hpp"

int main(int argc, char** argv) {
  tessera::wait_passively(argv);
  tessera::keep_freed_memory();
  return tessera::run_program(argc, argv);
}
