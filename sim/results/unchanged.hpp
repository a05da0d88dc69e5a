// Whether a file is still the one whose digest was checked.
#pragma once

#include <cstdint>
#include <string>

namespace tessera {

// Made before the digest is looked at. A file is the same while its number, its size and its time of change are; one whose
// name is gone can still be read by who has it open.
class Unchanged {
 public:
  Unchanged() = default;
  explicit Unchanged(const std::string& path);
  // To be called after reading: FileError if the file was written to, or another one bears its name.
  void promise() const;

 private:
  std::string path_;
  std::uint64_t device_ = 0, number_ = 0, size_ = 0;
  std::int64_t changed_s_ = 0, changed_ns_ = 0;
};

}  // namespace tessera
