#include "scenario/branch.hpp"

#include <fmt/format.h>

#include <sstream>

#include "scenario/values.hpp"
#include "scenario/write.hpp"

namespace tessera {
namespace {

// The next line that says something; false if there is none.
bool read_line(std::istringstream& text, std::string& line) {
  while (std::getline(text, line))
    if (!line.empty()) return true;
  return false;
}

// The first line of `one` that `other` has not, with its section; that of `other` if `one` says less. They differ.
std::string first_difference(const std::string& one, const std::string& other) {
  std::istringstream of_one(one), of_other(other);
  std::string here, there, section;
  while (read_line(of_one, here)) {
    if (!read_line(of_other, there) || here != there)
      return section.empty() || here.starts_with('[') ? here : section + " " + here;
    if (here.starts_with('[')) section = here;
  }
  read_line(of_other, there);
  return there;
}

}  // namespace

std::string describe_run_up(const Scenario& scenario, std::int32_t branch_month) {
  Scenario run_up = scenario;
  std::erase_if(run_up.parameters.policies, [&](const Policy& policy) { return policy.start_month >= branch_month; });
  std::erase_if(run_up.parameters.shocks, [&](const ShockEvent& shock) { return shock.month >= branch_month; });
  return write_scenario(run_up);
}

void check_branches(const Experiment& experiment, std::vector<Fault>& faults) {
  if (experiment.branch_month == 0 || experiment.variants.empty()) return;
  const std::string first = describe_run_up(read_point(experiment, 0), experiment.branch_month);
  for (std::size_t k = 1; k < experiment.variants.size(); ++k) {
    const Variant& variant = experiment.variants[k];
    const std::string own = describe_run_up(read_point(experiment, k), experiment.branch_month);
    if (own == first) continue;
    faults.push_back(make_fault(
        experiment.files, variant.place,
        fmt::format(
            "{} differs from {} before branch_month = {}, at {}; variants may differ only by policies and shocks "
            "that begin in that month or later",
            quote_for_message(variant.name), quote_for_message(experiment.variants.front().name),
            experiment.branch_month, quote_for_message(first_difference(own, first)))));
  }
}

}  // namespace tessera
