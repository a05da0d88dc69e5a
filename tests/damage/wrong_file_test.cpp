// What is no results file at all, or stands beside the wrong digest: every command says so.
#include <gmock/gmock.h>

#include "sound_files.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WrongFile : public test::SoundFiles {
 protected:
  WrongFile() { make_run("W.h5"); }
  std::vector<std::vector<std::string>> all_readings(const std::string& path) const {
    return {{"verify", path},
            {"show", path},
            {"status", path},
            {"compare", path},
            {"sensitivity", path},
            {"replay", path, "--quiet"},
            {"report", path, "--data"},
            {"export", path, "--what", "ties"},
            {"export", path, "--what", "scenario", "-o", file("folder")},
            {"merge", path, path, "-o", file("merged.h5"), "--quiet"},
            {"recover", path, "-o", file("back.h5")},
            {"run", path, "-o", file("other.h5"), "--quiet"},
            {"experiment", path, "-o", file("other.h5"), "--quiet"},
            {"check", path},
            {"import", path, "-o", file("made.toml")}};
  }
  void expect_refused(const std::string& path, const std::string& what) const {
    for (const auto& words : all_readings(path)) {
      const Said said = call_program(words);
      EXPECT_TRUE(said.exit_code >= 1 && said.exit_code <= 3) << what << ", " << words[0] << ": " << said.exit_code << said.err;
      EXPECT_FALSE((said.out + said.err).empty()) << what << ", " << words[0];
      EXPECT_FALSE(fs::exists(file("merged.h5")) || fs::exists(file("back.h5")) || fs::exists(file("other.h5"))) << what << ", " << words[0];
    }
  }
};

TEST_F(WrongFile, OfAnyKindIsRefusedByEveryCommand) {
  expect_refused(file("none.h5"), "a file that is not there");
  expect_refused(write("empty.h5", ""), "an empty file");
  expect_refused(write("text.h5", "hello\n"), "a text");
  expect_refused(write("signature.h5", "\x89HDF\r\n\x1a\n"), "the first bytes of HDF5");
  expect_refused(write("zeros.h5", std::string(100'000, '\0')), "zeros");
  fs::create_directory(file("folder.h5"));
  expect_refused(file("folder.h5"), "a folder");
  fs::create_symlink(file("circle.h5"), file("circle.h5"));
  expect_refused(file("circle.h5"), "a link to itself");
  fs::create_symlink(file("nowhere"), file("link.h5"));
  expect_refused(file("link.h5"), "a link to nothing");
  expect_refused("/dev/null", "a device");
  expect_refused(file("W.h5/inner.h5"), "a file as a folder");
  expect_refused(write("array.h5", "TESSERA\n" + std::string(100, '\1')), "the first bytes of an array file");
  expect_refused(write("long.h5", std::string(3 << 20, 'x')), "a line of three megabytes");
}

TEST_F(WrongFile, EndingInPartIsRefusedByEveryCommand) {
  expect_refused(write("empty.h5.part", ""), "an empty part file");
  expect_refused(write("text.h5.part", "hello\n"), "a text as a part file");
  write("whole.h5.part", content("W.h5"));
  const Said said = call_program({"recover", file("whole.h5.part"), "-o", file("back.h5")});
  EXPECT_EQ(said.exit_code, 3) << said.err;
  fs::create_directory(file("folder.h5.part"));
  expect_refused(file("folder.h5.part"), "a folder as a part file");
}

TEST_F(WrongFile, BesideADigestThatDoesNotFitIsDamaged) {
  run({"run", file("tiny.toml"), "-o", file("other.h5"), "--seed", "8", "--quiet"});
  const std::string own = content("W.h5.sha256"), other = content("other.h5.sha256");
  std::string digits = own, name = own;
  digits[10] = digits[10] == '0' ? '1' : '0';
  for (const std::string& digest : {other, digits, std::string("\n"), std::string(), own.substr(0, 63), std::string(1 << 20, '7'),
                                    std::string("no digest\n"), std::string("\0\0\0", 3)}) {
    write("W.h5.sha256", digest);
    for (const auto& words : {std::vector<std::string>{"verify", file("W.h5")}, {"show", file("W.h5")}, {"report", file("W.h5"), "--data"}}) {
      const Said said = call_program(words);
      EXPECT_EQ(said.exit_code, words[0] == "verify" ? 1 : 3) << digest.substr(0, 80);
      EXPECT_THAT(said.out + said.err, HasSubstr("W.h5.sha256 does not fit it"));
    }
  }
  fs::remove(file("W.h5.sha256"));
  fs::create_directory(file("W.h5.sha256"));
  EXPECT_EQ(call_program({"show", file("W.h5")}).exit_code, 3) << "a folder is no digest";
  fs::remove(file("W.h5.sha256"));
  write("W.h5.sha256", own);
  EXPECT_EQ(call_program({"show", file("W.h5")}).exit_code, 0);
}

}  // namespace
}  // namespace tessera
