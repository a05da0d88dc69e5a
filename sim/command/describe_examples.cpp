#include "command/describe_examples.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measures/measures.hpp"
#include "parameters/levers.hpp"
#include "scenario/reference.hpp"
#include "vocabulary/mechanism_names.hpp"

namespace tessera {
namespace {

std::string show_lines(std::string lines) {
  for (std::size_t at = lines.find('\n'); at != std::string::npos; at = lines.find('\n', at + 1)) lines.replace(at, 1, "\n          ");
  return "  example " + lines + "\n";
}

std::string use_of(const LeverRow& row) {
  return fmt::format("[[policy]]\nname = \"my_policy\"\nlever = \"{}\"\nstart_month = 13\nintensity = 0.5",
                     lever_names[static_cast<std::size_t>(row.lever)]);
}

// One target that is allowed and enough.
std::string target_of(const ShockRow& row) {
  if ((row.needed & target_share) != 0) return "\ntarget = { share = 0.1 }";
  if ((row.needed & target_area) != 0) return "\ntarget = { area = [\"food\"] }";
  return "";
}

std::string use_of(const ShockRow& row) {
  std::string text = fmt::format("[[shock]]\nname = \"my_shock\"\nkind = \"{}\"\nmonth = 13", shock_names[static_cast<std::size_t>(row.kind)]);
  if (!row.unit.empty()) text += fmt::format("\nsize = {}", std::min(row.highest, 0.3));
  if (row.lasting) text += "\nduration_months = 12";
  return text + target_of(row);
}

std::string use_of(const Measure& measure) {
  return fmt::format("tessera compare results.h5 --measure {0}\nxarray.open_dataset(\"results.h5\", engine=\"h5netcdf\").{0}", measure.name);
}

std::string use_of(const ReferenceRow& row) {
  std::string path = row.path;
  const bool of_one = path.find("NAME") == std::string::npos && row.per.empty() && row.standard;
  for (const auto& [kind, one] : {std::pair{"type.NAME", "type.food_bank"}, {"group.NAME", "group.newcomers"}, {"area.NAME", "area.food"}})
    if (path.starts_with(kind)) path.replace(0, std::string_view(kind).size(), one);
  if (!of_one) return "tessera explain town.toml " + path;
  const std::string shown = row.whole ? fmt::format("{:.0f}", *row.standard) : fmt::format("{}", *row.standard);
  return fmt::format("tessera run town.toml --set {}={}", path, shown);
}

// Keys of entries that a scenario lists: they have a use only within their entry.
bool is_of_a_list(const std::string& path) {
  for (const char* list : {"district.", "organisation.", "tie.", "policy.", "shock."})
    if (path.starts_with(list)) return true;
  return false;
}

}  // namespace

std::string example_of(const std::string& name) {
  for (const LeverRow& row : lever_table())
    if (lever_names[static_cast<std::size_t>(row.lever)] == name) return show_lines(use_of(row));
  for (const ShockRow& row : shock_table())
    if (shock_names[static_cast<std::size_t>(row.kind)] == name) return show_lines(use_of(row));
  for (const Measure& measure : measure_table())
    if (measure.name == name) return show_lines(use_of(measure));
  for (const ReferenceRow& row : reference_rows())
    if (row.path == name) return is_of_a_list(row.path) ? "" : show_lines(use_of(row));
  if (!name.empty() && std::find(mechanism_names.begin(), mechanism_names.end(), name) != mechanism_names.end())
    return show_lines(fmt::format("tessera explain town.toml {}", name));
  return "";
}

}  // namespace tessera
