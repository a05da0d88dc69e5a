// What fuzzing found in import: tables that make no scenario leave none.
#include "scenario/import.hpp"

#include <gmock/gmock.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

TEST(Import, OfAPartnershipOfOneIsRefusedAndLeavesNothing) {
  const ScenarioFiles files;
  const std::string table = files.write("o.csv", "id,type,partnerships\na,food_bank,p;q\nb,school,p\n");
  const Imported imported = read_import({table, "", ""});
  try {
    write_import(imported, files.path("made.toml"));
    FAIL() << "it was written";
  } catch (const InputError& refused) {
    EXPECT_THAT(refused.what(), testing::HasSubstr("partnership \"q\" has one member only"));
  }
  EXPECT_FALSE(std::filesystem::exists(files.path("made.toml")));
  EXPECT_FALSE(std::filesystem::exists(files.path("made_organisations.csv")));
  EXPECT_FALSE(std::filesystem::exists(files.path("made.toml.import.new")));
}

TEST(Import, ThatIsRefusedLeavesAnEarlierOneAsItWas) {
  const ScenarioFiles files;
  const std::string sound = files.write("o.csv", "id,type,partnerships\na,food_bank,p\nb,school,p\n");
  write_import(read_import({sound, "", ""}), files.path("made.toml"));
  const std::string unsound = files.write("p.csv", "id,type,partnerships\na,food_bank,p;q\nb,school,p\n");
  EXPECT_THROW(write_import(read_import({unsound, "", ""}), files.path("made.toml")), InputError);
  EXPECT_EQ(read_scenario(files.path("made.toml")).organisations.size(), 2U);
}

TEST(Import, TakesThePlaceOfWhatAKilledOneLeft) {
  const ScenarioFiles files;
  const std::string table = files.write("o.csv", "id,type,partnerships\na,food_bank,p\nb,school,p\n");
  std::filesystem::create_directory(files.path("made.toml.import.new"));
  files.write("made.toml.import.new/made_organisations.csv", "id,ty");
  write_import(read_import({table, "", ""}), files.path("made.toml"));
  EXPECT_FALSE(std::filesystem::exists(files.path("made.toml.import.new")));
}

TEST(Import, SaysWhereItCanNotWrite) {
  const ScenarioFiles files;
  const std::string table = files.write("o.csv", "id,type,partnerships\na,food_bank,p\nb,school,p\n");
  const Imported imported = read_import({table, "", ""});
  EXPECT_THROW(write_import(imported, files.path("nowhere/made.toml")), FileError);
  std::filesystem::create_directory(files.path("made_organisations.csv"));  // what it would have to replace
  EXPECT_THROW(write_import(imported, files.path("made.toml")), FileError);
  EXPECT_FALSE(std::filesystem::exists(files.path("made.toml")));
}

TEST(Import, OfSoundTablesReads) {
  const ScenarioFiles files;
  const std::string table = files.write("o.csv", "id,type,partnerships\na,food_bank,p\nb,school,p\n");
  write_import(read_import({table, "", ""}), files.path("made.toml"));
  EXPECT_EQ(read_scenario(files.path("made.toml")).organisations.size(), 2U);
}

}  // namespace
}  // namespace tessera
