// Files that change or go while a program works with them, and a second program at the same output. The moment is exact: the
// program is stopped at a call, the change is made, and it goes on.
#include <cstdlib>
#include <fstream>

#include "left_behind.hpp"
#include "results/small_results.hpp"
#include "support/watched_program.hpp"
#include "support/wide_experiment.hpp"

namespace tessera {
namespace {

using namespace test;
using testing::AnyOf;
using testing::HasSubstr;

class Changing : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    if (!can_watch()) GTEST_SKIP() << "no program may be watched here (ptrace)";
    write("own.toml", read_whole(TESSERA_SOURCE_DIR "/scenarios/village.toml"));
    write("e.toml", wide_experiment(2));
  }
  std::string path(const std::string& name) const { return folder_.file(name); }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(path(name), std::ios::binary) << bytes; }
  Said say(const std::vector<std::string>& words) const { return tell(words, folder_.path()); }
  void make(const std::vector<std::string>& words) const {
    const Said said = say(words);
    EXPECT_THAT(said.exit_code, AnyOf(0, 4)) << said.out << said.err;
  }
  // Does `act` when the program makes its number-th call of that kind on a file whose name holds `part`.
  Watched disturb(std::vector<std::string> words, CallKind call, const std::string& part, std::size_t number, const std::function<void()>& act) const {
    words.insert(words.begin(), TESSERA_PROGRAM);
    return watch_program(words, folder_.path(), {"OMP_WAIT_POLICY=passive"},
                         Intervention{.counts = [&](const FileCall& one) { return one.call == call && one.file.find(part) != std::string::npos; },
                                      .number = number, .manner = Manner::act, .act = act});
  }
  static std::vector<std::string> run_words(const std::string& output) {
    return {"run", "own.toml", "-o", output, "--months", "12", "--replicates", "2", "--threads", "2", "--checkpoint-every", "4", "--quiet"};
  }
  std::vector<std::string> unlike(const std::string& one, const std::string& other) const { return list_differences(path(one), path(other)); }
  Folder folder_;
};

// In place, at every point of reading: other bytes, fewer bytes, another file.
TEST_F(Changing, ResultsThatChangeWhileTheyAreReadAreNotReadWrong) {
  make({"experiment", "e.toml", "-o", "F.h5", "--quiet"});
  make({"run", "own.toml", "-o", "other.h5", "--months", "3", "--quiet"});
  const std::string bytes = read_whole(path("F.h5")), digest = read_whole(path("F.h5.sha256"));
  const std::vector<std::string> words{"export", "F.h5", "--what", "measures", "--measure", "coverage,volunteers"};
  const Watched right = disturb(words, CallKind::read, "F.h5", 1'000'000, [] {});
  ASSERT_EQ(right.exit_code, 0) << right.err;
  std::size_t reads = 0;
  for (const FileCall& call : right.calls) reads += call.call == CallKind::read && call.file == "F.h5";
  const std::function<void()> changes[]{[&] {
                                          std::string other = bytes;
                                          for (std::size_t k = other.size() / 8; k < other.size(); k += 64) other[k] ^= 1;
                                          std::fstream(path("F.h5"), std::ios::in | std::ios::out | std::ios::binary) << other;
                                        },
                                        [&] { fs::resize_file(path("F.h5"), bytes.size() / 2); }, [&] { fs::rename(path("copy.h5"), path("F.h5")); },
                                        [&] { fs::remove(path("F.h5")); }};
  const std::size_t step = std::getenv("TESSERA_LONG") != nullptr ? 1 : std::max<std::size_t>(1, reads / 4);
  int told = 0, right_all_the_same = 0;
  for (std::size_t number = 0; number < reads; number += step)
    for (std::size_t change = 0; change < std::size(changes); ++change) {
      fs::remove(path("F.h5"));
      write("F.h5", bytes);
      fs::copy_file(path("other.h5"), path("copy.h5"), fs::copy_options::overwrite_existing);
      const Watched watched = disturb(words, CallKind::read, "F.h5", number, changes[change]);
      ASSERT_LT(watched.exit_code, 1000) << "change " << change << " at read " << number << watched.err;
      if (watched.exit_code == 0) {
        EXPECT_EQ(watched.out, right.out) << "change " << change << " at read " << number << " of " << reads;
        ++right_all_the_same;
      } else {
        EXPECT_THAT(watched.exit_code, AnyOf(2, 3)) << watched.err;
        EXPECT_FALSE(watched.err.empty());
        ++told;
      }
    }
  std::printf("results changed while read: %d told, %d right all the same\n", told, right_all_the_same);
  EXPECT_GT(told, 0);
}

TEST_F(Changing, AScenarioIsReadOnce) {
  make(run_words("right.h5"));
  const std::string scenario = read_whole(path("own.toml"));
  const Watched edited = disturb(run_words("F.h5"), CallKind::write, "F.h5.part", 3, [&] { write("own.toml", "tessera = 1\n[run]\nseed = 1\n"); });
  ASSERT_TRUE(edited.met);
  EXPECT_EQ(edited.exit_code, 0) << edited.err;
  EXPECT_THAT(unlike("right.h5", "F.h5"), testing::IsEmpty());
  // It is another run now, which what was left is not gone on with.
  write("own.toml", scenario);
  std::vector<std::string> words = run_words("G.h5");
  words.insert(words.begin(), TESSERA_PROGRAM);
  watch_program(words, folder_.path(), {}, Intervention{.counts = [](const FileCall& call) { return call.call == CallKind::rename; }, .number = 3});
  words = run_words("G.h5");
  words.push_back("--resume");
  write("own.toml", scenario + "\n[trust]\nweight = 0.11\n");
  EXPECT_EQ(say(words).exit_code, 2);
  fs::remove(path("own.toml"));
  EXPECT_EQ(say(words).exit_code, 2);
  write("own.toml", scenario);
  EXPECT_EQ(say(words).exit_code, 0) << "and the part file is as it was";
  EXPECT_THAT(unlike("right.h5", "G.h5"), testing::IsEmpty());
}

TEST_F(Changing, PartsThatAreTakenAwayAreMissed) {
  make(run_words("right.h5"));
  const Watched run = disturb(run_words("F.h5"), CallKind::create, "checkpoint-0", 1, [&] { fs::remove(path("F.h5.part")); });
  ASSERT_TRUE(run.met);
  EXPECT_EQ(run.exit_code, 3) << run.err;
  EXPECT_THAT(run.err, HasSubstr("F.h5.part"));
  make(run_words("F.h5"));
  EXPECT_THAT(unlike("right.h5", "F.h5"), testing::IsEmpty());

  make({"experiment", "e.toml", "-o", "sweep.h5", "--quiet"});
  const std::vector<std::string> words{"experiment", "e.toml", "-o", "S.h5", "--resume", "--quiet"};
  const Watched sweep = disturb(words, CallKind::create, "whole-local", 0, [&] { fs::remove(path("S.h5.part.batch-local-000000")); });
  ASSERT_TRUE(sweep.met);
  EXPECT_EQ(sweep.exit_code, 3) << sweep.err;
  EXPECT_THAT(sweep.err, HasSubstr("batch-local-000000"));
  make(words);
  EXPECT_THAT(unlike("sweep.h5", "S.h5"), testing::IsEmpty());
}

// The second program comes while the first writes, and is refused; the first ends as if nothing had been.
TEST_F(Changing, TwoProgramsDoNotWriteOneFile) {
  for (const std::string number : {"1", "2"}) make({"experiment", "e.toml", "-o", "s.h5", "--shard", number + "/2", "--quiet"});
  make(run_words("right.h5"));
  make({"experiment", "e.toml", "-o", "sweep.h5", "--quiet"});
  const std::vector<std::string> sweep{"experiment", "e.toml", "-o", "S.h5", "--quiet"}, merge{"merge", "s.shard-1-of-2.h5", "s.shard-2-of-2.h5", "-o", "M.h5"},
      report{"report", "right.h5", "-o", "R.html", "--quiet"};
  struct Case {
    std::vector<std::string> words;
    CallKind call;
    std::string at, right, made;
  };
  const std::vector<Case> cases{{run_words("F.h5"), CallKind::create, "checkpoint-0", "right.h5", "F.h5"},
                                {run_words("G.h5"), CallKind::sync, "part.whole", "right.h5", "G.h5"},
                                {sweep, CallKind::create, "batch", "sweep.h5", "S.h5"},
                                {merge, CallKind::write, "whole-merge", "sweep.h5", "M.h5"},
                                {report, CallKind::write, "R.html", "", "R.html"}};
  for (const Case& one : cases) {
    std::vector<int> codes;
    const Watched first = disturb(one.words, one.call, one.at, 0, [&] {
      for (const char* more : {"", "--resume", "--force"}) {
        std::vector<std::string> words = one.words;
        if (*more != '\0') words.push_back(more);
        if (const Said said = say(words); said.err.find("The following argument was not expected") == std::string::npos) codes.push_back(said.exit_code);
      }
    });
    ASSERT_TRUE(first.met) << one.made;
    EXPECT_THAT(first.exit_code, AnyOf(0, 4)) << one.made << first.err;
    EXPECT_THAT(codes, testing::AllOf(testing::SizeIs(testing::Ge(2U)), testing::Each(AnyOf(2, 3)))) << one.made;
    if (!one.right.empty()) {
      EXPECT_THAT(unlike(one.right, one.made), testing::IsEmpty());
    }
    const auto beside = list_beside(folder_.path(), one.made);
    EXPECT_THAT(beside, testing::Each(one.made + ".sha256")) << one.made;
  }
}

TEST_F(Changing, MeasuresLeftInShardsThatGoOrChangeAreMissed) {
  for (const std::string number : {"1", "2"}) make({"experiment", "e.toml", "-o", "s.h5", "--shard", number + "/2", "--quiet"});
  make({"merge", "s.shard-1-of-2.h5", "s.shard-2-of-2.h5", "-o", "V.h5", "--virtual"});
  const std::vector<std::vector<std::string>> readers{{"compare", "V.h5"}, {"show", "V.h5"}, {"export", "V.h5", "--what", "measures"},
                                                      {"sensitivity", "V.h5"}, {"report", "V.h5", "--data", "--no-organisations"}};
  const auto expect_all = [&](int code, const std::string& says) {
    for (const auto& words : readers) {
      const Said said = say(words);
      EXPECT_EQ(said.exit_code, code) << words[0] << said.out << said.err;
      EXPECT_THAT(said.err, HasSubstr(says)) << words[0];
    }
  };
  expect_all(0, "");
  fs::rename(path("s.shard-1-of-2.h5"), path("away.h5"));
  expect_all(3, "s.shard-1-of-2.h5, which is not there");
  EXPECT_NE(say({"verify", "V.h5"}).exit_code, 0);
  // Another, sound shard under that name: of nearly the same experiment.
  std::string other = wide_experiment(2);
  write("e.toml", other.replace(other.find("low = 0.1\n"), 9, "low = 0.15"));
  make({"experiment", "e.toml", "-o", "s.h5", "--shard", "1/2", "--quiet", "--force"});
  expect_all(3, "holds other runs");
  EXPECT_NE(say({"verify", "V.h5"}).exit_code, 0);
}

}  // namespace
}  // namespace tessera
