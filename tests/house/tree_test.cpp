// This tree keeps the rules of the house; made-up trees that break one are found out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "support/house_rules.hpp"

namespace tessera::house {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Path here{TESSERA_SOURCE_DIR};

// A small tree on disk, removed at the end.
class MadeUpTree : public testing::Test {
 protected:
  MadeUpTree() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    root = std::filesystem::temp_directory_path() / ("tessera_house_" + std::string(test->name()) + "_" + std::to_string(getpid()));
    std::filesystem::create_directories(root / "sim");
  }
  ~MadeUpTree() override { std::filesystem::remove_all(root); }
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root / name).parent_path());
    std::ofstream(root / name) << text;
  }
  Path root;
};

using HouseTwin = MadeUpTree;

std::set<std::string> sections() {
  std::set<std::string> names;
  for (const ParameterRow& row : parameter_table()) names.insert(std::string(row.name.substr(0, row.name.find('.'))));
  return names;
}

TEST(House, IncludesGoDownwards) {
  const Faults faults = include_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, IncludesThatGoUpOrSidewaysAreFound) {
  write("sim/base/a.cpp", "#include \"base/a.hpp\"\n#include \"base/statistics/b.hpp\"\n#include \"vocabulary/names.hpp\"\n");
  write("sim/state/a.cpp", "#include \"base/a.hpp\"\n#include \"formulas/b.hpp\"\n#include \"state/b.hpp\"\n");
  write("sim/mechanisms/a.cpp", "#include \"mechanisms/a.hpp\"\n#include \"formulas/b.hpp\"\n#include \"mechanisms/b.hpp\"\n");
  write("sim/mechanisms/a/part.cpp", "#include \"mechanisms/a/part.hpp\"\n#include \"mechanisms/a.hpp\"\n#include \"mechanisms/b/part.hpp\"\n");
  write("sim/run/a.cpp", "#include \"command/b.hpp\"\n");
  write("sim/results/a.cpp", "#include \"../base/b.hpp\"\n#include \"helpers/b.hpp\"\n");
  write("sim/helpers/a.cpp", "\n");
  write("analysis/a.cpp", "#include \"run/b.hpp\"\n#include \"command/b.hpp\"\n");
  write("sim/main.cpp", "#include \"command/b.hpp\"\n");
  EXPECT_THAT(include_faults(root),
              ElementsAre(HasSubstr("analysis/a.cpp:2"), HasSubstr("sim/base/a.cpp:3"), HasSubstr("unknown room helpers"),
                          HasSubstr("sim/mechanisms/a/part.cpp:3"), HasSubstr("sim/mechanisms/a.cpp:3"),
                          HasSubstr("sim/results/a.cpp:1"),
                          HasSubstr("sim/results/a.cpp:2: unknown room"), HasSubstr("sim/run/a.cpp:1"),
                          HasSubstr("sim/state/a.cpp:2")));
}

TEST(House, TopLevelHoldsWhatItsUserDrew) {
  const Faults faults = top_level_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, AMessyTopLevelIsFound) {
  write("README.md", "");
  write(".gitignore", "");
  write("build-sanitize/x", "");
  write("results/x.h5", "");
  write("notes.txt", "");
  write("tools/x", "");
  EXPECT_THAT(top_level_faults(root), ElementsAre(HasSubstr("notes.txt"), HasSubstr("tools")));
}

TEST(House, NothingIsLeftOverAndNoMachineIsNamed) {
  const Faults faults = leftover_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, LeftoversAndMachinePathsAreFound) {
  write("sim/base/a.cpp", std::string("// TO") + "DO later\nconst char* file = \"/ho" + "me/ada/x.h5\";\n// see https://example.org/ho" + "me/x\n");
  write("build/b.cpp", std::string("// FIX") + "ME in what a build left\n");
  write("README.md", std::string("cd /wo") + "rk/main\n");
  write("analysis/page/package-lock.json", "{\n\"version\": \"1.0.0\",\n\"resolved\": \"here\"\n}\n");
  EXPECT_THAT(leftover_faults(root), UnorderedElementsAre(HasSubstr("sim/base/a.cpp:2"), HasSubstr("README.md:1"),
                                                          HasSubstr("sim/base/a.cpp:1"), HasSubstr("package-lock.json:3")));
}

TEST(House, DrawsComeFromTheKeyedStreams) {
  const Faults faults = generator_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, OtherGeneratorsAreFound) {
  write("sim/base/draws.cpp", "#include <boost/random/poisson_distribution.hpp>\n");
  write("sim/run/a.cpp", "std::mt19937 engine;\nint x = rand();\nstd::normal_distribution<double> d;\n#include <boost/random/x.hpp>\n");
  write("sim/run/b.cpp", "double operand(double x);\nbrand(1);\nauto s = std::sort;\n");
  EXPECT_THAT(generator_faults(root), ElementsAre(HasSubstr("a.cpp:1"), HasSubstr("a.cpp:2"), HasSubstr("a.cpp:3"), HasSubstr("a.cpp:4")));
}

TEST(House, OnlyResultsKnowHdf5) {
  const Faults faults = hdf5_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, Hdf5ElsewhereIsFound) {
  write("sim/results/a.cpp", "#include <hdf5.h>\n");
  write("sim/run/a.cpp", "#include <hdf5_hl.h>\n");
  write("analysis/a.cpp", "#include \"H5Cpp.h\"\n");
  EXPECT_THAT(hdf5_faults(root), ElementsAre(HasSubstr("analysis/a.cpp"), HasSubstr("sim/run/a.cpp")));
}

TEST(House, NoShellIsCalled) {
  const Faults faults = process_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, ShellsAndStrayProcessesAreFound) {
  write("sim/base/process.cpp", "const int failed = posix_spawnp(&child, words[0], nullptr, nullptr, words, environ);\nsystem(name);\n");
  write("sim/run/a.cpp", "std::system(name.c_str());\nrun_process({\"sh\", \"-c\", name});\nFILE* f = popen(name, \"r\");\nexecvp(name, words);\n");
  write("sim/run/b.cpp", "error.system();\nfind_system(x);\nconst std::system_error e;\n");
  write("analysis/a.cpp", "if (fork() == 0) return;\n");
  EXPECT_THAT(process_faults(root), UnorderedElementsAre(HasSubstr("process.cpp:2"), HasSubstr("run/a.cpp:1"), HasSubstr("run/a.cpp:2"),
                                                         HasSubstr("run/a.cpp:3"), HasSubstr("run/a.cpp:4"), HasSubstr("analysis/a.cpp:1")));
}

TEST(House, FilesAreShort) {
  const Faults faults = size_faults(here);
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
  for (const std::string& file : size_faults(here, 300)) std::cout << "long: " << file << "\n";
}

TEST_F(HouseTwin, ALongFileIsFound) {
  std::string text;
  for (int line = 0; line < 401; ++line) text += "\n";
  write("sim/run/long.cpp", text);
  write("sim/run/short.cpp", text.substr(1));
  write("analysis/page/long.js", text);
  write("analysis/page/node_modules/theirs.js", text);
  write("sim/run/long.md", text);
  EXPECT_THAT(size_faults(root), ElementsAre("analysis/page/long.js has 401 lines", "sim/run/long.cpp has 401 lines"));
}

TEST(House, EveryMechanismHasItsSourceTestSectionAndParameters) {
  const Faults faults = mechanism_faults(here, sections());
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, AMechanismWithoutTheRestIsFound) {
  for (const char* name : {"trust", "entry_exit", "gossip"}) write(std::string("sim/mechanisms/") + name + ".hpp", "");
  for (const char* name : {"trust", "entry_exit"}) {
    write(std::string("sim/mechanisms/") + name + ".cpp", "");
    write(std::string("tests/mechanisms/") + name + "_test.cpp", "");
  }
  write("sim/MODEL.md", "# Model\n### 7.2 Entry exit\n## `trust`\nabout gossip\n");
  EXPECT_THAT(mechanism_faults(root, {"trust", "entry_exit"}),
              ElementsAre("mechanism gossip has no source", "mechanism gossip has no test of its own",
                          "mechanism gossip has no section in sim/MODEL.md", "mechanism gossip has no parameter section"));
}

TEST(House, EveryStoredVectorIsVisited) {
  World world;
  const Faults faults = field_faults(here, fields(world));
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST_F(HouseTwin, AForgottenVectorIsFound) {
  write("sim/state/world.hpp", "struct World {\n  Ties ties;\n  Geography geography;  // derived\n};\n");
  write("sim/state/ties.hpp",
        "struct Ties {\n  std::vector<double> good_ab;  // [tie]\n  std::vector<double> forgotten{0};  // [tie]\n"
        "  std::vector<int> index;  // derived\n};\nstruct Geography {\n  std::vector<int> homes;\n};\n");
  std::vector<double> data;
  const Field known{"ties", "good_ab", "tie", "count", "evidence", &data}, gone{"ties", "gone", "tie", "", "", &data};
  EXPECT_THAT(field_faults(root, std::array{known, gone, known}),
              UnorderedElementsAre(HasSubstr("ties.gone"), HasSubstr("ties.good_ab has two rows"), HasSubstr("ties.forgotten has no row")));
}

}  // namespace
}  // namespace tessera::house
