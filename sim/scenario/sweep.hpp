// An experiment as it is run, stored and run again: everything that decides its runs, free of the files it was read from.
//
// Its points are numbered design point by design point, with the variants of one design point side by side; its runs
// point by point, with the replicates of one point side by side. Replicate r has the same luck at every point.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/statistics/designs.hpp"
#include "scenario/experiment.hpp"
#include "scenario/scenario.hpp"

namespace tessera {

struct SweepVariant {
  std::string name;
  std::string text;  // its scenario as write_scenario gives it; factors are laid over this
  std::vector<Origin> settings = {};  // where values that are no default came from; changes nothing
};

struct SweepFactor {
  std::string path;            // as users write it: "trust.weight", "policy.facilitators.intensity"
  std::string unit;            // of the parameter; empty where the table of parameters does not know it
  std::vector<double> values;  // of a list or grid; else
  double low = 0.0, high = 0.0;
  bool logarithmic = false;
  bool whole = false;          // only whole numbers
};

struct Sweep {
  std::string name, question;
  std::vector<SweepVariant> variants;  // one at least; the first is the baseline
  std::vector<SweepFactor> factors;
  DesignKind design = DesignKind::grid;
  std::uint64_t samples = 0;  // as in UnitDesign
  std::uint64_t design_seed = 1;
  std::uint32_t levels = 4;   // of Morris
  ReplicateRule replicates;
  std::int32_t branch_month = 0;
  std::int32_t months = 0;    // of the month axis: of the longest point
  std::uint64_t seed = 0;     // of all draws
  std::vector<std::string> measures;  // by name
  std::int32_t every_months = 12;     // months whose numbers are kept: 0, multiples of this, and the last
  bool single_precision = true;

  std::uint64_t design_points() const;
  std::uint64_t points() const { return design_points() * variants.size(); }
  std::uint32_t replicates_at_most() const { return replicates.fixed > 0 ? replicates.fixed : replicates.most; }
  std::vector<std::int32_t> kept_months() const;
};

// What an experiment asks for. Its measures stay empty where it names none. Throws InputError.
Sweep freeze_experiment(const Experiment& experiment);

// A text that holds all of it; reading it gives the same sweep, bit for bit. Settings are left out unless asked for, so
// that two texts are equal when the runs are. Reading throws InputError if it is none.
enum class SettingsInText { left_out, kept };
std::string to_text(const Sweep& sweep, SettingsInText settings = SettingsInText::left_out);
Sweep sweep_from_text(const std::string& text, const std::string& file);

// Makes points of a sweep when they are asked for. One thread at a time.
class SweepPoints {
 public:
  explicit SweepPoints(const Sweep& sweep);
  ~SweepPoints();
  // Values of the factors, [factor].
  std::vector<double> values(std::uint64_t design_point) const;
  // The scenario of a point; the same bits wherever it is made. Throws InputError if it can not be.
  Scenario scenario(std::uint64_t point) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tessera
