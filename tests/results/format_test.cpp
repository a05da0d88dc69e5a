// FORMAT.md and a real file hold the same list, both ways. TESSERA_RENEW=1 writes the list from the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "results/read.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

constexpr std::string_view begin_mark = "<!-- list of contents: begin -->\n";
constexpr std::string_view end_mark = "<!-- list of contents: end -->\n";
const std::string format_file = std::string(TESSERA_SOURCE_DIR) + "/sim/results/FORMAT.md";

std::string read_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

bool is_measure(const StoredItem& item) {
  return item.axes.size() >= 3 && item.axes[2] == "month" && item.path != "/state_hash";
}

// Dimensions that are there because a measure lies on them; their names are those of the measure table.
bool is_measure_dimension(const StoredItem& item) {
  return item.axes.size() == 1 && item.path == "/" + item.axes[0] && item.type == "string";
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string row_of(const StoredItem& item) {
  std::string path = item.path;
  if (const auto at = path.find("point_0/replicate_0"); at != std::string::npos)
    path.replace(at, std::string("point_0/replicate_0").size(), "point_P/replicate_R");
  if (item.dimension_only) return "| `" + path + "` | - | " + join(item.axes) + " | - | a dimension without values |\n";
  return "| `" + path + "` | " + item.type + " | " + join(item.axes) + " | " + item.unit + " | " + item.meaning + " |\n";
}

std::string list_contents(const std::string& path) {
  const Results results = Results::open(path);
  std::string text = "| dataset | type | axes | unit | meaning |\n|---|---|---|---|---|\n";
  text += "| `/MEASURE` | float64 | point, replicate, month[, AXIS] | its own | each measure of the run: `tessera describe measure NAME` |\n";
  text += "| `/AXIS` | string | AXIS | 1 | names along an axis of a measure |\n";
  for (const StoredItem& item : results.list_contents())
    if (!is_measure(item) && !is_measure_dimension(item)) text += row_of(item);
  return text;
}

class Format : public ::testing::Test {
 protected:
  Format() : run(folder.file("F.h5"), 1, 4) { test::write_known_run(run); }
  test::Folder folder;
  test::SmallRun run;
};

TEST_F(Format, ListsEveryDatasetOfAFileAndNoOther) {
  std::string document = read_text(format_file);
  const auto begin = document.find(begin_mark), end = document.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + begin_mark.size();
  const std::string actual = list_contents(folder.file("F.h5"));
  if (std::getenv("TESSERA_RENEW") != nullptr) {
    document.replace(from, end - from, actual);
    std::ofstream(format_file) << document;
    return;
  }
  EXPECT_EQ(document.substr(from, end - from), actual) << "run with TESSERA_RENEW=1 if the file is right";
}

TEST_F(Format, ListsEveryRootAttributeOfAFileAndNoOther) {
  const std::string document = read_text(format_file);
  const auto begin = document.find("## Root attributes"), end = document.find("\n## ", begin + 1);
  ASSERT_NE(begin, std::string::npos);
  std::istringstream lines(document.substr(begin, end - begin));
  std::set<std::string> listed;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("| `")) listed.insert(line.substr(3, line.find('`', 3) - 3));
  const auto attributes = Results::open(folder.file("F.h5")).root_attributes();
  EXPECT_EQ(listed, std::set<std::string>(attributes.begin(), attributes.end()));
}

TEST_F(Format, SaysUnitAndMeaningOfEveryDataset) {
  const std::set<std::string> plural{"hours", "days", "seconds", "months", "minutes", "years", "weeks"};
  for (const StoredItem& item : Results::open(folder.file("F.h5")).list_contents()) {
    if (item.dimension_only) continue;
    EXPECT_FALSE(item.unit.empty()) << item.path;
    EXPECT_FALSE(item.meaning.empty()) << item.path;
    EXPECT_EQ(plural.count(item.unit), 0U) << item.path;  // xarray would make it a time
    for (const std::string& axis : item.axes) EXPECT_FALSE(axis.empty()) << item.path;
  }
}

}  // namespace
}  // namespace tessera
