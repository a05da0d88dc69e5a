// From an experiment file over runs of the village to indices.
#include "analysis/sensitivity/stored_study.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "analysis/sensitivity/indices.hpp"
#include "base/errors.hpp"
#include "run/sweep_plan.hpp"
#include "run/sweep_run.hpp"
#include "scenario/experiment.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class StoredStudy : public testing::Test {
 protected:
  StoredStudy() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / ("tessera_study_" + std::string(test->name()) + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  ~StoredStudy() override { fs::remove_all(folder_); }

  // Runs 12 months of the village with two replicates at the points of a design.
  Results run(const std::string& rest) const {
    const std::string file = (folder_ / "study.toml").string(), output = (folder_ / "study.h5").string();
    std::ofstream(file) << "tessera = 1\nname = \"A study\"\nscenario = \"" TESSERA_SOURCE_DIR
                           "/scenarios/village.toml\"\nreplicates = 2\n"
                        << rest;
    run_sweep(plan_sweep(read_experiment(file)), {.output = output, .threads = 1});
    return Results::open(output);
  }
  fs::path folder_;
};

const std::string two_variants =
    "[[variant]]\nname = \"as_it_is\"\nrun.months = 12\n[[variant]]\nname = \"easy\"\nrun.months = 12\npartner_search.intercept = -1.0\n";
const std::string factors =
    "[[factor]]\npath = \"needs.incidence_scale\"\nlow = 0.85\nhigh = 2.55\n"
    "[[factor]]\npath = \"grants.operating_usd\"\nlow = 1\nhigh = 100\nscale = \"log\"\n";

TEST_F(StoredStudy, SaltellisDesignGivesIndicesForEachVariant) {
  const Results results = run(two_variants + factors + "[design]\nkind = \"saltelli\"\nsamples = 16\nseed = 5\n");
  const Study study = read_study(results, "study.h5");
  EXPECT_EQ(study.design, DesignKind::saltelli);
  ASSERT_EQ(study.values.size(), 16u * 6);
  const UnitDesign design(DesignKind::saltelli, 2, 16, 5);
  for (std::uint64_t p = 0; p < design.size(); ++p) {
    EXPECT_NEAR(study.values[p][0], 0.85 + 1.7 * design.point(p)[0], 1e-9);
    EXPECT_NEAR(study.values[p][1], std::pow(100.0, design.point(p)[1]), 1e-9);
  }
  const auto outcomes = read_outcomes(results, study, {.measures = {"coverage"}});
  ASSERT_EQ(outcomes.size(), 2u);
  EXPECT_EQ(outcomes[1].variant, "easy");
  EXPECT_EQ(outcomes[0].month, 12);
  const OutcomeSensitivity of = analyse_outcome(study, outcomes[0], {.resamples = 100});
  EXPECT_EQ(of.split.missing_runs, 0);
  EXPECT_GT(of.sobol->raw.total[0].value, 0.5) << "need decides coverage";
  EXPECT_GT(of.sobol->raw.total[0].value, of.sobol->raw.total[1].value);
  EXPECT_NE(outcomes[0].runs.values, outcomes[1].runs.values);
  const StudyRuns counts = count_study_runs(results, study);
  EXPECT_EQ(counts.complete, 16 * 6 * 2 * 2);
  EXPECT_EQ(counts.missing + counts.failed, 0);
}

TEST_F(StoredStudy, MorrisDesignGivesEffectsAtAnyKeptMonth) {
  const Results results = run(two_variants + factors + "[design]\nkind = \"morris\"\nsamples = 5\n[results]\nevery_months = 6\n");
  const Study study = read_study(results, "study.h5");
  const auto outcomes = read_outcomes(results, study, {.measures = {"coverage*"}, .month = 6});
  EXPECT_GT(outcomes.size(), 2u) << "every area is an outcome of its own";
  EXPECT_EQ(outcomes[0].month, 6);
  const OutcomeSensitivity of = analyse_outcome(study, outcomes[0], {.resamples = 50});
  ASSERT_EQ(of.effects.size(), 2u);
  EXPECT_EQ(of.effects[0].trajectories, 5);
  EXPECT_LT(of.effects[0].mu.value, 0.0) << "more need, less of it met";
  EXPECT_THROW(read_outcomes(results, study, {.month = 7}), InputError);
  EXPECT_THROW(read_outcomes(results, study, {.measures = {"covrage"}}), InputError);
}

TEST_F(StoredStudy, AGridHasRegressionAndHeadlinesByDefault) {
  const Results results = run("[[variant]]\nname = \"as_it_is\"\nrun.months = 12\n[[factor]]\npath = \"needs.incidence_scale\"\n"
                              "values = [0.9, 1.7, 2.5]\n[[factor]]\npath = \"trust.weight\"\nvalues = [0.1, 0.3]\n");
  const Study study = read_study(results, "study.h5");
  EXPECT_EQ(study.values.size(), 6u);
  EXPECT_EQ(study.factors[0].high, 2.5);
  const auto outcomes = read_outcomes(results, study, {});
  EXPECT_GE(outcomes.size(), 12u);
  EXPECT_EQ(outcomes[0].measure, "coverage");
  EXPECT_LT(analyse_outcome(study, outcomes[0], {.resamples = 50}).regression.standardised[0].value, -0.8);
}

TEST_F(StoredStudy, FilesWithoutFactorsAreRefusedInPlainWords) {
  const Results results = run(two_variants);
  try {
    read_study(results, "study.h5");
    FAIL() << "no fault";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no factors"));
    EXPECT_THAT(error.what(), HasSubstr("tessera compare"));
  }
}

}  // namespace
}  // namespace tessera
