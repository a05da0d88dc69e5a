// Points of sweeps: values of the factors, and the scenarios they make.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/errors.hpp"
#include "scenario/parse.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"
#include "scenario/set_value.hpp"
#include "scenario/source_text.hpp"
#include "scenario/sweep_parts.hpp"

namespace tessera {
namespace {

double stretch(const SweepFactor& factor, double unit) {
  const double value = factor.logarithmic ? std::exp(std::log(factor.low) + unit * (std::log(factor.high) - std::log(factor.low)))
                                          : factor.low + unit * (factor.high - factor.low);
  return std::clamp(factor.whole ? std::round(value) : value, factor.low, factor.high);
}

// The name in "policy.NAME.key"; empty for other paths.
std::string named_in(const std::string& path, std::string_view list) {
  if (!path.starts_with(fmt::format("{}.", list))) return "";
  const std::size_t begin = list.size() + 1, end = path.find('.', begin);
  return end == std::string::npos ? "" : path.substr(begin, end - begin);
}

template <class List>
bool lacks(const List& list, const std::string& name) {
  return !name.empty() && std::none_of(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
}

Scenario without_texts(Scenario scenario) {
  scenario.origins.clear();
  scenario.merged_text.clear();
  return scenario;
}

Node number_node(double value) {
  Node node;
  node.kind = NodeKind::number;
  node.number = value;
  return node;
}

void check_range(const ParameterRow& row, double value) {
  if (value >= row.lowest && value <= row.highest && (!row.whole || value == std::floor(value))) return;
  throw InputError(fmt::format("{} can not be {}: it lies between {} and {}{}", row.name, value, row.lowest, row.highest,
                               row.whole ? " and is whole" : ""));
}

}  // namespace

bool applies_to(const SweepFactor& factor, const Scenario& variant) {
  return !lacks(variant.parameters.policies, named_in(factor.path, "policy")) &&
         !lacks(variant.parameters.shocks, named_in(factor.path, "shock"));
}

VariantReader::VariantReader(const SweepVariant& variant, std::vector<SweepFactor> factors)
    : factors_(std::move(factors)), files_{{variant.name, ""}} {
  check_source_text(variant.text, variant.name);
  root_ = parse_document(variant.text, variant.name, 0);
  Faults faults(files_);
  base_ = without_texts(read_document(root_, variant.name, files_, faults));
  for (const SweepFactor& factor : factors_) {
    applies_.push_back(applies_to(factor, base_));
    plain_ = plain_ && (!applies_.back() || find_spelt_parameter(factor.path) != nullptr);
  }
}

Scenario VariantReader::read(std::span<const double> values) const {
  if (!plain_) return read_whole(values);
  Faults faults(files_);
  Reading reading{files_, faults, base_};
  for (std::size_t k = 0; k < factors_.size(); ++k) {
    if (!applies_[k]) continue;
    const ParameterRow& row = *find_spelt_parameter(factors_[k].path);
    check_range(row, values[k]);
    row.value(reading.scenario.parameters) = values[k];
  }
  check_consistency(reading, root_);
  faults.throw_if_any();
  return std::move(reading.scenario);
}

Scenario VariantReader::read_whole(std::span<const double> values) const {
  Faults faults(files_);
  Node root = root_;
  for (std::size_t k = 0; k < factors_.size(); ++k) {
    if (!applies_[k]) continue;
    const ParameterRow* row = find_spelt_parameter(factors_[k].path);
    put_value(root, row == nullptr ? factors_[k].path : std::string(spell_parameter(*row)), number_node(values[k]), faults);
  }
  return without_texts(read_document(root, files_[0].name, files_, faults));
}

struct SweepPoints::Implementation {
  const Sweep& sweep;
  std::optional<UnitDesign> design;
  mutable std::vector<std::unique_ptr<VariantReader>> variants;  // made when first asked for
};

SweepPoints::SweepPoints(const Sweep& sweep) : implementation_(new Implementation{sweep, {}, {}}) {
  implementation_->variants.resize(sweep.variants.size());
  if (draws_points(sweep.design))
    implementation_->design.emplace(sweep.design, sweep.factors.size(), sweep.samples, sweep.design_seed, sweep.levels);
}

SweepPoints::~SweepPoints() = default;

std::vector<double> SweepPoints::values(std::uint64_t design_point) const {
  const auto& factors = implementation_->sweep.factors;
  std::vector<double> values(factors.size());
  if (implementation_->design) {
    const std::vector<double> unit = implementation_->design->point(design_point);
    for (std::size_t k = 0; k < factors.size(); ++k) values[k] = stretch(factors[k], unit[k]);
    return values;
  }
  for (std::size_t k = factors.size(); k-- > 0;) {  // of a grid the last factor runs fastest
    const std::uint64_t count = factors[k].values.size();
    const bool list = implementation_->sweep.design == DesignKind::list;
    values[k] = factors[k].values.at(list ? design_point : design_point % count);
    if (!list) design_point /= count;
  }
  return values;
}

Scenario SweepPoints::scenario(std::uint64_t point) const {
  const Sweep& sweep = implementation_->sweep;
  const std::uint64_t variant = point % sweep.variants.size();
  std::unique_ptr<VariantReader>& reader = implementation_->variants[variant];
  if (!reader) reader = std::make_unique<VariantReader>(sweep.variants[variant], sweep.factors);
  return reader->read(values(point / sweep.variants.size()));
}

}  // namespace tessera
