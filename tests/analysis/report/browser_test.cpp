// The report page in Debian's Chromium: browser/ drives it, page by page, from files that the program has just written.
#include <gtest/gtest.h>

#include <filesystem>

#include "results/small_results.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

const std::string here = TESSERA_SOURCE_DIR "/tests/analysis/report/";

class ReportInBrowser : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    for (const char* tool : {"chromium", "node", "npm", "/usr/bin/python3"})
      if (run_command({"sh", "-c", std::string("command -v ") + tool}).exit_code != 0) GTEST_SKIP() << tool << " is not installed";
    const Said installed = run_command({"bash", here + "browser/install.sh", modules_.parent_path()});
    ASSERT_EQ(installed.exit_code, 0) << installed.err;
  }
  // Writes the pages of these kinds of results and looks at them by these themes (files of browser/).
  void look(const std::vector<std::string>& kinds, const std::vector<std::string>& themes) const {
    std::vector<std::string> words{"bash", here + "browser/make_pages.sh", TESSERA_PROGRAM, TESSERA_SOURCE_DIR, folder_.path()};
    words.insert(words.end(), kinds.begin(), kinds.end());
    const Said made = run_command(words);
    ASSERT_EQ(made.exit_code, 0) << made.out << made.err;
    words = {"node", here + "browser/page_test.mjs", modules_, folder_.path()};
    words.insert(words.end(), themes.begin(), themes.end());
    const Said said = run_command(words);
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    std::cout << said.out;
  }
  // The CSV files that the figures theme has saved, against the HDF5 files.
  void hold_saved_files(std::vector<std::string> kinds) const {
    kinds.insert(kinds.begin(), {"/usr/bin/python3", "-W", "ignore", here + "csv_test.py", folder_.path()});
    const Said said = run_command(kinds);
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  }

 private:
  const std::filesystem::path modules_ = std::filesystem::path(TESSERA_PROGRAM).parent_path() / "browser" / "node_modules";
  test::Folder folder_;
};

TEST_F(ReportInBrowser, OpensDrawsAndSaves) {
  look({"run", "experiment", "sweep"}, {"opening", "figures", "choices"});
  hold_saved_files({"run", "experiment", "sweep"});
}
TEST_F(ReportInBrowser, IsForEveryReader) { look({"run", "experiment", "sweep"}, {"words", "reading", "layout"}); }
TEST_F(ReportInBrowser, SaysWhatIsTrueOfWhatWasRun) { look({"run", "single", "part", "experiment"}, {"statements"}); }
TEST_F(ReportInBrowser, FollowsWhomTheReaderSeeks) { look({"run", "experiment"}, {"search"}); }
TEST_F(ReportInBrowser, ShowsNamesAndNeverRunsThem) { look({"hostile"}, {"hostile"}); }

}  // namespace
}  // namespace tessera
