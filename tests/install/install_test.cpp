// The program away from its build folder: installed to a prefix, and packed into a tar for a machine that has nothing.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "results/read.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

std::vector<std::uint64_t> village_hashes(const fs::path& file) { return Results::open(file.string()).state_hashes(0, 0); }

class Installed : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "a sanitized program is not for other machines";
#endif
    if (!fs::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera installed " + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::vector<std::uint64_t> as_built() {
    const Said said = run_command({TESSERA_PROGRAM, "run", TESSERA_SOURCE_DIR "/scenarios/village.toml", "-o", "built.h5"}, folder_);
    EXPECT_EQ(said.exit_code, 0) << said.err;
    return village_hashes(folder_ / "built.h5");
  }

  const fs::path build_ = fs::path(TESSERA_PROGRAM).parent_path();
  fs::path folder_;
};

TEST_F(Installed, FindsItsScenariosFromAnyPrefixAndFolder) {
  const Said installed = run_command({"cmake", "--install", build_.string(), "--prefix", (folder_ / "a prefix").string()}, folder_);
  ASSERT_EQ(installed.exit_code, 0) << installed.err;
  const std::string program = (folder_ / "a prefix/bin/tessera").string();
  Said said = run_command({program, "run", "village.toml", "-o", "village.h5"}, folder_);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  EXPECT_SAYS(said.err, "came with the program: " + (folder_ / "a prefix/share/tessera/scenarios/village.toml").string());
  EXPECT_EQ(village_hashes(folder_ / "village.h5"), as_built());

  std::ofstream(folder_ / "mine.toml") << "tessera = 1\nextends = \"village.toml\"\n[run]\nmonths = 2\n";
  said = run_command({program, "check", "mine.toml", "scenarios/town.toml"}, folder_);
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  std::ofstream(folder_ / "village.toml") << "tessera = 1\nmonths = 2\n";
  said = run_command({program, "check", "village.toml"}, folder_);
  EXPECT_EQ(said.exit_code, 2) << "a file of one's own comes first";
  EXPECT_EQ(run_command({program, "check", "../village.toml"}, folder_).exit_code, 2);
  EXPECT_EQ(run_command({program, "check", "nowhere.toml"}, folder_).exit_code, 2);
  for (const char* schema : {"scenario", "experiment"})
    EXPECT_TRUE(read_whole(folder_ / ("a prefix/share/tessera/" + std::string(schema) + ".schema.json")).starts_with("{"));
}

TEST_F(Installed, BringsManualCompletionAndDocuments) {
  const Said installed = run_command({"cmake", "--install", build_.string(), "--prefix", (folder_ / "a prefix").string()}, folder_);
  ASSERT_EQ(installed.exit_code, 0) << installed.err;
  const fs::path share = folder_ / "a prefix/share";
  EXPECT_SAYS(read_whole(share / "man/man1/tessera.1"), ".TH TESSERA 1");
  EXPECT_SAYS(read_whole(share / "bash-completion/completions/tessera"), "complete -F _tessera tessera");
  EXPECT_SAYS(read_whole(share / "fish/vendor_completions.d/tessera.fish"), "complete -c tessera");
  for (const char* document : {"README.md", "analysis/report/page.png", "MODEL.md", "GLOSSARY.md", "FORMAT.md", "CITATION.cff", "LICENSE"})
    EXPECT_TRUE(fs::exists(share / "doc/tessera" / document)) << document;
  const Said offered = run_command({"bash", "--norc", "-c", "source \"$1\" && COMP_WORDS=(tessera comp) COMP_CWORD=1 && _tessera && echo ${COMPREPLY[*]}",
                                    "bash", (share / "bash-completion/completions/tessera").string()});
  EXPECT_EQ(offered.out, "compare completion\n") << offered.err;
}

class Packed : public Installed {
 protected:
  void SetUp() override {
    Installed::SetUp();
    if (IsSkipped()) return;
    const Said made = run_command({"bash", TESSERA_SOURCE_DIR "/tests/support/bare_debian.sh", TESSERA_SOURCE_DIR, build_.string()});
    if (made.exit_code == 77) GTEST_SKIP() << made.out;
    ASSERT_EQ(made.exit_code, 0) << made.err << read_whole(build_ / "package.log");
    bare_ = made.out.substr(0, made.out.find('\n'));
    inside_ = "/tmp/tessera_packed_" + std::to_string(getpid());
    fs::create_directories(fs::path(bare_.string() + inside_));
    ASSERT_EQ(chown((bare_.string() + inside_).c_str(), 65534, 65534), 0);
  }
  void TearDown() override {
    if (!inside_.empty()) fs::remove_all(bare_.string() + inside_);
    Installed::TearDown();
  }

  // In the bare folder, as nobody, without a network; with /proc, which says where the program lies.
  Said run_inside(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"unshare", "-n", "-m", "sh", "-c",
                                 "mount --rbind /proc \"$0/proc\" && exec chroot --userspec=65534:65534 \"$0\" \"$@\"",
                                 bare_.string(), "env", "-i", "-C", inside_};
    all.insert(all.end(), words.begin(), words.end());
    return run_command(all);
  }

  fs::path bare_;
  std::string inside_;
};

TEST_F(Packed, RunsInABareDebianAsAnyoneWithoutNetwork) {
  ASSERT_EQ(run_inside({"sh", "-c", "test $(id -u) = 65534 && ! ls /usr/lib/x86_64-linux-gnu/libhdf5* && ! command -v cmake"}).exit_code, 0);
  Said said = run_inside({"/opt/tessera/bin/tessera", "run", "/opt/tessera/share/tessera/scenarios/village.toml", "-o", "village.h5"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  said = run_inside({"/opt/tessera/bin/tessera", "verify", "village.h5"});
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  EXPECT_EQ(village_hashes(bare_.string() + inside_ + "/village.h5"), as_built());
}

// glibc alone is taken from the machine; what lies about in LD_LIBRARY_PATH does not come before the program's own.
TEST_F(Packed, BringsEveryLibraryButGlibc) {
  const Said said = run_inside({"LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2", "--list",
                                "/opt/tessera/bin/tessera"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  std::istringstream lines(said.out);
  int own = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(line.find_first_not_of(" \t"));
    if (line.find("=> /opt/tessera/") != std::string::npos) {
      ++own;
      continue;
    }
    bool glibc = false;
    for (const char* one : {"linux-vdso", "libc.so.6", "libm.so.6", "libresolv.so.2", "/lib64/ld-linux"})
      glibc = glibc || name.starts_with(one);
    EXPECT_TRUE(glibc) << line;
  }
  EXPECT_GT(own, 5);
}

}  // namespace
}  // namespace tessera
