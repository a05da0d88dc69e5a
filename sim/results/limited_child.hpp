// HDF5 1.10 can crash, hang or eat memory on a damaged file; what comes without a digest is therefore looked at by a
// child process with limits first.
#pragma once

#include <functional>
#include <string>

namespace tessera {

struct ChildLimits {
  double processor_s = 8.0;
  double wall_s = 60.0;
  std::size_t memory_bytes = std::size_t{4} << 30;
};

// For reading a file of this size whole.
ChildLimits limits_for_file(const std::string& path);

struct ChildAnswer {
  bool answered = false;  // false: it crashed, hung or ran out of memory
  int code = 0;           // what work returned
  std::string text;       // what work wrote, or plain words on how the child ended
};

// Runs work(text) in a forked child; an exception counts as code 3 with its message.
ChildAnswer run_in_limited_child(const std::function<int(std::string& text)>& work, const ChildLimits& limits = {});

}  // namespace tessera
