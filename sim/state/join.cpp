#include "state/join.hpp"

#include <algorithm>

namespace tessera {

std::uint32_t start_partnership(Partnerships& partnerships, Memberships& memberships, std::uint64_t initiator_id,
                                std::uint64_t target_id, std::int32_t month, std::span<const double> purpose,
                                double communication) {
  const auto row = static_cast<std::uint32_t>(partnerships.count());
  partnerships.initiator_id.push_back(initiator_id);
  partnerships.target_id.push_back(target_id);
  partnerships.founded_month.push_back(month);
  partnerships.stage.push_back(static_cast<std::uint8_t>(Stage::forming));
  for (auto* months : {&partnerships.signed_month, &partnerships.term_end_month, &partnerships.next_review_month,
                       &partnerships.ended_month, &partnerships.conflict_month, &partnerships.award_end_month})
    months->push_back(never);
  partnerships.end_reason.push_back(static_cast<std::uint8_t>(EndReason::none));
  partnerships.governance.push_back(static_cast<std::uint8_t>(Governance::shared));
  partnerships.lead.push_back(nobody);
  for (auto* values : {&partnerships.formality, &partnerships.facilitation, &partnerships.divergence,
                       &partnerships.coordination_hours, &partnerships.value, &partnerships.expected_value})
    values->push_back(0.0);
  partnerships.communication.push_back(communication);
  for (auto* counts : {&partnerships.governance_changes, &partnerships.conflicts, &partnerships.conflicts_resolved})
    counts->push_back(0);
  partnerships.members.push_back(0);
  partnerships.most_members.push_back(0);
  partnerships.purpose.insert(partnerships.purpose.end(), purpose.begin(), purpose.end());
  for (auto* per_area : {&partnerships.output, &partnerships.met})
    per_area->insert(per_area->end(), purpose.size(), 0.0);
  partnerships.live.push_back(row);
  memberships.of_partnership.resize(partnerships.count());
  return row;
}

std::uint32_t join_partnership(Partnerships& partnerships, Memberships& memberships, Ties& ties,
                               const Organisations& organisations, std::uint32_t partnership,
                               std::uint32_t organisation, std::int32_t month, double belief) {
  for (const std::uint32_t m : memberships.of_partnership.of(partnership)) {
    const std::uint32_t tie = make_tie(ties, organisation, memberships.organisation[m], month);
    ++ties.common[tie];
    ties.last_contact_month[tie] = std::max(ties.last_contact_month[tie], month);
  }
  const auto row = static_cast<std::uint32_t>(memberships.count());
  const std::size_t areas = organisations.mission.size() / std::max<std::size_t>(1, organisations.count());
  memberships.partnership.push_back(partnership);
  memberships.organisation.push_back(organisation);
  memberships.joined_month.push_back(month);
  memberships.left_month.push_back(never);
  memberships.leave_reason.push_back(static_cast<std::uint8_t>(EndReason::none));
  const auto mission = organisations.mission.begin() + static_cast<std::ptrdiff_t>(organisation * areas);
  memberships.position.insert(memberships.position.end(), mission, mission + static_cast<std::ptrdiff_t>(areas));
  for (auto* per_resource : {&memberships.committed, &memberships.earmarked, &memberships.given})
    per_resource->insert(per_resource->end(), resources, 0.0);
  for (auto* values : {&memberships.willingness, &memberships.fulfilment, &memberships.credit, &memberships.benefit,
                       &memberships.outside})
    values->push_back(0.0);
  memberships.belief.push_back(belief);
  memberships.satisfaction.push_back(0.5);
  memberships.of_partnership.append(partnership, row);
  memberships.of_organisation.append(organisation, row);
  const std::uint16_t members = ++partnerships.members[partnership];
  partnerships.most_members[partnership] = std::max(partnerships.most_members[partnership], members);
  return row;
}

}  // namespace tessera
