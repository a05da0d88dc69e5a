#include "support/watched_program.hpp"

#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <set>
#include <thread>

#include "support/commands.hpp"

namespace tessera::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Registers = user_regs_struct;

// What a call does, and where it says to which file: a descriptor or a path, in the argument of that number.
struct Known {
  long number;
  CallKind call;
  bool path;
  int argument;
};
constexpr std::array known_calls{
    Known{SYS_openat, CallKind::open, true, 1},     Known{SYS_open, CallKind::open, true, 0},       Known{SYS_read, CallKind::read, false, 0},
    Known{SYS_pread64, CallKind::read, false, 0},   Known{SYS_write, CallKind::write, false, 0},    Known{SYS_pwrite64, CallKind::write, false, 0},
    Known{SYS_writev, CallKind::write, false, 0},   Known{SYS_fsync, CallKind::sync, false, 0},     Known{SYS_fdatasync, CallKind::sync, false, 0},
    Known{SYS_ftruncate, CallKind::truncate, false, 0},
    Known{SYS_rename, CallKind::rename, true, 1},
    Known{SYS_renameat, CallKind::rename, true, 3}, Known{SYS_renameat2, CallKind::rename, true, 3}, Known{SYS_link, CallKind::link, true, 1},
    Known{SYS_linkat, CallKind::link, true, 3},     Known{SYS_unlink, CallKind::unlink, true, 0},   Known{SYS_unlinkat, CallKind::unlink, true, 1}};

// Of a child before it becomes the program: the calls above stop it, all others cost nothing.
bool ask_to_be_stopped() {
  std::vector<sock_filter> filter{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (std::size_t k = 0; k < known_calls.size(); ++k)
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(known_calls[k].number),
                              static_cast<std::uint8_t>(known_calls.size() - k), 0));
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

unsigned long long argument(const Registers& registers, int number) {
  const std::array all{registers.rdi, registers.rsi, registers.rdx, registers.r10};
  return all.at(static_cast<std::size_t>(number));
}

std::string read_path(pid_t who, unsigned long long from) {
  std::string text(PATH_MAX, '\0');
  const unsigned long long page = 4096;
  std::size_t had = 0;
  while (had < text.size()) {  // page by page, as the next may not be there
    const std::size_t size = std::min<std::size_t>(page - (from + had) % page, text.size() - had);
    const iovec here{text.data() + had, size}, there{reinterpret_cast<void*>(from + had), size};
    if (process_vm_readv(who, &here, 1, &there, 1, 0) <= 0) break;
    had += size;
    if (const std::size_t end = text.find('\0'); end < had) break;
  }
  return text.substr(0, text.find('\0'));
}

// Kills a process group after some time, unless this object goes before.
class Alarm {
 public:
  Alarm(pid_t group, double after_s) : thread_([this, group, after_s] {
          std::unique_lock hold(lock_);
          if (!over_.wait_for(hold, std::chrono::duration<double>(after_s), [this] { return gone_; })) kill(-group, SIGKILL);
        }) {}
  ~Alarm() {
    {
      const std::lock_guard hold(lock_);
      gone_ = true;
    }
    over_.notify_one();
    thread_.join();
  }

 private:
  std::mutex lock_;
  std::condition_variable over_;
  bool gone_ = false;
  std::thread thread_;
};

class Watch {
 public:
  Watch(const fs::path& folder, const std::optional<Intervention>& intervention)
      : folder_(fs::weakly_canonical(folder).string()), intervention_(intervention) {}

  bool begin(const std::vector<std::string>& words, const std::vector<std::string>& environment);
  pid_t leader() const { return leader_; }
  Watched follow();

 private:
  void go_on_from(pid_t who, int status);
  void meet(pid_t who);
  std::optional<FileCall> recognise(pid_t who, const Registers& registers) const;
  std::optional<std::string> name_in_folder(pid_t who, const Known& known, const Registers& registers) const;
  void intervene(pid_t who, const FileCall& call, Registers& registers);
  void end_all() const { kill(-leader_, SIGKILL); }

  std::string folder_;
  const std::optional<Intervention>& intervention_;
  NamelessFile out_, err_;
  pid_t leader_ = -1;
  std::set<pid_t> alive_;
  std::size_t counted_ = 0;
  Watched watched_;
};

bool Watch::begin(const std::vector<std::string>& words, const std::vector<std::string>& environment) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  leader_ = fork();
  if (leader_ == 0) {
    setpgid(0, 0);
    char word = 0;
    if (read(ends[0], &word, 1) != 1 || !ask_to_be_stopped()) _exit(97);
    become_program(words, folder_, environment, out_.descriptor(), err_.descriptor());
  }
  setpgid(leader_, leader_);
  alive_ = {leader_};
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC |
                       PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  const bool seized = ptrace(PTRACE_SEIZE, leader_, nullptr, options) == 0;
  const bool told = seized && write(ends[1], "", 1) == 1;
  close(ends[0]);
  close(ends[1]);
  if (!told) waitpid(leader_, nullptr, 0);
  return told;
}

Watched Watch::follow() {
  while (!alive_.empty()) {
    int status = 0;
    const pid_t who = waitpid(-1, &status, __WALL);
    if (who < 0) break;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      alive_.erase(who);
      if (who == leader_) watched_.exit_code = exit_code_of(status);
    } else {
      alive_.insert(who);
      go_on_from(who, status);
    }
  }
  watched_.out = out_.text();
  watched_.err = err_.text();
  return watched_;
}

void Watch::go_on_from(pid_t who, int status) {
  const int event = status >> 16, signal = WSTOPSIG(status);
  if (event == PTRACE_EVENT_SECCOMP) return meet(who);
  if (signal == (SIGTRAP | 0x80)) {  // behind the call that was to be its last
    end_all();
    ptrace(PTRACE_CONT, who, nullptr, nullptr);
    return;
  }
  ptrace(PTRACE_CONT, who, nullptr, event == 0 ? signal : 0);
}

void Watch::meet(pid_t who) {
  Registers registers{};
  if (ptrace(PTRACE_GETREGS, who, nullptr, &registers) != 0) return;  // it was killed meanwhile
  const std::optional<FileCall> call = recognise(who, registers);
  if (call) watched_.calls.push_back(*call);
  const bool counts = call && intervention_ && intervention_->counts(*call);
  const std::size_t number = counts ? counted_++ : 0;
  if (counts && (number == intervention_->number || (intervention_->ever_after && number > intervention_->number)))
    return intervene(who, *call, registers);
  ptrace(PTRACE_CONT, who, nullptr, nullptr);
}

void Watch::intervene(pid_t who, const FileCall& call, Registers& registers) {
  watched_.met = true;
  if (intervention_->manner == Manner::act) {
    intervention_->act();
    ptrace(PTRACE_CONT, who, nullptr, nullptr);
    return;
  }
  if (intervention_->manner == Manner::refuse) {
    registers.orig_rax = static_cast<unsigned long long>(-1);
    registers.rax = static_cast<unsigned long long>(-intervention_->error);
    ptrace(PTRACE_SETREGS, who, nullptr, &registers);
    ptrace(PTRACE_CONT, who, nullptr, nullptr);
    return;
  }
  if (intervention_->manner == Manner::kill_before) {
    end_all();
    return;
  }
  if (intervention_->manner == Manner::kill_halfway && call.call == CallKind::write) {
    registers.rdx /= 2;
    ptrace(PTRACE_SETREGS, who, nullptr, &registers);
  }
  ptrace(PTRACE_SYSCALL, who, nullptr, nullptr);
}

std::optional<FileCall> Watch::recognise(pid_t who, const Registers& registers) const {
  const auto known = std::find_if(known_calls.begin(), known_calls.end(), [&](const Known& one) {
    return one.number == static_cast<long>(registers.orig_rax);
  });
  if (known == known_calls.end()) return std::nullopt;
  const auto name = name_in_folder(who, *known, registers);
  if (!name) return std::nullopt;
  const bool makes = known->call == CallKind::open && (argument(registers, known->argument + 1) & O_CREAT) != 0;
  return FileCall{makes ? CallKind::create : known->call, *name};
}

std::optional<std::string> Watch::name_in_folder(pid_t who, const Known& known, const Registers& registers) const {
  const unsigned long long given = argument(registers, known.argument);
  std::string path;
  if (known.path) {
    path = read_path(who, given);
    if (!path.starts_with('/')) path = folder_ + "/" + path;
  } else {
    std::error_code closed;
    path = fs::read_symlink("/proc/" + std::to_string(who) + "/fd/" + std::to_string(given), closed).string();
  }
  path = fs::path(path).lexically_normal().string();
  if (path == folder_) return ".";
  if (!path.starts_with(folder_ + "/")) return std::nullopt;
  return path.substr(folder_.size() + 1);
}

}  // namespace

const char* name_of(CallKind kind) {
  static constexpr std::array names{"open", "read", "create", "write", "sync", "truncate", "rename", "link", "unlink"};
  return names.at(static_cast<std::size_t>(kind));
}

Watched watch_program(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment,
                      const std::optional<Intervention>& intervention, std::optional<double> kill_after_s) {
  Watch watch(folder, intervention);
  const auto begin = Clock::now();
  if (!watch.begin(words, environment)) return {};
  std::optional<Alarm> alarm;
  if (kill_after_s) alarm.emplace(watch.leader(), *kill_after_s);
  Watched watched = watch.follow();
  watched.wall_s = std::chrono::duration<double>(Clock::now() - begin).count();
  return watched;
}

bool can_watch() {
  const Watched watched = watch_program({"true"}, "/etc");
  return watched.exit_code == 0 && !watched.calls.empty();
}

}  // namespace tessera::test
