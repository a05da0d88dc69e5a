// MODEL.md holds the tables of levers and shocks that the code uses, word for word. TESSERA_RENEW=1 writes them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "parameters/levers.hpp"

namespace tessera {
namespace {

const std::string model_file = std::string(TESSERA_SOURCE_DIR) + "/sim/MODEL.md";

std::string read_model() {
  std::ostringstream text;
  text << std::ifstream(model_file).rdbuf();
  return text.str();
}

// The part of the text between the marks of this name, as [begin, end); npos if a mark is missing.
std::pair<std::size_t, std::size_t> find_block(const std::string& text, const std::string& name) {
  const std::string begin = "<!-- " + name + ": begin -->\n", end = "<!-- " + name + ": end -->\n";
  const std::size_t from = text.find(begin), to = text.find(end);
  if (from == std::string::npos || to == std::string::npos) return {std::string::npos, std::string::npos};
  return {from + begin.size(), to};
}

void expect_block(const std::string& name, const std::string& table) {
  std::string text = read_model();
  const auto [begin, end] = find_block(text, name);
  ASSERT_NE(begin, std::string::npos) << "MODEL.md has no block " << name;
  if (std::getenv("TESSERA_RENEW") != nullptr) {
    text.replace(begin, end - begin, table);
    std::ofstream(model_file) << text;
    return;
  }
  EXPECT_EQ(text.substr(begin, end - begin), table) << "renew with TESSERA_RENEW=1";
}

TEST(HouseLevers, TheModelListsThemAsTheCodeDoes) {
  expect_block("table of levers", write_lever_table());
  expect_block("table of shocks", write_shock_table());
}

TEST(HouseLevers, TwinAMissingBlockIsFound) {
  EXPECT_EQ(find_block("text", "table of levers").first, std::string::npos);
  EXPECT_EQ(find_block("<!-- a: begin -->\nx<!-- a: end -->\n", "a"), (std::pair<std::size_t, std::size_t>{18, 19}));
}

}  // namespace
}  // namespace tessera
