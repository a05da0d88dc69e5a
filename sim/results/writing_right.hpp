// One program at a time writes a results file.
#pragma once

#include <string>

namespace tessera {

// The right to write F.h5, held on F.h5.part; gone when the program is.
class WritingRight {
 public:
  WritingRight() = default;
  explicit WritingRight(const std::string& part);  // makes the file if missing; FileError if another program has it
  WritingRight(WritingRight&& other) noexcept;
  WritingRight& operator=(WritingRight&& other) noexcept;
  ~WritingRight();

 private:
  int descriptor_ = -1;
};

}  // namespace tessera
