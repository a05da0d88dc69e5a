// Part files that were damaged: months count up to the first that does not fit its checksum.
#include "results/part_file.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <fstream>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "results/left_over.hpp"
#include "results/part_check.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

class PartFileTest : public ::testing::Test {
 protected:
  // Two replicates: one complete, one on its way with months 0 to 6.
  PartFileTest() : run(folder.file("F.h5"), 2, 12) {
    ResultsFile file = ResultsFile::create(run.description);
    write_known_months(file, run, 0, 0, 13);
    file.finish_replicate(0, RunStatus::complete, "", 0.25);
    write_known_months(file, run, 1, 0, 7);
    file.flush();
    bytes = read_bytes(part());
  }
  std::string part() const { return folder.file("F.h5.part"); }
  // The part file with other bytes in the place of these, which must stand there once.
  template <class T>
  void replace(const T& there, const T& other) const {
    std::string_view all(bytes.data(), bytes.size());
    const std::string_view piece(reinterpret_cast<const char*>(&there), sizeof there);
    const std::size_t at = all.find(piece);
    ASSERT_NE(at, std::string_view::npos);
    ASSERT_EQ(all.find(piece, at + 1), std::string_view::npos);
    std::vector<char> changed = bytes;
    std::memcpy(changed.data() + at, &other, sizeof other);
    std::ofstream(part(), std::ios::binary).write(changed.data(), static_cast<std::streamsize>(changed.size()));
  }

  test::Folder folder;
  test::SmallRun run;
  std::vector<char> bytes;
};

TEST_F(PartFileTest, AsItWasLeftIsWhole) {
  const LeftOver left = describe_left_over(part());
  EXPECT_EQ(left.damaged_runs, 0U);
  EXPECT_EQ(left.runs[0].status, RunStatus::complete);
  EXPECT_EQ(left.runs[1].months, 7);
}

TEST_F(PartFileTest, CountsUpToTheMonthWhoseNumberIsWrong) {
  replace(test::value_at(0, 9, 3), 0.5);
  const LeftOver left = describe_left_over(part());
  EXPECT_EQ(left.damaged_runs, 1U);
  EXPECT_EQ(left.runs[0].status, RunStatus::running);
  EXPECT_EQ(left.runs[0].months, 9);
  EXPECT_EQ(left.runs[1].months, 7);
}

TEST_F(PartFileTest, CountsUpToTheMonthWhoseHashIsWrong) {
  replace(test::hash_at(1, 4), std::uint64_t{5});
  const LeftOver left = describe_left_over(part());
  EXPECT_EQ(left.damaged_runs, 1U);
  EXPECT_EQ(left.runs[1].months, 4);
  EXPECT_EQ(left.runs[0].months, 13);
}

// As after a kill between two steps of writing it: the months say how far the run came.
TEST_F(PartFileTest, ARecordThatIsNotWholeLosesNoMonth) {
  replace(0.25, 0.5);
  const LeftOver left = describe_left_over(part());
  EXPECT_EQ(left.damaged_runs, 0U);
  EXPECT_EQ(left.runs[0].status, RunStatus::running);
  EXPECT_EQ(left.runs[0].months, 13);
}

TEST_F(PartFileTest, WithAWrongDescriptionIsRefused) {
  replace(std::array{'D', 'o', 'e', 's', ' ', 'i', 't'}, std::array{'D', 'i', 'd', ' ', ' ', 'i', 't'});
  EXPECT_THROW(describe_left_over(part()), FileError);
}

TEST(PartCheck, DiffersByPlaceAndIsNeverZero) {
  const std::vector<double> row{1.0, 2.0};
  const Trace trace{};
  const std::uint64_t check = check_of_month(1, 2, row, 3, trace);
  EXPECT_NE(check, 0U);
  EXPECT_NE(check, check_of_month(2, 2, row, 3, trace));
  EXPECT_NE(check, check_of_month(1, 1, row, 3, trace));
  EXPECT_NE(check, check_of_month(1, 2, row, 4, trace));
}

}  // namespace
}  // namespace tessera
