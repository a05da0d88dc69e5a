#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "analysis/calibration/emulator.hpp"
#include "analysis/calibration/report.hpp"
#include "base/errors.hpp"
#include "base/statistics/sobol.hpp"
#include "run/ensemble.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CalibrationFile : public testing::Test {
 protected:
  CalibrationFile() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder = std::filesystem::temp_directory_path() /
             ("tessera_" + std::string(test->name()) + "_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "village.toml") << village;
  }
  ~CalibrationFile() override { std::filesystem::remove_all(folder); }

  std::string write(const std::string& text) const {
    std::ofstream(folder / "fit.toml") << text;
    return folder / "fit.toml";
  }
  std::string faults_of(const std::string& text) const {
    try {
      match_history(read_calibration(write(text)), {});
    } catch (const InputError& error) {
      return error.what();
    }
    return "none";
  }

  static constexpr std::string_view village = R"(tessera = 1
[run]
months = 48
[community]
districts = 1
residents = 10000
[organisations]
count = 16
)";
  std::filesystem::path folder;
};

// What a village of known parameters comes to.
std::pair<double, double> participation_and_retention(const std::string& scenario_file, double quit, double join) {
  const Scenario truth = read_scenario(scenario_file, {"volunteering.quit_per_month=" + std::to_string(quit),
                                                       "volunteering.join_per_month=" + std::to_string(join)});
  std::vector<EnsembleRun> runs;
  for (std::uint32_t replicate = 100; replicate < 120; ++replicate) runs.push_back({&truth, replicate});
  double participation = 0.0, retention = 0.0;
  for (const EnsembleRecord& record : run_ensemble(runs, {.measures = {"participation", "retention"}})) {
    participation += record.at(48, 0) / 20.0;
    retention += record.at(48, 1) / 20.0;
  }
  return {participation, retention};
}

std::string volunteers(double participation, double retention, const std::string& more = "") {
  return "tessera = 1\nscenario = \"village.toml\"\nwaves = 3\nsamples = 24\nreplicates = 4\n" + more +
         "[[free]]\npath = \"volunteering.quit_per_month\"\nlow = 0.02\nhigh = 0.2\nscale = \"log\"\n"
         "[[free]]\npath = \"volunteering.join_per_month\"\nlow = 0.003\nhigh = 0.06\nscale = \"log\"\n"
         "[[target]]\nmeasure = \"participation\"\nvalue = " +
         std::to_string(participation) + "\nsd = 0.01\n" +
         "[[target]]\nmeasure = \"retention\"\nvalue = " + std::to_string(retention) + "\nsd = 0.01\n";
}

struct Left {
  double low = 1e300, high = -1e300;  // of the points that are not implausible
};

Left left_of(const HistoryMatch& match, std::size_t free) {
  Left left;
  for (const MatchedPoint& point : match.points)
    if (point.implausibility < implausible) {
      left.low = std::min(left.low, point.values[free]);
      left.high = std::max(left.high, point.values[free]);
    }
  return left;
}

// A twin whose truth is known: what is left of the space holds the parameters it was made with, is small, and does not
// hold those of another twin (the defaults).
TEST_F(CalibrationFile, FindsTheParametersOfATwin) {
  constexpr double quit = 0.12, join = 0.03, other_quit = 0.06, other_join = 0.0125;
  const auto [participation, retention] = participation_and_retention(folder / "village.toml", quit, join);
  const Calibration calibration = read_calibration(write(volunteers(participation, retention)));
  const HistoryMatch match = match_history(calibration, {});
  const Left quits = left_of(match, 0), joins = left_of(match, 1);
  const std::string report = report_match(match, calibration);
  EXPECT_LT(quits.low, quit) << report;
  EXPECT_GT(quits.high, quit) << report;
  EXPECT_LT(joins.low, join) << report;
  EXPECT_GT(joins.high, join) << report;
  EXPECT_GT(quits.low, other_quit) << report;
  EXPECT_GT(joins.low, other_join) << report;
  EXPECT_NEAR(match.points[match.best].values[0], quit, 0.3 * quit) << report;
  EXPECT_NEAR(match.points[match.best].values[1], join, 0.3 * join) << report;
  std::size_t first = 0, last = 0;  // later waves look where it is worth it
  for (const MatchedPoint& point : match.points) {
    first += point.wave == 1 && point.implausibility < implausible;
    last += point.wave == 3 && point.implausibility < implausible;
  }
  EXPECT_GT(last, first) << report;
}

TEST_F(CalibrationFile, OverlayReadsBackAsTheBestPoint) {
  Calibration calibration = read_calibration(write(volunteers(0.3, 0.6)));
  calibration.waves = 1;
  calibration.samples = 4;
  const HistoryMatch match = match_history(calibration, {});
  std::ofstream(folder / "best.toml") << match_as_overlay(match, calibration, folder.string());
  const Scenario best = read_scenario(folder / "best.toml");
  EXPECT_EQ(best.parameters.volunteering.quit_per_month, match.points[match.best].values[0]);
  EXPECT_EQ(best.parameters.volunteering.join_per_month, match.points[match.best].values[1]);
  EXPECT_EQ(best.parameters.founding.organisations, 16);
}

TEST_F(CalibrationFile, IsTheSameForAnyNumberOfThreadsAndAnotherForAnotherSeed) {
  Calibration calibration = read_calibration(write(volunteers(0.3, 0.6)));
  calibration.waves = 2;
  calibration.samples = 8;
  const auto text = [&](int threads) {
    return table_as_csv(match_as_table(match_history(calibration, {.threads = threads}), calibration));
  };
  const std::string one = text(1);
  EXPECT_EQ(text(2), one);
  EXPECT_EQ(text(7), one);
  calibration.seed = 2;
  EXPECT_NE(text(2), one);
}

TEST_F(CalibrationFile, FaultsAreReportedTogetherWithTheirPlaces) {
  const std::string faults = faults_of(
      "tessera = 1\nsample = 4\n[[free]]\npath = \"volunteering.quit_per_month\"\nlow = 0.3\nhigh = 0.1\n"
      "[[free]]\npath = \"trust.waight\"\n[[target]]\nlow = 1\n");
  EXPECT_THAT(faults, HasSubstr("fit.toml:2"));
  EXPECT_THAT(faults, HasSubstr("samples"));
  EXPECT_THAT(faults, HasSubstr("must be less than high"));
  EXPECT_THAT(faults, HasSubstr("fit.toml:8:8: free.path is \"trust.waight\", which is no parameter; did you mean 'trust.weight'?"));
  EXPECT_THAT(faults, HasSubstr("needs a pattern"));
}

TEST_F(CalibrationFile, FreePathsAreTriedWhenTheFileIsRead) {
  const auto with = [&](const std::string& free) {
    return faults_of("tessera = 1\nscenario = \"village.toml\"\nwaves = 0\n[[free]]\n" + free +
                     "[[target]]\nmeasure = \"participation\"\nlow = 0.1\nhigh = 0.2\n");
  };
  const std::string ends = "low = 1\nhigh = 2\n";
  EXPECT_THAT(with("path = \"run.seed\"\n"), AllOf(HasSubstr("fit.toml:5:8: free.path is \"run.seed\""), HasSubstr("section run"),
                                                 HasSubstr("fit.toml:3:9: waves")))
      << "together with the other faults";
  EXPECT_THAT(with("path = \"weight\"\n" + ends), HasSubstr("is \"weight\", which is no parameter"));
  EXPECT_THAT(with("path = \"type.food_bank.radius\"\n" + ends),
              AllOf(HasSubstr("fit.toml:5:8: unknown key \"radius\""), HasSubstr("did you mean 'radius_km'?"), HasSubstr("waves")));
  EXPECT_THAT(with("path = \"policy.nobody.intensity\"\n" + ends), HasSubstr("fit.toml:5:8: "));
  EXPECT_THAT(with("path = \"type.food_bank.radius_km\"\n"), HasSubstr("has no range of its own"));
  EXPECT_THAT(with("path = \"type.food_bank.radius_km\"\n" + ends), Not(HasSubstr("fit.toml:5")));
}

TEST_F(CalibrationFile, UnknownMeasuresAndPatternsAreNamed) {
  const std::string head = "tessera = 1\n[[free]]\npath = \"trust.weight\"\n[[target]]\n";
  EXPECT_THAT(faults_of(head + "measure = \"participatoin\"\nlow = 0\nhigh = 1\n"), HasSubstr("participation"));
  EXPECT_THAT(faults_of(head + "measure = \"mean_degree_by_level\"\nlow = 0\nhigh = 1\n"),
              HasSubstr("formal_multiple"));
  EXPECT_THAT(faults_of(head + "pattern = \"P99\"\n"), HasSubstr("fit.toml:4"));
  EXPECT_THAT(faults_of(head + "pattern = \"P5\"\nmeasure = \"participation\"\n"), HasSubstr("one of them"));
}

TEST(Implausibility, IsCountedInStandardDeviations) {
  const double infinite = std::numeric_limits<double>::infinity();
  const FittedOutput known{"known", -infinite, infinite, 2.0, 0.3};
  EXPECT_DOUBLE_EQ(implausibility_of(known, 3.0, 0.16), 2.0);
  const FittedOutput range{"range", 0.0, 6.0, 3.0, 1.0};
  EXPECT_DOUBLE_EQ(implausibility_of(range, 6.0, 0.0), 3.0);
  const FittedOutput bound{"bound", 3.0, infinite, 3.0, 0.3};
  EXPECT_EQ(implausibility_of(bound, 5.0, 0.0), 0.0);
  EXPECT_DOUBLE_EQ(implausibility_of(bound, 2.4, 0.0), 2.0);
}

TEST(Emulator, IsExactOnAQuadraticAndSaysHowFarOffItIsElsewhere) {
  const auto points = sobol_points(2, 40, 1);
  std::vector<double> quadratic, rough;
  for (const auto& x : points) {
    quadratic.push_back(1.0 + 2.0 * x[0] - 3.0 * x[0] * x[1] + x[1] * x[1]);
    rough.push_back(std::sin(20.0 * x[0]));
  }
  const QuadraticEmulator exact(points, quadratic), poor(points, rough);
  EXPECT_NEAR(exact.predict({0.25, 0.75}), 1.0 + 0.5 - 0.5625 + 0.5625, 1e-3);
  EXPECT_LT(exact.variance(), 1e-5);
  EXPECT_GT(poor.variance(), 0.1);
}

TEST(SobolPoints, AreEvenAndKeyed) {
  const auto points = sobol_points(3, 256, 7);
  for (std::size_t k = 0; k < 3; ++k) {
    std::vector<int> slices(16, 0);
    for (const auto& point : points) {
      ASSERT_GT(point[k], 0.0);
      ASSERT_LT(point[k], 1.0);
      ++slices[static_cast<std::size_t>(16.0 * point[k])];
    }
    for (const int count : slices) EXPECT_NEAR(count, 16, 2);
  }
  EXPECT_EQ(sobol_points(3, 10, 7), std::vector(points.begin(), points.begin() + 10));
  EXPECT_NE(sobol_points(3, 10, 8), sobol_points(3, 10, 7));
}

}  // namespace
}  // namespace tessera
