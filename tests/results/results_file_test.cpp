#include "results/results_file.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "command/recover.hpp"
#include "command/show.hpp"
#include "command/verify.hpp"
#include "results/beside.hpp"
#include "results/digest.hpp"
#include "results/left_over.hpp"
#include "results/read.hpp"
#include "results/whole_file.hpp"
#include "small_results.hpp"
#include "support/same_data.hpp"

namespace tessera {
namespace {

using test::SmallRun;

int verify(const std::string& path) {
  std::ostringstream out;
  return verify_results(path, out);
}

// Months 0 .. known - 1 are there, later ones are missing.
void expect_known(const Results& results, std::uint32_t replicate, std::int32_t known) {
  const auto need = results.read("need_met");
  const auto coverage = results.read("coverage_by_area");
  const auto hashes = results.state_hashes(0, replicate);
  const auto traces = results.traces(0, replicate);
  const auto months = static_cast<std::size_t>(results.months()) + 1;
  for (std::size_t month = 0; month < months; ++month) {
    const std::size_t row = replicate * months + month;
    const auto m = static_cast<std::int32_t>(month);
    if (m < known) {
      ASSERT_EQ(need.values[row], test::value_at(replicate, m, 0));
      ASSERT_EQ(coverage.values[row * coverage.shape[3] + 2], test::value_at(replicate, m, 3));
      ASSERT_EQ(hashes[month], test::hash_at(replicate, m));
      for (std::size_t k = 0; k < Trace{}.size(); ++k)
        ASSERT_EQ(traces[month * Trace{}.size() + k], test::trace_at(replicate, m)[k]);
    } else {
      ASSERT_TRUE(std::isnan(need.values[row]));
      ASSERT_EQ(hashes[month], 0U);
      for (std::size_t k = 0; k < Trace{}.size(); ++k) ASSERT_EQ(traces[month * Trace{}.size() + k], 0U);
    }
  }
}

TEST(ResultsFile, GivesBackWhatWasWritten) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 3, 12);
  write_known_run(run);
  EXPECT_EQ(verify(folder.file("F.h5")), 0);
  const Results results = Results::open(folder.file("F.h5"));
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    expect_known(results, replicate, 13);
    EXPECT_EQ(results.status(0, replicate), RunStatus::complete);
  }
  EXPECT_EQ(results.names("district"), (std::vector<std::string>{"North", "Süd", "East", "West"}));
  EXPECT_EQ(results.scenario_text(), run.scenario.merged_text);
  EXPECT_EQ(results.seed(), 20260U);
  EXPECT_EQ(results.measures().size(), 4U);
  EXPECT_EQ(results.agent_groups().size(), 3U);
  EXPECT_FALSE(std::filesystem::exists(folder.file("F.h5.part")));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) files += entry.exists();
  EXPECT_EQ(files, 2U);  // F.h5 and its digest
}

TEST(ResultsFile, KeepsAgentsOfEverySnapshot) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 1, 8);
  write_known_run(run);
  const Results results = Results::open(folder.file("F.h5"));
  const std::string group = "/agents/point_0/replicate_0/";
  EXPECT_EQ(results.read(group + "snapshot").values, (std::vector<double>{0, 4, 8}));
  const auto money = results.read(group + "organisation_money_usd");
  const World first = test::world_at(0, run.scenario.parameters), last = test::world_at(8, run.scenario.parameters);
  ASSERT_EQ(money.shape, (std::vector<std::size_t>{3, last.organisations.count()}));
  EXPECT_EQ(money.values[5], first.organisations.money_usd[5]);
  EXPECT_TRUE(std::isnan(money.values[first.organisations.count()]));  // founded later
  EXPECT_EQ(money.values.back(), last.organisations.money_usd.back());
  const auto snapshot_of_tie = results.read(group + "tie_snapshot");
  EXPECT_EQ(snapshot_of_tie.values.size(), 2 * first.ties.count() + last.ties.count());
  EXPECT_EQ(snapshot_of_tie.values.back(), 2.0);
  EXPECT_EQ(results.read(group + "partnership_stage").values.size(), 3U);
  EXPECT_EQ(results.read(group + "event_month").values, (std::vector<double>{2, 4, 6, 8}));
  EXPECT_EQ(results.read(group + "event_organisation").values[1], static_cast<double>(first.organisations.count() + 1));
}

TEST(ResultsFile, WritesTheSameRunWithTheSameDigestWhateverIsBesideIt) {
  const test::Folder folder;
  const SmallRun alone(folder.file("one.h5"), 1, 12), among(folder.file("three.h5"), 3, 12);
  write_known_run(alone);
  write_known_run(among);
  const Results one = Results::open(folder.file("one.h5")), three = Results::open(folder.file("three.h5"));
  EXPECT_EQ(one.names("digest")[0], three.names("digest")[0]);
  EXPECT_NE(three.names("digest")[0], three.names("digest")[1]);
}

TEST(ResultsFile, RecordsFailedRunsAndGoesOn) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 2, 6);
  ResultsFile file = ResultsFile::create(run.description);
  write_known_months(file, run, 0, 0, 4);
  const std::string message = std::string(239, 'x') + "é";  // would be cut inside the character
  file.finish_replicate(0, RunStatus::failed, message, 0.1);
  EXPECT_THROW(file.finish_replicate(1, RunStatus::complete, "", 0.1), BrokenPromise);
  write_known_months(file, run, 1, 0, 7);
  file.finish_replicate(1, RunStatus::complete, "", 0.1);
  file.finish();
  EXPECT_EQ(verify(folder.file("F.h5")), 0);
  const Results results = Results::open(folder.file("F.h5"));
  expect_known(results, 0, 4);
  expect_known(results, 1, 7);
  EXPECT_EQ(results.message(0, 0), std::string(239, 'x'));
}

TEST(ResultsFile, ResumesWithTheSameData) {
  const test::Folder folder;
  const SmallRun straight(folder.file("straight.h5"), 1, 12), broken(folder.file("broken.h5"), 1, 12);
  write_known_run(straight);
  {
    ResultsFile file = ResultsFile::create(broken.description);
    write_known_months(file, broken, 0, 0, 7);
    for (const int month : {0, 4}) file.write_snapshot(0, test::world_at(month, broken.scenario.parameters));
    file.flush();
  }
  ResultsFile file = ResultsFile::resume(broken.description);
  EXPECT_EQ(file.months_written(0), 7);
  EXPECT_EQ(file.status(0), RunStatus::running);
  write_known_months(file, broken, 0, 5, 8);  // from a checkpoint before what was written
  for (const int month : {8, 12}) file.write_snapshot(0, test::world_at(month, broken.scenario.parameters));
  file.finish_replicate(0, RunStatus::complete, "", 0.3);
  file.finish();
  EXPECT_EQ(Results::open(folder.file("straight.h5")).names("digest"),
            Results::open(folder.file("broken.h5")).names("digest"));
}

TEST(ResultsFile, RefusesToResumeNothingOrAnotherScenario) {
  const test::Folder folder;
  SmallRun run(folder.file("F.h5"), 1, 12);
  EXPECT_THROW(ResultsFile::resume(run.description), FileError);
  { ResultsFile::create(run.description).flush(); }
  run.scenario.merged_text += "# other";
  EXPECT_THROW(ResultsFile::resume(run.description), InputError);
}

TEST(ResultsFile, IsWrittenByOneProgramAtATime) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 1, 12);
  ResultsFile file = ResultsFile::create(run.description);
  write_known_months(file, run, 0, 0, 3);
  file.flush();
  EXPECT_THROW(ResultsFile::create(run.description), FileError);
  EXPECT_THROW(ResultsFile::resume(run.description), FileError);
  EXPECT_THROW(recover_left_over(folder.file("F.h5.part"), folder.file("other.h5")), FileError);
  std::ostringstream out;
  EXPECT_EQ(show_results(folder.file("F.h5.part"), out), 0);  // looking is allowed
  write_known_months(file, run, 0, 3, 10);
  file.finish_replicate(0, RunStatus::complete, "", 0.0);
  file.finish();
  EXPECT_EQ(verify(folder.file("F.h5")), 0);
}

TEST(ResultsFile, SaysWhenTheFolderCanNotBeWritten) {
  const test::Folder folder;
  const SmallRun run(folder.file("missing/F.h5"), 1, 3);
  EXPECT_THROW(ResultsFile::create(run.description), FileError);
  const SmallRun taken("/proc/F.h5", 1, 3);
  EXPECT_THROW(ResultsFile::create(taken.description), FileError);
}

// A full disk, as a limit on the size of files: what does not fit is refused, and no F.h5 appears.
TEST(ResultsFile, SaysWhenTheDiskIsFull) {
  for (const rlim_t room : {4000, 20000, 60000}) {
    const test::Folder folder;
    const SmallRun run(folder.file("F.h5"), 1, 120);
    const pid_t child = fork();
    if (child == 0) {
      signal(SIGXFSZ, SIG_IGN);
      const struct rlimit limit { room, room };
      setrlimit(RLIMIT_FSIZE, &limit);
      try {
        write_known_run(run);
      } catch (const FileError&) {
        _exit(3);
      } catch (...) {
      }
      _exit(0);
    }
    int state = 0;
    waitpid(child, &state, 0);
    ASSERT_TRUE(WIFEXITED(state)) << room;
    EXPECT_EQ(WEXITSTATUS(state), 3) << room;
    EXPECT_FALSE(std::filesystem::exists(folder.file("F.h5"))) << room;
  }
}

// The child says through a pipe how many months it has flushed, and is killed at a moment of its own.
void write_until_killed(const SmallRun& run, int pipe_end, bool finish) {
  ResultsFile file = ResultsFile::create(run.description);
  for (std::int32_t month = 0; month <= run.description.months; ++month) {
    write_known_months(file, run, 0, month, 1);
    if (month % 40 == 0) file.write_snapshot(0, test::world_at(month, run.scenario.parameters));
    file.flush();
    const std::int32_t known = month + 1;
    if (write(pipe_end, &known, sizeof known) != sizeof known) _exit(1);
  }
  file.finish_replicate(0, RunStatus::complete, "", 0.0);
  if (finish) file.finish();
  file.flush();
  pause();
}

TEST(ResultsFile, LosesNoFlushedMonthToAKill) {
  MechanismDraws draws = Draws(1, 0, 0).of(Mechanism::founding);
  for (std::uint64_t round = 0; round < 20; ++round) {
    const test::Folder folder;
    const SmallRun run(folder.file("F.h5"), 1, 400);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) write_until_killed(run, ends[1], false);
    close(ends[1]);
    const auto enough = static_cast<std::int32_t>(1 + draws.at(round)() % 400);
    std::int32_t known = 0;
    while (known < enough && read(ends[0], &known, sizeof known) == sizeof known) {}
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (read(ends[0], &known, sizeof known) == sizeof known) {}
    close(ends[0]);
    ASSERT_GE(known, enough);
    std::ostringstream out;
    ASSERT_EQ(recover_results(folder.file("F.h5.part"), folder.file("R.h5"), out), 0);
    ASSERT_EQ(verify(folder.file("R.h5")), 0);
    const Results results = Results::open(folder.file("R.h5"));
    const auto got = static_cast<std::int32_t>(describe_left_over(folder.file("F.h5.part")).runs[0].months);
    ASSERT_GE(got, known);
    expect_known(results, 0, got);
    if (got < 401) {
      EXPECT_EQ(results.status(0, 0), RunStatus::running);
    }
    EXPECT_EQ(ResultsFile::resume(run.description).months_written(0), got);
  }
}

// Killed between the steps of finish: a part file, or a whole file; never a digest that does not fit.
TEST(ResultsFile, IsWholeOrAPartFileAfterEveryStepOfFinishing) {
  const test::Folder folder;
  const std::string path = folder.file("F.h5"), part = part_path(path), temporary = part + ".whole";
  const SmallRun older(path, 1, 6), run(path, 1, 12);
  write_known_run(older);
  {
    ResultsFile file = ResultsFile::create(run.description);
    write_known_months(file, run, 0, 0, 13);
    file.finish_replicate(0, RunStatus::complete, "", 0.0);
    file.flush();
  }
  EXPECT_EQ(verify(path), 0);
  write_whole(part, temporary);
  EXPECT_EQ(Results::open(path).months(), 6);
  std::filesystem::remove(digest_path(path));  // first step of publish_whole
  EXPECT_EQ(Results::open(path).months(), 6);
  std::filesystem::rename(temporary, path);    // its second
  EXPECT_EQ(verify(path), 0);
  EXPECT_EQ(Results::open(path).months(), 12);
  ResultsFile::resume(run.description).finish();  // going on from there ends well
  EXPECT_EQ(verify(path), 0);
  EXPECT_TRUE(Results::open(path).has_digest_beside());
  EXPECT_FALSE(std::filesystem::exists(part));
}

// Killed while it clears away: the whole file stands for itself, and what is left is no run to go on with.
TEST(ResultsFile, IsNotMadeAgainFromWhatIsLeftOfItsParts) {
  const test::Folder folder;
  const std::string path = folder.file("F.h5"), part = part_path(path);
  const SmallRun run(path, 1, 12);
  write_known_run(run);
  for (const char* name : {".part", ".part.agents-0-4.snapshot", ".part.checkpoint-0.previous", ".part.new"}) std::ofstream(path + name) << "";
  EXPECT_FALSE(is_begun(part));
  EXPECT_THROW(ResultsFile::resume(run.description), FileError);
  remove_rest(path);
  EXPECT_TRUE(list_beside(part, "").empty());
  EXPECT_EQ(verify(path), 0);
  std::ofstream(part) << "a run";
  remove_rest(path);
  EXPECT_TRUE(is_begun(part)) << "what may be gone on with stays";
}

TEST(ResultsFile, APartFileIsNoFileToReadNorADamagedOne) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 1, 12);
  write_known_months(*std::make_unique<ResultsFile>(ResultsFile::create(run.description)), run, 0, 0, 5);
  for (const char* name : {"F.h5", "F.h5.part"}) try {
      Results::open(folder.file(name));
      ADD_FAILURE() << name;
    } catch (const InputError& error) {
      EXPECT_NE(std::string(error.what()).find("tessera recover " + folder.file("F.h5.part")), std::string::npos) << error.what();
    }
}

TEST(ResultsFile, ThatIsReplacedWhileItIsReadIsNotReadOn) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 1, 12), other(folder.file("G.h5"), 1, 6);
  write_known_run(run);
  write_known_run(other);
  const Results results = Results::open(folder.file("F.h5"));
  EXPECT_NO_THROW(results.read("need_met"));
  std::filesystem::rename(folder.file("G.h5"), folder.file("F.h5"));
  EXPECT_THROW(results.read("need_met"), FileError);
}

// Under a digest that fits, so that nothing else refuses it.
TEST(ResultsFile, WhoseMonthsAreNotThoseOfItsRunsIsRefused) {
  for (const auto& [axis, count] : {std::pair("month", 11), std::pair("replicate", 1)}) {
    const test::Folder folder;
    const SmallRun run(folder.file("F.h5"), 2, count);
    write_known_run(run);
    EXPECT_NO_THROW(Results::open(folder.file("F.h5")));
    test::change_one_value(folder.file("F.h5"), axis);
    write_digest_beside(folder.file("F.h5"), digest_of_file(folder.file("F.h5")));
    try {
      Results::open(folder.file("F.h5"));
      ADD_FAILURE() << axis;
    } catch (const FileError& error) {
      EXPECT_NE(std::string(error.what()).find("s are not those of its runs"), std::string::npos) << error.what();
    }
  }
}

TEST(ResultsFile, HasADigestThatSha256sumAccepts) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 1, 3);
  write_known_run(run);
  EXPECT_EQ(std::system(("cd " + folder.path() + " && sha256sum --status -c F.h5.sha256").c_str()), 0);
}

TEST(ResultsFile, IsShownInTenLines) {
  const test::Folder folder;
  const SmallRun run(folder.file("F.h5"), 2, 3);
  write_known_run(run);
  std::ostringstream out;
  EXPECT_EQ(show_results(folder.file("F.h5"), out), 0);
  const std::string text = out.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_NE(text.find("Café town"), std::string::npos);
  EXPECT_NE(text.find("2 complete, 0 failed"), std::string::npos);
}

}  // namespace
}  // namespace tessera
