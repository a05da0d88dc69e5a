#include "base/statistics/designs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <map>
#include <set>

#include "base/errors.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

using Points = std::vector<std::vector<double>>;

Points all_points(const UnitDesign& design) {
  Points points;
  for (std::uint64_t k = 0; k < design.size(); ++k) points.push_back(design.point(k));
  return points;
}

// Points in each of `parts` equal parts of one dimension.
std::vector<int> count_in_parts(const Points& points, std::size_t dimension, std::size_t parts) {
  std::vector<int> counts(parts, 0);
  for (const auto& point : points) ++counts[static_cast<std::size_t>(point[dimension] * static_cast<double>(parts))];
  return counts;
}

const DesignKind kinds[]{DesignKind::latin_hypercube, DesignKind::sobol, DesignKind::saltelli, DesignKind::morris};

TEST(Designs, SizesAndRanges) {
  EXPECT_EQ(UnitDesign(DesignKind::latin_hypercube, 3, 50, 1).size(), 50u);
  EXPECT_EQ(UnitDesign(DesignKind::sobol, 3, 64, 1).size(), 64u);
  EXPECT_EQ(UnitDesign(DesignKind::saltelli, 3, 64, 1).size(), 64u * 8);
  EXPECT_EQ(UnitDesign(DesignKind::morris, 3, 10, 1, 6).size(), 40u);
  for (const DesignKind kind : kinds)
    for (const auto& point : all_points(UnitDesign(kind, 5, 33, 4))) {
      ASSERT_EQ(point.size(), 5u);
      for (const double x : point)
        EXPECT_TRUE(kind == DesignKind::morris ? x >= 0.0 && x <= 1.0 : x > 0.0 && x < 1.0) << x;
    }
}

TEST(Designs, APointAloneIsThePointInOrderAndAnotherSeedGivesAnother) {
  for (const DesignKind kind : kinds) {
    const UnitDesign design(kind, 4, 16, 9), again(kind, 4, 16, 9), other(kind, 4, 16, 10);
    const Points points = all_points(design);
    for (std::uint64_t k = again.size(); k-- > 0;) EXPECT_EQ(again.point(k), points[k]);
    EXPECT_NE(all_points(other), points);
    std::set<std::vector<double>> distinct(points.begin(), points.end());
    EXPECT_TRUE(kind == DesignKind::morris || distinct.size() == points.size());
  }
}

TEST(Designs, ALatinHypercubeHasOnePointInEveryStratumOfEveryDimension) {
  for (const std::uint64_t samples : {1, 2, 3, 7, 16, 100, 1025}) {
    const Points points = all_points(UnitDesign(DesignKind::latin_hypercube, 6, samples, 3));
    for (std::size_t j = 0; j < 6; ++j)
      for (const int count : count_in_parts(points, j, samples)) EXPECT_EQ(count, 1);
  }
}

// How often each order of n strata comes up over seeds and dimensions.
std::vector<std::int64_t> count_orders(std::uint64_t samples) {
  std::map<std::vector<std::size_t>, std::int64_t> seen;
  std::vector<std::size_t> order(samples);
  for (std::size_t k = 0; k < samples; ++k) order[k] = k;
  do seen[order] = 0;
  while (std::next_permutation(order.begin(), order.end()));
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const Points points = all_points(UnitDesign(DesignKind::latin_hypercube, 2, samples, seed));
    for (std::size_t j = 0; j < 2; ++j) {
      for (std::size_t k = 0; k < samples; ++k)
        order[k] = static_cast<std::size_t>(points[k][j] * static_cast<double>(samples));
      ++seen.at(order);
    }
  }
  std::vector<std::int64_t> counts;
  for (const auto& [strata, count] : seen) counts.push_back(count);
  return counts;
}

TEST(Designs, EveryOrderOfStrataIsEquallyLikely) {
  for (const std::uint64_t samples : {3, 4, 5}) {
    const auto counts = count_orders(samples);
    std::vector<double> shares(counts.size(), 1.0);
    EXPECT_FALSE(check_counts(counts, shares).rejects) << samples << ": " << check_counts(counts, shares);
    for (std::size_t k = 0; k < shares.size() / 2; ++k) shares[k] = 1.3;
    EXPECT_TRUE(check_counts(counts, shares).rejects);
  }
}

TEST(Designs, PlacesWithinAStratumAreUniform) {
  std::vector<double> within;
  for (const auto& point : all_points(UnitDesign(DesignKind::latin_hypercube, 2, 3000, 5)))
    for (const double x : point) within.push_back(x * 3000 - std::floor(x * 3000));
  EXPECT_FALSE(check_distribution(within, [](double x) { return x; }).rejects);
  EXPECT_TRUE(check_distribution(within, [](double x) { return std::pow(x, 1.15); }).rejects);
}

TEST(Designs, SobolIsBoostsSequenceShifted) {
  constexpr std::size_t dimensions = 37;
  const SobolSequence sequence(dimensions, 2);
  boost::random::sobol engine(dimensions);
  const std::vector<double> shift = sequence.point(0);  // the origin of the sequence, which Boost leaves out
  for (std::uint64_t k = 1; k < 300; ++k) {
    const std::vector<double> point = sequence.point(k);
    for (std::size_t j = 0; j < dimensions; ++j) {
      const double moved = static_cast<double>(engine() >> 11) * 0x1p-53 + shift[j];
      ASSERT_EQ(point[j], moved - std::floor(moved));
    }
  }
}

TEST(Designs, SobolIsBalancedInEveryDimensionAndInBoxesOfTwo) {
  const UnitDesign design(DesignKind::sobol, 3667, 256, 8);
  const Points points = all_points(design);
  for (std::size_t j = 0; j < 3667; ++j)
    for (const int count : count_in_parts(points, j, 256)) ASSERT_EQ(count, 1) << j;
  // The first two dimensions have one point in every box of area 1/256, however long or wide.
  for (unsigned wide = 0; wide <= 8; ++wide) {
    std::set<std::pair<double, double>> boxes;
    for (const auto& point : points)
      boxes.insert({std::floor(point[0] * std::exp2(wide)), std::floor(point[1] * std::exp2(8 - wide))});
    EXPECT_EQ(boxes.size(), 256u);
  }
}

// Largest correlation between the columns of A and of B, 128 points of 12 factors.
double largest_correlation(Randomisation randomisation) {
  constexpr std::size_t factors = 12, samples = 128;
  const SobolSequence sequence(2 * factors, 1, randomisation);
  double largest = 0.0;
  for (std::size_t j = 0; j < factors; ++j) {
    double a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    for (std::uint64_t k = 0; k < samples; ++k) {
      const std::vector<double> point = sequence.point(k);
      const double x = point[j] - 0.5, y = point[factors + j] - 0.5;
      a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
    }
    const double n = samples;
    largest = std::max(largest, std::abs((ab - a * b / n) / std::sqrt((aa - a * a / n) * (bb - b * b / n))));
  }
  return largest;
}

// A factor's columns in A and B that follow one another bias its total index: a straight line had 1.3 times its own.
TEST(Designs, NestedHalvesTakeColumnsOfAAndBApart) {
  EXPECT_LT(largest_correlation(Randomisation::nested), 0.2);
  EXPECT_GT(largest_correlation(Randomisation::shift), 0.3) << "the twin: shifting alone leaves them together";
}

TEST(Designs, SaltelliExchangesColumnsExactly) {
  constexpr std::size_t dimensions = 4;
  const UnitDesign design(DesignKind::saltelli, dimensions, 32, 6);
  const SobolSequence sequence(2 * dimensions, 6, Randomisation::nested);
  const SaltelliBlock block{dimensions};
  for (std::uint64_t sample = 0; sample < 32; ++sample) {
    const auto at = [&](std::size_t place) { return design.point(sample * block.size() + place); };
    const std::vector<double> a = at(block.a()), b = at(block.b());
    std::vector<double> both = a;
    both.insert(both.end(), b.begin(), b.end());
    EXPECT_EQ(both, sequence.point(sample));
    for (std::size_t column = 0; column < dimensions; ++column) {
      std::vector<double> a_with_b = a, b_with_a = b;
      std::swap(a_with_b[column], b_with_a[column]);
      EXPECT_EQ(at(block.a_with_b(column)), a_with_b);
      EXPECT_EQ(at(block.b_with_a(column)), b_with_a);
    }
  }
}

TEST(Designs, MorrisMovesEveryDimensionOnceByItsStep) {
  constexpr std::size_t dimensions = 7;
  for (const std::uint32_t levels : {2u, 4u, 10u}) {
    const UnitDesign design(DesignKind::morris, dimensions, 40, 12, levels);
    const double step = levels / (2.0 * (levels - 1));
    for (std::uint64_t trajectory = 0; trajectory < 40; ++trajectory) {
      std::set<std::size_t> moved;
      for (std::size_t k = 0; k < dimensions; ++k) {
        const auto from = design.point(trajectory * (dimensions + 1) + k), to = design.point(trajectory * (dimensions + 1) + k + 1);
        for (std::size_t j = 0; j < dimensions; ++j) {
          EXPECT_NEAR(from[j] * (levels - 1), std::round(from[j] * (levels - 1)), 1e-9);
          if (from[j] == to[j]) continue;
          EXPECT_NEAR(std::abs(to[j] - from[j]), step, 1e-12);
          EXPECT_TRUE(moved.insert(j).second) << "moved twice";
        }
        EXPECT_EQ(moved.size(), k + 1);
      }
    }
  }
}

TEST(Designs, MorrisStartsOnAllLevelsAndMovesInAllOrders) {
  const UnitDesign design(DesignKind::morris, 3, 4000, 1, 4);
  std::vector<std::int64_t> levels(4, 0), first(3, 0);
  for (std::uint64_t trajectory = 0; trajectory < 4000; ++trajectory) {
    const auto from = design.point(trajectory * 4), to = design.point(trajectory * 4 + 1);
    for (std::size_t j = 0; j < 3; ++j) {
      ++levels[static_cast<std::size_t>(std::lround(from[j] * 3))];
      first[j] += from[j] != to[j];
    }
  }
  EXPECT_FALSE(check_counts(levels, std::vector<double>(4, 1.0)).rejects);
  EXPECT_TRUE(check_counts(levels, std::vector<double>{1.2, 1.0, 1.0, 1.0}).rejects);
  EXPECT_FALSE(check_counts(first, std::vector<double>(3, 1.0)).rejects);
  EXPECT_TRUE(check_counts(first, std::vector<double>{1.3, 1.0, 1.0}).rejects);
}

TEST(Designs, ImpossibleOnesAreRefused) {
  EXPECT_THROW(UnitDesign(DesignKind::grid, 2, 4, 1), BrokenPromise);
  EXPECT_THROW(UnitDesign(DesignKind::list, 2, 4, 1), BrokenPromise);
  EXPECT_THROW(UnitDesign(DesignKind::sobol, 3668, 4, 1), BrokenPromise);
  EXPECT_THROW(UnitDesign(DesignKind::saltelli, 1834, 4, 1), BrokenPromise);
  EXPECT_NO_THROW(UnitDesign(DesignKind::saltelli, 1833, 4, 1));
  for (const DesignKind kind : kinds) {
    EXPECT_THROW(UnitDesign(kind, 0, 4, 1), BrokenPromise);
    EXPECT_THROW(UnitDesign(kind, 2, 0, 1), BrokenPromise);
    EXPECT_THROW(UnitDesign(kind, 2, ~std::uint64_t{0}, 1), BrokenPromise);
    EXPECT_THROW(UnitDesign(kind, 2, 4, 1).point(UnitDesign(kind, 2, 4, 1).size()), BrokenPromise);
  }
  EXPECT_THROW(UnitDesign(DesignKind::morris, 2, 4, 1, 5), BrokenPromise);
  EXPECT_THROW(UnitDesign(DesignKind::morris, 2, 4, 1, 0), BrokenPromise);
}

TEST(Designs, AHundredThousandPointsAreSpreadEvenly) {
  for (const DesignKind kind : kinds) {
    const UnitDesign design(kind, 12, 100000, 1);
    double sum = 0.0;
    for (std::uint64_t k = 0; k < 100000; ++k) sum += design.point(design.size() - 1 - k)[0];
    EXPECT_NEAR(sum / 100000, 0.5, 0.01) << design_kind_names[static_cast<std::size_t>(kind)];
  }
}

}  // namespace
}  // namespace tessera
