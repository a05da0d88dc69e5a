#include "mechanisms/assessment.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/distributions.hpp"
#include "base/parallel.hpp"
#include "formulas/each_area.hpp"
#include "formulas/logistic.hpp"

namespace tessera {
namespace {

// Need of one district by area, all groups together.
struct DistrictNeed {
  std::vector<double> wanted;        // [district][area]
  std::vector<double> met;           // [district][area]
  std::vector<double> common_error;  // [district][area]
};

DistrictNeed sum_over_groups(const Need& need, const Community& community, double common_noise_sd,
                             const MechanismDraws& draws) {
  const std::size_t areas = community.areas, districts = community.districts, groups = community.groups;
  DistrictNeed sums{std::vector<double>(districts * areas), std::vector<double>(districts * areas),
                    std::vector<double>(districts * areas)};
  for_each_slot(districts, [&](std::size_t d) {
    Stream stream = draws.at(d, 1);
    for (std::size_t a = 0; a < areas; ++a) {
      const std::size_t first = (a * districts + d) * groups, slot = d * areas + a;
      for (std::size_t cell = first; cell < first + groups; ++cell) {
        sums.wanted[slot] += need.wanted[cell];
        sums.met[slot] += need.met[cell];
      }
      if (common_noise_sd > 0.0) sums.common_error[slot] = common_noise_sd * normal(stream);
    }
  });
  return sums;
}

bool is_signed(const Partnerships& partnerships, std::uint32_t p) {
  return partnerships.stage[p] != static_cast<std::uint8_t>(Stage::forming);
}

// Strength of inclusive governance that residents meet in organisation `i`: none where it governs nothing jointly.
double inclusion_at(std::size_t i, const Partnerships& partnerships, const Memberships& memberships, const Support& support) {
  for (const std::uint32_t m : memberships.of_organisation.of(i))
    if (is_signed(partnerships, memberships.partnership[m])) return support.at(Lever::inclusive_governance, i);
  return 0.0;
}

// What distorts one organisation's reading, and who sets it right.
struct Eyes {
  double error = 1.0;         // multiple of the errors
  double own_noise_sd = 0.0;
  double mission_bias = 0.0;
  double voice = 0.0;         // of residents, share 0..1
};

Eyes eyes_of(std::size_t i, const Partnerships& partnerships, const Memberships& memberships, const Support& support,
             const AssessmentParameters& parameters) {
  return {1.0 - parameters.survey_effect * support.at(Lever::needs_assessment, i), parameters.own_noise_sd,
          parameters.mission_bias,
          clamp_share(parameters.residents_voice +
                      parameters.inclusive_voice * inclusion_at(i, partnerships, memberships, support))};
}

void read_need(Organisations& organisations, std::size_t i, const DistrictNeed& sums, std::size_t areas, const Eyes& eyes,
               const MechanismDraws& draws) {
  std::array<double, most_areas> wanted{}, met{};
  with_areas(areas, [&](auto count) {
    for (std::size_t row = organisations.reach_begin[i]; row < organisations.reach_begin[i + 1]; ++row) {
      const std::size_t first = organisations.reach_district[row] * areas;
      for (std::size_t a = 0; a < count; ++a) {
        wanted[a] += sums.wanted[first + a];
        met[a] += sums.met[first + a];
      }
    }
  });
  const double* common_error = &sums.common_error[organisations.district[i] * areas];
  Stream stream = draws.at(organisations.id[i]);
  for (std::size_t a = 0; a < areas; ++a) {
    const double truth = wanted[a] > 0.0 ? 1.0 - met[a] / wanted[a] : 0.0;
    const double own_error = eyes.own_noise_sd > 0.0 ? eyes.own_noise_sd * normal(stream) : 0.0;
    const double bias = eyes.mission_bias * (organisations.mission[i * areas + a] - 1.0 / static_cast<double>(areas));
    const double impression = clamp_share(truth + eyes.error * common_error[a] + eyes.error * own_error + bias);
    organisations.reading[i * areas + a] = impression + eyes.voice * (std::max(0.0, truth) - impression);
  }
}

// Sums, over an organisation's signed partnerships, of the members' mean reading.
struct PartnerReadings {
  std::vector<double> sum;                  // [organisation][area]
  std::vector<std::uint32_t> partnerships;  // [organisation]
};

PartnerReadings average_partners(const Organisations& organisations, const Partnerships& partnerships,
                                 const Memberships& memberships, std::size_t areas) {
  PartnerReadings readings{std::vector<double>(organisations.count() * areas),
                           std::vector<std::uint32_t>(organisations.count())};
  for (const std::uint32_t p : partnerships.live) {
    if (!is_signed(partnerships, p)) continue;
    const auto members = memberships.of_partnership.of(p);
    std::array<double, most_areas> mean{};
    const double weight = 1.0 / static_cast<double>(members.size());
    for (const std::uint32_t m : members)
      for (std::size_t a = 0; a < areas; ++a)
        mean[a] += weight * organisations.reading[memberships.organisation[m] * areas + a];
    for (const std::uint32_t m : members) {
      const std::size_t i = memberships.organisation[m];
      for (std::size_t a = 0; a < areas; ++a) readings.sum[i * areas + a] += mean[a];
      ++readings.partnerships[i];
    }
  }
  return readings;
}

}  // namespace

void assess_need(Organisations& organisations, const Need& need, const Community& community,
                 const Partnerships& partnerships, const Memberships& memberships, const Support& support,
                 const AssessmentParameters& parameters, const MechanismDraws& draws) {
  const std::size_t areas = community.areas;
  const DistrictNeed sums = sum_over_groups(need, community, parameters.common_noise_sd, draws);
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] != 0)
      read_need(organisations, i, sums, areas, eyes_of(i, partnerships, memberships, support, parameters), draws);
  });
  const PartnerReadings partners = average_partners(organisations, partnerships, memberships, areas);
  for_each_slot(organisations.count(), [&](std::size_t i) {
    if (organisations.active[i] == 0) return;
    const double count = partners.partnerships[i];
    const double weight = count > 0.0 ? parameters.partner_weight : 0.0;
    for (std::size_t a = 0; a < areas; ++a) {
      const std::size_t slot = i * areas + a;
      const double own = organisations.reading[slot];
      const double combined = weight > 0.0 ? (1.0 - weight) * own + weight * (partners.sum[slot] / count) : own;
      organisations.perceived[slot] += parameters.adjustment_per_month * (combined - organisations.perceived[slot]);
    }
  });
}

}  // namespace tessera
