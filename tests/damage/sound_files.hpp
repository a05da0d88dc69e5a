// A tiny run and a tiny experiment as the program leaves them, whole, in parts and half done, and copies of them that are
// damaged: what every test of damage begins with.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/draws.hpp"
#include "support/folder.hpp"
#include "support/program_call.hpp"
#include "vocabulary/names.hpp"

namespace tessera::test {

inline bool long_form() { return std::getenv("TESSERA_LONG") != nullptr; }

// TESSERA_LONG=1: the first, else the second.
inline std::uint64_t so_many(std::uint64_t in_long_form, std::uint64_t otherwise) { return long_form() ? in_long_form : otherwise; }

// One to four bits of the content flipped, or a few neighbouring bytes overwritten; the same for the same k.
inline std::string damage(std::string content, std::uint64_t k) {
  Stream stream = Draws(20260, 0, 0).of(Mechanism::founding).at(Subject{k}, 0);
  const auto place = [&] { return static_cast<std::size_t>(stream.below(content.size())); };
  if (stream.below(8) != 0)
    for (std::uint64_t bit = stream.below(8) == 0 ? 4 : 1; bit > 0; --bit) content[place()] ^= static_cast<char>(1U << stream.below(8));
  else
    for (std::size_t at = place(), end = std::min(content.size(), at + 16); at < end; ++at) content[at] = static_cast<char>(stream.below(256));
  return content;
}

class SoundFiles : public ::testing::Test {
 protected:
  SoundFiles() {
    write("tiny.toml",
          "tessera = 1\nname = \"Tiny\"\n[run]\nmonths = 6\nreplicates = 1\nseed = 7\n"
          "[community]\ndistricts = 1\nresidents = 3000\nareas = [\"food\", \"health\"]\n[organisations]\ncount = 5\n"
          "[results]\nmeasures = [\"coverage\", \"partnership_size\"]\nsnapshots_every_months = 6\n");
    write("e.toml",
          "tessera = 1\nname = \"Tiny experiment\"\nscenario = \"tiny.toml\"\nreplicates = 2\n[[variant]]\nname = \"alone\"\n"
          "[[variant]]\nname = \"helped\"\n[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\n"
          "[results]\nmeasures = [\"coverage\"]\nevery_months = 3\n");
  }

  std::string file(const std::string& name) const { return folder_.file(name); }
  std::string content(const std::string& name) const { return read_whole(file(name)); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
    return file(name);
  }
  // tessera WORDS, which must go well; what it said.
  std::string run(const std::vector<std::string>& words) const {
    const Said said = call_program(words);
    EXPECT_EQ(said.exit_code, 0) << words.at(0) << ": " << said.err;
    return said.out;
  }
  std::string make_run(const std::string& name) const {
    run({"run", file("tiny.toml"), "-o", file(name), "--quiet"});
    return file(name);
  }
  std::string make_experiment(const std::string& name) const {
    run({"experiment", file("e.toml"), "-o", file(name), "--quiet"});
    return file(name);
  }

 private:
  const Folder folder_;
};

// What a user may be told: all is well, no, bad input, a bad file. A signal, a bug or a time limit is none of these.
inline bool is_clear_answer(const Said& said) {
  return said.exit_code == 0 || (said.exit_code >= 1 && said.exit_code <= 3 && !(said.err + said.out).empty());
}

}  // namespace tessera::test
