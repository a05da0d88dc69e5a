// What `run` and `compare` end with, on a terminal and elsewhere. The terminal is real: that of `script`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class OnATerminal : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera_terminal_" + std::to_string(getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    std::ofstream(folder_ / "town.toml") << "tessera = 1\n[run]\nmonths = 36\n[organisations]\ncount = 30\n[community]\nresidents = 15000\n";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string on_terminal(const std::string& arguments, const std::string& locale, const std::string& no_color = "") {
    const Said said = run_command({"sh", "-c", "script -qec \"$0\" /dev/null </dev/null", std::string(TESSERA_PROGRAM) + " " + arguments}, folder_,
                                  {"LC_ALL=" + locale, "TERM=xterm", "NO_COLOR=" + no_color});
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    return said.out;
  }
  std::string in_a_pipe(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{TESSERA_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Said said = run_command(words, folder_, {"LC_ALL=C.UTF-8"});
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    return said.out;
  }
  void experiment() {
    std::ofstream(folder_ / "aid.toml") << "tessera = 1\nscenario = \"town.toml\"\nreplicates = 4\n[[variant]]\nname = \"unaided\"\n"
                                           "[[variant]]\nname = \"aided\"\n[[variant.policy]]\nname = \"f\"\nlever = \"facilitation\"\n"
                                           "[results]\nevery_months = 6\n";
    in_a_pipe({"experiment", "aid.toml", "-o", "aid.h5", "--quiet"});
  }

  fs::path folder_;
};

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void expect_narrow(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto letters = std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    const bool names_files = line.find("tessera ") != std::string::npos;
    EXPECT_TRUE(names_files || letters <= 100) << line;
  }
}

TEST_F(OnATerminal, RunDrawsBlocksWhereTheyAreRead) {
  const std::string text = on_terminal("run town.toml --replicates 2 --threads 1 -o a.h5", "C.UTF-8");
  for (const char* part : {"█", "±", "months 0-36", "lowest", "tessera report a.h5"}) EXPECT_THAT(text, HasSubstr(part));
  const std::string plain = on_terminal("run town.toml --replicates 2 --threads 1 -o b.h5 --ascii", "C.UTF-8");
  EXPECT_THAT(plain, testing::AllOf(HasSubstr("@"), HasSubstr("+-")));
  EXPECT_TRUE(is_ascii(plain)) << plain;
  EXPECT_TRUE(is_ascii(on_terminal("run town.toml --threads 1 -o c.h5", "C")));
}

TEST_F(OnATerminal, ElsewhereAllIsAscii) {
  const std::string text = in_a_pipe({"run", "town.toml", "--replicates", "2", "-o", "a.h5"});
  EXPECT_TRUE(is_ascii(text)) << text;
  EXPECT_THAT(text, HasSubstr("months 0-36"));
  expect_narrow(text);
}

TEST_F(OnATerminal, ComparisonsEndWithOneTable) {
  experiment();
  const std::string plain = in_a_pipe({"compare", "aid.h5"});
  EXPECT_TRUE(is_ascii(plain)) << plain;
  expect_narrow(plain);
  EXPECT_LT(plain.find("bootstrap"), plain.find("In short, against 'unaided'")) << "the tables stay, and the short one comes last";
  EXPECT_THAT(plain, HasSubstr("tessera report aid.h5"));
  const std::string drawn = on_terminal("compare aid.h5", "C.UTF-8");
  EXPECT_THAT(drawn, testing::AllOf(HasSubstr("\x1b["), HasSubstr("█")));
  EXPECT_THAT(on_terminal("compare aid.h5", "C.UTF-8", "1"), testing::AllOf(Not(HasSubstr("\x1b[")), HasSubstr("█")));
}

TEST_F(OnATerminal, ShowTakesElevenLinesAtMost) {
  experiment();
  in_a_pipe({"run", "town.toml", "--quiet", "-o", "run.h5"});
  in_a_pipe({"experiment", "aid.toml", "-o", "aid.h5", "--shard", "1/2", "--quiet", "--force"});
  in_a_pipe({"experiment", "aid.toml", "-o", "aid.h5", "--shard", "2/2", "--quiet", "--force"});
  in_a_pipe({"merge", "aid.shard-1-of-2.h5", "aid.shard-2-of-2.h5", "-o", "merged.h5"});
  for (const char* file : {"run.h5", "aid.h5", "aid.shard-1-of-2.h5", "merged.h5"}) {
    const std::string text = in_a_pipe({"show", file});
    const auto lines = std::count(text.begin(), text.end(), '\n');
    EXPECT_LE(lines, 11) << file << "\n" << text;
    EXPECT_GE(lines, 9) << file << "\n" << text;
    EXPECT_THAT(text, HasSubstr("runs "));
  }
}

}  // namespace
}  // namespace tessera
