#include "mechanisms/reporting.hpp"

#include "base/parallel.hpp"

namespace tessera {
namespace {

constexpr std::size_t smallest_parallel_ties = 20000;  // a tie is a few instructions
constexpr int highest = static_cast<int>(Level::formal_multiple);

std::uint8_t ask(const Organisations& organisations, std::uint32_t observer, std::uint32_t observed, Level level,
                 const ReportingParameters& parameters, const MechanismDraws& draws) {
  Stream stream = draws.at(Subject{.a = organisations.id[observer], .b = organisations.id[observed]});
  const double u_omission = stream.uniform();
  const double u_error = stream.uniform();
  return static_cast<std::uint8_t>(reported_level(level, u_omission, u_error, parameters));
}

}  // namespace

Level reported_level(Level level, double u_omission, double u_error, const ReportingParameters& parameters) {
  const int truth = static_cast<int>(level);
  if (level == Level::none || u_omission < parameters.omission * (highest - truth)) return Level::none;
  if (u_error < 0.5 * parameters.level_error) return static_cast<Level>(truth - 1);
  if (u_error < parameters.level_error && truth < highest) return static_cast<Level>(truth + 1);
  return level;
}

void report_ties(Ties& ties, const Organisations& organisations, const ReportingParameters& parameters,
                 const MechanismDraws& draws) {
  if (draws.month() % 12 != 0) return;
  for_each_slot(ties.count(), [&](std::size_t t) {
    const std::uint32_t a = ties.a[t], b = ties.b[t];
    ties.reported_by_a[t] = ties.reported_by_b[t] = static_cast<std::uint8_t>(Level::none);
    const auto level = static_cast<Level>(ties.level[t]);
    if (level == Level::none || organisations.active[a] == 0 || organisations.active[b] == 0) return;
    ties.reported_by_a[t] = ask(organisations, a, b, level, parameters, draws);
    ties.reported_by_b[t] = ask(organisations, b, a, level, parameters, draws);
  }, smallest_parallel_ties);
}

}  // namespace tessera
