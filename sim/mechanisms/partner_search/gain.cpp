#include <algorithm>

#include "base/distributions.hpp"
#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {
namespace {

// Value of one unit by area as the searcher sees it.
Areas perceived_worth(const View& view, std::uint32_t i) {
  Areas worth{};
  for (std::size_t a = 0; a < view.areas; ++a)
    worth[a] = view.technology.harm[a] * view.organisations.perceived[i * view.areas + a];
  return worth;
}

void take_hours(Bundle& bundle, double coordination) { bundle[hours] = std::max(0.0, bundle[hours] - coordination); }

Bundle sum_of(const Bundle& one, const Bundle& other) {
  Bundle sum{};
  for (std::size_t r = 0; r < resources; ++r) sum[r] = one[r] + other[r];
  return sum;
}

Pooling pool_pair(const View& view, std::uint32_t i, std::uint32_t j) {
  Pooling pooling{.inside = view.spare(i), .outside = view.spare(j)};
  pooling.joint = sum_of(pooling.inside, pooling.outside);
  take_hours(pooling.joint, view.added_coordination(1));
  return pooling;
}

Pooling pool_with_partnership(const View& view, std::uint32_t outsider, std::uint32_t p) {
  const auto members = view.memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  const bool active = view.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
  Pooling pooling{.outside = view.spare(outsider)};
  for (const std::uint32_t m : members) {
    const Bundle spare = active ? Bundle{} : view.spare(view.memberships.organisation[m]);
    for (std::size_t r = 0; r < resources; ++r)
      pooling.inside[r] += active ? view.memberships.committed[m * resources + r] : spare[r];
  }
  const double before =
      coordination_hours(view.technology.coordination, cheapest_governance(view.technology.coordination, n), n);
  pooling.joint = sum_of(pooling.inside, pooling.outside);
  take_hours(pooling.joint, before + view.added_coordination(members.size()));
  take_hours(pooling.inside, before);
  return pooling;
}

// Both sides' missions, by their voice, and the need the searcher sees.
Use use_of_pair(const View& view, std::uint32_t i, std::uint32_t j, const Pooling& pooling) {
  const double exponent = 1.0 - view.outlook.dialogue.voice_equality;
  const double voice_i = std::pow(1.0 + bundle_worth_usd(pooling.inside, view.technology.prices), exponent);
  const double voice_j = std::pow(1.0 + bundle_worth_usd(pooling.outside, view.technology.prices), exponent);
  Use use{.worth = perceived_worth(view, i)};
  double total = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) {
    const double wish = voice_i * view.mission(i)[a] + voice_j * view.mission(j)[a];
    use.mix[a] = wish * (view.outlook.attention_floor + view.organisations.perceived[i * view.areas + a]);
    total += use.mix[a];
  }
  use.any = total > 0.0;
  if (use.any)
    for (std::size_t a = 0; a < view.areas; ++a) use.mix[a] /= total;
  return use;
}

Use use_of_joining(const View& view, std::uint32_t outsider, std::uint32_t p) {
  Use use{.worth = perceived_worth(view, outsider)};
  const auto purpose = view.purpose(p);
  std::copy(purpose.begin(), purpose.end(), use.mix.begin());
  return use;
}

}  // namespace

Pooling pooling_of(const View& view, std::uint32_t i, const Alternative& alternative) {
  switch (alternative.kind) {
    case Kind::join: return pool_with_partnership(view, i, alternative.partnership);
    case Kind::invite: return pool_with_partnership(view, alternative.other, alternative.partnership);
    default: return pool_pair(view, i, alternative.other);
  }
}

Use use_of(const View& view, std::uint32_t i, const Alternative& alternative, const Pooling& pooling) {
  switch (alternative.kind) {
    case Kind::join: return use_of_joining(view, i, alternative.partnership);
    case Kind::invite: return use_of_joining(view, alternative.other, alternative.partnership);
    default: return use_of_pair(view, i, alternative.other, pooling);
  }
}

double gain_of(const View& view, const Use& use, const Pooling& pooling) {
  if (!use.any) return 0.0;
  const MixValue value(view.technology.recipes, {use.mix.data(), view.areas}, {use.worth.data(), view.areas});
  const Market& market = view.technology.market;
  return relative_gain(value.of(pooling.joint, market), value.of(pooling.inside, market),
                       value.of(pooling.outside, market));
}

RoughGain rough_gain_of(const View& view, const Use& use, const Pooling& pooling) {
  if (!use.any) return {.gain = 0.0, .error = 0.0};
  return view.rough_values.gain(use.mix, use.worth, pooling.joint, pooling.inside, pooling.outside);
}

double appraisal_error(const View& view, std::uint32_t from, std::uint32_t to) {
  if (view.appraisal_sd == 0.0) return 0.0;
  Stream stream =
      view.draws.at(Subject{.a = view.profiles[from].id, .b = view.profiles[to].id}, appraisal);
  return view.appraisal_sd * std::clamp(normal(stream), -most_appraisal_error, most_appraisal_error);
}

}  // namespace tessera::partner_search
