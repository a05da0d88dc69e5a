// Programs killed with -9 at chosen and at random moments, many times over, and what must hold after each kill.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/watched_program.hpp"

namespace tessera::test {

// A command that writes results, in a folder of its own.
struct Job {
  std::string name;
  std::vector<std::string> words;                               // without the program
  std::vector<std::string> again;                               // what a user says after a kill
  int usual_end = 0;                                            // its exit code when nobody kills it
  std::function<void(const std::filesystem::path&)> lay_out;    // what it needs, into a fresh folder
  std::function<void(const std::filesystem::path&)> check_left; // what must hold after any kill
  std::function<void(const std::filesystem::path&)> check_end;  // and when it went on to its end
};

// What the program was about when a call came: "flush", "checkpoint", ... Empty: nothing that is aimed at.
std::string moment_of(const FileCall& call);

// Kills of one job: by the clock all over its duration, and aimed at each moment it has, the rarest first. A resumed program
// is killed again every other time.
class Killing {
 public:
  Killing(Job job, std::filesystem::path folder, std::uint64_t seed);
  void kill_times(int kills);
  // "moment  kills  recovered", a line each.
  void print() const;
  const std::map<std::string, int>& kills() const { return kills_; }

 private:
  using Folder = std::filesystem::path;
  struct Shape {
    std::map<std::string, std::size_t> calls;  // of each moment, in one execution
    double wall_s = 0.0;
  };
  // Kills it until it is ready, or has been killed enough. The moments at which that was.
  std::vector<std::string> run_and_kill(const Folder& folder, int most_kills);
  Watched kill_by_clock(const std::vector<std::string>& words, const Folder& folder, double wall_s, std::string& moment);
  Watched kill_at_rarest(const std::vector<std::string>& words, const Folder& folder, Shape& shape, std::string& moment);
  static void learn(Shape& shape, const Watched& watched);
  std::size_t draw(std::size_t below) { return static_cast<std::size_t>(luck_() % below); }

  Job job_;
  Folder place_;
  std::mt19937_64 luck_;
  Shape first_, resumed_;
  std::map<std::string, int> kills_, recovered_;
};

}  // namespace tessera::test
