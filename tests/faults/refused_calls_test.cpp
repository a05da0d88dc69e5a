// The system says no: one call after another by which a program touches its files fails, as on a full disk, a broken one, or
// where no more files may be opened. Each time there is a plain error or the right data, and the next call goes on.
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>

#include "left_behind.hpp"
#include "results/small_results.hpp"
#include "support/watched_program.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

using namespace test;
using testing::AnyOf;

struct Refusal {
  CallKind call;
  int error;
  bool ever_after;
};
const std::vector<Refusal> refusals{{CallKind::write, ENOSPC, true},  {CallKind::write, EIO, false},   {CallKind::write, EDQUOT, true},
                                    {CallKind::create, ENOSPC, false}, {CallKind::create, EMFILE, true}, {CallKind::create, EACCES, true},
                                    {CallKind::open, EMFILE, true},    {CallKind::open, EACCES, false},  {CallKind::read, EIO, false},
                                    {CallKind::sync, EIO, true},       {CallKind::rename, EACCES, true}, {CallKind::truncate, EIO, true},
                                    {CallKind::link, EPERM, true},     {CallKind::unlink, EACCES, false}};

// A command, what it says after trouble, and the file it writes.
struct Command {
  std::vector<std::string> words, again;
  int usual_end = 0;
  std::string output;
};

class Refused : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    if (!can_watch()) GTEST_SKIP() << "no program may be watched here (ptrace)";
  }
  void lay_out(const fs::path& folder) const {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& [name, bytes] : inputs_) std::ofstream(folder / name, std::ios::binary) << bytes;
  }
  static Watched watch(std::vector<std::string> words, const fs::path& folder, const std::optional<Intervention>& intervention = {}) {
    words.insert(words.begin(), TESSERA_PROGRAM);
    return watch_program(words, folder, {"OMP_WAIT_POLICY=passive"}, intervention);
  }
  // Whether the file is the one that an undisturbed program makes.
  void expect_right(const Command& command, const fs::path& folder) const {
    if (!command.output.ends_with(".h5")) {
      EXPECT_TRUE(read_whole(folder / command.output) == read_whole(unhurt_ / command.output));
      return;
    }
    EXPECT_EQ(tell({"verify", command.output}, folder).exit_code, 0);
    EXPECT_THAT(list_differences((unhurt_ / command.output).string(), (folder / command.output).string()), testing::IsEmpty());
  }
  void refuse_one(const Command& command, const Refusal& refusal, std::size_t number) {
    SCOPED_TRACE(std::string(name_of(refusal.call)) + " number " + std::to_string(number) + ": " + std::strerror(refusal.error) +
                 (refusal.ever_after ? ", and ever after" : ""));
    const fs::path folder = folder_.file("hurt");
    lay_out(folder);
    const Watched watched = watch(command.words, folder,
                                  Intervention{.counts = [&](const FileCall& call) { return call.call == refusal.call; },
                                               .number = number, .manner = Manner::refuse, .error = refusal.error, .ever_after = refusal.ever_after});
    if (!watched.met) return;
    ++met_;
    if (watched.exit_code == command.usual_end) {
      ++borne_;
      expect_right(command, folder);
    } else {
      EXPECT_THAT(watched.exit_code, AnyOf(2, 3)) << watched.err;
      EXPECT_FALSE(watched.err.empty());
      if (fs::exists(folder / command.output)) expect_right(command, folder);
    }
    const Said again = tell(command.again, folder);
    EXPECT_EQ(again.exit_code, command.usual_end) << again.out << again.err << "\nbefore: " << watched.err;
    expect_right(command, folder);
    for (const std::string& name : list_beside(folder, command.output)) EXPECT_EQ(name, command.output + ".sha256");
  }
  // All calls in the long form, a few of each kind in the standard one.
  void refuse_all(const Command& command, std::size_t of_each) {
    unhurt_ = folder_.file("unhurt");
    lay_out(unhurt_);
    const Watched unhurt = watch(command.words, unhurt_);
    ASSERT_EQ(unhurt.exit_code, command.usual_end) << unhurt.err;
    std::map<CallKind, std::size_t> calls;
    for (const FileCall& call : unhurt.calls) ++calls[call.call];
    if (std::getenv("TESSERA_LONG") != nullptr) of_each = 60;
    for (const Refusal& refusal : refusals) {
      const std::size_t count = calls[refusal.call], step = std::max<std::size_t>(1, count / of_each);
      for (std::size_t number = step / 2; number < count && !HasFailure(); number += step) refuse_one(command, refusal, number);
    }
    std::printf("%s: %d calls refused, %d of them borne, %d told\n", command.words.front().c_str(), met_, borne_, met_ - borne_);
    EXPECT_GT(met_, 0);
  }
  void keep_input(const std::string& name) { inputs_[name] = read_whole(folder_.file(name)); }

  Folder folder_;
  fs::path unhurt_;
  std::map<std::string, std::string> inputs_;
  int met_ = 0, borne_ = 0;
};

TEST_F(Refused, Run) {
  inputs_["village.toml"] = read_whole(TESSERA_SOURCE_DIR "/scenarios/village.toml");
  Command run{{"run", "village.toml", "-o", "F.h5", "--months", "9", "--replicates", "2", "--threads", "2", "--checkpoint-every", "4", "--set",
               "results.snapshots_every_months=6", "--set", "results.measures=[\"coverage\"]", "--quiet"}, {}, 0, "F.h5"};
  run.again = run.words;
  run.again.push_back("--resume");
  refuse_all(run, 1);
}

TEST_F(Refused, Experiment) {
  inputs_["e.toml"] = wide_experiment(2);
  Command experiment{{"experiment", "e.toml", "-o", "F.h5", "--threads", "2", "--quiet"}, {}, 0, "F.h5"};
  experiment.again = experiment.words;
  experiment.again.push_back("--resume");
  refuse_all(experiment, 1);
}

TEST_F(Refused, MergeAndReport) {
  std::ofstream(folder_.file("e.toml")) << wide_experiment(2);
  for (const std::string number : {"1", "2"}) {
    const std::string shard = "s.shard-" + number + "-of-2.h5";
    EXPECT_THAT(tell({"experiment", "e.toml", "-o", "s.h5", "--shard", number + "/2", "--quiet"}, folder_.path()).exit_code, AnyOf(0, 4));
    for (const std::string& name : {shard, shard + ".sha256"}) keep_input(name);
  }
  const std::vector<std::string> merge{"merge", "s.shard-1-of-2.h5", "s.shard-2-of-2.h5", "-o", "F.h5"};
  std::vector<std::string> again = merge;
  again.push_back("--force");
  refuse_all({merge, again, 0, "F.h5"}, 1);
  if (HasFailure()) return;
  ASSERT_EQ(tell(merge, folder_.path()).exit_code, 0);
  for (const char* name : {"F.h5", "F.h5.sha256"}) keep_input(name);
  const std::vector<std::string> compare{"export", "F.h5", "--what", "measures", "--format", "csv", "-o", "F.csv", "--quiet"};
  refuse_all({compare, compare, 0, "F.csv"}, 1);
}

}  // namespace
}  // namespace tessera
