#include <algorithm>

#include "formulas/nearby.hpp"
#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {
namespace {

constexpr std::size_t entries_compared = 6;  // of the map, for one place among the candidates

// Candidates of one searcher, each organisation once.
class Candidates {
 public:
  Candidates(const View& view, std::uint32_t i) : view_(view), searcher_(i) {
    wanted_ = std::min(most_candidates, static_cast<std::size_t>(view.parameters.candidates));
    mapped_share_ = view.parameters.mapping_share * view.support.at(Lever::stakeholder_mapping, i);
    const bool all_in_reach = take_all_in_reach();
    if (all_in_reach && mapped_share_ == 0.0) return;
    for (std::size_t place = 0; place < wanted_; ++place)
      if (!take_off_map(place) && !all_in_reach) draw(static_cast<std::uint16_t>(candidate_draw + place));
  }
  std::span<const std::uint32_t> list() const { return {list_.data(), count_}; }

 private:
  void add(std::uint32_t j) {
    if (j == searcher_ || j == nobody || view_.organisations.active[j] == 0 || count_ == wanted_) return;
    if (std::find(list_.begin(), list_.begin() + count_, j) != list_.begin() + count_) return;
    list_[count_++] = j;
    __builtin_prefetch(&view_.profiles[j]);  // read once all of them are found
    __builtin_prefetch(view_.mission(j).data());
  }
  // Where attention suffices for everybody in reach, nobody is left to chance.
  bool take_all_in_reach() {
    const Organisations& all = view_.organisations;
    std::size_t known = 0;
    for (std::uint32_t row = all.reach_begin[searcher_]; row < all.reach_begin[searcher_ + 1]; ++row) {
      known += view_.geography.homes.size(all.reach_district[row]);
      if (known > wanted_ + 1) return false;
    }
    for (std::uint32_t row = all.reach_begin[searcher_]; row < all.reach_begin[searcher_ + 1]; ++row)
      for (const std::uint32_t j : view_.geography.homes.of(all.reach_district[row])) add(j);
    return true;
  }
  // Fills a place with the best fit of a few organisations of any district, if there is a map and the place is one of its share.
  bool take_off_map(std::size_t place) {
    if (mapped_share_ == 0.0) return false;
    Stream stream = view_.draws.at(view_.profiles[searcher_].id, static_cast<std::uint16_t>(map_draw + place));
    if (stream.uniform() >= mapped_share_) return false;
    std::uint32_t best = nobody;
    double best_fit = -1.0;
    for (std::size_t entry = 0; entry < entries_compared; ++entry) {
      const std::uint32_t j = someone_anywhere(stream);
      if (j == nobody || j == searcher_ || view_.organisations.active[j] == 0) continue;
      const double fit = fit_on_map(view_, searcher_, j);
      if (fit <= best_fit) continue;
      best_fit = fit;
      best = j;
    }
    add(best);
    return true;
  }
  void draw(std::uint16_t number) {
    Stream stream = view_.draws.at(view_.profiles[searcher_].id, number);
    const double kind = stream.uniform();
    if (kind >= view_.parameters.near_share) {
      const bool acquaintance = kind < view_.parameters.near_share + view_.parameters.acquaintance_share;
      const std::uint32_t found = acquaintance ? an_acquaintance(stream) : a_partner_of_a_partner(stream);
      if (found != nobody) return add(found);
    }
    add(someone_near(stream));
  }
  std::uint32_t someone_near(Stream& stream) const {
    const Organisations& all = view_.organisations;
    const std::uint32_t rows = all.reach_begin[searcher_ + 1] - all.reach_begin[searcher_];
    const auto row = all.reach_begin[searcher_] + static_cast<std::uint32_t>(stream.below(rows));
    return someone_at_home(all.reach_district[row], stream());
  }
  // Place by place, not by row, so that one more organisation moves picks of its own district only.
  std::uint32_t someone_anywhere(Stream& stream) const {
    const auto district = static_cast<std::uint32_t>(stream.below(view_.geography.homes.owners()));
    return someone_at_home(district, stream());
  }
  std::uint32_t someone_at_home(std::uint32_t district, std::uint64_t key) const {
    const auto homes = view_.geography.homes.of(district);
    if (homes.empty()) return nobody;
    return homes[jump_consistent_hash(key, static_cast<std::uint32_t>(homes.size()))];
  }
  std::uint32_t an_acquaintance(Stream& stream) const {
    const auto known = view_.ties.of.of(searcher_);
    return known.empty() ? nobody : known[stream.below(known.size())].organisation;
  }
  std::uint32_t a_partner_of(std::uint32_t i, Stream& stream) const {
    const auto mine = view_.memberships.of_organisation.of(i);
    if (mine.empty()) return nobody;
    const auto members = view_.memberships.of_partnership.of(view_.memberships.partnership[mine[stream.below(mine.size())]]);
    return view_.memberships.organisation[members[stream.below(members.size())]];
  }
  std::uint32_t a_partner_of_a_partner(Stream& stream) const {
    const std::uint32_t partner = a_partner_of(searcher_, stream);
    return partner == nobody || partner == searcher_ ? nobody : a_partner_of(partner, stream);
  }

  const View& view_;
  std::uint32_t searcher_;
  std::array<std::uint32_t, most_candidates> list_{};
  std::size_t count_ = 0;
  std::size_t wanted_ = 0;
  double mapped_share_ = 0.0;
};

}  // namespace

double fit_on_map(const View& view, std::uint32_t i, std::uint32_t j) {
  const Bundle mine = view.spare(i), theirs = view.spare(j);
  const double worth_mine = bundle_worth_usd(mine, view.technology.prices),
               worth_theirs = bundle_worth_usd(theirs, view.technology.prices);
  double distance = 0.0;
  if (worth_mine > 0.0 && worth_theirs > 0.0)
    for (std::size_t r = 0; r < resources; ++r)
      distance += 0.5 * view.technology.prices[r] * std::abs(mine[r] / worth_mine - theirs[r] / worth_theirs);
  return cosine(view.mission(i), view.mission(j)) + distance;
}

std::size_t find_candidates(std::span<std::uint32_t> found, const View& view, std::uint32_t i) {
  const Candidates candidates(view, i);
  const auto list = candidates.list();
  std::copy(list.begin(), list.end(), found.begin());
  return list.size();
}

}  // namespace tessera::partner_search
