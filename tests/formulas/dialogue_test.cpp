#include "formulas/dialogue.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <vector>

#include "base/draws.hpp"

namespace tessera {
namespace {

constexpr int members = 5, areas = 3;

struct Table {
  Eigen::MatrixXd weights{members, members};  // rows sum to 1
  Eigen::MatrixXd mission{members, areas};
  Eigen::VectorXd stubbornness{members};
};

Table random_table() {
  Stream stream = Draws(1, 0, 1).of(1).at(1);
  Table table;
  for (int i = 0; i < members; ++i) {
    for (int j = 0; j < members; ++j) table.weights(i, j) = stream.uniform();
    for (int a = 0; a < areas; ++a) table.mission(i, a) = stream.uniform();
    table.weights.row(i) /= table.weights.row(i).sum();
    table.mission.row(i) /= table.mission.row(i).sum();
    table.stubbornness(i) = 0.1 + 0.5 * stream.uniform();
  }
  return table;
}

Eigen::MatrixXd after_months(const Table& table, int months) {
  Eigen::MatrixXd positions = table.mission;
  for (int month = 0; month < months; ++month) {
    const Eigen::MatrixXd influence = table.weights * positions;
    for (int i = 0; i < members; ++i) {
      std::vector<double> position(areas), mission(areas), pull(areas);
      for (int a = 0; a < areas; ++a) {
        const auto k = static_cast<std::size_t>(a);
        position[k] = positions(i, a);
        mission[k] = table.mission(i, a);
        pull[k] = influence(i, a);
      }
      friedkin_johnsen_step(position, mission, pull, table.stubbornness(i));
      for (int a = 0; a < areas; ++a) positions(i, a) = position[static_cast<std::size_t>(a)];
    }
  }
  return positions;
}

// (I - (I - S) W) z = S m
Eigen::MatrixXd fixed_point(const Table& table) {
  const Eigen::MatrixXd stubborn = table.stubbornness.asDiagonal();
  const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(members, members);
  return (identity - (identity - stubborn) * table.weights).partialPivLu().solve(stubborn * table.mission);
}

TEST(DialogueFormula, SettlesAtTheFixedPointOfTheLinearSystem) {
  Table table = random_table();
  const Eigen::MatrixXd settled = after_months(table, 500);
  EXPECT_LT((settled - fixed_point(table)).cwiseAbs().maxCoeff(), 1e-12);
  EXPECT_GT((settled - table.mission).cwiseAbs().maxCoeff(), 0.01);  // it moved
  table.stubbornness *= 1.05;
  EXPECT_GT((settled - fixed_point(table)).cwiseAbs().maxCoeff(), 1e-4);  // and another truth is seen
}

TEST(DialogueFormula, PositionsStayShares) {
  const Eigen::MatrixXd settled = after_months(random_table(), 30);
  for (int i = 0; i < members; ++i) EXPECT_NEAR(settled.row(i).sum(), 1.0, 1e-12);
  EXPECT_GE(settled.minCoeff(), 0.0);
}

TEST(DialogueFormula, FullStubbornnessStaysAndNoneConforms) {
  std::vector<double> position{0.2, 0.8};
  friedkin_johnsen_step(position, std::vector<double>{0.2, 0.8}, std::vector<double>{0.6, 0.4}, 1.0);
  EXPECT_EQ(position, (std::vector<double>{0.2, 0.8}));
  friedkin_johnsen_step(position, std::vector<double>{0.2, 0.8}, std::vector<double>{0.6, 0.4}, 0.0);
  EXPECT_EQ(position, (std::vector<double>{0.6, 0.4}));
}

TEST(DialogueFormula, VoicesByHandAndAtTheirLimits) {
  EXPECT_EQ(voice_of(8.0, 0.0), 9.0);
  EXPECT_EQ(voice_of(8.0, 0.5), 3.0);
  EXPECT_EQ(voice_of(8.0, 1.0), 1.0);
  EXPECT_EQ(voice_of(0.0, 0.3), 1.0);
  EXPECT_EQ(inclusive_equality(0.5, 0.7, 0.0), 0.5);
  EXPECT_DOUBLE_EQ(inclusive_equality(0.5, 0.6, 0.5), 0.65);
  EXPECT_EQ(inclusive_equality(0.5, 1.0, 1.0), 1.0);
}

TEST(DialogueFormula, DivergenceIsWeightedByVoice) {
  const std::vector<std::vector<double>> positions{{1.0, 0.0}, {0.0, 1.0}};
  const auto position = [&](std::size_t k) { return std::span<const double>(positions[k]); };
  EXPECT_DOUBLE_EQ(divergence_of(std::vector<double>{0.75, 0.25}, std::vector<double>{3.0, 1.0}, position), 0.375);
  EXPECT_EQ(divergence_of(std::vector<double>{1.0, 0.0}, std::vector<double>{1.0, 0.0}, position), 0.0);
}

TEST(DialogueFormula, CommunicationByCauseAndAtItsLimits) {
  const auto target = [](const CommunicationCauses& causes) { return communication_target(causes, 0.7, 0.3, 0.15); };
  EXPECT_DOUBLE_EQ(target({}), 0.7);
  EXPECT_DOUBLE_EQ(target({.capability = 0.7}), 0.76);
  EXPECT_DOUBLE_EQ(target({.routine_months = 1.0}), 0.9);
  EXPECT_DOUBLE_EQ(target({.different_sectors = 0.5}), 0.625);
  EXPECT_DOUBLE_EQ(target({.different_sectors = 0.5, .tools = 0.4}), 0.625 + 0.4 * 0.375);
  EXPECT_EQ(communication_target({.capability = 1.0}, 0.95, 1.0, 0.0), 1.0);
  EXPECT_EQ(communication_target({.different_sectors = 1.0}, 0.1, 0.3, 1.0), 0.0);
  EXPECT_EQ(communication_target({.tools = 1.0}, 0.1, 0.3, 1.0), 1.0);
}

TEST(DialogueFormula, TotalVariationByHand) {
  EXPECT_EQ(total_variation(std::vector<double>{0.5, 0.5}, std::vector<double>{0.5, 0.5}), 0.0);
  EXPECT_DOUBLE_EQ(total_variation(std::vector<double>{1.0, 0.0}, std::vector<double>{0.0, 1.0}), 1.0);
  EXPECT_DOUBLE_EQ(total_variation(std::vector<double>{0.5, 0.3, 0.2}, std::vector<double>{0.2, 0.3, 0.5}), 0.3);
}

}  // namespace
}  // namespace tessera
