// What must hold of the files that a killed program leaves: each has a name that FORMAT.md knows, what bears the name of a
// result is whole, and what was committed reads back as the bits that an unkilled program has.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "results/array_file.hpp"
#include "results/read.hpp"
#include "support/commands.hpp"
#include "support/same_data.hpp"

namespace tessera::test {

namespace fs = std::filesystem;

inline Said tell(std::vector<std::string> words, const fs::path& folder) {
  words.insert(words.begin(), TESSERA_PROGRAM);
  return run_command(words, folder);
}

// Names in the folder that begin with `output` and go on.
inline std::vector<std::string> list_beside(const fs::path& folder, const std::string& output) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    if (const std::string name = entry.path().filename(); name.starts_with(output) && name != output) names.push_back(name);
  return names;
}

inline void expect_known_names(const fs::path& folder, const std::string& output) {
  static const std::regex known(R"(\.sha256(\.new)?|\.part(\.new|\.whole)?|\.part\.agents-\d+-\d+\.snapshot(\.new)?)"
                                R"(|\.part\.checkpoint-\d+(\.new|\.previous)?)"
                                R"(|\.part\.(batch-\w+-\d{6}|run-\d+-\w+(\.checkpoint(\.previous)?)?|description-\w+)(\.new)?)"
                                R"(|\.part\.(writer-\w+|whole-\w+|publish))");
  for (const std::string& name : list_beside(folder, output))
    EXPECT_TRUE(std::regex_match(name.substr(output.size()), known)) << name << " is no name of FORMAT.md";
}

// The file is whole and holds the data of the reference, and nothing is left beside it but its digest.
inline void expect_end(const fs::path& folder, const std::string& output, const fs::path& reference) {
  const Said said = tell({"verify", output}, folder);
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  EXPECT_THAT(list_differences(reference.string(), (folder / output).string()), testing::IsEmpty());
  EXPECT_THAT(list_beside(folder, output), testing::ElementsAre(output + ".sha256"));
}

// A file of that name is one of the references, whole.
inline void expect_whole_if_there(const fs::path& folder, const std::string& output, const std::vector<fs::path>& references) {
  if (!fs::exists(folder / output)) return;
  const Said said = tell({"verify", output}, folder);
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
  std::vector<std::string> differences;
  for (const fs::path& reference : references) {
    differences = list_differences(reference.string(), (folder / output).string());
    if (differences.empty()) return;
  }
  EXPECT_THAT(differences, testing::IsEmpty());
}

// Months that the recovered file has of a run: those with a hash.
inline std::size_t count_months(const Results& results, std::uint32_t point, std::uint32_t replicate) {
  const auto hashes = results.state_hashes(point, replicate);
  std::size_t months = 0;
  while (months < hashes.size() && hashes[months] != 0) ++months;
  for (std::size_t k = months; k < hashes.size(); ++k) EXPECT_EQ(hashes[k], 0U);
  return months;
}

// Every measure of the run has the bits of the whole file in its first months, and nothing but NaN after them.
inline void expect_beginning(const Results& part, const Results& whole, std::uint32_t point, std::uint32_t replicate) {
  const std::size_t months = count_months(part, point, replicate);
  const auto all = whole.state_hashes(point, replicate), some = part.state_hashes(point, replicate);
  EXPECT_TRUE(std::equal(some.begin(), some.begin() + static_cast<std::ptrdiff_t>(months), all.begin())) << "state_hash";
  for (const std::string& measure : whole.measures()) {
    const auto left = part.measure_at(measure, point), right = whole.measure_at(measure, point);
    ASSERT_EQ(left.size(), right.size()) << measure;
    const std::size_t run = left.size() / part.replicates(), row = run / all.size(), begin = replicate * run;
    EXPECT_EQ(std::memcmp(left.data() + begin, right.data() + begin, months * row * sizeof(double)), 0) << measure;
    for (std::size_t k = begin + months * row; k < begin + run; ++k) ASSERT_TRUE(std::isnan(left[k])) << measure;
  }
}

}  // namespace tessera::test
