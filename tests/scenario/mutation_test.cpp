// Random damage to a sound scenario: it reads or is refused, and nothing else happens.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/draws.hpp"
#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

std::string town_text() {
  std::ifstream file(TESSERA_SOURCE_DIR "/scenarios/town.toml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// One of: a byte changed, a stretch deleted, doubled or moved, a telling fragment put in.
std::string damage(std::string text, Stream& stream) {
  static const std::vector<std::string> fragments{"[[",
                                                  "]]",
                                                  "{",
                                                  "}",
                                                  "\"\"\"",
                                                  "'''",
                                                  "\\u00e9",
                                                  "\xC3\xA9",
                                                  "= ",
                                                  ".",
                                                  "nan",
                                                  "-1",
                                                  "1e999",
                                                  "9223372036854775807",
                                                  "99999999999999999999",
                                                  "[type.x]\n",
                                                  "\n",
                                                  "#",
                                                  "\r",
                                                  "like = \"x\"\n",
                                                  "[[organisation]]\n",
                                                  "remove = true\n",
                                                  "extends = \"x\"\n",
                                                  "0x",
                                                  "1979-05-27T07:32:00Z",
                                                  "_"};
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(stream.below(n)); };
  const std::size_t at = below(text.size());
  const std::size_t length = std::min(below(40) + 1, text.size() - at);
  switch (below(5)) {
    case 0:
      text[at] = static_cast<char>(below(256));
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, text.substr(at, length));
      break;
    case 3:
      text.insert(below(text.size()), text.substr(at, length));
      break;
    default:
      text.insert(at, fragments[below(fragments.size())]);
      break;
  }
  return text;
}

// 20,000 in four parts, so that they can be run at the same time.
class ScenarioMutations : public testing::TestWithParam<std::uint64_t> {};

TEST_P(ScenarioMutations, NeverDoAnythingButReadOrBeRefused) {
  const std::string town = town_text();
  ASSERT_FALSE(town.empty());
  const MechanismDraws draws = Draws(1, 0, 0).of(Mechanism::founding);
  int refused = 0;
  int read = 0;
  for (std::uint64_t i = GetParam() * 5000; i < (GetParam() + 1) * 5000; ++i) {
    Stream stream = draws.at(Subject{i}, 0);
    std::string text = town;
    for (std::uint64_t k = 0; k <= stream.below(3); ++k) text = damage(std::move(text), stream);
    try {
      read_scenario_text(text, "mutated.toml");
      ++read;
    } catch (const InputError& error) {
      ++refused;
      ASSERT_FALSE(error.faults().empty());
      ASSERT_FALSE(error.faults()[0].message.empty());
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_GT(read, 100);
}

INSTANTIATE_TEST_SUITE_P(Parts, ScenarioMutations, testing::Range<std::uint64_t>(0, 4));

}  // namespace
}  // namespace tessera
