// Records of a scenario, each key of them read and each refused where it stands.
#include <gmock/gmock.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;

const std::string two =
    "tessera = 1\n[organisations]\ncount = 0\n[[organisation]]\nid = \"a\"\ntype = \"charity\"\n[[organisation]]\nid = \"b\"\ntype = "
    "\"school\"\n";

void expect_fault(const std::string& text, int line, const std::string& word) {
  for (const Fault& fault : faults_of_text(two + text))
    if (fault.line == line && fault.message.find(word) != std::string::npos) return;
  ADD_FAILURE() << text << "no fault in line " << line << " says " << word;
}

TEST(Records, MemoryIsReadAsItStands) {
  const Scenario scenario = read_scenario_text(
      two + "[[memory]]\ntable = \"ties\"\nof = \"a\"\nwith = \"b\"\nvalues = { belief = 0.25, months = -3 }\n", "test.toml");
  ASSERT_THAT(scenario.memory, SizeIs(1));
  const MemoryRecord& record = scenario.memory.front();
  EXPECT_EQ(record.table, "ties");
  EXPECT_EQ(record.of, "a");
  EXPECT_EQ(record.with, "b");
  EXPECT_THAT(record.values, testing::UnorderedElementsAre(Pair("belief", 0.25), Pair("months", -3.0)));
}

TEST(Records, MemoryIsRefusedWhereItStands) {
  expect_fault("[[memory]]\nof = \"a\"\nvalues = { belief = 1 }\n", 10, "a [[memory]] needs table");
  expect_fault("[[memory]]\ntable = \"ties\"\n", 10, "a [[memory]] needs values");
  expect_fault("[[memory]]\ntable = \"ties\"\nvalues = 3\n", 12, "memory.values");
  expect_fault("[[memory]]\ntable = \"ties\"\nvalues = { belief = \"much\" }\n", 12, "memory.values.belief");
  expect_fault("[[memory]]\ntable = \"ties\"\nvalue = { belief = 1 }\nvalues = {}\n", 12, "values");
}

TEST(Records, ATieSaysItsLevelByNameOrNumber) {
  for (const std::string level : {"\"information\"", "2"}) {
    const Scenario scenario =
        read_scenario_text(two + "[[tie]]\nfrom = \"a\"\nto = \"b\"\nlevel = " + level + "\n", "test.toml");
    ASSERT_THAT(scenario.ties, SizeIs(1));
    EXPECT_EQ(scenario.ties.front().level, 2) << level;
  }
  expect_fault("[[tie]]\nfrom = \"a\"\nto = \"b\"\nlevel = \"informatio\"\n", 13, "information");
  expect_fault("[[tie]]\nfrom = \"a\"\nto = \"b\"\nlevel = 1.5\n", 13, "tie.level");
  expect_fault("[[tie]]\nfrom = \"a\"\n", 10, "a [[tie]] needs to");
  expect_fault("[[tie]]\nfrom = \"a\"\nto = \"b\"\ntrust = 3\n", 13, "trust");
}

TEST(Records, APartnershipWithoutNameOrWithAnUnknownKeyIsRefused) {
  expect_fault("[[partnership]]\nlead = \"a\"\n", 10, "a [[partnership]] needs a name");
  expect_fault("[[partnership]]\nname = \"p\"\ngovernence = \"equal\"\n", 12, "governance");
}

TEST(Records, AreWrittenAsTablesOfAList) {
  expect_fault("memory = 3\n", 10, "memory");
  EXPECT_THAT(faults_of_text("tessera = 1\ntie = 3\n").front().message, HasSubstr("[[tie]]"));
}

}  // namespace
}  // namespace tessera
