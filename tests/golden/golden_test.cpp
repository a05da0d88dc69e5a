// Format version 1 is frozen: these files were written by the version that froze it, and every later one reads the same
// numbers from them. A failure here is mended in the reader, never in the files (README.md).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/errors.hpp"
#include "results/array_file.hpp"
#include "results/checkpoint.hpp"
#include "results/digest.hpp"
#include "results/small_results.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

const fs::path golden = fs::path(TESSERA_SOURCE_DIR) / "tests/golden";

class Golden : public testing::Test {
 protected:
  // The bytes as they were written, in a folder of the test's own.
  void SetUp() override {
    for (const char* name : {"run.h5", "sweep.h5", "state.checkpoint"}) {
      const std::string packed = (golden / name).string() + ".gz";
      const Said said = run_command({"gzip", "-dc", packed}, folder_.path());
      ASSERT_EQ(said.exit_code, 0) << said.err;
      std::ofstream(path(name), std::ios::binary) << said.out;
      ASSERT_LT(fs::file_size(packed), 100'000u);
    }
    for (const char* name : {"run.h5.sha256", "sweep.h5.sha256"}) fs::copy_file(golden / name, path(name));
  }
  std::string path(const std::string& name) const { return folder_.file(name); }
  Said tessera(std::vector<std::string> words) const {
    words.insert(words.begin(), TESSERA_PROGRAM);
    return run_command(words, folder_.path());
  }
  static std::string expected(const std::string& name) { return read_whole(golden / "expected" / name); }

  test::Folder folder_;
};

TEST_F(Golden, FilesAreWhole) {
  for (const char* file : {"run.h5", "sweep.h5"}) {
    const Said said = tessera({"verify", file});
    EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
    EXPECT_THAT(said.out, HasSubstr("0 are damaged"));
  }
}

// What the files are; how it is laid out may change.
TEST_F(Golden, ShowSaysWhatTheyAre) {
  for (const std::string name : {"run", "sweep"}) {
    const Said said = tessera({"show", name + ".h5"});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    std::istringstream lines(expected(name + ".show.txt"));
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) EXPECT_THAT(said.out, HasSubstr(line));
    EXPECT_GE(count, 3);
  }
}

TEST_F(Golden, EveryNumberOfEveryTableIsTheSame) {
  for (const std::string name : {"run", "sweep"})
    EXPECT_EQ(tessera({"export", name + ".h5", "--what", "measures"}).out, expected(name + ".measures.csv")) << name;
  for (const std::string table : {"ties", "memberships", "partnerships", "organisations", "grants", "events"}) {
    const std::string wanted = expected("run." + table + ".csv");
    EXPECT_GT(std::count(wanted.begin(), wanted.end(), '\n'), 3) << table << " says nothing";
    EXPECT_EQ(tessera({"export", "run.h5", "--what", table, "--format", "csv"}).out, wanted) << table;
  }
}

// Means and differences of the variants; how sure they are is analysis, which may learn.
TEST_F(Golden, ComparisonsHaveTheSameMeansAndDifferences) {
  const Said said = tessera({"compare", "sweep.h5", "--over", "7-24", "--csv", "now.csv"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  const auto means = [](const std::string& table) {
    std::vector<std::string> rows;
    std::istringstream lines(table);
    std::vector<std::size_t> columns;
    for (std::string line; std::getline(lines, line);) {
      std::vector<std::string> cells;
      bool quoted = false;
      cells.emplace_back();
      for (const char c : line) {
        quoted = quoted != (c == '"');
        if (c == ',' && !quoted)
          cells.emplace_back();
        else
          cells.back() += c;
      }
      if (columns.empty())
        for (const char* name : {"part", "variant", "outcome", "place", "design_point", "variant_mean", "baseline_mean", "difference", "pairs"})
          columns.push_back(static_cast<std::size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin()));
      std::string row;
      for (const std::size_t column : columns) row += cells.at(column) + ";";
      rows.push_back(row);
    }
    return rows;
  };
  const auto wanted = means(expected("sweep.compare.csv"));
  EXPECT_GT(wanted.size(), 8u);
  EXPECT_EQ(means(read_whole(path("now.csv"))), wanted);
}

TEST_F(Golden, ReportsAndScenariosAreMadeOfThem) {
  for (const std::string name : {"run", "sweep"}) {
    const Said said = tessera({"report", name + ".h5", "-o", name + ".html"});
    EXPECT_EQ(said.exit_code, 0) << said.err;
    EXPECT_GT(fs::file_size(path(name + ".html")), 100'000u);
  }
}

// Another program is said to be another; it reads the scenario and runs it, and says where it differs, if it does.
TEST_F(Golden, ReplayRunsThemAgain) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"replay", "run.h5"}, {"replay", "sweep.h5", "--point", "3", "--replicate", "2"}}) {
    const Said said = tessera(words);
    EXPECT_THAT(said.exit_code, AnyOf(0, 1)) << said.err;
    EXPECT_THAT(said.out, AnyOf(HasSubstr("bit-identical in all 25 months"), HasSubstr("differs from")));
  }
}

// The form of array files: every array with its type, its length and its bytes.
TEST_F(Golden, EveryArrayOfTheStateIsTheSame) {
  const ArrayFileReader file(path("state.checkpoint"), "checkpoint");
  std::istringstream lines(expected("state.txt"));
  std::size_t arrays = 0;
  std::string name, type, hash;
  for (std::size_t count = 0; lines >> name >> type >> count >> hash; ++arrays) {
    const auto expect_same = [&](const auto& values) {
      EXPECT_EQ(values.size(), count) << name;
      Sha256 now;
      now.add(values.data(), values.size() * sizeof values[0]);
      EXPECT_EQ(now.finish(), hash) << name;
    };
    if (type == "float64") expect_same(file.read<double>(name));
    if (type == "int32") expect_same(file.read<std::int32_t>(name));
    if (type == "int64") expect_same(file.read<std::int64_t>(name));
    if (type == "uint8") expect_same(file.read<std::uint8_t>(name));
    if (type == "uint16") expect_same(file.read<std::uint16_t>(name));
    if (type == "uint32") expect_same(file.read<std::uint32_t>(name));
    if (type == "uint64") expect_same(file.read<std::uint64_t>(name));
  }
  EXPECT_EQ(arrays, file.arrays());
  EXPECT_GT(arrays, 100u);
}

// A world of this program, or a plain word that another version wrote it: never another world.
TEST_F(Golden, TheStateIsReadOrRefusedInWords) {
  const auto label = ArrayFileReader(path("state.checkpoint"), "checkpoint").read<std::uint64_t>("label");
  try {
    const World world = read_checkpoint(path("state.checkpoint"), {label.at(0), label.at(1), static_cast<std::uint32_t>(label.at(2))});
    EXPECT_EQ(world.organisations.count(), ArrayFileReader(path("state.checkpoint"), "checkpoint").read<std::uint64_t>("organisations.id").size());
  } catch (const FileError& error) {
    EXPECT_THAT(error.what(), HasSubstr("another version"));
  }
}

class AnotherVersion : public Golden {
 protected:
  static void set_version(const std::string& file, std::int32_t version) {
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t attribute = H5Aopen(opened, "format_version", H5P_DEFAULT);
    ASSERT_GE(H5Awrite(attribute, H5T_NATIVE_INT32, &version), 0);
    H5Aclose(attribute);
    ASSERT_GE(H5Fclose(opened), 0);
  }
  const std::vector<std::vector<std::string>> readers_{{"show", "sweep.h5"}, {"compare", "sweep.h5"}, {"verify", "sweep.h5"},
                                                       {"report", "sweep.h5", "-o", "r.html"}, {"replay", "sweep.h5"},
                                                       {"export", "sweep.h5", "--what", "measures"}, {"merge", "sweep.h5", "-o", "m.h5"}};
};

TEST_F(AnotherVersion, IsRefusedByEveryReaderInPlainWords) {
  set_version(path("sweep.h5"), 2);
  for (const bool with_digest : {true, false}) {
    fs::remove(path("sweep.h5.sha256"));
    if (with_digest) write_digest_beside(path("sweep.h5"), digest_of_file(path("sweep.h5")));
    for (const auto& words : readers_) {
      const Said said = tessera(words);
      EXPECT_EQ(said.exit_code, 3) << words[0] << ": " << said.out << said.err;
      EXPECT_THAT(said.out + said.err, HasSubstr("has version 2 of the format; this program reads version 1")) << words[0];
    }
  }
}

TEST_F(AnotherVersion, TwinWrittenBackItIsReadAgain) {
  set_version(path("sweep.h5"), 2);
  set_version(path("sweep.h5"), 1);
  write_digest_beside(path("sweep.h5"), digest_of_file(path("sweep.h5")));
  EXPECT_EQ(tessera(readers_[0]).exit_code, 0);
}

TEST_F(AnotherVersion, OfAnArrayFileIsRefusedToo) {
  std::string bytes = read_whole(path("state.checkpoint"));
  bytes[8] = 2;
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size() - 16);
  XXH128_canonical_t trailer;
  XXH128_canonicalFromHash(&trailer, hash);
  std::memcpy(bytes.data() + bytes.size() - 16, &trailer, 16);
  std::ofstream(path("state.checkpoint"), std::ios::binary) << bytes;
  try {
    ArrayFileReader(path("state.checkpoint"), "checkpoint");
    FAIL() << "read";
  } catch (const FileError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("has version 2"), HasSubstr("this program reads version 1")));
  }
}

}  // namespace
}  // namespace tessera
