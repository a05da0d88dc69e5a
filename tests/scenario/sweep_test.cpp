// Sweeps: points by number, the same scenarios by the short way and by the whole reader, and every fault at its factor.
#include "scenario/sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "scenario/scenario_files.hpp"
#include "scenario/sections.hpp"
#include "scenario/sweep_parts.hpp"
#include "scenario/write.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* base_text =
    "tessera = 1\nname = \"base\"\n[run]\nmonths = 24\nseed = 5\n"
    "[[district]]\nname = \"north\"\nresidents = 900\n[[district]]\nname = \"south\"\nresidents = 800\n";
constexpr const char* head = "tessera = 1\nscenario = \"base.toml\"\nreplicates = 3\n";
constexpr const char* policy =
    "[[variant]]\nname = \"alone\"\n[[variant]]\nname = \"helped\"\n[[variant.policy]]\nname = \"help\"\nlever = \"facilitation\"\n"
    "start_month = 13\n";

class SweepTest : public testing::Test {
 protected:
  SweepTest() { files.write("base.toml", base_text); }
  Experiment read(const std::string& text) const { return read_experiment(files.write("e.toml", head + text)); }
  Sweep freeze(const std::string& text) const { return freeze_experiment(read(text)); }
  std::vector<std::string> faults_of(const std::string& text) const {
    std::vector<std::string> said;
    try {
      read(text);
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults()) said.push_back(std::to_string(fault.line) + ": " + fault.message);
    }
    return said;
  }
  ScenarioFiles files;
};

std::string factor(const std::string& path, const std::string& rest) { return "[[factor]]\npath = \"" + path + "\"\n" + rest + "\n"; }

TEST_F(SweepTest, AGridCrossesItsFactorsTheLastFastest) {
  const Sweep sweep = freeze(factor("trust.weight", "values = [0.1, 0.4]") + factor("district.north.residents", "values = [100, 200, 300]"));
  ASSERT_EQ(sweep.design_points(), 6U);
  EXPECT_EQ(sweep.points(), 6U);
  const SweepPoints points(sweep);
  EXPECT_THAT(points.values(1), ElementsAre(0.1, 200.0));
  const Scenario last = points.scenario(5);
  EXPECT_EQ(last.parameters.trust.weight, 0.4);
  EXPECT_EQ(last.districts[0].residents, 300.0);
  EXPECT_EQ(freeze("").points(), 1U);
}

TEST_F(SweepTest, AListTakesOneValueOfEachFactorPerPoint) {
  const std::string two = factor("trust.weight", "values = [0.1, 0.4]") + factor("run.months", "values = [6, 36]");
  const Sweep sweep = freeze("[design]\nkind = \"list\"\n" + two);
  ASSERT_EQ(sweep.design_points(), 2U);
  EXPECT_THAT(SweepPoints(sweep).values(1), ElementsAre(0.4, 36.0));
  EXPECT_EQ(sweep.months, 36) << "the month axis is that of the longest point";
  EXPECT_THAT(faults_of("[design]\nkind = \"list\"\n" + factor("trust.weight", "values = [0.1, 0.4]") + factor("run.months", "values = [6]")),
              ElementsAre(HasSubstr("one value of each factor per point")));
}

TEST_F(SweepTest, DrawnDesignsStretchOverTheirRanges) {
  const Sweep sweep = freeze("[design]\nkind = \"latin_hypercube\"\nsamples = 50\nseed = 3\n" +
                             factor("partner_search.rate_per_month", "low = 0.001\nhigh = 0.1\nscale = \"log\"") +
                             factor("agreement.term_months", "low = 6\nhigh = 60"));
  const SweepPoints points(sweep);
  int below_middle = 0;
  std::set<double> terms;
  for (std::uint64_t k = 0; k < 50; ++k) {
    const auto values = points.values(k);
    EXPECT_GE(values[0], 0.001);
    EXPECT_LE(values[0], 0.1);
    below_middle += values[0] < 0.01 ? 1 : 0;
    EXPECT_EQ(values[1], std::round(values[1])) << "whole months";
    terms.insert(values[1]);
  }
  EXPECT_EQ(below_middle, 25) << "half of a Latin hypercube on a log scale lies below the geometric middle";
  EXPECT_GT(terms.size(), 30U);
}

TEST_F(SweepTest, VariantsStandSideBySideAndAFactorOfAPolicyMovesThoseThatHaveIt) {
  const Sweep sweep = freeze(policy + factor("policy.help.intensity", "values = [0.2, 0.8]"));
  ASSERT_EQ(sweep.points(), 4U);
  const SweepPoints points(sweep);
  EXPECT_TRUE(points.scenario(2).parameters.policies.empty());
  EXPECT_EQ(points.scenario(3).parameters.policies.at(0).intensity, 0.8);
  EXPECT_EQ(points.scenario(1).parameters.policies.at(0).intensity, 0.2);
}

TEST_F(SweepTest, ATextGivesTheSameSweepBack) {
  const Sweep sweep = freeze(policy + std::string("[design]\nkind = \"morris\"\nsamples = 4\nlevels = 6\n[results]\nevery_months = 6\nprecision = \"double\"\n") +
                             factor("trust.weight", "low = 0.1\nhigh = 0.30000000000000004"));
  const std::string text = to_text(sweep);
  const Sweep back = sweep_from_text(text, "x.h5");
  EXPECT_EQ(to_text(back), text);
  for (std::uint64_t point = 0; point < sweep.points(); ++point)
    EXPECT_EQ(write_scenario(SweepPoints(back).scenario(point)), write_scenario(SweepPoints(sweep).scenario(point)));
  EXPECT_THROW(sweep_from_text("{}", "x.h5"), InputError);
  EXPECT_THROW(sweep_from_text(text.substr(0, text.size() / 2), "x.h5"), InputError);
  Sweep endless = sweep;
  endless.months = std::numeric_limits<std::int32_t>::max();
  EXPECT_THROW(sweep_from_text(to_text(endless), "x.h5"), InputError);
  Sweep uneven = sweep;
  uneven.design = DesignKind::list;
  uneven.factors.push_back(uneven.factors[0]);
  uneven.factors[0].values = {0.1, 0.2};
  EXPECT_THROW(sweep_from_text(to_text(uneven), "x.h5"), InputError);
}

// What read() leaves out for speed must not change the scenario: every parameter, at both ends of its range.
TEST_F(SweepTest, TheShortWayToAPointIsTheLongOne) {
  const Sweep sweep = freeze("");
  int compared = 0;
  for (const ParameterRow& row : parameter_table()) {
    if (row.name.starts_with("run.")) continue;
    const SweepFactor one{.path = std::string(row.name), .low = row.lowest, .high = row.highest};
    const VariantReader reader(sweep.variants[0], {one});
    const double value = row.whole ? row.lowest : 0.25 * row.lowest + 0.75 * std::min(row.highest, row.lowest + 10.0);
    std::string by_short, by_long;
    try {
      by_short = write_scenario(reader.read(std::array{value}));
    } catch (const InputError& error) {
      by_short = "refused";
    }
    try {
      by_long = write_scenario(reader.read_whole(std::array{value}));
    } catch (const InputError& error) {
      by_long = "refused";
    }
    EXPECT_EQ(by_short, by_long) << row.name;
    compared += by_short == "refused" ? 0 : 1;
  }
  EXPECT_GT(compared, 200);
}

TEST_F(SweepTest, WhatIsWrongIsSaidAtItsFactor) {
  EXPECT_THAT(faults_of(factor("trust.wieght", "values = [0.1]")), ElementsAre(HasSubstr("did you mean 'weight'")));
  EXPECT_THAT(faults_of(factor("trust.weight", "values = [7e9]")), ElementsAre(HasSubstr("trust.weight = 7000000000")));
  EXPECT_THAT(faults_of("[design]\nkind = \"sobol\"\nsamples = 8\n" + factor("trust.weight", "low = 0.4\nhigh = 0.4")),
              ElementsAre(HasSubstr("is empty")));
  EXPECT_THAT(faults_of("[design]\nkind = \"sobol\"\nsamples = 8\n" + factor("trust.weight", "values = [0.4]")),
              ElementsAre(HasSubstr("draws between low and high")));
  EXPECT_THAT(faults_of("[design]\nkind = \"sobol\"\nsamples = 1000000000\n" + factor("trust.weight", "low = 0.1\nhigh = 0.4")),
              ElementsAre(HasSubstr("the design has 1000000000 points")));
  EXPECT_THAT(faults_of(factor("community.districts", "values = [1, 3]")),
              testing::Each(HasSubstr("changes the number of districts")));
  EXPECT_THAT(faults_of(factor("run.seed", "values = [1, 3]")), ElementsAre(HasSubstr("share their luck")));
  EXPECT_THAT(faults_of(policy + factor("policy.hepl.intensity", "values = [0.5]")), ElementsAre(HasSubstr("that no variant has")));
  EXPECT_THAT(faults_of("[design]\nsamples = 8\n"), testing::Contains(HasSubstr("says no kind")));
  EXPECT_THAT(faults_of("branch_month = 12\n" + std::string(policy) + factor("policy.help.start_month", "values = [6, 24]")),
              ElementsAre(HasSubstr("differ before branch_month")));
}

TEST_F(SweepTest, WhatWouldMakeComparisonsUntrueIsRefused) {
  const std::string two = "[[variant]]\nname = \"a\"\n[[variant]]\nname = \"b\"\n";
  EXPECT_THAT(faults_of(two + "[variant.trust]\nweight = 0.5\n" + factor("trust.weight", "values = [0.1]")),
              ElementsAre(HasSubstr("trust.weight differs between the variants")));
  EXPECT_THAT(faults_of(two + "[variant.run]\nseed = 9\n"), ElementsAre(HasSubstr("another run.seed")));
  EXPECT_THAT(faults_of(factor("trust. weight", "values = [0.1]")), testing::Contains(HasSubstr("leave out the blanks")));
  EXPECT_THAT(faults_of("[design]\nkind = \"sobol\"\nsamples = 4\nlevels = 6\n" + factor("trust.weight", "low = 0.1\nhigh = 0.4")),
              ElementsAre(HasSubstr("belong to the design morris")));
}

TEST_F(SweepTest, ATwinWithoutFaultsIsRead) {
  EXPECT_THAT(faults_of(factor("trust.weight", "values = [0.1]")), testing::IsEmpty());
  EXPECT_THAT(faults_of("branch_month = 12\n" + std::string(policy) + factor("policy.help.start_month", "values = [16, 24]")), testing::IsEmpty());
}

}  // namespace
}  // namespace tessera
