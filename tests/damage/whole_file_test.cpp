// Whole files of a run and of an experiment, cut short and with flipped bits, through every command that reads them: a clear
// error, or what the sound file says to the last letter.
#include <gmock/gmock.h>

#include "results/examine.hpp"
#include "sound_files.hpp"

namespace tessera {
namespace {

using test::is_clear_answer;
using test::so_many;
using testing::HasSubstr;

struct Reading {
  std::vector<std::string> words;  // FILE: the damaged file, OUT: one that is written
  bool writes = false;
};

std::vector<Reading> readings_of_a_run() {
  return {{{"show", "FILE"}},
          {{"export", "FILE", "--what", "organisations", "--month", "all"}},
          {{"export", "FILE", "--what", "ties", "--format", "gexf"}},
          {{"export", "FILE", "--what", "measures"}},
          {{"export", "FILE", "--what", "events"}},
          {{"report", "FILE", "--data"}},
          {{"status", "FILE"}},
          {{"replay", "FILE", "--quiet"}}};
}

std::vector<Reading> readings_of_an_experiment() {
  return {{{"show", "FILE"}},
          {{"compare", "FILE"}},
          {{"status", "FILE"}},
          {{"report", "FILE", "--data", "--no-organisations"}},
          {{"replay", "FILE", "--point", "1", "--replicate", "0", "--quiet"}},
          {{"merge", "FILE", "OTHER", "-o", "OUT"}, true}};
}

class WholeFile : public test::SoundFiles {
 protected:
  Said read(const Reading& reading, const std::string& path) const {
    std::vector<std::string> words = reading.words;
    for (std::string& word : words) {
      if (word == "FILE") word = path;
      if (word == "OTHER") word = file("X.shard-2-of-2.h5");
      if (word == "OUT") word = file("merged.h5");
    }
    std::filesystem::remove(file("merged.h5"));
    std::filesystem::remove(file("merged.h5.sha256"));
    return call_program(words);
  }
  // What a reading of a sound file says, and writes.
  std::string answer(const Reading& reading, const Said& said) const {
    return reading.writes ? said.out + run({"export", file("merged.h5"), "--what", "measures"}) : said.out;
  }
  // Every damaged copy through verify and, one after the other, through the readings.
  void read_damaged(const std::string& sound, const std::vector<Reading>& readings, std::uint64_t copies) const;
};

void WholeFile::read_damaged(const std::string& sound, const std::vector<Reading>& readings, std::uint64_t copies) const {
  const std::string bytes = read_whole(sound), copy = file("copy.h5");
  std::vector<std::string> answers;
  write("copy.h5", bytes);
  for (const Reading& reading : readings) {
    const Said said = read(reading, copy);
    ASSERT_EQ(said.exit_code, 0) << reading.words[0] << said.err;
    answers.push_back(answer(reading, said));
  }
  std::uint64_t seen = 0;
  for (std::uint64_t k = 0; k < copies; ++k) {
    write("copy.h5", test::damage(bytes, k));
    const Reading& reading = readings[k % readings.size()];
    const Said verified = call_program({"verify", copy}), said = read(reading, copy);
    ASSERT_TRUE(is_clear_answer(verified)) << "copy " << k << ", verify: " << verified.exit_code << verified.err;
    ASSERT_TRUE(is_clear_answer(said)) << "copy " << k << ", " << reading.words[0] << ": " << said.exit_code << said.err;
    if (said.exit_code == 0) {
      ASSERT_EQ(answer(reading, said), answers[k % readings.size()]) << "copy " << k << ", " << reading.words[0];
    }
    ASSERT_EQ(said.exit_code == 0, verified.exit_code == 0) << "copy " << k << ", " << reading.words[0] << ": " << said.err << verified.out;
    seen += verified.exit_code != 0 ? 1 : 0;
  }
  EXPECT_GT(seen, copies / 4);  // most of such a file is what somebody reads
}

TEST_F(WholeFile, OfARunWithoutADigestGivesAnErrorOrTheRightData) {
  read_damaged(make_run("W.h5"), readings_of_a_run(), so_many(10'000, 120));
}

TEST_F(WholeFile, OfAnExperimentWithoutADigestGivesAnErrorOrTheRightData) {
  for (const char* shard : {"1/2", "2/2"}) run({"experiment", file("e.toml"), "-o", file("X.h5"), "--shard", shard, "--quiet"});
  read_damaged(file("X.shard-1-of-2.h5"), readings_of_an_experiment(), so_many(10'000, 120));
}

TEST_F(WholeFile, WithADigestBesideIsRefusedWhateverBitIsFlipped) {
  const std::string bytes = read_whole(make_run("W.h5")), digest = content("W.h5.sha256");
  write("copy.h5.sha256", digest);
  const std::vector<Reading> readings = readings_of_a_run();
  for (std::uint64_t k = 0; k < so_many(10'000, 1000); ++k) {
    const std::string damaged = test::damage(bytes, k);
    if (damaged == bytes) continue;
    write("copy.h5", damaged);
    ASSERT_EQ(examine_results(file("copy.h5")).exit_code, 1) << k;
    if (k % 20 != 0) continue;
    const Reading& reading = readings[k / 20 % readings.size()];
    const Said said = read(reading, file("copy.h5"));
    ASSERT_EQ(said.exit_code, reading.words[0] == "status" ? said.exit_code : 3) << k << reading.words[0] << said.out;
    ASSERT_THAT(said.out + said.err, HasSubstr("damaged")) << reading.words[0];
  }
}

TEST_F(WholeFile, CutShortAnywhereIsRefused) {
  const std::string bytes = read_whole(make_run("W.h5"));
  write("with.h5.sha256", content("W.h5.sha256"));
  const std::size_t step = test::long_form() ? 1 : bytes.size() / 300;
  for (std::size_t size = 0; size < bytes.size(); size += step) {
    write("with.h5", bytes.substr(0, size));
    ASSERT_EQ(examine_results(file("with.h5")).exit_code, 1) << size;
    write("bare.h5", bytes.substr(0, size));
    const Soundness found = examine_results(file("bare.h5"));
    ASSERT_TRUE(found.exit_code == 3 || found.exit_code == 1) << size << found.text;
    ASSERT_FALSE(found.text.empty());
  }
}

}  // namespace
}  // namespace tessera
