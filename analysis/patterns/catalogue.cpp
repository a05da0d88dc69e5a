#include <array>

#include "analysis/patterns/statistics.hpp"

namespace tessera {

std::span<const Pattern> pattern_table() {
  static constexpr std::array patterns{
      Pattern{"P1", "Heavy tail of nonprofit revenue", "IRS returns of 2021"},
      Pattern{"P2", "Reserve months fall with size", "IRS returns of 2021"},
      Pattern{"P3", "Closures fall with age and size", "Brown et al. 2013; Bielefeld 1994; Harrison & Laincz 2008"},
      Pattern{"P4", "Partnerships outlive their grants", "Feinberg et al. 2008; NORC/ASPE 2012"},
      Pattern{"P5", "Volunteers come, stay and give hours", "AmeriCorps 2024; CNCS 2008; BLS"},
      Pattern{"P6", "Grants: some win, sizes spread", "GrantStation 2019; UK 360Giving 2019"},
      Pattern{"P7", "Mean degree stays, density falls with n", "published inter-organisational networks"},
      Pattern{"P8", "Clustering above chance", "published inter-organisational networks"},
      Pattern{"P9", "Stronger levels are more unequal", "Indiana and DHHS networks"},
      Pattern{"P16", "Trust is slow up, fast down", "Slovic 1993; PARTNER studies; Raab et al. 2015"},
      Pattern{"P20", "A recession closes the small", "Brown et al. 2013"},
      Pattern{"P24", "Former partners find each other again", "Gulati 1995; Franco et al. 2015"},
  };
  return patterns;
}

std::span<const Statistic> statistic_table() {
  static const std::vector<Statistic> statistics = [] {
    std::vector<Statistic> all;
    for (const auto part :
         {finances_statistics(), survival_statistics(), volunteers_statistics(), grants_statistics(),
          networks_statistics(), trust_statistics(), recession_statistics(), repeated_ties_statistics()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return statistics;
}

}  // namespace tessera
