#include <array>

#include "parameters/parameters.hpp"
#include "parameters/rows.hpp"

namespace tessera {

std::span<const ParameterRow> delivery_rows() {
  static constexpr std::array rows{
      ParameterRow{"delivery.expertise_effect", "multiple", 0.35, 0, 2,
                   "Output grows by this at full expertise.",
                   "assumed: confounded with needs.incidence_scale",
                   [](Parameters& p) -> double& { return p.delivery.expertise_effect; }},
      ParameterRow{"delivery.overlap", "share", 0.5, 0, 1,
                   "Double service: 0 = producers refer clients perfectly, 1 = they serve the same clients as chance has it.",
                   "assumed: chance alone is an upper bound of duplication",
                   [](Parameters& p) -> double& { return p.delivery.overlap; }},
      ParameterRow{"delivery.goods_markup", "multiple", 1.15, 1, 1000,
                   "Price of buying missing goods, relative to their value.",
                   "assumed: decides more than any trust parameter whether partnerships pay",
                   [](Parameters& p) -> double& { return p.delivery.goods_markup; }},
      ParameterRow{"delivery.space_markup", "multiple", 1.15, 1, 1000,
                   "Price of renting missing space, relative to its value.",
                   "assumed: see goods_markup",
                   [](Parameters& p) -> double& { return p.delivery.space_markup; }},
      ParameterRow{"delivery.space_price_usd", "usd per m2 hour", 0.15, 0.001, 100,
                   "Value of space.",
                   "assumed: a room of 10 m2 for 1.5 usd an hour",
                   [](Parameters& p) -> double& { return p.delivery.space_price_usd; }},
      ParameterRow{"delivery.attention_floor", "share", 0.3, 0, 10,
                   "Work goes to areas in proportion to this plus perceived unmet share.",
                   "assumed: missions outlast the month",
                   [](Parameters& p) -> double& { return p.delivery.attention_floor; }},
      ParameterRow{"delivery.referral_hours_per_member", "hour", 1.0, 0, 100,
                   "Hours per month that a member of a partnership spends on referring clients.",
                   "assumed: information has a cost",
                   [](Parameters& p) -> double& { return p.delivery.referral_hours_per_member; }},
      ParameterRow{"delivery.distance_decay", "share", 0.5, 0, 1,
                   "Share of reach lost at the edge of the service radius.",
                   "assumed: people come less from far away",
                   [](Parameters& p) -> double& { return p.delivery.distance_decay; }},
  };
  return rows;
}

}  // namespace tessera
