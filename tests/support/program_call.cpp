#include "support/program_call.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "base/memory.hpp"
#include "command/program.hpp"

namespace tessera {
namespace {

constexpr std::size_t most_said = std::size_t{64} << 20;

[[noreturn]] void become_program(const std::vector<std::string>& words, const CallLimits& limits, int out, int err) {
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  limit_memory(limits.memory_bytes);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  alarm(limits.wall_s);
  std::vector<std::string> all{"tessera"};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int code = run_program(static_cast<int>(all.size()), arguments.data());
  std::cout.flush();
  std::fflush(nullptr);
  _exit(code);  // no destructors of the test's objects
}

std::string read_descriptor(int descriptor) {
  std::string text(std::min<std::size_t>(most_said, static_cast<std::size_t>(lseek(descriptor, 0, SEEK_END))), '\0');
  if (pread(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) text.clear();
  close(descriptor);
  return text;
}

}  // namespace

Said call_program(const std::vector<std::string>& words, const CallLimits& limits) {
  const int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC);
  const pid_t child = fork();
  if (child == 0) become_program(words, limits, out, err);
  int status = 0;
  waitpid(child, &status, 0);
  Said said{WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), {}, {}};
  said.out = read_descriptor(out);
  said.err = read_descriptor(err);
  return said;
}

std::size_t most_memory_of_children() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) << 10U;
}

}  // namespace tessera
