// One program at a time writes a results file.
#pragma once

#include <string>

namespace tessera {

// The right to write F.h5, held on F.h5.part; gone when the program is.
class WritingRight {
 public:
  WritingRight() = default;
  enum class IfTaken { refuse, wait };
  // Makes the file if missing. FileError if another program has it and this is not to wait for its end.
  explicit WritingRight(const std::string& part, IfTaken if_taken = IfTaken::refuse);
  WritingRight(WritingRight&& other) noexcept;
  WritingRight& operator=(WritingRight&& other) noexcept;
  ~WritingRight();

 private:
  int descriptor_ = -1;
};

}  // namespace tessera
