// A disk of a few kilobytes or files, seen by this process and its children alone; it goes with the object.
#pragma once

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace tessera::test {

class SmallDisk {
 public:
  // options as of mount -t tmpfs -o: "size=500k", "nr_inodes=9".
  SmallDisk(std::string folder, const std::string& options) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    mounted_ = have_own_mounts() && mount("tmpfs", folder_.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  bool is_there() const { return mounted_; }
  bool change(const std::string& options) const { return mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, options.c_str()) == 0; }
  bool forbid_writing(bool forbidden) const {
    return mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT | (forbidden ? MS_RDONLY : 0), "") == 0;
  }

 private:
  // Where this user may not, as the root of a name space of its own.
  static bool have_own_mounts() {
    static const bool own = [] {
      const std::string user = std::to_string(getuid());
      if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
        std::ofstream("/proc/self/setgroups") << "deny";
        std::ofstream("/proc/self/uid_map") << "0 " + user + " 1";
      }
      return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    }();
    return own;
  }

  std::string folder_;
  bool mounted_ = false;
};

}  // namespace tessera::test
