// FORMAT.md and real files - of a run, of a sweep's shard, of its batches - hold the same lists, both ways. TESSERA_RENEW=1
// writes the lists of datasets from the files.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "base/errors.hpp"
#include "results/array_file.hpp"
#include "results/read.hpp"
#include "results/sweep_store.hpp"
#include "run/sweep_run.hpp"
#include "run/sweep_unit.hpp"
#include "scenario/experiment.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

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

bool of_a_group(const StoredItem& item) { return item.path.starts_with("/parameters/") || item.path.starts_with("/settings/"); }

// Of an experiment: what stands at its root; parameters and settings are those of a run.
std::string list_experiment(const std::string& path) {
  const Results results = Results::open(path);
  const std::vector<std::string> factors = results.factors();
  std::string text = "| dataset | type | axes | unit | meaning |\n|---|---|---|---|---|\n";
  text += "| `/MEASURE` | float32 | point, replicate, month[, AXIS] | its own | each measure that the experiment keeps |\n";
  text += "| `/AXIS` | string | AXIS | 1 | names along an axis of a measure |\n";
  text += "| `/FACTOR` | float64 | point | its own | value of the factor; the name is its path, as in `trust.weight` |\n";
  for (const StoredItem& item : results.list_contents()) {
    const bool is_factor = std::count(factors.begin(), factors.end(), item.path.substr(1)) > 0;
    const std::string kind = item.type + " " + join(item.axes) + " " + item.meaning;
    EXPECT_TRUE(!is_factor || kind == "float64 point value of the factor") << kind;
    EXPECT_TRUE(!is_measure(item) || item.type == "float32") << item.path;
    if (!is_factor && !is_measure(item) && !is_measure_dimension(item) && !of_a_group(item)) text += row_of(item);
  }
  return text;
}

// The list between the marks of that name against the one of a real file; renews it if asked.
void expect_list(const std::string& name, const std::string& actual) {
  const std::string begin_mark = "<!-- list of " + name + ": begin -->\n", end_mark = "<!-- list of " + name + ": end -->\n";
  std::string document = read_text(format_file);
  const auto begin = document.find(begin_mark), end = document.find(end_mark);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + begin_mark.size();
  if (std::getenv("TESSERA_RENEW") != nullptr) {
    document.replace(from, end - from, actual);
    std::ofstream(format_file) << document;
    return;
  }
  EXPECT_EQ(document.substr(from, end - from), actual) << "run with TESSERA_RENEW=1 if the file is right";
}

// First cells of the table rows of a section that begin with "| `", or second ones of rows whose first is `kind`.
std::set<std::string> read_listed(const std::string& section, const std::string& kind = "") {
  const std::string document = read_text(format_file);
  const auto begin = document.find(section), end = document.find("\n## ", begin + 1);
  EXPECT_NE(begin, std::string::npos) << section;
  std::istringstream lines(document.substr(begin, end - begin));
  const std::string start = kind.empty() ? "| `" : "| `" + kind + "` | `";
  std::set<std::string> listed;
  for (std::string line; std::getline(lines, line) && !line.starts_with("<!--");)
    if (line.starts_with(start)) listed.insert(line.substr(start.size(), line.find('`', start.size()) - start.size()));
  return listed;
}

class Format : public ::testing::Test {
 protected:
  Format() : run(folder.file("F.h5"), 1, 4) { test::write_known_run(run); }
  test::Folder folder;
  test::SmallRun run;
};

TEST_F(Format, ListsEveryDatasetOfAFileAndNoOther) { expect_list("contents", list_contents(folder.file("F.h5"))); }

TEST_F(Format, ListsEveryRootAttributeOfAFileAndNoOther) {
  const auto attributes = Results::open(folder.file("F.h5")).root_attributes();
  EXPECT_EQ(read_listed("## Root attributes"), std::set<std::string>(attributes.begin(), attributes.end()));
}

// The village with and without a facilitator, two factors, in shards of which the first has run.
class FormatOfExperiments : public Format {
 protected:
  FormatOfExperiments() {
    const std::string file = folder.file("e.toml");
    std::ofstream(file) << "tessera = 1\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\nreplicates = 2\n"
                           "[[variant]]\nname = \"alone\"\nrun.months = 6\n[[variant]]\nname = \"helped\"\nrun.months = 6\n"
                           "[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\n"
                           "[[factor]]\npath = \"trust.weight\"\nvalues = [0.2, 0.4]\n"
                           "[[factor]]\npath = \"policy.help.intensity\"\nvalues = [0.5]\n[results]\nevery_months = 4\n";
    sweep = plan_sweep(read_experiment(file));
    shard = run_sweep(sweep, {.output = folder.file("E.h5"), .threads = 1, .shard = {1, 2}}).output;
  }
  Sweep sweep;
  std::string shard;
};

TEST_F(FormatOfExperiments, ListsEveryDatasetAtTheRootAndNoOther) { expect_list("an experiment", list_experiment(shard)); }

TEST_F(FormatOfExperiments, HaveTheParametersAndSettingsOfARun) {
  const auto groups_of = [](const std::string& file) {
    std::string rows;
    for (const StoredItem& item : Results::open(file).list_contents())
      if (of_a_group(item)) rows += row_of(item);
    return rows;
  };
  EXPECT_EQ(groups_of(shard), groups_of(folder.file("F.h5")));
  EXPECT_TRUE(Results::open(shard).agent_groups().empty());
}

TEST_F(FormatOfExperiments, ListsEveryRootAttributeAndNoOther) {
  std::set<std::string> listed = read_listed("## Root attributes");
  listed.merge(read_listed("## Experiments and shards"));
  const Results results = Results::open(shard);
  const auto attributes = results.root_attributes();
  EXPECT_EQ(listed, std::set<std::string>(attributes.begin(), attributes.end()));
  EXPECT_EQ(results.attribute("shard"), "1/2");
  EXPECT_EQ(results.attribute("coordinates"), "design_point variant trust.weight policy.help.intensity");
}

TEST_F(FormatOfExperiments, ListsEveryArrayOfPartsAndNoOther) {
  const std::string output = folder.file("left.h5");
  SweepStore store({output, describe_sweep(sweep, {}, ""), sweep, "local"});
  UnitHooks hooks{[](std::uint64_t) { return false; }, [](std::uint64_t) { return std::nullopt; },
                  [&](const Batch& finished) { store.keep(finished); }, [](const Batch&, const World&) {}};
  const MeasurePlan plan = plan_measures_of(sweep);
  SweepWorker(sweep, plan, hooks).run({0, 0});
  store.flush();
  const auto expect_arrays = [](const std::string& file, const std::string& kind, const std::string& absent) {
    std::set<std::string> listed = read_listed("## Array files", kind);
    EXPECT_EQ(listed.erase(absent), absent.empty() ? 0U : 1U);
    const ArrayFileReader arrays(file, kind);
    for (const std::string& name : listed) EXPECT_TRUE(arrays.has(name)) << name;
    EXPECT_EQ(arrays.arrays(), listed.size()) << kind;
  };
  expect_arrays(output + ".part", "sweep", "");
  expect_arrays(output + ".part.batch-local-000000", "batch", "rows");
}

// Listing looks names of axes up by place; a dataset that is asked for alone has them from HDF5 itself.
TEST_F(Format, AxesAreTheSameInTheListAndOneByOne) {
  const Results results = Results::open(folder.file("F.h5"));
  std::size_t compared = 0;
  for (const StoredItem& item : results.list_contents()) {
    if (item.type == "string" || item.dimension_only) continue;
    EXPECT_EQ(results.read(item.path).axes, item.axes) << item.path;
    ++compared;
  }
  EXPECT_GT(compared, 100u);
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
