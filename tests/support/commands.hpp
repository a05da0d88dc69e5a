// Programs that tests start: their words, never a shell's, and what they said.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

struct Said {
  int exit_code = -1;  // 1000 + the signal that ended it
  std::string out, err;
};

// Runs words[0] (looked up in PATH) in `folder`, with `environment` ("NAME=value") added to this process's.
Said run_command(const std::vector<std::string>& words, const std::filesystem::path& folder = ".",
                 const std::vector<std::string>& environment = {});

// Starts it and does not wait. Its words go into out.PID and err.PID of `folder`.
int start_command(const std::vector<std::string>& words, const std::filesystem::path& folder,
                  const std::vector<std::string>& environment = {});

std::string read_whole(const std::filesystem::path& file);

// What waitpid says, as in Said.
int exit_code_of(int state);

// A file without a name, so that nothing is left of it however the test ends; closed with this object.
class NamelessFile {
 public:
  NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  ~NamelessFile();
  int descriptor() const { return descriptor_; }
  std::string text() const;

 private:
  int descriptor_;
};

// Of a forked child: it becomes the program, and speaks into the two descriptors.
[[noreturn]] void become_program(const std::vector<std::string>& words, const std::filesystem::path& folder,
                                 const std::vector<std::string>& environment, int out, int err);

}  // namespace tessera
