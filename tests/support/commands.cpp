#include "support/commands.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace tessera {
namespace {

namespace fs = std::filesystem;

void say_into(const fs::path& file, int descriptor) {
  const int into = open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (into >= 0) dup2(into, descriptor);
}

[[noreturn]] void become(const std::vector<std::string>& words, const fs::path& folder, const fs::path& out, const fs::path& err,
                         const std::vector<std::string>& environment) {
  say_into(out, 1);
  say_into(err, 2);
  say_into("/dev/null", 0);
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

}  // namespace

std::string read_whole(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Said run_command(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment) {
  std::string place = (fs::temp_directory_path() / "tessera_said_XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) return {};
  const pid_t child = fork();
  if (child == 0) become(words, folder, fs::path(place) / "out", fs::path(place) / "err", environment);
  int status = 0;
  waitpid(child, &status, 0);
  const Said said{WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), read_whole(fs::path(place) / "out"),
                  read_whole(fs::path(place) / "err")};
  fs::remove_all(place);
  return said;
}

int start_command(const std::vector<std::string>& words, const fs::path& folder, const std::vector<std::string>& environment) {
  const pid_t child = fork();
  if (child != 0) return child;
  const std::string pid = std::to_string(getpid());
  become(words, folder, folder / ("out." + pid), folder / ("err." + pid), environment);
}

}  // namespace tessera
