#include "analysis/patterns/statistics.hpp"

#include <string>

#include "measures/measures.hpp"

namespace tessera {

std::vector<double> read_measure(const Observation& seen, std::string_view name) {
  const Parameters& parameters = seen.scenario.parameters;
  const MeasurePlan plan = plan_measures({std::string(name)}, parameters, seen.world.community.districts);
  std::vector<double> row(plan.width);
  take_measures(row, seen.world, parameters, plan, seen.last);
  return row;
}

double income_of(const World& world) {
  const Organisations& o = world.organisations;
  double income = 0.0;
  for (std::size_t i = 0; i < o.count(); ++i)
    for (std::size_t source = 0; source < sources; ++source) income += o.money_book_usd[i * money_entries + source];
  return income;
}

}  // namespace tessera
