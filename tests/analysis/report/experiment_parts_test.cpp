// What the page says of an experiment, against what the analyses themselves say of the same file.
#include "analysis/report/experiment_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "analysis/comparison/report.hpp"
#include "analysis/report/numbers.hpp"
#include "analysis/sensitivity/indices.hpp"
#include "analysis/sensitivity/stored_study.hpp"
#include "base/errors.hpp"
#include "results/small_results.hpp"
#include "run/sweep_run.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string head = R"(tessera = 1
name = "Two villages"
scenario = "short.toml"
)";
const std::string two_variants = R"(
[[variant]]
name = "baseline"
[[variant]]
name = "forgetful"
trust.forgetting_per_month = 0.6
)";
const std::string two_factors = R"(
[[factor]]
path = "needs.incidence_scale"
values = [0.9, 1.7, 2.5]
[[factor]]
path = "trust.prior_mean"
values = [0.5]
)";

class ExperimentParts : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_.file(name); }
  // Runs of twelve months, kept every six.
  PageJson describe(const std::string& text, const ComparisonRequest& request = {}, const std::function<void(Sweep&)>& change = {}) {
    std::ofstream(file("short.toml")) << "tessera = 1\nextends = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\n[run]\nmonths = 12\n";
    std::ofstream(file("experiment.toml")) << head << text << "\n[results]\nevery_months = 6\n";
    Sweep sweep = plan_sweep(read_experiment(file("experiment.toml")));
    if (change) change(sweep);
    run_sweep(sweep, {.output = file("all.h5"), .command_line = "", .threads = 2});
    const Results results = Results::open(file("all.h5"));
    PageJson page{{"absent", PageJson::object()}};
    add_comparison(page, results, file("all.h5"), request);
    add_sensitivity(page, results, file("all.h5"));
    return page;
  }
  test::Folder folder_;
};

const PageJson& find_outcome(const PageJson& outcomes, const std::string& measure, int variant = 0) {
  for (const PageJson& outcome : outcomes)
    if (outcome.at("measure") == measure && outcome.value("variant", variant) == variant) return outcome;
  throw std::out_of_range(measure);
}

TEST_F(ExperimentParts, ComparisonIsThatOfCompareWithSixDigits) {
  const PageJson page = describe("replicates = 4\n" + two_variants);
  const PageJson& comparison = page.at("comparison");
  const ComparisonAnswers answers = compare_file(read_values(Results::open(file("all.h5")), file("all.h5"), {}), 0.0);
  const auto said = PageJson::parse(comparison_as_json(answers));
  ASSERT_EQ(comparison.at("outcomes").size(), said.at("outcomes").size());
  for (std::size_t k = 0; k < said.at("outcomes").size(); ++k) {
    const PageJson &here = comparison["outcomes"][k]["overall"][0], &there = said["outcomes"][k]["overall"][0];
    for (const char* key : {"mean", "difference", "lower", "upper", "p_holm"})
      EXPECT_EQ(here.at(key), there.at(key).is_null() ? PageJson(nullptr) : page_number(there.at(key).get<double>())) << k << key;
    EXPECT_EQ(comparison["outcomes"][k]["by_month"].size(), 2U);
    EXPECT_FALSE(comparison["outcomes"][k]["by_month"][0]["comparisons"][0].contains("bootstrap"));
  }
  EXPECT_EQ(comparison.at("file").at("path"), "all.h5");
  EXPECT_EQ(comparison.at("costs"), round_numbers(said.at("costs")));
  EXPECT_THAT(page.at("absent").at("sensitivity").get<std::string>(), HasSubstr("no factors"));
  EXPECT_TRUE(page.at("responses").is_null());
}

TEST_F(ExperimentParts, FactorsOfAGridAndOneThatNeverVaries) {
  const PageJson page = describe("replicates = 3\n" + two_variants + two_factors);
  const PageJson& part = page.at("sensitivity");
  EXPECT_EQ(part.at("design"), "grid");
  EXPECT_EQ(part.at("points"), 3);
  EXPECT_EQ(part.at("replicates"), 3);
  EXPECT_EQ(part.at("factors")[0].at("path"), "needs.incidence_scale");
  EXPECT_EQ(part.at("factors")[0].at("high"), 2.5);
  EXPECT_NE(part.at("factors")[0].at("meaning"), "");
  EXPECT_EQ(part.at("order"), PageJson({0, 1}));

  // Means over all runs at the last month, from the file itself.
  const Results results = Results::open(file("all.h5"));
  double mean[3]{};
  for (const std::uint32_t design_point : {0U, 1U, 2U}) {
    const std::vector<double> values = results.measure_at("coverage", 2 * design_point);  // of the baseline
    for (std::size_t r = 0; r < 3; ++r) mean[design_point] += values[r * 3 + 2] / 3.0;
  }
  const PageJson& outcome = find_outcome(part.at("outcomes"), "coverage");
  EXPECT_NEAR(outcome.at("mean").get<double>(), (mean[0] + mean[1] + mean[2]) / 3.0, 1e-6);
  EXPECT_EQ(outcome.at("month"), 12);

  const PageJson& response = find_outcome(page.at("responses"), "coverage");
  EXPECT_EQ(response.at("factor"), 0);
  EXPECT_EQ(response.at("x"), PageJson({0.9, 1.7, 2.5}));
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(response.at("mean")[k].get<double>(), mean[k], 1e-6);
    EXPECT_LT(response.at("lower")[k].get<double>(), mean[k]);
    EXPECT_EQ(response.at("runs")[k], 3);
  }
  for (const PageJson& curve : page.at("responses")) EXPECT_EQ(curve.at("factor"), 0);  // nothing goes with what stands still

  const PageJson& points = page.at("points");
  EXPECT_EQ(points.at("shown"), 6);
  EXPECT_EQ(points.at("of"), 6);
  EXPECT_EQ(points.at("variant"), PageJson({0, 1, 0, 1, 0, 1}));
  EXPECT_EQ(points.at("factors")[0], PageJson({0.9, 0.9, 1.7, 1.7, 2.5, 2.5}));
  const PageJson& values = find_outcome(points.at("outcomes"), "coverage").at("values");
  for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(values[2 * k].get<double>(), mean[k], 1e-6);
  EXPECT_NE(values[0], values[1]);
}

TEST_F(ExperimentParts, IndicesAreThoseOfSensitivity) {
  const PageJson page = describe(R"(replicates = 2
[[factor]]
path = "needs.incidence_scale"
low = 0.9
high = 2.5
[[factor]]
path = "trust.prior_mean"
low = 0.25
high = 0.75
[design]
kind = "saltelli"
samples = 8
)");
  EXPECT_THAT(page.at("absent").at("comparison").get<std::string>(), HasSubstr("one variant"));
  const Results results = Results::open(file("all.h5"));
  const Study study = read_study(results, "all.h5");
  const PageJson& outcome = find_outcome(page.at("sensitivity").at("outcomes"), "coverage");
  for (const StudyOutcome& stored : read_outcomes(results, study, {})) {
    if (stored.measure != "coverage") continue;
    const OutcomeSensitivity of = analyse_outcome(study, stored, {.resamples = 1000});
    const PageJson& first = outcome.at("indices")[1];
    EXPECT_EQ(first.at("index"), "total");
    const Estimate& total = of.sobol->corrected.total[first.at("factor").get<std::size_t>()];
    EXPECT_EQ(first.at("value"), page_number(total.value));
    EXPECT_EQ(first.at("lower"), page_number(total.lower));
    EXPECT_EQ(outcome.at("noise_share"), page_number(of.split.noise_share()));
  }
  EXPECT_EQ(page.at("points").at("shown"), 48);
}

TEST_F(ExperimentParts, OneReplicateHasNeitherNoiseNorIntervalsOfDifferences) {
  const PageJson page = describe("replicates = 1\n" + two_variants + two_factors);
  EXPECT_TRUE(find_outcome(page.at("sensitivity").at("outcomes"), "coverage").at("noise_share").is_null());
  EXPECT_TRUE(find_outcome(page.at("responses"), "coverage").at("lower")[0].is_null());
  const PageJson& comparison = page.at("comparison").at("outcomes")[0].at("overall")[0];
  EXPECT_TRUE(comparison.at("difference").is_number());
  EXPECT_TRUE(comparison.at("lower").is_null());
}

// near_share + acquaintance_share may not exceed 1. A plan whose points can not be is refused, so it is spoilt afterwards.
TEST_F(ExperimentParts, AVariantOfWhichAllRunsFailedCanNotBeCompared) {
  const PageJson page = describe(R"(replicates = 2
[[variant]]
name = "baseline"
[[variant]]
name = "near"
partner_search.near_share = 0.25
[[factor]]
path = "partner_search.acquaintance_share"
values = [0.5]
)", {}, [](Sweep& sweep) {
    std::string& text = sweep.variants[1].text;
    const std::string given = "near_share = 0.25";
    text.replace(text.find(given), given.size(), "near_share = 0.69");
  });
  EXPECT_TRUE(page.at("comparison").is_null());
  EXPECT_THAT(page.at("absent").at("comparison").get<std::string>(), HasSubstr("No replicate"));
  EXPECT_TRUE(find_outcome(page.at("sensitivity").at("outcomes"), "coverage", 0).at("mean").is_number());
  const PageJson& failed = find_outcome(page.at("sensitivity").at("outcomes"), "coverage", 1);
  EXPECT_TRUE(failed.at("mean").is_null());
  EXPECT_THAT(failed.at("indices"), IsEmpty());
  EXPECT_THAT(page.at("responses"), IsEmpty());
  EXPECT_TRUE(find_outcome(page.at("points").at("outcomes"), "coverage").at("values")[0].is_number());
  EXPECT_TRUE(find_outcome(page.at("points").at("outcomes"), "coverage").at("values")[1].is_null());
}

TEST_F(ExperimentParts, APointOfWhichAllRunsFailedIsAGap) {
  const PageJson page = describe(R"(replicates = 2
[[factor]]
path = "needs.incidence_scale"
values = [0.9, 2.5]
[[factor]]
path = "partner_search.near_share"
values = [0.2, 0.69]
[[factor]]
path = "partner_search.acquaintance_share"
values = [0.5]
)");
  const PageJson& response = find_outcome(page.at("responses"), "coverage");
  EXPECT_EQ(response.at("x"), PageJson({0.9, 2.5}));
  EXPECT_EQ(response.at("runs"), PageJson({2, 2}));
  const PageJson& values = find_outcome(page.at("points").at("outcomes"), "coverage").at("values");
  for (const std::size_t point : {0U, 1U, 2U, 3U}) EXPECT_EQ(values[point].is_null(), point % 2 == 1) << point;
}

TEST_F(ExperimentParts, UnknownBaselineIsTheUsersFault) {
  EXPECT_THROW(describe("replicates = 2\n" + two_variants, {.baseline = "nobody"}), InputError);
}

}  // namespace
}  // namespace tessera
