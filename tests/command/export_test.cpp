// What `tessera export` writes is read by networkx, igraph, Python's csv and R, and says what the results file says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/run_here.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

int run_command(const std::string& command) {
  const int state = std::system(command.c_str());
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128;
}

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Export : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (std::filesystem::temp_directory_path() / "tessera-export-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    // Names that break what does not escape: markup, quotes, commas, formulas, letters of many bytes, right to left.
    std::ofstream(path("named.csv"), std::ios::binary)
        << "id,name,type\n<a>&b,\"<b>Bread & \"\"Roses\"\"</b>\",food_bank\n\"x,y\",\"two, and ]]> &amp; 'so' on\",charity\n"
           "tab,\"  blanks around  \",charity\ncafé,\"مخبز 🥖 =1+1\",supermarket\n";
    std::ofstream(path("town.toml")) << "tessera = 1\n[run]\nmonths = 36\nreplicates = 2\n[community]\nresidents = 40000\ndistricts = 4\n"
                                        "[organisations]\ncount = 80\ntable = \"named.csv\"\n";
    ASSERT_EQ(tessera({"run", path("town.toml"), "-o", path("town.h5"), "--quiet"}), 0) << err_;
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  static std::string path(const std::string& name) { return folder_ + "/" + name; }

  static int tessera(const std::vector<std::string>& words) {
    const Said said = run_here(words);
    out_ = said.out;
    err_ = said.err;
    return said.exit_code;
  }
  static int write(const std::string& what, const std::string& to, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"export", path("town.h5"), "--what", what, "-o", path(to)});
    return tessera(more);
  }

  static std::string folder_, out_, err_;
};
std::string Export::folder_, Export::out_, Export::err_;

TEST_F(Export, OtherProgramsReadWhatTheFileSays) {
  for (const std::string month : {"0", "12", "24", "36"}) {
    ASSERT_EQ(write("ties", "ties_" + month + ".graphml", {"--month", month, "--least-level", "none"}), 0) << err_;
    ASSERT_EQ(write("ties", "formal_" + month + ".graphml", {"--month", month, "--least-level", "formal"}), 0) << err_;
  }
  ASSERT_EQ(write("ties", "ties.gexf"), 0) << err_;
  ASSERT_EQ(write("ties", "ties_36.gexf", {"--month", "36"}), 0) << err_;
  ASSERT_EQ(write("ties", "ties.csv", {"--month", "all", "--least-level", "none"}), 0) << err_;
  ASSERT_EQ(write("memberships", "memberships.graphml"), 0) << err_;
  ASSERT_EQ(write("memberships", "memberships.gexf"), 0) << err_;
  ASSERT_EQ(write("organisations", "organisations.csv", {"--month", "all"}), 0) << err_;
  for (const std::string what : {"measures", "partnerships", "memberships", "grants", "events"})
    ASSERT_EQ(write(what, what + ".csv"), 0) << err_;
  const std::string script = std::string(TESSERA_SOURCE_DIR) + "/tests/command/export_test.py";
  const int code = run_command("/usr/bin/python3 -W ignore " + script + " " + path("town.h5") + " " + folder_);
  if (code == 77 || code == 127) GTEST_SKIP() << "python3 with h5py, networkx and igraph is not installed";
  EXPECT_EQ(code, 0);
}

TEST_F(Export, RReadsTheTables) {
  if (run_command("command -v Rscript >/dev/null 2>&1") != 0) GTEST_SKIP() << "R is not installed";
  ASSERT_EQ(write("measures", "measures.csv"), 0) << err_;
  ASSERT_EQ(write("organisations", "last.csv"), 0) << err_;
  std::ofstream(path("read.R")) << "folder <- commandArgs(TRUE)[1]\n"
                                   "m <- read.csv(file.path(folder, 'measures.csv'))\n"
                                   "stopifnot(nrow(m) == 74, is.numeric(m$coverage), all(m$coverage >= 0 & m$coverage <= 1, na.rm = TRUE))\n"
                                   "stopifnot(is.numeric(m$coverage_by_group.newcomers))\n"
                                   "o <- read.csv(file.path(folder, 'last.csv'), encoding = 'UTF-8')\n"
                                   "stopifnot(nrow(o) >= 84, all(o$month == 36), is.numeric(o$money_usd), any(grepl('Roses', o$name)))\n";
  EXPECT_EQ(run_command("Rscript --vanilla " + path("read.R") + " " + folder_), 0);
}

TEST_F(Export, ToTheTerminalComesOnlyTheTable) {
  ASSERT_EQ(tessera({"export", path("town.h5"), "--what", "measures", "--measure", "coverage", "--month", "36", "--replicate", "1"}), 0) << err_;
  EXPECT_THAT(out_, testing::StartsWith("point,replicate,month,coverage\n0,1,36,0."));
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 2);
}

TEST_F(Export, WhatIsNotThereIsSaidWithWhatIs) {
  EXPECT_EQ(write("ties", "x.graphml", {"--month", "13"}), 2);
  EXPECT_THAT(err_, HasSubstr("no snapshot of month 13; the nearest are 12 and 24; there is 0, 12, 24 and 36"));
  EXPECT_EQ(write("ties", "x.graphml", {"--month", "40"}), 2);
  EXPECT_THAT(err_, HasSubstr("the last is 36"));
  EXPECT_EQ(write("ties", "x.graphml", {"--month", "all"}), 2);
  EXPECT_THAT(err_, HasSubstr("--format gexf"));
  EXPECT_EQ(write("ties", "x.graphml", {"--month", "soon"}), 2);
  EXPECT_EQ(write("ties", "x.graphml", {"--replicate", "7"}), 2);
  EXPECT_THAT(err_, HasSubstr("it holds /agents/point_0/replicate_0, /agents/point_0/replicate_1"));
  EXPECT_EQ(write("measures", "x.csv", {"--measure", "coverag"}), 2);
  EXPECT_THAT(err_, HasSubstr("did you mean 'coverage'"));
  EXPECT_EQ(write("grants", "x.graphml", {"--format", "graphml"}), 2);
  EXPECT_THAT(err_, HasSubstr("--format csv"));
  EXPECT_FALSE(std::filesystem::exists(path("x.graphml")));
}

TEST_F(Export, WhatIsNoExportIsNotReplaced) {
  EXPECT_EQ(write("measures", "town.toml"), 2);
  EXPECT_THAT(text_of(path("town.toml")), HasSubstr("tessera = 1"));
  EXPECT_EQ(write("measures", "twice.csv"), 0);
  EXPECT_EQ(write("measures", "twice.csv"), 0);  // an export may be made again
  EXPECT_EQ(write("measures", "no_folder/here.csv"), 3);
}

TEST_F(Export, ExperimentsSayHowToComeByOrganisations) {
  std::ofstream(path("two.toml")) << "tessera = 1\nscenario = \"town.toml\"\nreplicates = 2\n[[variant]]\nname = \"as_it_is\"\n"
                                     "[[variant]]\nname = \"long\"\n[variant.trust]\nforgetting_per_month = 0.99\n"
                                     "[[factor]]\npath = \"trust.weight\"\nvalues = [0.5, 1.5]\n[results]\nmeasures = [\"coverage\"]\nevery_months = 12\n";
  ASSERT_EQ(tessera({"experiment", path("two.toml"), "-o", path("two.h5"), "--quiet"}), 0) << err_;
  EXPECT_EQ(tessera({"export", path("two.h5"), "--what", "ties", "--point", "3"}), 2);
  EXPECT_THAT(err_, HasSubstr("tessera replay " + path("two.h5") + " --point 3 --replicate 0 -o one.h5"));
  ASSERT_EQ(tessera({"export", path("two.h5"), "--what", "measures"}), 0) << err_;
  EXPECT_THAT(out_, testing::StartsWith("point,replicate,variant,design_point,trust.weight,month,coverage\n0,0,as_it_is,0,0.5,0,"));
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 1 + 4 * 2 * 4);
}

}  // namespace
}  // namespace tessera
