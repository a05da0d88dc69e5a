#include "results/writing_right.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/errors.hpp"

namespace tessera {
namespace {

// A lock of the open file description: unlike one of the process it survives HDF5 closing the same file, and unlike
// flock it does not keep readers' HDF5 out.
bool lock_whole(int descriptor, bool wait) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  int result = -1;
  do result = fcntl(descriptor, wait ? F_OFD_SETLKW : F_OFD_SETLK, &whole);
  while (result != 0 && errno == EINTR);
  if (result == 0) return true;
  return errno != EAGAIN && errno != EACCES;  // a file system without locks can not tell; go on
}

// The program that held it may have renamed or removed the file between our open and our lock.
bool still_there(int descriptor, const std::string& path) {
  struct stat opened {}, named {};
  return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

}  // namespace

WritingRight::WritingRight(const std::string& part, IfTaken if_taken) {
  while (true) {
    descriptor_ = open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw FileError(fmt::format("{} can not be written: {}", part, std::strerror(errno)));
    if (!lock_whole(descriptor_, if_taken == IfTaken::wait)) {
      close(std::exchange(descriptor_, -1));
      throw FileError(part + " is being written by another program; choose another output file or wait for it");
    }
    if (still_there(descriptor_, part)) return;
    close(std::exchange(descriptor_, -1));
  }
}

WritingRight::WritingRight(WritingRight&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

WritingRight& WritingRight::operator=(WritingRight&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WritingRight::~WritingRight() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace tessera
