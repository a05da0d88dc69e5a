#include "parameters/catalogue.hpp"

namespace tessera {
namespace {

// Order of the standard areas and groups in the lists below.
// areas: food, health, education, employment, housing, care, safety, environment
// groups: majority, low_income, newcomers, older

AreaTraits area(const char* name, std::array<double, resources> requirement, double elasticity, double harm,
                std::vector<double> incidence) {
  AreaTraits traits;
  traits.name = name;
  traits.requirement = requirement;
  traits.elasticity = elasticity;
  traits.harm_weight = harm;
  traits.incidence = std::move(incidence);
  return traits;
}

}  // namespace

std::vector<GroupTraits> standard_groups() {
  return {{"majority", 0.55}, {"low_income", 0.20}, {"newcomers", 0.10}, {"older", 0.15}};
}

std::vector<AreaTraits> standard_areas() {
  //                     usd  hour  goods space  elasticity harm  incidence: majority, low income, newcomers, older
  return {area("food", {8, 1.2, 45, 4}, 0.4, 3.0, {0.03, 0.14, 0.10, 0.05}),
          area("health", {35, 2.0, 25, 8}, 0.5, 3.0, {0.04, 0.09, 0.08, 0.12}),
          area("education", {12, 4.0, 10, 20}, 0.5, 1.5, {0.04, 0.09, 0.11, 0.02}),
          area("employment", {20, 3.5, 5, 8}, 0.6, 1.2, {0.02, 0.06, 0.08, 0.01}),
          area("housing", {150, 5.0, 60, 30}, 0.5, 4.0, {0.006, 0.03, 0.03, 0.01}),
          area("care", {20, 8.0, 10, 10}, 0.6, 2.5, {0.015, 0.03, 0.02, 0.10}),
          area("safety", {8, 1.5, 4, 3}, 0.7, 2.0, {0.02, 0.04, 0.04, 0.03}),
          area("environment", {4, 1.0, 6, 2}, 0.8, 0.7, {0.03, 0.05, 0.03, 0.03})};
}

std::span<const TraitRow<GroupTraits>> group_columns() {
  static const TraitRow<GroupTraits> rows[] = {
      {"share", "share", 0, 1, "Share of residents; shares are normalised.", "assumed: a mid-sized town",
       [](GroupTraits& t) -> double& { return t.share; }},
  };
  return rows;
}

std::span<const TraitRow<AreaTraits>> area_columns() {
  static const char* const recipe = "assumed: plausible magnitude per client month";
  static const TraitRow<AreaTraits> rows[] = {
      {"money_usd", "usd", 0, 1e6, "Money that one service unit needs.", recipe,
       [](AreaTraits& t) -> double& { return t.requirement[0]; }},
      {"hours", "hour", 0, 1e4, "Hours of staff or effective volunteers that one service unit needs.", recipe,
       [](AreaTraits& t) -> double& { return t.requirement[1]; }},
      {"goods_usd", "usd", 0, 1e6, "Goods that one service unit needs.", recipe,
       [](AreaTraits& t) -> double& { return t.requirement[2]; }},
      {"space_m2_hours", "m2 hour", 0, 1e6, "Space that one service unit needs.", recipe,
       [](AreaTraits& t) -> double& { return t.requirement[3]; }},
      {"elasticity", "elasticity", 0.05, 20, "Elasticity of substitution between inputs (1 is Cobb-Douglas).",
       "assumed: inputs are complements; decides whether pooling pays",
       [](AreaTraits& t) -> double& { return t.elasticity; }},
      {"harm_weight", "weight", 0, 1000, "Harm of one unmet service unit relative to other areas.",
       "assumed: food, health and housing first", [](AreaTraits& t) -> double& { return t.harm_weight; }},
      {"persistence", "share", 0, 0.999, "Share of unmet need that is still there next month.",
       "assumed: half of unmet need persists", [](AreaTraits& t) -> double& { return t.persistence; }},
      {"season_amplitude", "share", 0, 1, "Swing of new need over the year.", "assumed: none until a scenario says so",
       [](AreaTraits& t) -> double& { return t.season_amplitude; }},
      {"season_peak_month", "month", 1, 12, "Month of the year with the most new need.", "assumed: January",
       [](AreaTraits& t) -> double& { return t.season_peak_month; }},
      {"service_price_usd", "usd", 0, 1e6, "Price of a service unit on a market outside the community; 0 = there is no market.",
       "assumed: no market unless a scenario opens one", [](AreaTraits& t) -> double& { return t.service_price_usd; }},
      {"incidence", "per resident and month", 0, 10, "Service units arising per resident and month, by group.",
       "assumed: plausible magnitude, higher for the poor, newcomers and the old", nullptr,
       [](AreaTraits& t) -> std::vector<double>& { return t.incidence; }, "group"},
  };
  return rows;
}

}  // namespace tessera
