// What a stopped program left, damaged: recover, show and --resume give a clear error, or months that are right; what is
// run again gives the same data.
#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <map>

#include "results/read.hpp"
#include "sound_files.hpp"

namespace tessera {
namespace {

using test::is_clear_answer;
using test::so_many;

// Every number that the damaged file has is that of the sound one; later months may be missing.
void expect_nothing_wrong(const Results& sound, const Results& found, std::uint64_t copy) {
  ASSERT_EQ(sound.scenario_text(), found.scenario_text()) << copy;
  for (std::uint32_t replicate = 0; replicate < sound.replicates(); ++replicate) {
    const auto right = sound.state_hashes(0, replicate), hashes = found.state_hashes(0, replicate);
    for (std::size_t month = 0; month < right.size(); ++month) ASSERT_TRUE(hashes[month] == right[month] || hashes[month] == 0) << copy;
  }
  for (const std::string& measure : sound.measures()) {
    const auto right = sound.read(measure).values, values = found.read(measure).values;
    for (std::size_t k = 0; k < right.size(); ++k)
      ASSERT_TRUE(std::memcmp(&values[k], &right[k], sizeof right[k]) == 0 || std::isnan(values[k])) << copy << measure << k;
  }
}

class PartFileDamaged : public test::SoundFiles {
 protected:
  // A run of many months that was stopped by SIGTERM on its way, and the same run whole.
  void leave_run() const {
    run({"run", file("tiny.toml"), "-o", file("whole.h5"), "--quiet", "--months", "400"});
    const int child = start_command({TESSERA_PROGRAM, "run", file("tiny.toml"), "-o", file("left.h5"), "--quiet", "--months", "400",
                                     "--checkpoint-every", "5"}, file("."));
    while (!std::filesystem::exists(file("left.h5.part.checkpoint-0"))) ASSERT_EQ(waitpid(child, nullptr, WNOHANG), 0);
    kill(child, SIGTERM);
    waitpid(child, nullptr, 0);
    ASSERT_TRUE(std::filesystem::exists(file("left.h5.part"))) << "it was over before it was stopped";
  }
  std::vector<std::string> resume_words() const {
    return {"run", file("tiny.toml"), "-o", file("left.h5"), "--quiet", "--months", "400", "--resume"};
  }
  // All files of the run that was left, by name.
  std::map<std::string, std::string> left_files() const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(file(".")))
      if (const std::string name = entry.path().filename(); name.starts_with("left.h5")) files[name] = read_whole(entry.path());
    return files;
  }
  void put_back(const std::map<std::string, std::string>& files) const {
    for (const auto& entry : std::filesystem::directory_iterator(file(".")))
      if (entry.path().filename().string().starts_with("left.h5")) std::filesystem::remove(entry.path());
    for (const auto& [name, text] : files) write(name, text);
  }
};

TEST_F(PartFileDamaged, IsRecoveredWithRightMonthsOrRefused) {
  leave_run();
  const Results sound = Results::open(file("whole.h5"));
  const std::string part = content("left.h5.part");
  std::uint64_t recovered = 0;
  for (std::uint64_t k = 0; k < so_many(10'000, 100); ++k) {
    write("copy.h5.part", test::damage(part, k));
    const Said shown = call_program({"show", file("copy.h5.part")}), said = call_program({"recover", file("copy.h5.part"), "-o", file("back.h5")});
    ASSERT_TRUE(is_clear_answer(shown) && shown.exit_code == said.exit_code) << k << ": " << shown.exit_code << shown.err << said.exit_code << said.err;
    ASSERT_TRUE(said.exit_code == 0 || said.exit_code == 3) << k << ": " << said.exit_code << said.err;
    if (said.exit_code != 0) continue;
    ++recovered;
    expect_nothing_wrong(sound, Results::open(file("back.h5")), k);
  }
  EXPECT_GT(recovered, 0U);
}

// One bit of one number: that month and those after it are left out, and that is said.
TEST_F(PartFileDamaged, AMonthThatIsDamagedIsLeftOut) {
  leave_run();
  const Results sound = Results::open(file("whole.h5"));
  std::string part = content("left.h5.part");
  const double number = sound.read("coverage").values.at(3);  // of month 3
  const std::size_t place = part.find(std::string_view(reinterpret_cast<const char*>(&number), sizeof number));
  ASSERT_NE(place, std::string::npos);
  part[place] ^= 1;
  write("copy.h5.part", part);
  const Said said = call_program({"recover", file("copy.h5.part"), "-o", file("back.h5")});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, testing::HasSubstr("is damaged: 1 of the runs lost the months"));
  const Results found = Results::open(file("back.h5"));
  expect_nothing_wrong(sound, found, 0);
  EXPECT_NE(found.state_hashes(0, 0).at(2), 0U);
  EXPECT_EQ(found.state_hashes(0, 0).at(3), 0U);
}

TEST_F(PartFileDamaged, IsGoneOnWithToTheSameDataOrRefused) {
  leave_run();
  const auto left = left_files();
  const std::vector<std::string> right = Results::open(file("whole.h5")).names("digest");
  std::vector<std::string> names;
  for (const auto& [name, text] : left) names.push_back(name);
  std::uint64_t gone_on = 0;
  for (std::uint64_t k = 0; k < so_many(3000, 24); ++k) {
    auto damaged = left;
    std::string& text = damaged[names[k % names.size()]];
    if (text.empty()) continue;
    text = test::damage(text, k);
    put_back(damaged);
    const Said said = call_program(resume_words());
    ASSERT_TRUE(is_clear_answer(said)) << k << " " << names[k % names.size()] << ": " << said.exit_code << said.err;
    if (said.exit_code != 0) continue;
    ++gone_on;
    ASSERT_EQ(Results::open(file("left.h5")).names("digest"), right) << k << " " << names[k % names.size()];
  }
  EXPECT_GT(gone_on, 0U);
}

TEST_F(PartFileDamaged, CutShortAnywhereIsRefusedOrRight) {
  leave_run();
  const Results sound = Results::open(file("whole.h5"));
  const std::string part = content("left.h5.part");
  const std::size_t step = test::long_form() ? 1 + part.size() / 50'000 : part.size() / 60;
  for (std::size_t size = 0; size < part.size(); size += step) {
    write("copy.h5.part", part.substr(0, size));
    const Said said = call_program({"recover", file("copy.h5.part"), "-o", file("back.h5")});
    ASSERT_TRUE(said.exit_code == 3 || said.exit_code == 0) << size << ": " << said.exit_code << said.err;
    if (said.exit_code == 0) expect_nothing_wrong(sound, Results::open(file("back.h5")), size);
  }
}

// The files of an experiment on its way: description, batches, runs that were stopped and their worlds.
TEST_F(PartFileDamaged, OfAnExperimentIsGoneOnWithToTheSameDataOrRefused) {
  make_experiment("whole.h5");
  const std::string whole = run({"export", file("whole.h5"), "--what", "measures"});
  const int child = start_command({TESSERA_PROGRAM, "experiment", file("e.toml"), "-o", file("left.h5"), "--quiet", "--threads", "1"}, file("."));
  while (!std::filesystem::exists(file("left.h5.part")) && !std::filesystem::exists(file("left.h5"))) ASSERT_EQ(waitpid(child, nullptr, WNOHANG), 0);
  kill(child, SIGTERM);
  waitpid(child, nullptr, 0);
  const auto left = left_files();
  std::vector<std::string> names;
  for (const auto& [name, text] : left)
    if (!text.empty()) names.push_back(name);
  ASSERT_FALSE(names.empty());
  for (std::uint64_t k = 0; k < so_many(2000, 24); ++k) {
    auto damaged = left;
    const std::string& name = names[k % names.size()];
    damaged[name] = test::damage(damaged[name], k);
    put_back(damaged);
    const Said shown = call_program({"show", file("left.h5")});
    ASSERT_TRUE(is_clear_answer(shown)) << k << " " << name << ": " << shown.exit_code << shown.err;
    const Said said = call_program({"experiment", file("e.toml"), "-o", file("left.h5"), "--quiet", "--resume"});
    ASSERT_TRUE(is_clear_answer(said)) << k << " " << name << ": " << said.exit_code << said.err;
    if (said.exit_code != 0) continue;
    ASSERT_EQ(run({"export", file("left.h5"), "--what", "measures"}), whole) << k << " " << name;
  }
}

}  // namespace
}  // namespace tessera
