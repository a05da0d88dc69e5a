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

double gain_of_pair(const View& view, std::uint32_t i, std::uint32_t j) {
  const Bundle one = view.spare(i);
  const Bundle other = view.spare(j);
  const double exponent = 1.0 - view.outlook.dialogue.voice_equality;
  const double voice_i = std::pow(1.0 + bundle_worth_usd(one, view.technology.prices), exponent);
  const double voice_j = std::pow(1.0 + bundle_worth_usd(other, view.technology.prices), exponent);
  Areas mix{};
  double total = 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) {
    const double wish = voice_i * view.mission(i)[a] + voice_j * view.mission(j)[a];
    mix[a] = wish * (view.outlook.attention_floor + view.organisations.perceived[i * view.areas + a]);
    total += mix[a];
  }
  if (!(total > 0.0)) return 0.0;
  for (std::size_t a = 0; a < view.areas; ++a) mix[a] /= total;
  const Areas worth = perceived_worth(view, i);
  Bundle pool{};
  for (std::size_t r = 0; r < resources; ++r) pool[r] = one[r] + other[r];
  const auto value = [&](const Bundle& bundle, double coordination) {
    return bundle_value(view.technology.recipes, {mix.data(), view.areas}, {worth.data(), view.areas}, bundle,
                        coordination, view.technology.market);
  };
  return relative_gain(value(pool, view.added_coordination(1.0)), value(one, 0.0), value(other, 0.0));
}

double gain_of_joining(const View& view, std::uint32_t outsider, std::uint32_t p) {
  const auto members = view.memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  Bundle inside{};
  for (const std::uint32_t m : members) {
    const bool active = view.partnerships.stage[p] == static_cast<std::uint8_t>(Stage::active);
    const Bundle spare = active ? Bundle{} : view.spare(view.memberships.organisation[m]);
    for (std::size_t r = 0; r < resources; ++r)
      inside[r] += active ? view.memberships.committed[m * resources + r] : spare[r];
  }
  const Bundle outside = view.spare(outsider);
  Bundle pool{};
  for (std::size_t r = 0; r < resources; ++r) pool[r] = inside[r] + outside[r];
  const Areas worth = perceived_worth(view, outsider);
  const double before =
      coordination_hours(view.technology.coordination, cheapest_governance(view.technology.coordination, n), n);
  const auto value = [&](const Bundle& bundle, double coordination) {
    return bundle_value(view.technology.recipes, view.purpose(p), {worth.data(), view.areas}, bundle, coordination,
                        view.technology.market);
  };
  return relative_gain(value(pool, before + view.added_coordination(n)), value(inside, before), value(outside, 0.0));
}

}  // namespace

double gain_of(const View& view, std::uint32_t i, const Alternative& alternative) {
  switch (alternative.kind) {
    case Kind::join: return gain_of_joining(view, i, alternative.partnership);
    case Kind::invite: return gain_of_joining(view, alternative.other, alternative.partnership);
    default: return gain_of_pair(view, i, alternative.other);
  }
}

double appraisal_error(const View& view, std::uint32_t from, std::uint32_t to) {
  if (view.appraisal_sd == 0.0) return 0.0;
  Stream stream =
      view.draws.at(Subject{.a = view.organisations.id[from], .b = view.organisations.id[to]}, appraisal);
  return view.appraisal_sd * std::clamp(normal(stream), -most_appraisal_error, most_appraisal_error);
}

}  // namespace tessera::partner_search
