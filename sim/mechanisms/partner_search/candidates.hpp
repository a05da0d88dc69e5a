// Whom a searcher considers; private to mechanisms/partner_search.
#pragma once

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

// Candidates of one searcher, each organisation once.
class Candidates {
 public:
  Candidates(const View& view, std::uint32_t i);
  std::span<const std::uint32_t> list() const { return {list_.data(), count_}; }

 private:
  void add(std::uint32_t j);
  bool take_all_in_reach();
  void draw(std::uint16_t number);
  std::uint32_t someone_near(Stream& stream) const;
  std::uint32_t an_acquaintance(Stream& stream) const;
  std::uint32_t a_partner_of(std::uint32_t i, Stream& stream) const;
  std::uint32_t a_partner_of_a_partner(Stream& stream) const;

  const View& view_;
  std::uint32_t searcher_;
  std::array<std::uint32_t, most_candidates> list_{};
  std::size_t count_ = 0;
  std::size_t wanted_ = 0;
};

}  // namespace tessera::partner_search
