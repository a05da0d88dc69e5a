// The kinds of error and what a fault of input looks like. main.cpp maps the kinds to exit codes.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace tessera {

// One thing wrong with something the user gave. line and column count from 1; 0 = not known.
struct Fault {
  std::string file;     // path, or "--set" / "command line"
  int line = 0;
  int column = 0;
  std::string message;  // what was given, what is allowed, the nearest known name, what to do

  std::string text() const;  // "file:line:column: message"
};

// The user can mend it (exit 2). Holds every fault found, in file order.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Fault> faults);
  explicit InputError(const std::string& message);
  const std::vector<Fault>& faults() const { return faults_; }

 private:
  std::vector<Fault> faults_;
};

// A file, disk or cluster failed (exit 3).
class FileError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Our bug (exit 4). Context is added on the way up: "month 17, trust: ...".
class BrokenPromise : public std::logic_error {
  using std::logic_error::logic_error;
};

// Stays checked in release; use where cheap.
inline void promise(bool kept, const char* what) {
  if (!kept) throw BrokenPromise(what);
}

}  // namespace tessera
