#include "results/limited_child.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <exception>
#include <filesystem>
#include <new>

#include "base/errors.hpp"
#include "base/memory.hpp"

namespace tessera {
namespace {

void set_limit(decltype(RLIMIT_CPU) which, double value) {
  const auto limit = static_cast<rlim_t>(value);
  const struct rlimit both { limit, limit };
  setrlimit(which, &both);
}

[[noreturn]] void work_in_child(const std::function<int(std::string&)>& work, const ChildLimits& limits, int pipe_end) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // whom nobody waits for
  set_limit(RLIMIT_CPU, limits.processor_s);
  limit_memory(limits.memory_bytes);
  set_limit(RLIMIT_CORE, 0);
  for (const int signal_number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE}) signal(signal_number, SIG_DFL);
  std::set_new_handler(nullptr);  // what it has no memory for is said through the pipe
  close(STDERR_FILENO);  // a dying library's words are of no use to the user
  std::string text;
  int code = 3;
  try {
    code = work(text);
  } catch (const std::exception& reason) {
    text = reason.what();
  }
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t size = write(pipe_end, text.data() + sent, text.size() - sent);
    if (size <= 0) break;
    sent += static_cast<std::size_t>(size);
  }
  _exit(code);  // no destructors of the parent's objects
}

// Reads until the child closes its end; false if that takes longer than it may.
bool read_answer(int pipe_end, double wall_s, std::string& text) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(wall_s);
  std::array<char, 4096> block{};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    struct pollfd waiting { pipe_end, POLLIN, 0 };
    const int ready = left.count() <= 0 ? 0 : poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready == 0) return false;
    if (ready < 0 && errno == EINTR) continue;
    const ssize_t size = read(pipe_end, block.data(), block.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return true;
    text.append(block.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

ChildLimits limits_for_file(const std::string& path) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  const double megabytes = none ? 0.0 : static_cast<double>(size) / 1e6;
  ChildLimits limits;
  limits.processor_s += megabytes / 5.0;
  limits.wall_s += megabytes;
  return limits;
}

ChildAnswer run_in_limited_child(const std::function<int(std::string& text)>& work, const ChildLimits& limits) {
  int ends[2];
  if (pipe(ends) != 0) throw FileError(fmt::format("no pipe: {}", std::strerror(errno)));
  const pid_t child = fork();
  if (child < 0) throw FileError(fmt::format("no child process: {}", std::strerror(errno)));
  if (child == 0) {
    close(ends[0]);
    work_in_child(work, limits, ends[1]);
  }
  close(ends[1]);
  ChildAnswer answer;
  const bool in_time = read_answer(ends[0], limits.wall_s, answer.text);
  close(ends[0]);
  if (!in_time) kill(child, SIGKILL);
  int state = 0;
  while (waitpid(child, &state, 0) < 0 && errno == EINTR) {}
  answer.answered = in_time && WIFEXITED(state);
  answer.code = answer.answered ? WEXITSTATUS(state) : 3;
  if (!answer.answered)
    answer.text = in_time ? fmt::format("reading it ended in {}", strsignal(WTERMSIG(state))) : "reading it took too long";
  return answer;
}

}  // namespace tessera
