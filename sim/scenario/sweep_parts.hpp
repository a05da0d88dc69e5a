// What the makers of sweeps and of their points share.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/sweep.hpp"

namespace tessera {

inline constexpr std::uint64_t most_points = 10'000'000;  // of a design

// Whether the points are drawn between low and high; lists and grids are made of values.
bool draws_points(DesignKind kind);

// As a number that can not overflow.
double count_design_points(const Sweep& sweep);

// Whether the factor can be laid over the variant: it moves a policy or shock that the variant has not, or it can.
bool applies_to(const SweepFactor& factor, const Scenario& variant);

// One variant, read once, with the factors' values laid over it whenever a point is asked for.
class VariantReader {
 public:
  VariantReader(const SweepVariant& variant, std::vector<SweepFactor> factors);
  // values: [factor]. Throws InputError.
  Scenario read(std::span<const double> values) const;
  // The same by way of the whole reader; what read() leaves out for speed does not change the scenario.
  Scenario read_whole(std::span<const double> values) const;
  const Scenario& base() const { return base_; }

 private:
  Node root_;
  Scenario base_;  // without texts
  std::vector<SweepFactor> factors_;
  std::vector<SourceFile> files_;
  std::vector<bool> applies_;  // [factor]
  bool plain_ = true;          // every factor that applies is a row of the table of parameters
};

}  // namespace tessera
