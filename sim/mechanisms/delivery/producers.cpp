#include <boost/container/small_vector.hpp>
#include <limits>

#include "formulas/expertise.hpp"
#include "formulas/market.hpp"
#include "mechanisms/delivery/month.hpp"

namespace tessera::delivery {
namespace {

constexpr std::size_t usual_members = 32;  // of a partnership; with more of them, working together allocates

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

// Of the hours that members gave, whoever works at what.
double averaged_expertise(const Organisations& organisations, const Month& month,
                          std::span<const std::uint32_t> members, std::size_t a) {
  double sum = 0.0;
  for (const std::uint32_t m : members)
    sum += month.hours_share[m] * mean_expertise(organisations, month, month.memberships.organisation[m], a);
  return sum;
}

// What an organisation keeps for its own work.
Bundle own_bundle(const Month& month, const Organisations& organisations, const Partnerships& partnerships,
                  std::size_t i) {
  Bundle bundle{};
  for (std::size_t r = 0; r < resources; ++r) bundle[r] = organisations.available[i * resources + r];
  for (const std::uint32_t m : month.memberships.of_organisation.of(i)) {
    if (!is_active(partnerships, month.memberships.partnership[m]) || !month.channels.pooling) continue;
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

// Money of an organisation alone that does most good spent on finished service units.
double money_for_services(const Month& month, const Organisations& organisations, std::size_t i, const Areas& mix,
                          const Bundle& bundle) {
  if (!month.has_market) return 0.0;
  const Technology& technology = month.technology;
  Areas worth_made{};
  for (std::size_t a = 0; a < month.areas; ++a)
    worth_made[a] =
        technology.harm[a] * (1.0 + technology.expertise_effect * mean_expertise(organisations, month, i, a));
  const MoneyUse best = best_money_use(technology, {mix.data(), month.areas}, {worth_made.data(), month.areas},
                                       technology.harm, bundle);
  return best.bought_share * bundle[money];
}

// Units bought in proportion to the mix, as far as there is need left to find; what is not spent stays.
void buy_services(Use& use, double* output, double* share, const Month& month, const Areas& mix, double usd,
                  const double* accessible) {
  const std::vector<double>& price = month.technology.service_price_usd;
  double cost = 0.0;
  for (std::size_t a = 0; a < month.areas; ++a) cost += mix[a] * price[a];
  if (!(cost > 0.0)) return;
  for (std::size_t a = 0; a < month.areas; ++a) {
    if (!(price[a] > 0.0)) continue;
    const double units = std::clamp(usd * mix[a] / cost, 0.0, std::max(0.0, accessible[a] - output[a]));
    output[a] += units;
    share[a] = accessible[a] > 0.0 ? output[a] / accessible[a] : 0.0;
    use.purchase_services_usd += units * price[a];
  }
}

// Without the channel access, every member serves its hours' share of the joint output as far as it finds clients itself.
void serve_apart(Month& month, const double* output, std::uint32_t m) {
  const double* found = &month.accessible[month.memberships.organisation[m] * month.areas];
  for (std::size_t a = 0; a < month.areas; ++a)
    month.member_share[m * month.areas + a] =
        found[a] > 0.0 ? std::min(1.0, month.hours_share[m] * output[a] / found[a]) : 0.0;
}

}  // namespace

void work_alone(Month& month, Organisations& organisations, const Partnerships& partnerships, std::size_t i) {
  double* accessible = &month.accessible[i * month.areas];
  const Areas found = sum_over_reach(month, organisations, i, month.wanted);
  std::copy_n(found.begin(), month.areas, accessible);
  const Areas mix = work_mix(&organisations.mission[i * month.areas], &organisations.perceived[i * month.areas],
                             month.areas, month.parameters.attention_floor);
  Use use;
  double* output = &organisations.own_output[i * month.areas];
  double* share = &month.solo_share[i * month.areas];
  Bundle bundle = own_bundle(month, organisations, partnerships, i);
  const double for_services = money_for_services(month, organisations, i, mix, bundle);
  bundle[money] -= for_services;
  produce(use, output, share, month, mix, bundle, accessible,
          [&](std::size_t a) { return mean_expertise(organisations, month, i, a); });
  if (for_services > 0.0) buy_services(use, output, share, month, mix, for_services, accessible);
  if (month.books) book_use(organisations, i, use.used, use, 1.0);
  for (std::size_t r = 0; r < resources; ++r) organisations.idle[i * resources + r] = use.used[r];  // settled later
  organisations.idle[i * resources + money] += use.further_usd();
  organisations.hours_use[i] = use.hours_asked;
}

void work_together(Month& month, Partnerships& partnerships, const Organisations& organisations, std::size_t k) {
  const std::uint32_t p = partnerships.live[k];
  const auto members = month.memberships.of_partnership.of(p);
  const std::size_t n = members.size();
  using boost::container::small_vector;
  small_vector<double, usual_members> member_hours(n);
  small_vector<std::size_t, usual_members> order(n);
  Bundle& pool = month.pool[k];
  pool = {};
  month.pool_use[k] = {};
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
  if (month.channels.coordination)
    coordinate(bundle, month.pool_use[k], partnerships, month, p, static_cast<double>(n));
  const Areas mix =
      work_mix(&partnerships.purpose[p * month.areas], perceived.data(), month.areas, month.parameters.attention_floor);
  small_vector<double, usual_members * competences> skills(n * competences);  // gathered, as they are sorted by competence
  const auto expertise = [&](std::size_t a) {
    if (!month.channels.expertise) return averaged_expertise(organisations, month, members, a);
    for (std::size_t j = 0; j < n; ++j)
      std::copy_n(&organisations.expertise[(month.memberships.organisation[members[j]] * month.areas + a) * competences],
                  competences, &skills[j * competences]);
    return pooled_expertise(
        std::span<const double>(member_hours.data(), n), competences,
        [&](std::size_t j, std::size_t c) { return skills[j * competences + c]; }, {order.data(), n});
  };
  if (!month.channels.access) accessible.fill(std::numeric_limits<double>::infinity());  // each member has its own limit
  double* output = &partnerships.output[p * month.areas];
  produce(month.pool_use[k], output, &month.pool_share[k * month.areas], month, mix, bundle, accessible.data(),
          expertise);
  if (!month.channels.access)
    for (const std::uint32_t m : members) serve_apart(month, output, m);
}

}  // namespace tessera::delivery
