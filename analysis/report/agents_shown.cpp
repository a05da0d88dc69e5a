#include "analysis/report/agents_shown.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

std::vector<std::uint32_t> largest_rows(const StoredOrganisations& organisations, std::size_t at_most) {
  std::vector<std::uint32_t> rows(organisations.count());
  std::iota(rows.begin(), rows.end(), 0U);
  std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t one, std::uint32_t other) {
    return organisations.revenue_usd[one] > organisations.revenue_usd[other];
  });
  if (rows.size() > at_most) rows.resize(at_most);
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::int32_t> places_of(const std::vector<std::uint32_t>& rows, std::size_t count) {
  std::vector<std::int32_t> places(count, -1);
  for (std::size_t place = 0; place < rows.size(); ++place) places[rows[place]] = static_cast<std::int32_t>(place);
  return places;
}

}  // namespace

PageJson ShownAgents::place_of(std::int64_t row) const {
  if (row < 0 || place[static_cast<std::size_t>(row)] < 0) return nullptr;
  return place[static_cast<std::size_t>(row)];
}

ShownAgents choose_shown(const StoredAgents& agents, std::size_t organisations_at_most) {
  ShownAgents shown;
  shown.rows = largest_rows(agents.organisations, organisations_at_most);
  shown.place = places_of(shown.rows, agents.organisations.count());
  std::vector<std::uint8_t> wanted(agents.partnerships.count(), 0);
  for (std::size_t m = 0; m < agents.memberships.count(); ++m)
    if (shown.place[agents.memberships.organisation[m]] >= 0) wanted[agents.memberships.partnership[m]] = 1;
  for (std::uint32_t p = 0; p < wanted.size(); ++p)
    if (wanted[p]) shown.partnerships.push_back(p);
  shown.partnership_place = places_of(shown.partnerships, wanted.size());
  return shown;
}

}  // namespace tessera
