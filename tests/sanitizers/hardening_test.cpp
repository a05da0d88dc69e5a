// The built and the installed program are hardened, and take libraries from no folder that a stranger may fill. README.md says why.
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
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string said_by(const std::vector<std::string>& words) {
  const Said said = run_command(words);
  EXPECT_EQ(said.exit_code, 0) << said.err;
  return said.out;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Every folder that the program brings for its libraries, as it stands there: an empty one is the folder one stands in.
std::vector<std::string> library_folders(const std::string& dynamic) {
  std::vector<std::string> folders;
  std::istringstream lines(dynamic);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t open = line.find('['), close = line.rfind(']');
    if (!says(line, "(RPATH)") && !says(line, "(RUNPATH)")) continue;
    std::string rest = line.substr(open + 1, close - open - 1) + ":";
    for (std::size_t colon; (colon = rest.find(':')) != std::string::npos; rest.erase(0, colon + 1)) folders.push_back(rest.substr(0, colon));
  }
  return folders;
}

// What an attacker would be glad of.
std::vector<std::string> weaknesses(const fs::path& program) {
  const std::string headers = said_by({"readelf", "--wide", "--file-header", "--segments", program}),
                    dynamic = said_by({"readelf", "--wide", "--dynamic", program}),
                    imported = said_by({"nm", "--dynamic", "--undefined-only", program});
  std::vector<std::string> found;
  const auto name = [&](bool weak, const char* weakness) {
    if (weak) found.push_back(weakness);
  };
  name(!says(headers, "DYN (Position-Independent"), "always lies at the same address");
  name(!says(headers, "GNU_RELRO") || !says(dynamic, "NOW"), "its table of functions stays writable");
  name(!says(headers, "GNU_STACK") || says(headers, " RWE "), "its stack or another segment can be written and executed");
  name(says(dynamic, "TEXTREL"), "its code is changed while it is loaded");
  name(!says(imported, "__stack_chk_fail"), "an array that runs over is not seen");
  name(!says(imported, "_chk@"), "copies into arrays are not measured");
  return found;
}

class Hardened : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(program_)) GTEST_SKIP() << "the program is not built";
    folder_ = fs::temp_directory_path() / ("tessera_hardened_" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  fs::path compile(const std::vector<std::string>& flags) {
    std::ofstream(folder_ / "small.c") << "#include <string.h>\nint main(int count, char** words) {\n  char name[64];\n"
                                          "  strcpy(name, words[count - 1]);\n  return name[0] == 'x';\n}\n";
    std::vector<std::string> words{"gcc", "-O2", "-w", "-o", folder_ / "small", folder_ / "small.c"};
    words.insert(words.end(), flags.begin(), flags.end());
    said_by(words);
    return folder_ / "small";
  }

  const fs::path program_ = TESSERA_PROGRAM;
  fs::path folder_;
};

TEST_F(Hardened, TheProgramHasNoWeakness) { EXPECT_THAT(weaknesses(program_), IsEmpty()); }

TEST_F(Hardened, AProgramWithEveryWeaknessIsFoundOut) {
  const fs::path weak = compile({"-no-pie", "-fno-stack-protector", "-U_FORTIFY_SOURCE", "-Wl,-z,norelro,-z,lazy,-z,execstack"});
  EXPECT_THAT(weaknesses(weak), UnorderedElementsAre("always lies at the same address", "its table of functions stays writable",
                                                     "its stack or another segment can be written and executed",
                                                     "an array that runs over is not seen", "copies into arrays are not measured"));
  EXPECT_THAT(weaknesses(compile({"-pie", "-fPIE", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=2", "-Wl,-z,relro,-z,now"})), IsEmpty());
}

TEST_F(Hardened, LibrariesComeFromBesideTheProgramOrFromTheSystem) {
  EXPECT_THAT(library_folders(said_by({"readelf", "--wide", "--dynamic", program_})), ElementsAre("$ORIGIN/../lib/tessera"));
  const Said installed = run_command({"cmake", "--install", program_.parent_path().string(), "--prefix", folder_ / "a prefix"});
  ASSERT_EQ(installed.exit_code, 0) << installed.err;
  EXPECT_THAT(library_folders(said_by({"readelf", "--wide", "--dynamic", folder_ / "a prefix/bin/tessera"})),
              ElementsAre("$ORIGIN/../lib/tessera"));
  EXPECT_THAT(library_folders(said_by({"readelf", "--wide", "--dynamic", compile({"-Wl,-rpath,/usr/lib:"})})), ElementsAre("/usr/lib", ""));
}

// The loader names every place it looks in.
TEST_F(Hardened, NoLibraryIsTakenFromTheFolderOneStandsIn) {
  for (const char* library : {"libfmt.so.9", "libgomp.so.1", "libcrypto.so.3", "libhdf5_serial.so.103"})
    std::ofstream(folder_ / library) << "no library at all";
  const Said said = run_command({program_, "--version"}, folder_, {"LD_DEBUG=libs"});
  EXPECT_EQ(said.exit_code, 0) << said.err;
  std::istringstream lines(said.err);
  int tried = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("trying file=");
    if (at == std::string::npos) continue;
    ++tried;
    EXPECT_EQ(line[at + 12], '/') << line;
  }
  EXPECT_GT(tried, 0) << "the loader said nothing: " << said.err;
}

}  // namespace
}  // namespace tessera
