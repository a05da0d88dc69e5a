// The tables of sim/MODEL.md are those of the code. TESSERA_RENEW=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "support/model_tables.hpp"

namespace tessera::house {
namespace {

const std::filesystem::path root{TESSERA_SOURCE_DIR};
const std::filesystem::path model = root / "sim/MODEL.md";

std::string read_model() {
  std::ifstream file(model);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<GeneratedBlock> blocks() { return {schedule_block(root), parameters_block(), columns_block()}; }

TEST(HouseModel, TablesAreThoseOfTheCode) {
  std::string document = read_model();
  for (const GeneratedBlock& block : blocks()) {
    if (std::getenv("TESSERA_RENEW") != nullptr) document = renew_block(document, block);
    EXPECT_EQ(standing_block(document, block.name), block.text)
        << block.name << ": run build/tests/house_tests with TESSERA_RENEW=1 if the code is right";
  }
  if (std::getenv("TESSERA_RENEW") != nullptr) std::ofstream(model) << document;
}

TEST(HouseModel, ScheduleIsWholeAndEveryEntrySaysWhatItIs) {
  const std::string schedule = schedule_block(root).text;
  EXPECT_NE(schedule.find("| 1 | "), std::string::npos);
  EXPECT_NE(schedule.find("[trust]"), std::string::npos);
  EXPECT_EQ(schedule.find("| . |"), std::string::npos) << schedule;
}

TEST(HouseModel, TwinAChangedOrMissingTableIsFound) {
  const GeneratedBlock block{"schedule", "| new |\n"};
  const std::string document = "a\n<!-- schedule: generated -->\n| old |\n<!-- schedule: end -->\nb\n";
  EXPECT_NE(standing_block(document, "schedule"), block.text);
  EXPECT_EQ(standing_block(renew_block(document, block), "schedule"), block.text);
  EXPECT_EQ(renew_block(document, block), "a\n<!-- schedule: generated -->\n| new |\n<!-- schedule: end -->\nb\n");
  EXPECT_THROW(standing_block("no marks", "schedule"), std::runtime_error);
}

}  // namespace
}  // namespace tessera::house
