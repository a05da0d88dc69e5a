#include "base/threads.hpp"
#include "command/program.hpp"

int main(int argc, char** argv) {
  tessera::wait_passively(argv);
  return tessera::run_program(argc, argv);
}
