#include "measures/measures.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "base/parallel.hpp"
#include "measures/families.hpp"

namespace tessera {
namespace {

// "no measure is called 'x'; did you mean 'y'?"
std::string describe_unknown_measure(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Measure& measure : measure_table()) known.push_back(measure.name);
  return "no measure is called '" + name + "'" + suggest_name(name, known) +
         " (`tessera describe measures` lists them; a name may end in '*')";
}

// In the order of the table.
constexpr auto families = std::to_array<Family>({
    {need_measures, take_need},
    {reach_measures, take_reach},
    {volunteers_measures, take_volunteers},
    {trust_measures, take_trust},
    {network_measures, take_network},
    {structure_measures, take_structure},
    {reports_measures, take_reports},
    {partnerships_measures, take_partnerships},
    {conflicts_measures, take_conflicts},
    {organisations_measures, take_organisations},
    {learning_measures, take_learning},
    {sizes_measures, take_sizes},
    {grants_measures, take_grants},
    {books_measures, take_books},
    {policies_measures, take_policies},
    {solo_measures, nullptr},  // reads another world: see take_measures
});

constexpr std::size_t solo_family = families.size() - 1;
static_assert(families[solo_family].take == nullptr);

struct Table {
  std::vector<Measure> measures;
  std::array<std::size_t, families.size() + 1> begin{};  // of each family's measures
};

const Table& table() {
  static const Table joined = [] {
    Table t;
    for (std::size_t f = 0; f < families.size(); ++f) {
      const auto measures = families[f].measures();
      t.measures.insert(t.measures.end(), measures.begin(), measures.end());
      t.begin[f + 1] = t.measures.size();
    }
    return t;
  }();
  return joined;
}

std::size_t axis_size(std::string_view axis, const Parameters& parameters, std::size_t districts) {
  if (axis.empty()) return 1;
  if (axis == "district") return districts;
  return axis_labels(axis, parameters, {}).size();
}

bool is_year_end(std::int32_t month, bool last) { return last || month % 12 == 0; }

bool any_wanted(Places places) {
  return std::any_of(places.begin(), places.end(), [](const auto& place) { return !place.empty(); });
}

bool matches(std::string_view name, std::string_view pattern) {
  if (!pattern.ends_with('*')) return name == pattern;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

std::span<const Measure> measure_table() { return table().measures; }

MeasurePlan plan_measures(const std::vector<std::string>& names, const Parameters& parameters, std::size_t districts) {
  const auto all = measure_table();
  std::vector<std::uint8_t> wanted(all.size(), 0);
  std::vector<Fault> faults;
  for (const std::string& name : names) {
    bool known = false;
    for (std::size_t k = 0; k < all.size(); ++k)
      if (matches(all[k].name, name)) wanted[k] = known = true;
    if (!known) faults.push_back({.message = describe_unknown_measure(name)});
  }
  if (!faults.empty()) throw InputError(std::move(faults));

  MeasurePlan plan;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (!wanted[k]) continue;
    plan.measures.push_back(&all[k]);
    plan.offset.push_back(plan.width);
    plan.size.push_back(axis_size(all[k].axis, parameters, districts));
    plan.width += plan.size.back();
  }
  return plan;
}

bool needs_solo(const MeasurePlan& plan, std::int32_t month, bool last) {
  if (!is_year_end(month, last)) return false;
  const Table& all = table();
  return std::any_of(plan.measures.begin(), plan.measures.end(), [&](const Measure* measure) {
    return measure >= all.measures.data() + all.begin[solo_family];
  });
}

void take_measures(std::span<double> row, const World& world, const Parameters& parameters, const MeasurePlan& plan,
                   bool last, const SoloChain* solo_chain) {
  std::fill(row.begin(), row.end(), std::numeric_limits<double>::quiet_NaN());
  const bool yearly_too = is_year_end(world.month, last);
  const Table& all = table();
  std::vector<std::span<double>> places(all.measures.size());
  for (std::size_t k = 0; k < plan.measures.size(); ++k)
    if (yearly_too || !plan.measures[k]->yearly)
      places[static_cast<std::size_t>(plan.measures[k] - all.measures.data())] =
          row.subspan(plan.offset[k], plan.size[k]);
  const auto places_of = [&](std::size_t f) {
    return Places(places).subspan(all.begin[f], all.begin[f + 1] - all.begin[f]);
  };
  for_each_heavy_slot(families.size(), world.organisations.count() >= smallest_parallel_loop, [&](std::size_t f) {
    const auto own = places_of(f);
    if (families[f].take != nullptr && any_wanted(own)) families[f].take(own, world, parameters);
  });
  const auto solo = places_of(solo_family);
  if (solo_chain != nullptr && any_wanted(solo)) take_solo(solo, *solo_chain, world);
}

}  // namespace tessera
