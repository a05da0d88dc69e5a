#include "parameters/catalogue.hpp"

namespace tessera {
namespace {

using enum Sector;

// Lists follow the standard order. areas: food, health, education, employment, housing, care, safety, environment;
// groups: majority, low_income, newcomers, older; funding: donations, fees, appropriation, grants.
const std::vector<TypeTraits>& table() {
  static const std::vector<TypeTraits> types{
      // name, sector, share, log revenue mean, sd, service share, wage share, goods per usd, perishing, space, volunteer
      // pull, radius km, credibility, visibility, expertise, funding, mission, access
      {"food_bank", nonprofit, .04, 12.9, 1.5, .85, .40, .80, .65, 3000, 2.0, 12, .60, .50, .5, {.60, .05, .10, .25},
       {.80, .05, .02, .03, .02, .08, 0, 0}, {.20, .60, .45, .35}},
      {"supermarket", business, .05, 15.9, 1.0, .003, .30, .008, .65, 600, .3, 6, .50, .70, .2, {0, 1, 0, 0},
       {.75, 0, .05, .10, 0, .10, 0, 0}, {.50, .40, .30, .40}},
      {"school", government, .07, 15.0, .6, .02, .70, .0005, .10, 20000, 1.2, 4, .65, .60, .6, {.03, .02, .90, .05},
       {.05, .10, .70, .05, 0, .05, .05, 0}, {.60, .60, .50, .05}},
      {"university", government, .01, 16.5, .8, .005, .70, .0005, .10, 15000, .8, 15, .70, .65, .75, {.10, .45, .35, .10},
       {0, .15, .60, .15, 0, 0, 0, .10}, {.50, .30, .35, .15}},
      {"clinic", nonprofit, .05, 14.0, 1.6, .25, .65, .03, .10, 3000, .5, 10, .65, .55, .7, {.10, .60, .15, .15},
       {0, .85, .03, 0, 0, .10, .02, 0}, {.40, .50, .35, .60}},
      {"library", government, .03, 13.8, .6, .15, .70, .002, .10, 9000, .8, 5, .70, .55, .5, {.05, .03, .87, .05},
       {0, 0, .65, .25, 0, .05, 0, .05}, {.50, .40, .50, .40}},
      {"police", government, .02, 15.5, .5, .02, .80, 0, .10, 1500, .3, 15, .50, .65, .5, {0, 0, .97, .03},
       {0, 0, .05, 0, 0, .05, .90, 0}, {.50, .35, .25, .50}},
      {"municipality", government, .04, 16.0, .8, .03, .55, .001, .10, 12000, .5, 15, .55, .70, .5, {0, .15, .80, .05},
       {.05, .10, .10, .10, .30, .10, .10, .15}, {.60, .50, .40, .60}},
      {"faith_body", community, .15, 11.9, 1.7, .30, .40, .08, .10, 5000, 3.0, 5, .60, .45, .25, {.90, .05, 0, .05},
       {.35, .05, .10, .05, .10, .30, .05, 0}, {.35, .40, .30, .50}},
      {"charity", nonprofit, .20, 12.3, 2.27, .80, .55, .10, .10, 800, 1.8, 10, .50, .40, .45, {.50, .25, .05, .20},
       {.12, .16, .18, .14, .14, .14, .04, .08}, {.25, .45, .40, .35}, true},
      {"advocacy_group", nonprofit, .06, 11.9, 2.48, .70, .60, .01, .10, 200, 1.2, 15, .45, .55, .5, {.65, .10, 0, .25},
       {.05, .15, .15, .15, .15, .05, .10, .20}, {.20, .40, .50, .25}},
      {"local_media", business, .02, 13.8, 1.3, .01, .60, .0005, .10, 150, .3, 15, .50, .90, .5, {0, 1, 0, 0},
       {.05, .10, .25, .25, .05, .05, .15, .10}, {.50, .30, .30, .40}},
      {"technology_firm", business, .03, 14.1, 1.6, .01, .60, .0005, .10, 150, .3, 15, .50, .50, .65, {0, 1, 0, 0},
       {0, .15, .35, .35, 0, .05, .05, .05}, {.50, .25, .30, .20}},
      {"small_business", business, .10, 13.3, 1.2, .01, .30, .004, .10, 200, .3, 5, .50, .45, .25, {0, 1, 0, 0},
       {.20, .05, .10, .40, .05, .05, .05, .10}, {.40, .30, .30, .30}},
      {"residents_association", community, .09, 9.8, 1.2, .90, .10, .05, .10, 300, 2.2, 2.5, .50, .35, .2,
       {.75, .10, .05, .10}, {.10, .05, .10, .05, .10, .20, .20, .20}, {.40, .50, .35, .50}},
      {"foundation", nonprofit, .01, 14.0, 1.5, .60, .25, 0, .10, 100, .1, 15, .70, .50, .5, {.95, .05, 0, 0},
       {.10, .30, .30, .10, .05, .10, 0, .05}, {.10, .10, .10, .10}},
      {"service_provider", nonprofit, .03, 13.4, 2.0, .75, .65, .02, .10, 1500, .8, 10, .55, .40, .55,
       {.20, .40, .20, .20}, {.05, .15, .05, .15, .20, .35, .05, 0}, {.25, .50, .40, .45}, true},
  };
  return types;
}

}  // namespace

std::vector<TypeTraits> standard_types() { return table(); }

std::span<const TraitRow<TypeTraits>> type_columns() {
  static const char* const plausible = "assumed: plausible magnitude for the type";
  static const TraitRow<TypeTraits> rows[] = {
      {"share", "weight", 0, 1e6, "Weight of the type among organisations of a synthetic founding.",
       "assumed: guided by a city directory of 836 agencies (79 % nonprofit, 13 % government, 5 % faith) plus firms and "
       "residents' groups, which directories leave out",
       [](TypeTraits& t) -> double& { return t.share; }},
      {"revenue_log_mean", "log usd", 0, 30, "Mean of log yearly revenue.",
       "IRS 990 e-filings 2021 by field for nonprofits (mu 11.8 to 15.6); assumed for other sectors",
       [](TypeTraits& t) -> double& { return t.revenue_log_mean; }},
      {"revenue_log_sd", "log usd", 0, 5, "Spread of log yearly revenue.",
       "IRS 990 e-filings 2021 by field for nonprofits (sigma 1.9 to 2.9, narrower within a type); assumed otherwise",
       [](TypeTraits& t) -> double& { return t.revenue_log_sd; }},
      {"service_share", "share", 0, 1, "Share of costs that goes to services of the modelled areas.",
       "IRS 990 e-filings 2021: programme share 0.75 to 0.95 for charities; assumed for firms and government",
       [](TypeTraits& t) -> double& { return t.service_share; }},
      {"wage_share", "share", 0, 1, "Share of the service budget paid as wages.", plausible,
       [](TypeTraits& t) -> double& { return t.wage_share; }},
      {"goods_per_revenue", "usd per usd", 0, 100, "In-kind goods received per usd of revenue.", plausible,
       [](TypeTraits& t) -> double& { return t.goods_per_revenue; }},
      {"goods_perishing_per_month", "per month", 0, 1, "Share of the stock of goods that perishes in a month.",
       "assumed: food spoils within weeks, other goods keep", [](TypeTraits& t) -> double& { return t.goods_perishing_per_month; }},
      {"space_m2_hours", "m2 hour", 0, 1e9, "Space usable for services per month.", plausible,
       [](TypeTraits& t) -> double& { return t.space_m2_hours; }},
      {"volunteer_pull", "weight", 0, 1000, "Attraction for volunteers relative to other types.",
       "assumed: most volunteering is in religious, educational and social service bodies (BLS 2015)",
       [](TypeTraits& t) -> double& { return t.volunteer_pull; }},
      {"radius_km", "km", 0.01, 1000, "Service radius.", plausible, [](TypeTraits& t) -> double& { return t.radius_km; }},
      {"credibility", "share", 0, 1, "Mean public standing.", plausible,
       [](TypeTraits& t) -> double& { return t.credibility; }},
      {"visibility", "share", 0, 1, "Mean visibility.", plausible, [](TypeTraits& t) -> double& { return t.visibility; }},
      {"expertise", "share", 0, 1, "Mean expertise in the areas of its mission.", plausible,
       [](TypeTraits& t) -> double& { return t.expertise; }},
      {"donations", "share", 0, 1, "Share of income from donations.",
       "IRS 990 e-filings 2021: contributions 58 % for the mean charity, of which government 15 %; assumed by type",
       [](TypeTraits& t) -> double& { return t.funding[0]; }},
      {"fees", "share", 0, 1, "Share of income from fees or sales.",
       "IRS 990 e-filings 2021: programme fees 29 % for the mean charity, 61 % of all money; assumed by type",
       [](TypeTraits& t) -> double& { return t.funding[1]; }},
      {"appropriation", "share", 0, 1, "Share of income from public budgets.", plausible,
       [](TypeTraits& t) -> double& { return t.funding[2]; }},
      {"grants", "share", 0, 1, "Share of income from grants.",
       "IRS 990 e-filings 2021: government grants 15 % for the mean charity; assumed by type",
       [](TypeTraits& t) -> double& { return t.funding[3]; }},
      {"mission", "share", 0, 1, "Weights of the areas in the mission, normalised.", plausible, nullptr,
       [](TypeTraits& t) -> std::vector<double>& { return t.mission; }, "area"},
      {"access", "share", 0, 1, "Share of each group that it can find and is welcome to.", plausible, nullptr,
       [](TypeTraits& t) -> std::vector<double>& { return t.access; }, "group"},
  };
  return rows;
}

}  // namespace tessera
