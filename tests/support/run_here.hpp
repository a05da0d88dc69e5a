// The program as a function: what it says and how it ends, without a process of its own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "command/program.hpp"
#include "support/commands.hpp"

namespace tessera {

// words: what follows "tessera" on a command line.
inline Said run_here(std::vector<std::string> words) {
  words.insert(words.begin(), "tessera");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.exit_code = run_program(static_cast<int>(arguments.size()), arguments.data());
  said.out = testing::internal::GetCapturedStdout();
  said.err = testing::internal::GetCapturedStderr();
  return said;
}

}  // namespace tessera
