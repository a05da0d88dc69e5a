// The page of growth: exponents of times that are known, and the program it measures, never a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "support/commands.hpp"
#include "support/folder.hpp"

namespace tessera {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::filesystem::path mechanisms_benchmark = std::filesystem::path(TESSERA_PROGRAM).parent_path() / "tests/mechanisms_benchmark";

class Growth : public testing::Test {
 protected:
  Said growth(std::vector<std::string> words) const {
    const std::vector<std::string> call{"bash", TESSERA_SOURCE_DIR "/tests/benchmarks/growth.sh", "--folder", folder_.path()};
    words.insert(words.begin(), call.begin(), call.end());
    return run_command(words, folder_.path());
  }
  std::string page() const { return read_whole(folder_.file("growth.md")); }

  // Processor seconds of organisations to the power, a second repeat that takes twice as long, and runs of one size of months.
  void write_tables(double power) const {
    std::ofstream table(folder_.file("growth.csv"));
    table << "# tessera of a test\nseries,organisations,months,replicates,threads,ties,cpu_s,wall_s,peak_mb\n";
    for (const double repeat : {2.0, 1.0})
      for (const int n : {100, 1000, 10000})
        table << "organisations," << n << ",12,1,1," << 4 * n << "," << repeat * 1e-3 * std::pow(n, power) << ",1," << 50 + n / 1000 << "\n";
    for (const int months : {6, 12, 24}) table << "months,2000," << months << ",1,1,8000," << 0.1 * months << ",1,\n";
    std::ofstream(folder_.file("mechanisms.csv"))
        << "mechanism,organisations,ns_per_organisation_month,ns_per_tie_month\ntrust,100,200.0,40.0\ntrust,100,150.0,30.0\n";
  }
  test::Folder folder_;
};

TEST_F(Growth, FitsTheExponentOfTheFastestRepeats) {
  write_tables(1.3);
  ASSERT_EQ(growth({"--page-only"}).exit_code, 0);
  EXPECT_THAT(page(), AllOf(HasSubstr("| organisations (processor time) | 1.30 | 1.30 (100 to 1000) | above 1.1"),
                            HasSubstr("| months (processor time) | 1.00 | 1.00"), HasSubstr("tessera of a test"), HasSubstr("| trust | 150 / 30 |"),
                            HasSubstr("| organisations | 10000 | 12 | 1 | 1 | 40000 | 158.49 |")));
  const std::string figure = read_whole(folder_.file("growth.svg"));
  EXPECT_THAT(figure, AllOf(testing::StartsWith("<svg "), HasSubstr("organisations: exponent 1.30"), HasSubstr("months: exponent 1.00"),
                            testing::EndsWith("</svg>\n")));
}

TEST_F(Growth, SaysOfNoOtherThatItIsAbove) {
  write_tables(1.0);
  ASSERT_EQ(growth({"--page-only"}).exit_code, 0);
  EXPECT_THAT(page(), AllOf(HasSubstr("| organisations (processor time) | 1.00 |"), Not(HasSubstr("above 1.1:"))));
}

TEST_F(Growth, RefusesWhatItCanNotMeasure) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--most", "many"}, {"--program", "/nonexistent"}, {"--some"}, {"--most"}})
    EXPECT_EQ(growth(words).exit_code, 2) << words[0];
}

TEST_F(Growth, MeasuresTheProgramAtEverySize) {
  if (!std::filesystem::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
  const Said said = growth({"--program", TESSERA_PROGRAM, "--most", "240", "--repeats", "1"});
  ASSERT_EQ(said.exit_code, 0) << said.err;
  EXPECT_THAT(page(), AllOf(HasSubstr("| organisations | 240 | 12 | 1 | 1 |"), HasSubstr("| replicates | 240 | 12 | 64 | 1 |"),
                            HasSubstr("| months | 240 | 96 |"), Not(HasSubstr("| nan"))));
  EXPECT_TRUE(page().find("| partner_search |") != std::string::npos || !std::filesystem::exists(mechanisms_benchmark));
}

}  // namespace
}  // namespace tessera
