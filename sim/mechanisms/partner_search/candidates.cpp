#include <algorithm>

#include "formulas/nearby.hpp"
#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {
namespace {

// Candidates of one searcher, each organisation once.
class Candidates {
 public:
  Candidates(const View& view, std::uint32_t i) : view_(view), searcher_(i) {
    wanted_ = std::min(most_candidates, static_cast<std::size_t>(view.parameters.candidates));
    if (!take_all_in_reach())
      for (std::size_t place = 0; place < wanted_; ++place) draw(static_cast<std::uint16_t>(candidate_draw + place));
  }
  std::span<const std::uint32_t> list() const { return {list_.data(), count_}; }

 private:
  void add(std::uint32_t j) {
    if (j == searcher_ || j == nobody || view_.organisations.active[j] == 0 || count_ == wanted_) return;
    if (std::find(list_.begin(), list_.begin() + count_, j) == list_.begin() + count_) list_[count_++] = j;
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
  void draw(std::uint16_t number) {
    Stream stream = view_.draws.at(view_.organisations.id[searcher_], number);
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
    const auto homes = view_.geography.homes.of(all.reach_district[row]);
    if (homes.empty()) return nobody;
    return homes[jump_consistent_hash(stream(), static_cast<std::uint32_t>(homes.size()))];
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
};

}  // namespace

std::size_t find_candidates(std::span<std::uint32_t> found, const View& view, std::uint32_t i) {
  const Candidates candidates(view, i);
  const auto list = candidates.list();
  std::copy(list.begin(), list.end(), found.begin());
  return list.size();
}

}  // namespace tessera::partner_search
