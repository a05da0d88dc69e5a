// Partner search against exact Markov chains. With fixed candidates and structural terms only, the mechanism is a
// stochastic actor-oriented model with unilateral initiative and reciprocal confirmation, whose chain on the 2^(n(n-1)/2)
// networks of n actors can be written down. The chain is written here from the model's equations alone.
#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <array>
#include <cmath>
#include <vector>

#include "formulas/technology.hpp"
#include "mechanisms/partner_search.hpp"
#include "support/small_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

constexpr std::uint16_t acting_stream = 999;  // who acts this month; no mechanism of the model

// Structural terms that differ between actors and dyads, everything else off.
Parameters chain_parameters() {
  Parameters p = standard_parameters();
  PartnerSearchParameters& s = p.partner_search;
  s.rate_per_month = 1.0;
  s.rate_base = 1.0;
  s.rate_unmet = 0.0;
  s.rate_membership_damping = 0.0;
  s.gain = 0.0;
  s.coordination = 0.0;
  s.appraisal_noise_sd = 0.0;
  s.intercept = -1.4;
  s.answer_intercept = 0.6;
  s.load = 0.25;
  s.closure = 0.8;
  s.withdrawal = 1.0;  // every opportunity on a partner weighs leaving
  s.most_members = 2;  // dyads
  return p;
}

struct Actors {
  Parameters parameters;
  World world;
  std::size_t n;

  explicit Actors(std::uint32_t count) : parameters(chain_parameters()), n(count) {
    world = test::make_small_world({.districts = 1, .organisations = count, .reach = 0}, parameters);
    for (std::uint32_t i = 0; i < count; ++i) {
      world.organisations.x_km[i] = 1.5 * i;
      world.organisations.y_km[i] = i % 2 == 0 ? 0.0 : 1.0;
      world.organisations.credibility[i] = 0.3 + 0.15 * i;
      world.organisations.sector[i] = i < 2 ? 0 : 1;
      world.organisations.propensity[i] = 1.0;
      for (std::size_t r = 0; r < resources; ++r) world.organisations.available[i * resources + r] = 0.0;
    }
  }
};

// Utility that i sees in a tie with j when the network is x (bit k = dyad k), the dyad itself left out.
struct Chain {
  const Actors& actors;
  PartnerSearchParameters s;
  std::vector<std::pair<std::size_t, std::size_t>> dyads;

  explicit Chain(const Actors& a) : actors(a), s(a.parameters.partner_search) {
    for (std::size_t i = 0; i < a.n; ++i)
      for (std::size_t j = i + 1; j < a.n; ++j) dyads.emplace_back(i, j);
  }
  std::size_t states() const { return std::size_t{1} << dyads.size(); }
  std::size_t dyad(std::size_t i, std::size_t j) const {
    for (std::size_t k = 0; k < dyads.size(); ++k)
      if (dyads[k] == std::pair{std::min(i, j), std::max(i, j)}) return k;
    return dyads.size();
  }
  bool tied(std::size_t x, std::size_t i, std::size_t j) const { return i != j && ((x >> dyad(i, j)) & 1) != 0; }

  double utility(std::size_t x, std::size_t i, std::size_t j) const {
    const Organisations& o = actors.world.organisations;
    const std::size_t areas = actors.world.community.areas;
    double dot = 0, ii = 0, jj = 0;
    for (std::size_t a = 0; a < areas; ++a) {
      dot += o.mission[i * areas + a] * o.mission[j * areas + a];
      ii += o.mission[i * areas + a] * o.mission[i * areas + a];
      jj += o.mission[j * areas + a] * o.mission[j * areas + a];
    }
    double common = 0, degree = 0;
    for (std::size_t c = 0; c < actors.n; ++c) {
      common += tied(x, i, c) && tied(x, j, c) ? 1.0 : 0.0;
      degree += c != j && tied(x, i, c) ? 1.0 : 0.0;
    }
    const TrustParameters& t = actors.parameters.trust;
    const double trust = t.prior_mean + t.prior_credibility * (o.credibility[j] - 0.5);
    return s.intercept + s.new_partnership - std::log(static_cast<double>(actors.n - 1) / 12.0) +
           s.goal * dot / std::sqrt(ii * jj) + s.trust * (trust - s.trust_midpoint) + s.credibility * o.credibility[j] +
           s.closure * std::log(1.0 + common) -
           s.distance_per_km * std::hypot(o.x_km[i] - o.x_km[j], o.y_km[i] - o.y_km[j]) - s.load * degree +
           (o.sector[i] != o.sector[j] ? s.sector_difference : 0.0);
  }
  static double logistic(double u) { return 1.0 / (1.0 + std::exp(-u)); }

  // Chance that i, acting on x, toggles its dyad with j (choice and, for a new tie, answer).
  double toggles(std::size_t x, std::size_t i, std::size_t j) const {
    double total = 1.0;
    for (std::size_t k = 0; k < actors.n; ++k)
      if (k != i) total += std::exp((tied(x, i, k) ? -1.0 : 1.0) * utility(x, i, k));
    const double chosen = std::exp((tied(x, i, j) ? -1.0 : 1.0) * utility(x, i, j)) / total;
    return tied(x, i, j) ? chosen : chosen * logistic(utility(x, j, i) + s.answer_intercept);
  }

  Eigen::MatrixXd one_actor_a_month() const {
    Eigen::MatrixXd t = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(states()), static_cast<Eigen::Index>(states()));
    const double share = 1.0 / static_cast<double>(actors.n);
    for (std::size_t x = 0; x < states(); ++x) {
      double stays = 1.0;
      for (std::size_t i = 0; i < actors.n; ++i)
        for (std::size_t j = 0; j < actors.n; ++j) {
          if (i == j) continue;
          const double p = share * toggles(x, i, j);
          t(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(x ^ (std::size_t{1} << dyad(i, j)))) += p;
          stays -= p;
        }
      t(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(x)) += stays;
    }
    return t;
  }

  // All act on the state as it stood; a dyad toggles if either side's decision says so.
  Eigen::MatrixXd everybody_a_month() const {
    Eigen::MatrixXd t = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(states()), static_cast<Eigen::Index>(states()));
    for (std::size_t x = 0; x < states(); ++x) {
      std::vector<std::pair<std::size_t, double>> outcomes{{0, 1.0}};  // dyads toggled so far, chance
      for (std::size_t i = 0; i < actors.n; ++i) {
        std::vector<std::pair<std::size_t, double>> next;
        for (const auto& [flips, p] : outcomes) {
          double stays = 1.0;
          for (std::size_t j = 0; j < actors.n; ++j) {
            if (i == j) continue;
            const double q = toggles(x, i, j);
            next.emplace_back(flips | (std::size_t{1} << dyad(i, j)), p * q);
            stays -= q;
          }
          next.emplace_back(flips, p * stays);
        }
        outcomes = std::move(next);
      }
      for (const auto& [flips, p] : outcomes)
        t(static_cast<Eigen::Index>(x), static_cast<Eigen::Index>(x ^ flips)) += p;
    }
    return t;
  }
};

Eigen::VectorXd stationary(const Eigen::MatrixXd& t) {
  const Eigen::Index n = t.rows();
  Eigen::MatrixXd system = t.transpose() - Eigen::MatrixXd::Identity(n, n);
  system.row(n - 1).setOnes();
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
  right(n - 1) = 1.0;
  return system.fullPivLu().solve(right);
}

std::size_t network(const World& world, const Chain& chain) {
  std::size_t x = 0;
  for (std::size_t t = 0; t < world.ties.count(); ++t)
    if (world.ties.common[t] > 0) x |= std::size_t{1} << chain.dyad(world.ties.a[t], world.ties.b[t]);
  return x;
}

// Runs many short chains from the empty network: networks at the end, and every transition seen.
struct Simulation {
  std::vector<std::int64_t> at_end;
  std::vector<std::vector<std::int64_t>> transitions;
};

Simulation simulate(const Actors& actors, const Chain& chain, bool everybody, std::uint32_t chains, std::uint16_t months) {
  Simulation result{std::vector<std::int64_t>(chain.states()),
                    std::vector<std::vector<std::int64_t>>(chain.states(), std::vector<std::int64_t>(chain.states()))};
  const Parameters& p = actors.parameters;
  Technology technology;
  technology.recipes.resize(actors.world.community.areas);
  technology.harm.assign(actors.world.community.areas, 1.0);
  const SearchOutlook outlook{p.agreement, p.dialogue, p.trust, p.delivery.attention_floor, p.contribution.first_belief};
  for (std::uint32_t c = 0; c < chains; ++c) {
    World world = actors.world;
    std::size_t x = 0;
    for (std::uint16_t month = 1; month <= months; ++month) {
      const Draws draws(77, c, month);
      if (!everybody) {
        const std::uint64_t acting = draws.of(acting_stream).at(std::uint64_t{0}).below(actors.n);
        for (std::size_t i = 0; i < actors.n; ++i) world.organisations.propensity[i] = i == acting ? 1.0 : 0.0;
      }
      world.month = month;
      search_partners(world.partnerships, world.memberships, world.ties, world.organisations, world.geography, world.support, technology,
                      p.partner_search, outlook, draws.of(Mechanism::partner_search));
      const std::size_t next = network(world, chain);
      ++result.transitions[x][next];
      x = next;
    }
    ++result.at_end[x];
  }
  return result;
}

std::vector<double> row_of(const Eigen::MatrixXd& t, std::size_t x) {
  const Eigen::VectorXd row = t.row(static_cast<Eigen::Index>(x)).transpose();
  return {row.data(), row.data() + row.size()};
}

// Distribution after `months` from the empty network.
std::vector<double> distribution_after(const Eigen::MatrixXd& t, int months) {
  Eigen::RowVectorXd p = Eigen::RowVectorXd::Zero(t.rows());
  p(0) = 1.0;
  for (int m = 0; m < months; ++m) p = p * t;
  return {p.data(), p.data() + p.size()};
}

int rows_rejected(const Simulation& simulation, const Eigen::MatrixXd& t) {
  int rejected = 0;
  for (std::size_t x = 0; x < simulation.transitions.size(); ++x) {
    std::int64_t visits = 0;
    for (const std::int64_t count : simulation.transitions[x]) visits += count;
    if (visits >= 500 && check_counts(simulation.transitions[x], row_of(t, x)).rejects) ++rejected;
  }
  return rejected;
}

TEST(PartnerSearchChain, OneCandidateHasTheStationaryOddsOfTheProduct) {
  Actors actors(2);
  actors.parameters.partner_search.answer_intercept = 0.0;
  const Chain chain(actors);
  const double u_i = chain.utility(0, 0, 1);
  const double u_j = chain.utility(0, 1, 0);
  const auto s = [](double u) { return Chain::logistic(u); };
  const auto share = [](double odds) { return odds / (1.0 + odds); };
  const double odds = 2.0 * s(u_i) * s(u_j) / (s(-u_i) + s(-u_j));
  const Simulation simulation = simulate(actors, chain, false, 20000, 40);
  EXPECT_NEAR(distribution_after(chain.one_actor_a_month(), 40)[1], share(odds), 1e-6);
  const Check check = check_proportion(simulation.at_end[1], 20000, share(odds));
  EXPECT_FALSE(check.rejects) << check;
  const double without_answer = 2.0 * 0.5 * (s(u_i) + s(u_j)) / (s(-u_i) + s(-u_j));
  EXPECT_TRUE(check_proportion(simulation.at_end[1], 20000, share(without_answer)).rejects);
}

TEST(PartnerSearchChain, OneOfFourActorsAMonthFollowsTheExactChain) {
  const Actors actors(4);
  const Chain chain(actors);
  const Eigen::MatrixXd exact = chain.one_actor_a_month();
  const Eigen::VectorXd settled = stationary(exact);
  const std::vector<double> end = distribution_after(exact, 80);
  for (std::size_t x = 0; x < chain.states(); ++x) EXPECT_NEAR(end[x], settled(static_cast<Eigen::Index>(x)), 2e-4);
  const Simulation simulation = simulate(actors, chain, false, 6000, 80);
  const Check check = check_counts(simulation.at_end, end);
  EXPECT_FALSE(check.rejects) << check;
  EXPECT_EQ(rows_rejected(simulation, exact), 0);

  Actors other = actors;
  other.parameters.partner_search.closure = 0.0;
  const Chain without_closure(other);
  EXPECT_TRUE(check_counts(simulation.at_end, distribution_after(without_closure.one_actor_a_month(), 80)).rejects);
  EXPECT_GT(rows_rejected(simulation, without_closure.one_actor_a_month()), 0);
}

TEST(PartnerSearchChain, TheSynchronousMonthFollowsItsOwnExactChain) {
  const Actors actors(4);
  const Chain chain(actors);
  const Eigen::MatrixXd exact = chain.everybody_a_month();
  const Simulation simulation = simulate(actors, chain, true, 6000, 25);
  const Check check = check_counts(simulation.at_end, distribution_after(exact, 25));
  EXPECT_FALSE(check.rejects) << check;
  EXPECT_EQ(rows_rejected(simulation, exact), 0);
  // The chain in which one acts at a time is another one.
  EXPECT_GT(rows_rejected(simulation, chain.one_actor_a_month()), 0);
  Actors other = actors;
  other.parameters.partner_search.load = 0.0;
  EXPECT_GT(rows_rejected(simulation, Chain(other).everybody_a_month()), 0);
}

}  // namespace
}  // namespace tessera
