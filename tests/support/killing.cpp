#include "support/killing.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>

#include "support/commands.hpp"

namespace tessera::test {
namespace {

constexpr int killed = 1000 + SIGKILL;
const std::vector<std::string> environment{"OMP_WAIT_POLICY=passive"};

std::vector<std::string> with_program(std::vector<std::string> words) {
  words.insert(words.begin(), TESSERA_PROGRAM);
  return words;
}

bool changes_files(const FileCall& call) { return call.call != CallKind::open && call.call != CallKind::read; }

// By what is in a file's name behind "F.h5".
std::string kind_of_file(const std::string& name) {
  const std::size_t at = name.find(".h5");
  if (at == std::string::npos) return "other";
  const std::string rest = name.substr(at + 3);
  const auto is = [&](const char* begin) { return rest.starts_with(begin); };
  if (rest.empty()) return "whole";
  if (is(".sha256")) return "digest";
  if (is(".part.whole")) return "assembly";
  if (is(".part.batch-")) return "batch";
  if (is(".part.agents-")) return "snapshot";
  if (rest.find("checkpoint") != std::string::npos) return "checkpoint";
  return rest == ".part" || rest == ".part.new" ? "part" : "start";
}

// Where a kill by the clock came, told by what the program had done by then.
std::string moment_by_clock(const std::vector<FileCall>& calls) {
  const auto any = [&](const char* kind) {
    return std::any_of(calls.begin(), calls.end(), [&](const FileCall& call) { return changes_files(call) && kind_of_file(call.file) == kind; });
  };
  if (any("assembly")) return "clock: putting together";
  return std::none_of(calls.begin(), calls.end(), changes_files) ? "clock: start" : "clock: middle of a month";
}

}  // namespace

std::string moment_of(const FileCall& call) {
  if (!changes_files(call)) return "";
  const std::string kind = kind_of_file(call.file);
  if (kind == "other") return "";
  if (call.call == CallKind::rename) return "rename";
  if (kind == "checkpoint") return call.call == CallKind::unlink ? "checkpoint removed" : "checkpoint";
  if (kind == "digest") return "digest";
  if (kind == "assembly") return "putting together";
  if (kind == "snapshot") return call.call == CallKind::unlink ? "clearing away" : "snapshot";
  if (call.call == CallKind::unlink) return "clearing away";
  if (call.call == CallKind::write || call.call == CallKind::sync) return kind == "start" ? "start" : "flush";
  return "start";
}

Killing::Killing(Job job, Folder folder, std::uint64_t seed) : job_(std::move(job)), place_(std::move(folder)), luck_(seed) {
  const Folder unkilled = place_ / "unkilled";
  std::filesystem::create_directories(unkilled);
  job_.lay_out(unkilled);
  const Watched watched = watch_program(with_program(job_.words), unkilled, environment);
  EXPECT_EQ(watched.exit_code, job_.usual_end) << job_.name << ": " << watched.err;
  job_.check_end(unkilled);
  learn(first_, watched);
  resumed_ = first_;
}

void Killing::learn(Shape& shape, const Watched& watched) {
  std::map<std::string, std::size_t> calls;
  for (const FileCall& call : watched.calls)
    if (const std::string moment = moment_of(call); !moment.empty()) ++calls[moment];
  for (const auto& [moment, count] : calls) shape.calls[moment] = std::max(shape.calls[moment], count);
  shape.wall_s = std::max(shape.wall_s, watched.wall_s);
}

Watched Killing::kill_by_clock(const std::vector<std::string>& words, const Folder& folder, double wall_s, std::string& moment) {
  const double after_s = wall_s * static_cast<double>(draw(1000)) / 1000.0;
  Watched watched = watch_program(words, folder, environment, {}, after_s);
  moment = moment_by_clock(watched.calls);
  return watched;
}

Watched Killing::kill_at_rarest(const std::vector<std::string>& words, const Folder& folder, Shape& shape, std::string& moment) {
  const auto rarest = std::min_element(shape.calls.begin(), shape.calls.end(), [&](const auto& one, const auto& other) {
    return kills_[one.first] < kills_[other.first];
  });
  moment = rarest->first;
  Intervention intervention{.counts = [moment](const FileCall& call) { return moment_of(call) == moment; },
                            .number = draw(rarest->second),
                            .manner = static_cast<Manner>(draw(3))};
  return watch_program(words, folder, environment, intervention);
}

std::vector<std::string> Killing::run_and_kill(const Folder& folder, int most_kills) {
  std::vector<std::string> moments;
  bool resumed = false;
  do {
    Shape& shape = resumed ? resumed_ : first_;
    const auto words = with_program(resumed ? job_.again : job_.words);
    std::string moment;
    const bool clock = draw(4) == 0;
    const Watched watched = clock ? kill_by_clock(words, folder, shape.wall_s, moment) : kill_at_rarest(words, folder, shape, moment);
    if (watched.exit_code != killed) {
      EXPECT_EQ(watched.exit_code, job_.usual_end) << watched.err;
      break;  // it was ready before
    }
    learn(shape, {.calls = watched.calls});
    ++kills_[moment];
    moments.push_back(moment);
    job_.check_left(folder);
    resumed = true;
  } while (static_cast<int>(moments.size()) < most_kills && draw(2) == 0);
  return moments;
}

void Killing::kill_times(int kills) {
  int made = 0;
  for (int attempt = 0; made < kills && attempt < 5 * kills; ++attempt) {
    const Folder folder = place_ / "killed";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    job_.lay_out(folder);
    const auto moments = run_and_kill(folder, kills - made);
    std::string said = job_.name + ", killed at:";
    for (const std::string& moment : moments) said += " [" + moment + "]";
    SCOPED_TRACE(said);
    made += static_cast<int>(moments.size());
    const Said again = run_command(with_program(job_.again), folder, environment);
    EXPECT_EQ(again.exit_code, job_.usual_end) << again.out << again.err;
    job_.check_end(folder);
    if (testing::Test::HasFailure()) return;  // the folder stays until the test ends; one story is enough
    for (const std::string& moment : moments) ++recovered_[moment];
  }
  EXPECT_GE(made, kills) << "it was too fast to be killed";
}

void Killing::print() const {
  int kills = 0, recovered = 0;
  fmt::print("{:<28} {:>6} {:>10}\n", job_.name, "kills", "recovered");
  for (const auto& [moment, count] : kills_) {
    const auto found = recovered_.find(moment);
    const int well = found == recovered_.end() ? 0 : found->second;
    fmt::print("  {:<26} {:>6} {:>10}\n", moment, count, well);
    kills += count;
    recovered += well;
  }
  fmt::print("  {:<26} {:>6} {:>10}\n", "all", kills, recovered);
}

}  // namespace tessera::test
