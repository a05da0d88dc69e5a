// The apply half of partner search: what is still possible happens; private to mechanisms/partner_search.
#pragma once

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

class Registry {
 public:
  Registry(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Organisations& organisations,
           const View& view, std::int32_t month)
      : partnerships_(partnerships), memberships_(memberships), ties_(ties), organisations_(organisations), view_(view),
        month_(month) {}

  void apply(const Proposal& proposal);

 private:
  bool has_room(std::uint32_t i) const;
  // Both asked each other in the same month: one partnership is enough.
  bool started_this_month(std::uint32_t i, std::uint32_t j) const;
  void start(std::uint32_t i, std::uint32_t j);
  void admit(std::uint32_t i, std::uint32_t p);
  void withdraw(std::uint32_t i, std::uint32_t p);

  Partnerships& partnerships_;
  Memberships& memberships_;
  Ties& ties_;
  const Organisations& organisations_;
  const View& view_;
  std::int32_t month_;
};

}  // namespace tessera::partner_search
