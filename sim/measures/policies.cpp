// What policies cost the public, and the state of the economy.
#include <algorithm>
#include <numeric>

#include "measures/families.hpp"

namespace tessera {
namespace {

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

const std::vector<Reading<World>> readings{
    {{"public_spending", "", "usd", "Public money that policies spend this month: professionals and what calls pay out.",
      "cost effectiveness"},
     [](const World& w, std::span<double> p) { p[0] = sum_of(w.community.public_spending_usd); }},
    {{"public_spending_by_lever", "lever", "usd", "As public_spending, by the lever of the policy.", "cost effectiveness"},
     [](const World& w, std::span<double> p) {
       std::copy_n(w.community.public_spending_usd.begin(), std::min(p.size(), w.community.public_spending_usd.size()), p.begin());
     }},
    {{"public_spending_total", "", "usd", "public_spending summed since the run began.", "cost effectiveness"},
     [](const World& w, std::span<double> p) { p[0] = sum_of(w.community.public_spending_total_usd); }},
    {{"economy", "", "ratio", "Index of the general economy, 1 = normal.", "shocks"},
     [](const World& w, std::span<double> p) { p[0] = w.economy; }},
};

}  // namespace

std::vector<Measure> policies_measures() { return measures_of<World>(readings); }

void take_policies(Places places, const World& world, const Parameters&) { read_off<World>(readings, world, places); }

}  // namespace tessera
