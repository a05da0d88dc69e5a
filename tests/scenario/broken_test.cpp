// Sixty broken scenarios: each is refused with the right place and a telling word, and nothing but InputError is
// thrown.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

struct Broken {
  std::string name;
  std::string content;
  int line;  // of the first fault; 0 = the whole file
  int column;
  std::string word;  // in the message of the first fault
};

const std::string head = "tessera = 1\n";

std::string repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  for (std::size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

std::vector<Broken> broken_files() {
  const std::string two =
      "[[organisation]]\nid = \"a\"\ntype = \"charity\"\n[[organisation]]\nid = \"b\"\ntype = \"school\"\n";
  return {
      // bytes and syntax
      {"empty", "", 1, 1, "must say tessera = 1"},
      {"only a comment", "# nothing\n", 1, 1, "must say tessera = 1"},
      {"bad utf-8", head + "name = \"caf\xE9\"\n", 2, 12, "UTF-8"},
      {"overlong utf-8", head + "# \xC0\xAF\n", 2, 3, "UTF-8"},
      {"surrogate", head + "# \xED\xA0\x80\n", 2, 3, "UTF-8"},
      {"utf-8 cut off", head + "# \xE2\x82", 2, 3, "UTF-8"},
      {"nul byte", head + std::string("na\0me", 5), 2, 3, "NUL"},
      {"binary", std::string("\x89HDF\r\n\x1a\n", 8), 1, 1, "UTF-8"},
      {"line of ten megabytes", head + "name = \"" + std::string(10U << 20U, 'x') + "\"\n", 2, 1, "longer than 1 MB"},
      {"nested lists", head + "name = " + std::string(100, '[') + std::string(100, ']'), 2, 72, "nested deeper"},
      {"a hundred thousand brackets", std::string(100000, '['), 1, 65, "nested deeper"},
      {"long dotted key", head + repeat("a.", 1000) + "a = 1", 2, 130, "nested deeper"},
      {"nested inline tables", head + repeat("a = {", 70), 2, 325, "nested deeper"},
      {"open bracket and brace", head + "[{", 2, 2, "not valid TOML"},
      {"unfinished text", head + "name = \"town\nquestion = 1\n", 2, 13, "not valid TOML"},
      {"no value", head + "name =\n", 2, 7, "not valid TOML"},
      {"key twice", head + "name = \"a\"\nname = \"b\"\n", 3, 8, "not valid TOML"},
      {"section twice", head + "[run]\nmonths = 3\n[run]\nseed = 1\n", 4, 1, "not valid TOML"},
      {"yaml", "tessera: 1\n", 1, 8, "not valid TOML"},
      // the format itself
      {"other version", "tessera = 2\n", 1, 11, "must be 1"},
      {"version as text", "tessera = \"1\"\n", 1, 11, "must be 1"},
      {"no version", "name = \"x\"\n", 1, 1, "must say tessera = 1"},
      {"extends itself", head + "extends = \"broken.toml\"\n", 2, 11, "circle"},
      {"extends nothing", head + "extends = \"nowhere.toml\"\n", 2, 11, "no such file"},
      {"extends a folder", head + "extends = \".\"\n", 2, 11, "no such file"},
      {"extends a number", head + "extends = 3\n", 2, 11, "path of a scenario"},
      {"name is a number", head + "name = 5\n", 2, 8, "text in quotes"},
      // keys
      {"unknown key at the top", head + "months = 3\n", 2, 1, "belongs in [run]"},
      {"unknown section", head + "[trsut]\nweight = 1\n", 2, 2, "did you mean 'trust'"},
      {"mistyped key", head + "[trust]\nforgeting_per_month = 0.9\n", 3, 1, "did you mean 'forgetting_per_month'"},
      {"key of another section", head + "[trust]\nsegregation = 0.9\n", 3, 1, "belongs in [community]"},
      {"policy without a lever", head + "[[policy]]\nname = \"x\"\n", 2, 1, "needs a lever"},
      {"section is a value", head + "run = 3\n", 2, 7, "must be a table"},
      {"unknown column", head + "[type.charity]\nradius = 3\n", 3, 1, "did you mean 'radius_km'"},
      // values
      {"text for a number", head + "[run]\nmonths = \"twelve\"\n", 3, 10, "must be a whole number"},
      {"fraction of a month", head + "[run]\nmonths = 1.5\n", 3, 10, "whole number"},
      {"months zero", head + "[run]\nmonths = 0\n", 3, 10, "allowed are 1 to 600"},
      {"nan", head + "[trust]\nweight = nan\n", 3, 10, "no usable number"},
      {"infinity", head + "[trust]\nweight = -inf\n", 3, 10, "no usable number"},
      {"above its range", head + "[trust]\nprior_mean = 1.01\n", 3, 14, "allowed are 0 to 1"},
      {"list for a number", head + "[trust]\nweight = [1]\n", 3, 10, "a list"},
      {"date for a number", head + "[trust]\nweight = 2024-01-01\n", 3, 10, "a date"},
      {"negative share", head + "[group]\nolder.share = -0.1\n", 3, 15, "allowed are 0 to 1"},
      {"negative weight", head + "[organisations.types]\ncharity = -1\n", 3, 11, "allowed are 0"},
      {"negative mission", head + "[type.charity]\nmission = { food = -0.5 }\n", 3, 20, "allowed are 0 to 1"},
      {"unknown type weight", head + "[organisations.types]\nfoodbank = 1\n", 3, 1, "did you mean 'food_bank'"},
      {"weight given twice", head + "[type.charity]\nshare = 1\n[organisations.types]\ncharity = 2\n", 5, 1,
       "give one of them"},
      {"unknown sector", head + "[type.charity]\nsector = \"non-profit\"\n", 3, 10, "did you mean 'nonprofit'"},
      {"no measures", head + "[results]\nmeasures = []\n", 3, 12, "is empty"},
      // contradictory communities
      {"no groups", head + "[community]\ngroups = []\n", 3, 10, "without groups"},
      {"group shares all zero", head + "[community]\ngroups = [\"older\"]\n[group]\nolder.share = 0\n", 5, 15,
       "shares of all groups are zero"},
      {"unknown area", head + "[community]\nareas = [\"foood\"]\n", 3, 9, "did you mean 'food'"},
      {"area twice", head + "[community]\nareas = [\"food\", \"food\"]\n", 3, 9, "twice"},
      {"area that needs nothing", head + "[area.transport]\nhours = 0\n", 3, 9, "needs nothing"},
      {"no districts", head + "[community]\ndistricts = 0\n", 3, 13, "without districts"},
      {"no residents", head + "[community]\nresidents = 0\n", 3, 13, "without residents"},
      {"every type without weight", head + "[organisations]\nonly_listed_types = true\ncount = 5\n", 4, 9,
       "weight zero"},
      {"shares beyond one", head + "[volunteering]\nshare_low = 0.9\n", 3, 13, "exceed 1"},
      // records
      {"table that is not there", head + "[organisations]\ntable = \"nowhere.csv\"\n", 3, 9, "no such file"},
      {"doubled id", head + two + "[[organisation]]\nid = \"a\"\ntype = \"clinic\"\n", 9, 6,
       "two organisations with id"},
      {"doubled district", head + "[[district]]\nname = \"d\"\n[[district]]\nname = \"d\"\n", 5, 8, "two districts"},
      {"organisation without type", head + "[[organisation]]\nid = \"a\"\n", 2, 1, "needs a type"},
      {"unknown home", head + two + "district = \"district_13\"\n", 8, 12, "no district"},
      {"unknown partner", head + two + "[[tie]]\nfrom = \"a\"\nto = \"bb\"\n", 10, 6, "no organisation has the id"},
      {"tie with itself", head + two + "[[tie]]\nfrom = \"a\"\nto = \"a\"\n", 8, 1, "with itself"},
      {"unknown level", head + two + "[[tie]]\nfrom = \"a\"\nto = \"b\"\nlevel = \"formel\"\n", 11, 9,
       "did you mean 'formal'"},
      {"residents that do not add up", head + "[[district]]\nname = \"d\"\nresidents = 9\ngroups = { older = 4 }\n", 4,
       13, "add up to 4"},
      {"partnership of one", head + two + "partnerships = [\"p\"]\n", 8, 16, "one member only"},
      {"negative volunteers", head + two + "volunteers = -3\n", 8, 14, "allowed are 0"},
      {"removes what is not there", head + "[[organisation]]\nid = \"a\"\nremove = true\n", 2, 1, "remove = true"},
  };
}

TEST(BrokenScenarios, EachIsRefusedAtTheRightPlaceWithATellingWord) {
  const ScenarioFiles files;
  const std::vector<Broken> all = broken_files();
  EXPECT_GE(all.size(), 60U);
  for (const Broken& broken : all) {
    const std::string file = files.write("broken.toml", broken.content);
    const std::vector<Fault> faults = faults_of_file(file);
    ASSERT_FALSE(faults.empty()) << broken.name << " was accepted";
    EXPECT_EQ(faults[0].file, file) << broken.name;
    EXPECT_EQ(fmt::format("{}:{}", faults[0].line, faults[0].column), fmt::format("{}:{}", broken.line, broken.column))
        << broken.name << ": " << faults[0].message;
    EXPECT_THAT(faults[0].message, testing::HasSubstr(broken.word)) << broken.name;
    EXPECT_LT(faults[0].message.size(), 1000U) << broken.name;
  }
}

TEST(BrokenScenarios, TheSameTextsWithoutTheirFaultAreAccepted) {
  const std::string two =
      "[[organisation]]\nid = \"a\"\ntype = \"charity\"\n[[organisation]]\nid = \"b\"\ntype = \"school\"\n";
  for (const std::string& sound :
       {head, "\xEF\xBB\xBF" + head, head + "name = \"caf\xC3\xA9\"\n", head + "[run]\nmonths = 1\n",
        head + "[group]\nolder.share = 0.1\n", head + "[community]\nareas = [\"food\"]\n",
        head + "[volunteering]\nshare_low = 0.5\n", head + two + "district = \"district_12\"\n",
        head + two + "[[tie]]\nfrom = \"a\"\nto = \"b\"\nlevel = \"formal\"\n", head + "[area.transport]\nhours = 1\n",
        head + "name = \"" + std::string(1U << 19U, 'x') + "\"\n"})
    EXPECT_TRUE(faults_of_text(sound).empty()) << sound.substr(0, 200) << "\n" << faults_of_text(sound)[0].message;
}

TEST(BrokenScenarios, WhatIsNoFileIsRefused) {
  const ScenarioFiles files;
  files.write("some.toml", head);
  for (const std::string& path : {files.path("missing.toml"), files.path(""), files.path("some.toml/inner"),
                                  std::string(""), std::string("/dev/zero")}) {
    const auto faults = faults_of_file(path);
    ASSERT_EQ(faults.size(), 1U) << path;
    EXPECT_EQ(faults[0].file, path);
  }
}

TEST(BrokenScenarios, HugeFilesAreRefusedInBoundedMemory) {
  const ScenarioFiles files;
  const std::string huge = files.write("huge.toml", head);
  std::filesystem::resize_file(huge, std::uintmax_t{8} << 30U);  // sparse: takes no disk
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  EXPECT_THAT(faults_of_file(huge).at(0).message, testing::HasSubstr("larger than 64 MB"));
  const auto commas = faults_of_text(head + "name = [" + repeat("1,1,1,1,1,1,1,1,1,1,1,1\n,", 300000) + "]");
  EXPECT_THAT(commas.at(0).message, testing::HasSubstr("two million values"));
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 512L << 10U);  // kB
}

TEST(BrokenScenarios, ThousandsOfFaultsAreCutShort) {
  std::string text = head + "[trust]\n";
  for (int i = 0; i < 20000; ++i) text += fmt::format("wrong_{} = {}\n", i, i);
  const auto faults = faults_of_text(text);
  ASSERT_EQ(faults.size(), 201U);
  EXPECT_THAT(faults.back().message, testing::HasSubstr("19800 more"));
}

}  // namespace
}  // namespace tessera
