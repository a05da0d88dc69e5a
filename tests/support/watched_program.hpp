// A program under the eyes of its test (ptrace): every call by which it touches files of its folder, in order. At one of them
// it can be killed, or be told by the system that the call failed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tessera::test {

enum class CallKind : std::uint8_t { open, read, create, write, sync, truncate, rename, link, unlink };
const char* name_of(CallKind kind);

struct FileCall {
  CallKind call;
  std::string file;  // its name in the folder; of a rename or a link the new one
};

// Kill: SIGKILL before the system hears of the call, after half the bytes of a write, after the call. Refuse: the call does
// nothing and returns `error`. Act: something happens at that moment, and the program goes on.
enum class Manner : std::uint8_t { kill_before, kill_halfway, kill_after, refuse, act };

struct Intervention {
  std::function<bool(const FileCall&)> counts;  // which calls are counted
  std::size_t number = 0;                       // the one that is met, from 0
  Manner manner = Manner::kill_before;
  int error = 0;
  std::function<void()> act = [] {};
  bool ever_after = false;                      // refuse all that come later, too
};

struct Watched {
  int exit_code = -1;  // 1000 + the signal that ended it
  std::string out, err;
  std::vector<FileCall> calls;
  bool met = false;    // the intervention took place
  double wall_s = 0.0;
};

// Whether this machine lets a process be watched.
bool can_watch();

// Runs words[0] in `folder` until it and all it started are gone. kill_after_s: SIGKILL by the clock.
Watched watch_program(const std::vector<std::string>& words, const std::filesystem::path& folder,
                      const std::vector<std::string>& environment = {}, const std::optional<Intervention>& intervention = {},
                      std::optional<double> kill_after_s = {});

}  // namespace tessera::test
