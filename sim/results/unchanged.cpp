#include "results/unchanged.hpp"

#include <sys/stat.h>

#include "base/errors.hpp"

namespace tessera {

Unchanged::Unchanged(const std::string& path) : path_(path) {
  struct stat now {};
  if (stat(path.c_str(), &now) != 0) return;
  device_ = now.st_dev;
  number_ = now.st_ino;
  size_ = static_cast<std::uint64_t>(now.st_size);
  changed_s_ = now.st_mtim.tv_sec;
  changed_ns_ = now.st_mtim.tv_nsec;
}

void Unchanged::promise() const {
  struct stat now {};
  if (path_.empty() || stat(path_.c_str(), &now) != 0) return;
  if (now.st_dev == device_ && now.st_ino == number_ && static_cast<std::uint64_t>(now.st_size) == size_ &&
      now.st_mtim.tv_sec == changed_s_ && now.st_mtim.tv_nsec == changed_ns_)
    return;
  throw FileError(path_ + " was changed or replaced while it was read; what was read of it does not count, so say it again");
}

}  // namespace tessera
