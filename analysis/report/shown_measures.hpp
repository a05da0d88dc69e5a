// Which measures the page shows beside the headline outcomes, and what readers call them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tessera {

struct ShownMeasure {
  std::string_view measure;
  std::string_view label;
  std::string_view label_of_year = "";  // of flows: summed over twelve months where every month is kept
  bool used_only = false;               // places that are 0 in every run are left out

  bool is_flow() const { return !label_of_year.empty(); }
};

// One number each: of volunteers, trust, need and what happens to organisations.
std::span<const ShownMeasure> further_measures();
// With an axis.
std::span<const ShownMeasure> place_measures();

// What readers call a measure, of single months where it is a flow: "need met", "organisations closed in a month". The name in
// words where nobody gave a label.
std::string label_measure(const std::string& measure);

// "closed in a year" as it is said of single months: "closed in a month".
std::string name_single_month(std::string_view label_of_year);

// Why a measure is not on the page.
std::string say_not_kept(const std::string& measure, bool of_experiment);

}  // namespace tessera
