// sim/GLOSSARY.md has every name of the vocabulary, and what it names is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "measures/measures.hpp"
#include "scenario/sweep.hpp"
#include "support/house_rules.hpp"
#include "vocabulary/causes.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera::house {
namespace {

const Path tree{TESSERA_SOURCE_DIR};

std::string read_glossary() {
  std::ifstream file(tree / "sim/GLOSSARY.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

// Names that the text does not have in code quotes.
template <class Names>
Faults missing_names(const std::string& text, const Names& names) {
  Faults faults;
  for (const auto& name : names)
    if (const std::string word(name); !word.empty() && text.find("`" + word + "`") == std::string::npos) faults.push_back(word);
  return faults;
}

std::vector<std::string> code_words(const std::string& text) {
  std::vector<std::string> words;
  const std::regex quoted("`([^`]+)`");
  for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) words.push_back((*at)[1]);
  return words;
}

TEST(Glossary, HasEveryNameOfTheVocabulary) {
  const std::string text = read_glossary();
  const auto expect_all = [&](const auto& names) {
    const Faults missing = missing_names(text, names);
    EXPECT_THAT(missing, testing::IsEmpty()) << join(missing);
  };
  expect_all(sector_names);
  expect_all(resource_names);
  expect_all(source_names);
  expect_all(stage_names);
  expect_all(governance_names);
  expect_all(end_reason_names);
  expect_all(level_names);
  expect_all(closure_reason_names);
  expect_all(lever_names);
  expect_all(shock_names);
  expect_all(call_names);
  expect_all(cause_names);
  expect_all(mechanism_names);
  expect_all(design_kind_names);
}

TEST(Glossary, HasEveryFamilyOfMeasures) {
  const std::string text = read_glossary();
  std::vector<std::string> families;
  for (const auto& entry : std::filesystem::directory_iterator(tree / "sim/measures"))
    if (entry.path().extension() == ".cpp" && entry.path().stem() != "measures") families.push_back(entry.path().stem().string());
  EXPECT_GT(families.size(), 10u);
  EXPECT_THAT(missing_names(text, families), testing::IsEmpty());
}

TEST(Glossary, FilesAndMeasuresThatItNamesAreThere) {
  std::set<std::string> measures;
  for (const Measure& measure : measure_table()) measures.insert(std::string(measure.name));
  int files = 0;
  for (const std::string& word : code_words(read_glossary())) {
    if (word.starts_with("tessera describe ")) {
      const std::string name = word.substr(17);
      EXPECT_TRUE(measures.contains(name) || name == "NAME" || name == "levers" || name == "measures") << word;
    } else if (word.find('/') != std::string::npos) {
      EXPECT_TRUE(std::filesystem::exists(tree / word)) << word;
      ++files;
    }
  }
  EXPECT_GT(files, 30);
  for (const char* outcome : {"coverage", "inclusion_gap", "exits"}) EXPECT_TRUE(measures.contains(outcome)) << outcome;
}

TEST(Glossary, EverySectionOfTheModelThatItNamesIsThere) {
  std::ifstream file(tree / "sim/MODEL.md");
  const std::string model{std::istreambuf_iterator<char>(file), {}};
  const std::string text = read_glossary();
  const std::regex section("section \\*([A-Za-z_ ]+)\\* of `sim/MODEL.md`");
  int found = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), section), end; at != end; ++at, ++found)
    EXPECT_NE(model.find("# " + (*at)[1].str()), std::string::npos) << (*at)[1];
  EXPECT_GT(found, 10);
}

TEST(Glossary, TwinAMissingNameIsFound) {
  EXPECT_THAT(missing_names("`trust` and gossip", std::vector<std::string>{"trust", "gossip"}), testing::ElementsAre("gossip"));
  EXPECT_THAT(code_words("a `b` c `d/e`"), testing::ElementsAre("b", "d/e"));
}

}  // namespace
}  // namespace tessera::house
