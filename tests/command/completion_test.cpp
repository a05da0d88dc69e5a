// Completion in real shells, and the manual page read by real readers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

using Words = std::vector<std::string>;

Words split_lines(const std::string& text) {
  Words lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class Completion : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera completion " + std::to_string(getpid()));
    fs::create_directories(folder_ / "scenarios");
    for (const char* name : {"my town.toml", "other.toml", "results.h5", "table.csv"}) std::ofstream(folder_ / name) << "";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string say(const Words& words) {
    Words all{TESSERA_PROGRAM};
    all.insert(all.end(), words.begin(), words.end());
    const Said said = run_command(all, folder_);
    EXPECT_EQ(said.exit_code, 0) << said.err;
    return said.out;
  }

  // What bash offers when Tab is pressed behind these words, the last of which may be begun.
  Words bash_offers(const Words& typed) {
    std::string line = "source ./script; COMP_WORDS=(tessera";
    for (const std::string& word : typed) line += " '" + word + "'";
    line += "); COMP_CWORD=" + std::to_string(typed.size()) + "; _tessera; printf '%s\\n' \"${COMPREPLY[@]}\"";
    std::ofstream(folder_ / "script") << say({"completion", "bash"});
    const Said said = run_command({"bash", "--norc", "-c", line}, folder_);
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_EQ(said.err, "");
    Words lines = split_lines(said.out);
    std::erase(lines, "");
    return lines;
  }

  fs::path folder_;
};

TEST_F(Completion, BashKnowsThatTesseraIsCompleted) {
  std::ofstream(folder_ / "script") << say({"completion", "bash"});
  const Said said = run_command({"bash", "--norc", "-c", "source ./script && complete -p tessera"}, folder_);
  EXPECT_THAT(said.out, HasSubstr("-F _tessera tessera"));
}

TEST_F(Completion, BashOffersCommandsAndOptions) {
  EXPECT_THAT(bash_offers({"r"}), UnorderedElementsAre("run", "recover", "replay", "report"));
  EXPECT_THAT(bash_offers({""}), AllOf(Contains("experiment"), Contains("compare"), Contains("completion"), Contains("--help")));
  EXPECT_THAT(bash_offers({"run", "--re"}), UnorderedElementsAre("--replicates", "--resume"));
  EXPECT_THAT(bash_offers({"run", "--threads", ""}), IsEmpty()) << "a number is for the user to say";
  EXPECT_THAT(bash_offers({"nothing", ""}), IsEmpty());
}

TEST_F(Completion, BashOffersFilesOfTheRightKind) {
  EXPECT_THAT(bash_offers({"run", ""}), UnorderedElementsAre("my town.toml", "other.toml", "scenarios"));
  EXPECT_THAT(bash_offers({"compare", ""}), UnorderedElementsAre("results.h5", "scenarios"));
  EXPECT_THAT(bash_offers({"import", "t"}), UnorderedElementsAre("table.csv"));
  EXPECT_THAT(bash_offers({"run", "other.toml", "-o", "res"}), UnorderedElementsAre("results.h5"));
}

TEST_F(Completion, BashOffersNamesOfTheModel) {
  EXPECT_THAT(bash_offers({"describe", "facil"}), Contains("facilitation"));
  EXPECT_THAT(bash_offers({"compare", "results.h5", "--measure", "coverage_by_g"}), UnorderedElementsAre("coverage_by_group"));
  EXPECT_THAT(bash_offers({"compare", "results.h5", "--measure", "coverage,inclusion_g"}), UnorderedElementsAre("coverage,inclusion_gap"));
  EXPECT_THAT(bash_offers({"compare", "results.h5", "--measure", "=", "inclusion_g"}), UnorderedElementsAre("inclusion_gap"));
  EXPECT_THAT(bash_offers({"run", "other.toml", "--set", "trust.prior_m"}), Contains("trust.prior_mean"));
  EXPECT_THAT(bash_offers({"report", "results.h5", "--language", ""}), UnorderedElementsAre("en", "ar"));
}

// Every command of --help, and every long option of each, is in the script.
TEST_F(Completion, NothingOfTheHelpIsMissing) {
  const std::string script = say({"completion", "bash"});
  int options = 0;
  for (const std::string& command : bash_offers({""})) {
    if (command.starts_with("-")) continue;
    EXPECT_THAT(script, HasSubstr("    " + command + ")\n"));
    const Words offered = bash_offers({command, "--"});
    for (const std::string& line : split_lines(say({command, "--help"}))) {
      const std::size_t at = line.find("--");
      if (!line.starts_with("  ") || at == std::string::npos || at > 6 || line[at + 2] == ' ') continue;
      const std::string option = line.substr(at, line.find_first_of(" ,", at) - at);
      EXPECT_THAT(offered, Contains(option)) << command;
      ++options;
    }
  }
  EXPECT_GT(options, 60);
}

TEST_F(Completion, ZshTakesTheScript) {
  if (run_command({"zsh", "--version"}).exit_code != 0) GTEST_SKIP() << "zsh is not installed";
  std::ofstream(folder_ / "script") << say({"completion", "zsh"});
  const Said said = run_command({"zsh", "-f", "-c", "source ./script && print $_comps[tessera]"}, folder_, {"HOME=" + folder_.string()});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("_bash_complete -F _tessera"));
}

TEST_F(Completion, FishOffersCommandsAndOptions) {
  if (run_command({"fish", "--version"}).exit_code != 0) GTEST_SKIP() << "fish is not installed";
  std::ofstream(folder_ / "script.fish") << say({"completion", "fish"});
  const auto offers = [&](const std::string& typed) {
    const Said said = run_command({"fish", "--no-config", "-c", "source ./script.fish; complete -C '" + typed + "'"}, folder_, {"HOME=" + folder_.string()});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_EQ(said.err, "");
    return said.out;
  };
  EXPECT_THAT(offers("tessera exp"), HasSubstr("experiment\t"));
  EXPECT_THAT(offers("tessera run --repl"), HasSubstr("--replicates"));
  EXPECT_THAT(offers("tessera report x.h5 --language "), AllOf(HasSubstr("ar"), Not(HasSubstr("table.csv"))));
}

TEST_F(Completion, TheManualPageIsSoundAndWhole) {
  std::ofstream(folder_ / "tessera.1") << say({"manual"});
  const std::string page = read_whole(folder_ / "tessera.1");
  for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "FILES", "ENVIRONMENT", "EXIT STATUS", "EXAMPLES"})
    EXPECT_THAT(page, HasSubstr(std::string(".SH ") + section + "\n"));
  for (const std::string& command : bash_offers({""}))
    EXPECT_TRUE(command.starts_with("-") || page.find(".SS tessera " + command + "\n") != std::string::npos) << command;
  if (run_command({"sh", "-c", "command -v mandoc"}).exit_code == 0) {
    const Said said = run_command({"mandoc", "-Tlint", "-Wwarning", "tessera.1"}, folder_);
    for (const std::string& line : split_lines(said.out)) EXPECT_THAT(line, HasSubstr("missing date")) << "the page has no date on purpose";
    EXPECT_EQ(run_command({"mandoc", "-Tlint", "-Werror", "tessera.1"}, folder_).exit_code, 0);
  }
  if (run_command({"sh", "-c", "command -v groff"}).exit_code == 0) {
    const Said said = run_command({"groff", "-man", "-Tutf8", "-ww", "tessera.1"}, folder_);
    EXPECT_EQ(said.exit_code, 0);
    EXPECT_EQ(said.err, "");
    EXPECT_THAT(said.out, HasSubstr("scenarios/town.toml"));
  }
}

}  // namespace
}  // namespace tessera
