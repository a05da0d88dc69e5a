#include "support/commands.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace tessera {

namespace fs = std::filesystem;

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int exit_code_of(int state) { return WIFEXITED(state) ? WEXITSTATUS(state) : 1000 + WTERMSIG(state); }

NamelessFile::NamelessFile() : descriptor_(memfd_create("said", MFD_CLOEXEC)) {}
NamelessFile::~NamelessFile() { close(descriptor_); }

std::string NamelessFile::text() const {
  std::string text;
  char block[4096];
  for (ssize_t size = 0; (size = pread(descriptor_, block, sizeof block, static_cast<off_t>(text.size()))) > 0;)
    text.append(block, static_cast<std::size_t>(size));
  return text;
}

void become_program(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment,
                    int out, int err) {
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  if (chdir(folder.c_str()) != 0) _exit(99);
  for (const std::string& setting : environment) {
    const std::size_t equals = setting.find('=');
    setenv(setting.substr(0, equals).c_str(), setting.substr(equals + 1).c_str(), 1);
  }
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(98);
}

Said run_command(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment) {
  const NamelessFile out, err;
  const pid_t child = fork();
  if (child == 0) become_program(words, folder, environment, out.descriptor(), err.descriptor());
  int status = 0;
  waitpid(child, &status, 0);
  return {exit_code_of(status), out.text(), err.text()};
}

int start_command(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment) {
  const pid_t child = fork();
  if (child != 0) return child;
  const auto say_into = [&](const char* what) {
    return open((folder / (what + std::to_string(getpid()))).c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  };
  become_program(words, folder, environment, say_into("out."), say_into("err."));
}

}  // namespace tessera
