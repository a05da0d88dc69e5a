#include "analysis/sensitivity/indices.hpp"

#include <gtest/gtest.h>

#include "analysis/sensitivity/format.hpp"
#include "analysis/sensitivity/made_up_study.hpp"

namespace tessera {
namespace {

constexpr double parts[]{16.0 / 21.0, 4.0 / 21.0, 1.0 / 21.0};

TEST(Sensitivity, EveryDesignFindsTheLineBehindTheNoise) {
  const std::pair<DesignKind, std::uint64_t> designs[]{{DesignKind::saltelli, 256}, {DesignKind::latin_hypercube, 400},
                                                       {DesignKind::sobol, 256}, {DesignKind::morris, 40}};
  for (const auto& [design, samples] : designs) {
    const OutcomeSensitivity of = analyse_made_up(design, samples, 4, 0.5).outcomes[0];
    EXPECT_TRUE(of.has_replicates());
    EXPECT_NEAR(of.split.of_noise, 0.25, 0.04);
    EXPECT_EQ(of.sobol.has_value(), design == DesignKind::saltelli);
    EXPECT_EQ(of.effects.size(), design == DesignKind::morris ? 3u : 0u);
    const std::vector<double> weights = weigh_factors(of);
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(weights[j], parts[j], 0.08) << static_cast<int>(design) << " " << j;
    EXPECT_EQ(order_by_weight(weights), (std::vector<std::size_t>{0, 1, 2}));
  }
}

TEST(Sensitivity, EffectsArePerWholeRange) {
  const OutcomeSensitivity of = analyse_made_up(DesignKind::morris, 20, 2, 0.0).outcomes[0];
  const double slopes[]{4.0, 2.0, 1.0};
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(of.effects[j].mu.value, slopes[j], 1e-9);
}

TEST(Sensitivity, LogarithmicFactorsAreStraightInTheirLogarithm) {
  const OutcomeSensitivity of = analyse_made_up(DesignKind::latin_hypercube, 100, 1, 0.0).outcomes[0];
  EXPECT_NEAR(of.regression.r2.value, 1.0, 1e-9);
  EXPECT_FALSE(of.has_replicates());
  EXPECT_TRUE(std::isnan(of.split.noise_share()));
}

TEST(Sensitivity, MissingPointsAreLeftOut) {
  Study study = make_study(DesignKind::saltelli, 128);
  StudyOutcome outcome = make_outcome(study, 3, 0.3);
  lose_runs(outcome.runs, 0.05, 4);
  for (std::size_t k = 0; k < 20; ++k) {  // points that no shard has run
    study.values[17 * k].assign(3, std::nan(""));
    for (std::size_t r = 0; r < 3; ++r) outcome.runs.values[17 * k * 3 + r] = std::nan("");
  }
  const OutcomeSensitivity of = analyse_outcome(study, outcome, {.resamples = 100});
  EXPECT_EQ(of.split.missing_points, 21);  // one more has lost all three runs by chance
  EXPECT_EQ(of.regression.points, 128 * 8 - 21);
  EXPECT_LT(of.sobol->whole_samples, 128);
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(weigh_factors(of)[j], parts[j], 0.1);
}

TEST(Sensitivity, NoiseAloneIsSeenToBeNoise) {
  const Study study = make_study(DesignKind::latin_hypercube, 200);
  StudyOutcome outcome = make_outcome(study, 5, 1.0);
  outcome.runs = noisy_runs(study.values, 5, 2, 3.0, 1.0, [](const auto&) { return 0.0; });
  const OutcomeSensitivity of = analyse_outcome(study, outcome, {.resamples = 0});
  EXPECT_GT(of.split.noise_share(), 0.7);
  EXPECT_TRUE(of.is_lost_in_noise());
  EXPECT_FALSE(analyse_outcome(study, make_outcome(study, 5, 1.0), {.resamples = 0}).is_lost_in_noise()) << "twin";
  EXPECT_LT(analyse_outcome(study, make_outcome(study, 5, 1.0), {.resamples = 0}).split.noise_share(), 0.15) << "twin";
}

TEST(Sensitivity, FewTrajectoriesOfMorrisSayNothingOfAStraightLine) {
  EXPECT_TRUE(std::isnan(analyse_made_up(DesignKind::morris, 5, 2, 0.1).outcomes[0].regression.r2.value));
  EXPECT_GT(analyse_made_up(DesignKind::morris, 6, 2, 0.1).outcomes[0].regression.r2.value, 0.9);
}

TEST(Sensitivity, AnOutcomeThatIsTheSameEverywhereHasNoWeights) {
  const Study study = make_study(DesignKind::saltelli, 16);
  StudyOutcome outcome = make_outcome(study, 2, 0.1);
  outcome.runs.values.assign(outcome.runs.values.size(), 7.0);
  const OutcomeSensitivity of = analyse_outcome(study, outcome, {.resamples = 10});
  EXPECT_TRUE(of.is_constant());
  for (const double weight : weigh_factors(of)) EXPECT_TRUE(std::isnan(weight));
  EXPECT_FALSE(analyse_outcome(study, make_outcome(study, 2, 0.1), {.resamples = 10}).is_constant()) << "twin";
}

}  // namespace
}  // namespace tessera
