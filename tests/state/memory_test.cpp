// What README.md says of memory, measured on the stored fields.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "run/replicate.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

std::map<std::string_view, double> count_bytes(World& world) {
  std::map<std::string_view, double> bytes;
  for (const Field& field : fields(world))
    bytes[field.table] +=
        std::visit([](const auto* values) { return static_cast<double>(values->size() * sizeof((*values)[0])); }, field.data);
  return bytes;
}

TEST(Memory, IsWhatTheReadmeSays) {
  World world = rebuild_world(read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", {}), 0, 12);
  ASSERT_GT(world.ties.count(), 0u);
  auto bytes = count_bytes(world);
  EXPECT_NEAR(bytes["organisations"] / static_cast<double>(world.organisations.count()), 1623.0, 16.0);
  EXPECT_EQ(bytes["ties"] / static_cast<double>(world.ties.count()), 59.0);
  EXPECT_EQ(sizeof(Ties::Neighbour), 8u);
  std::ifstream file(TESSERA_SOURCE_DIR "/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(readme.find("1,623 bytes"), std::string::npos);
  EXPECT_NE(readme.find("59 bytes"), std::string::npos);
}

}  // namespace
}  // namespace tessera
