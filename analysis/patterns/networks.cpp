// P7, P8 and P9: density, clustering and inequality of the network of formal ties, in communities of several sizes.
#include <array>
#include <cmath>

#include "analysis/patterns/bipartite_null.hpp"
#include "analysis/patterns/communities.hpp"
#include "analysis/patterns/statistics.hpp"

namespace tessera {
namespace {

constexpr auto contact = static_cast<std::size_t>(Level::contact);
constexpr auto formal_multiple = static_cast<std::size_t>(Level::formal_multiple);

// Sums of one network: organisations, runs, twice the ties, ordered pairs, closed and all triples, the same of the
// shuffled network and of the network of seats it is compared with; variation of degree, each with its count.
enum Place : std::size_t {
  organisations,
  runs,
  degrees,
  pairs,
  closed,
  triples,
  null_closed,
  null_triples,
  seats_closed,
  seats_triples,
  contact_variation,
  contact_count,
  multiple_variation,
  multiple_count,
  width
};

void add_triples(std::span<double> sums, std::size_t place, const Structure& structure) {
  sums[place] += 3.0 * structure.triangles;
  sums[place + 1] += structure.triples;
}

Structure formal_network(const World& world) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  const Ties& ties = world.ties;
  const auto& active = world.organisations.active;
  for (std::size_t t = 0; t < ties.count(); ++t)
    if (ties.level[t] >= static_cast<std::uint8_t>(Level::formal) && active[ties.a[t]] && active[ties.b[t]])
      edges.emplace_back(ties.a[t], ties.b[t]);
  return measure_structure(world.organisations.count(), edges, active);
}

void add_shuffled(std::span<double> sums, const Observation& seen) {
  constexpr int shuffles = 5, swaps_per_seat = 10;
  const Draws draws(static_cast<std::uint64_t>(seen.scenario.parameters.run.seed), seen.replicate, 0);
  Stream stream = draws.of(PatternDraw::bipartite_null).at(seen.world.organisations.count());
  Affiliations affiliations = list_affiliations(seen.world);
  add_triples(sums, seats_closed, project(affiliations, seen.world.organisations));
  for (int k = 0; k < shuffles; ++k) {
    shuffle_seats(affiliations, swaps_per_seat, stream);
    add_triples(sums, null_closed, project(affiliations, seen.world.organisations));
  }
}

void add_network(std::span<double> sums, const Observation& seen) {
  if (!seen.last) return;
  const Structure formal = formal_network(seen.world);
  sums[organisations] += formal.nodes;
  sums[runs] += 1.0;
  sums[degrees] += 2.0 * formal.edges;
  sums[pairs] += formal.nodes * (formal.nodes - 1.0);
  add_triples(sums, closed, formal);
  add_shuffled(sums, seen);
  const auto variation = read_measure(seen, "degree_variation_by_level");
  add_value(sums, contact_variation, variation[contact]);
  add_value(sums, multiple_variation, variation[formal_multiple]);
}

constexpr std::size_t place_of(int size) {
  for (std::size_t k = 0; k < network_sizes.size(); ++k)
    if (network_sizes[k] == size) return k;
  return network_sizes.size();
}

template <int size>
std::span<const double> network_of(std::span<const double> sums) {
  return sums.subspan(place_of(size) * width, width);
}

double density(std::span<const double> network) { return share_of(network[degrees], network[pairs]); }
double clustering(std::span<const double> network) { return share_of(network[closed], network[triples]); }
double mean_degree(std::span<const double> network) { return share_of(network[degrees], network[organisations]); }
double over_density(std::span<const double> network) { return share_of(clustering(network), density(network)); }
// Shuffled several times, so its triples are counted several times; the share is not.
double above_null(std::span<const double> network) {
  return share_of(network[seats_closed], network[seats_triples]) -
         share_of(network[null_closed], network[null_triples]);
}

// Least squares of log density on log n over the five sizes of P7.
double density_slope(std::span<const double> sums) {
  double count = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  for (const int size : {15, 25, 50, 100, 200}) {
    const auto network = sums.subspan(place_of(size) * width, width);
    const double log_n = std::log(share_of(network[organisations], network[runs])),
                 log_density = std::log(density(network));
    count += 1.0, x += log_n, y += log_density, xx += log_n * log_n, xy += log_n * log_density;
  }
  return (count * xy - x * y) / (count * xx - x * x);
}

template <int size, double (*value)(std::span<const double>)>
double at_size(std::span<const double> sums) {
  return value(network_of<size>(sums));
}
template <int size, std::size_t place>
double mean_at_size(std::span<const double> sums) {
  return mean_at<place>(network_of<size>(sums));
}

constexpr Tally by_size{Setting::sizes, width, add_network};
constexpr Tally town{Setting::town, width, add_network};

}  // namespace

std::span<const Statistic> networks_statistics() {
  constexpr auto estimate = Judged::by_estimate;
  constexpr auto report = Judged::report_only;
  static constexpr std::array statistics{
      Statistic{"P7", "slope of density", "ratio",
                "Log density of formal ties on log n: least squares over n = 15, 25, 50, 100, 200 at month 120.",
                estimate, -1.2, -0.6, &by_size, density_slope},
      Statistic{"P7", "mean degree, n = 15", "organisation", "Mean number of formal ties of an open organisation.",
                estimate, 3.0, 10.0, &by_size, at_size<15, mean_degree>},
      Statistic{"P7", "mean degree, n = 25", "organisation", "The same.", estimate, 3.0, 10.0, &by_size,
                at_size<25, mean_degree>},
      Statistic{"P7", "mean degree, n = 50", "organisation", "The same.", estimate, 3.0, 10.0, &by_size,
                at_size<50, mean_degree>},
      Statistic{"P7", "mean degree, n = 100", "organisation", "The same.", estimate, 3.0, 10.0, &by_size,
                at_size<100, mean_degree>},
      Statistic{"P7", "mean degree, n = 200", "organisation", "The same.", estimate, 3.0, 10.0, &by_size,
                at_size<200, mean_degree>},
      Statistic{"P7", "mean degree, town", "organisation", "The same in the town.", report, 3.0, 10.0, &town,
                mean_degree},
      Statistic{"P8", "clustering over density, n = 25", "ratio", "Transitivity of formal ties over their density.",
                estimate, 1.1, unbounded, &by_size, at_size<25, over_density>},
      Statistic{"P8", "clustering over density, n = 80", "ratio", "The same.", estimate, 3.0, unbounded, &by_size,
                at_size<80, over_density>},
      Statistic{"P8", "clustering above the bipartite null, n = 25", "share",
                "Transitivity less that of the same partnerships with shuffled members.", report, 0.0, 1.0, &by_size,
                at_size<25, above_null>},
      Statistic{"P8", "clustering above the bipartite null, n = 80", "share", "The same.", Judged::by_interval, 0.0,
                1.0, &by_size, at_size<80, above_null>},
      Statistic{"P9", "variation of degree, contact", "ratio",
                "Standard deviation over mean of the number of ties at contact or higher.", estimate, 0.3, 0.5, &town,
                mean_at<contact_variation>},
      Statistic{"P9", "variation of degree, formal on several projects", "ratio",
                "The same at the level formal_multiple.", estimate, 0.6, 1.2, &town, mean_at<multiple_variation>},
      Statistic{"P9", "variation of degree, contact, n = 25", "ratio", "The same at the size of the Indiana network.",
                report, 0.3, 0.5, &by_size, mean_at_size<25, contact_variation>},
      Statistic{"P9", "variation of degree, formal on several projects, n = 25", "ratio", "The same.", report, 0.6, 1.2,
                &by_size, mean_at_size<25, multiple_variation>},
      Statistic{"P9", "variation of degree, formal on several projects, n = 50", "ratio",
                "The same near the size of the DHHS network.", report, 0.6, 1.2, &by_size,
                mean_at_size<50, multiple_variation>},
  };
  return statistics;
}

}  // namespace tessera
