#include "mechanisms/partner_search/view.hpp"
#include "state/join.hpp"
#include "state/leave.hpp"

namespace tessera::partner_search {
namespace {

// The apply half: what is still possible happens, in the order of a keyed draw.
class Registry {
 public:
  Registry(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Organisations& organisations,
           const View& view, std::int32_t month)
      : partnerships_(partnerships), memberships_(memberships), ties_(ties), organisations_(organisations), view_(view),
        month_(month) {}

  void apply(const Proposal& proposal) {
    switch (proposal.kind) {
      case Kind::start: return start(proposal.from, proposal.to);
      case Kind::join: return admit(proposal.from, proposal.partnership);
      case Kind::invite: return admit(proposal.to, proposal.partnership);
      case Kind::withdraw: return withdraw(proposal.from, proposal.partnership);
      case Kind::none: return;
    }
  }

 private:
  bool has_room(std::uint32_t i) const {
    return memberships_.of_organisation.size(i) < static_cast<std::uint32_t>(view_.parameters.most_memberships);
  }
  // Both asked each other in the same month: one partnership is enough.
  bool started_this_month(std::uint32_t i, std::uint32_t j) const {
    for (const std::uint32_t m : memberships_.of_organisation.of(i)) {
      const std::uint32_t p = memberships_.partnership[m];
      if (partnerships_.founded_month[p] == month_ && shares(view_, p, j)) return true;
    }
    return false;
  }
  void start(std::uint32_t i, std::uint32_t j) {
    if (!has_room(i) || !has_room(j) || started_this_month(i, j)) return;
    Areas purpose{};
    for (std::size_t a = 0; a < view_.areas; ++a) purpose[a] = 0.5 * (view_.mission(i)[a] + view_.mission(j)[a]);
    const std::uint32_t p =
        start_partnership(partnerships_, memberships_, organisations_.id[i], organisations_.id[j], month_,
                          {purpose.data(), view_.areas}, view_.outlook.dialogue.communication);
    for (const std::uint32_t member : {i, j})
      join_partnership(partnerships_, memberships_, ties_, organisations_, p, member, month_, view_.outlook.first_belief);
  }
  void admit(std::uint32_t i, std::uint32_t p) {
    if (!has_room(i) || partnerships_.members[p] >= view_.parameters.most_members || shares(view_, p, i)) return;
    if (partnerships_.stage[p] == static_cast<std::uint8_t>(Stage::dissolved)) return;
    const Bundle spare = view_.spare_beside(i, memberships_.of_organisation.size(i));  // those of this month included
    const std::uint32_t m = join_partnership(partnerships_, memberships_, ties_, organisations_, p, i, month_,
                                             view_.outlook.first_belief);
    if (partnerships_.stage[p] != static_cast<std::uint8_t>(Stage::active)) return;
    for (std::size_t r = 0; r < resources; ++r) memberships_.committed[m * resources + r] = spare[r];
    memberships_.credit[m] = 1.0 / (partnerships_.members[p] - 1.0);  // beside the others' 1, until the next review
  }
  void withdraw(std::uint32_t i, std::uint32_t p) {
    for (const std::uint32_t m : memberships_.of_partnership.of(p))
      if (memberships_.organisation[m] == i)
        return leave_partnership(partnerships_, memberships_, ties_, m, month_, EndReason::withdrawal);
  }

  Partnerships& partnerships_;
  Memberships& memberships_;
  Ties& ties_;
  const Organisations& organisations_;
  const View& view_;
  std::int32_t month_;
};

}  // namespace

void carry_out(Partnerships& partnerships, Memberships& memberships, Ties& ties, const Organisations& organisations,
               const View& view, std::span<const Proposal> proposals, std::int32_t month) {
  Registry registry(partnerships, memberships, ties, organisations, view, month);
  for (const Proposal& proposal : proposals) registry.apply(proposal);
}

}  // namespace tessera::partner_search
