#include "formulas/expertise.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

// Shares of work by area: weights * (floor + perceived), normalised; all 0 if nothing is wanted.
Areas work_mix(const double* weights, const double* perceived, std::size_t areas, double attention_floor) {
  Areas mix{};
  double total = 0.0;
  for (std::size_t a = 0; a < areas; ++a) {
    mix[a] = weights[a] * (attention_floor + perceived[a]);
    total += mix[a];
  }
  if (total > 0.0)
    for (std::size_t a = 0; a < areas; ++a) mix[a] /= total;
  return mix;
}

// Makes output from a bundle, limited to the need it can find. Writes the share of that need by area.
template <class Expertise>
void produce(Use& use, double* output, double* share, const Month& month, const Areas& mix, const Bundle& bundle,
             const double* accessible, const Expertise& expertise) {
  const Technology& technology = month.technology;
  const Inputs inputs = prepare_inputs(bundle, mix_divisor(technology.recipes, {mix.data(), month.areas}));
  for (std::size_t a = 0; a < month.areas; ++a) {
    output[a] = 0.0;
    share[a] = 0.0;
    if (mix[a] <= 0.0) continue;
    const Yield yield = area_yield(technology.recipes[a], mix[a], inputs, technology.market);
    if (!(yield.units > 0.0)) continue;
    const double units = yield.units * (1.0 + technology.expertise_effect * expertise(a));
    const double part = units > accessible[a] ? accessible[a] / units : 1.0;
    output[a] = units * part;
    share[a] = accessible[a] > 0.0 ? output[a] / accessible[a] : 0.0;
    for (std::size_t r = 0; r < resources; ++r) use.used[r] += part * yield.used[r];
    const double goods_usd = technology.market.goods_markup * yield.bought_goods;
    use.hours_asked += part * yield.units * technology.recipes[a].requirement[hours];
    use.bought_goods += part * yield.bought_goods;
    use.purchase_goods_usd += part * goods_usd;
    use.purchase_space_usd += part * (yield.purchase_usd - goods_usd);
  }
}

double mean_expertise(const Organisations& organisations, const Month& month, std::size_t i, std::size_t a) {
  const double* of_area = &organisations.expertise[(i * month.areas + a) * competences];
  double sum = 0.0;
  for (std::size_t k = 0; k < competences; ++k) sum += of_area[k];
  return sum / static_cast<double>(competences);
}

// What an organisation keeps for its own work.
Bundle own_bundle(const Month& month, const Organisations& organisations, const Partnerships& partnerships,
                  std::size_t i) {
  Bundle bundle{};
  for (std::size_t r = 0; r < resources; ++r) bundle[r] = organisations.available[i * resources + r];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    if (!is_active(partnerships, month.memberships.partnership[m])) continue;
    for (std::size_t r = 0; r < resources; ++r) bundle[r] -= month.memberships.given[m * resources + r];
  }
  bundle[hours] -= organisations.overhead_hours[i];
  for (double& amount : bundle) amount = std::max(0.0, amount);
  return bundle;
}

// Hours and money that an open conflict and coordination take off the pool.
void coordinate(Bundle& bundle, Use& use, Partnerships& partnerships, const Month& month, std::uint32_t p, double n) {
  const auto mode = static_cast<Governance>(partnerships.governance[p]);
  const CoordinationCosts& costs = month.technology.coordination;
  const double saved = costs.tools_effect * mean_support(month.support.of(Lever::collaboration_tools), month.memberships, p);
  const double lost = partnerships.conflict_month[p] == never ? 0.0 : month.technology.conflict_lost_hours * bundle[hours];
  const double wanted =
      lost + coordination_hours(costs, mode, n) * (1.0 - saved) + month.parameters.referral_hours_per_member * n;
  partnerships.coordination_hours[p] = std::min(wanted, bundle[hours]);
  bundle[hours] -= partnerships.coordination_hours[p];
  if (mode == Governance::administrative_organisation)
    use.administration_usd = std::min(costs.administration_usd, bundle[money]);
  bundle[money] -= use.administration_usd;
}

}  // namespace

void work_alone(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i) {
  double* accessible = &month.accessible[i * month.areas];
  const Areas found = sum_over_reach(month, organisations, i, month.wanted);
  std::copy_n(found.begin(), month.areas, accessible);
  const Areas mix = work_mix(&organisations.mission[i * month.areas], &organisations.perceived[i * month.areas],
                             month.areas, month.parameters.attention_floor);
  Use use;
  produce(use, &organisations.own_output[i * month.areas], &month.solo_share[i * month.areas], month, mix,
          own_bundle(month, organisations, partnerships, i), accessible,
          [&](std::size_t a) { return mean_expertise(organisations, month, i, a); });
  book_use(organisations, i, use.used, use, 1.0);
  for (std::size_t r = 0; r < resources; ++r) organisations.idle[i * resources + r] = use.used[r];  // settled later
  organisations.idle[i * resources + money] += use.further_usd();
  organisations.hours_use[i] = use.hours_asked;
}

void work_together(Month& month, Partnerships& partnerships, const Organisations& organisations, std::size_t k) {
  const std::uint32_t p = partnerships.live[k];
  const auto members = month.memberships.of_partnership.of(p);
  const std::size_t n = members.size();
  std::vector<double> member_hours(n);
  std::vector<std::size_t> order(n);
  Bundle& pool = month.pool[k];
  for (std::size_t j = 0; j < n; ++j) {
    member_hours[j] = month.memberships.given[members[j] * resources + hours];
    for (std::size_t r = 0; r < resources; ++r) pool[r] += month.memberships.given[members[j] * resources + r];
  }
  Areas accessible{};
  Areas perceived{};
  for (std::size_t j = 0; j < n; ++j) {
    const std::uint32_t i = month.memberships.organisation[members[j]];
    const double share = pool[hours] > 0.0 ? member_hours[j] / pool[hours] : 1.0 / static_cast<double>(n);
    month.hours_share[members[j]] = share;
    for (std::size_t a = 0; a < month.areas; ++a) {
      accessible[a] += share * month.accessible[i * month.areas + a];
      perceived[a] += share * organisations.perceived[i * month.areas + a];
    }
  }
  Bundle bundle = pool;
  coordinate(bundle, month.pool_use[k], partnerships, month, p, static_cast<double>(n));
  const Areas mix =
      work_mix(&partnerships.purpose[p * month.areas], perceived.data(), month.areas, month.parameters.attention_floor);
  std::vector<double> skills(n * competences);  // gathered, as they are sorted by competence
  const auto expertise = [&](std::size_t a) {
    for (std::size_t j = 0; j < n; ++j)
      std::copy_n(&organisations.expertise[(month.memberships.organisation[members[j]] * month.areas + a) * competences],
                  competences, &skills[j * competences]);
    return pooled_expertise(
        member_hours, competences, [&](std::size_t j, std::size_t c) { return skills[j * competences + c]; }, order);
  };
  produce(month.pool_use[k], &partnerships.output[p * month.areas], &month.pool_share[k * month.areas], month, mix,
          bundle, accessible.data(), expertise);
}

}  // namespace tessera::delivery
