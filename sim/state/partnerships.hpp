// Partnerships of two or more members, and the memberships that join them to organisations. Rows are never removed:
// what has ended keeps its row as the record of its life.
#pragma once

#include <cstdint>
#include <vector>

#include "base/block_lists.hpp"

namespace tessera {

struct Partnerships {
  std::size_t count() const { return initiator_id.size(); }

  // Identity (initiator, target, month): unique, as an organisation starts at most one partnership a month.
  std::vector<std::uint64_t> initiator_id;     // [partnership] written by: partner_search, founding
  std::vector<std::uint64_t> target_id;        // [partnership]
  std::vector<std::int32_t> founded_month;     // [partnership]

  std::vector<std::uint8_t> stage;             // [partnership] Stage
  std::vector<std::int32_t> signed_month;      // [partnership] written by: agreement
  std::vector<std::int32_t> term_end_month;    // [partnership] written by: agreement, evaluation
  std::vector<std::int32_t> next_review_month; // [partnership] written by: agreement, evaluation
  std::vector<std::int32_t> ended_month;       // [partnership]
  std::vector<std::uint8_t> end_reason;        // [partnership] EndReason
  std::vector<std::uint8_t> governance;        // [partnership] Governance; written by: agreement
  std::vector<std::uint16_t> governance_changes;  // [partnership] since it was signed; written by: evaluation
  std::vector<std::uint32_t> lead;             // [partnership] organisation row that leads, nobody under shared governance
  std::vector<double> formality;               // [partnership] share 0..1 of what is agreed in writing; written by: agreement
  std::vector<double> communication;           // [partnership] quality 0..1; written by: dialogue
  std::vector<double> facilitation;            // [partnership] share 0..1; written by: dialogue
  std::vector<std::int32_t> conflict_month;    // [partnership] since when a conflict is open, never = none; written by: conflict
  std::vector<std::uint16_t> conflicts;        // [partnership] opened so far; written by: conflict
  std::vector<std::uint16_t> conflicts_resolved;  // [partnership] by agreement, with or without mediator; written by: conflict
  std::vector<std::int32_t> award_end_month;   // [partnership] last month of its last award, never = no award; written by: grants
  std::vector<double> divergence;              // [partnership] commitment-weighted mean distance of positions from purpose; written by: dialogue
  std::vector<double> purpose;                 // [partnership][area] shares, sum 1; written by: partner_search, dialogue, evaluation
  std::vector<std::uint16_t> members;          // [partnership] now
  std::vector<std::uint16_t> most_members;     // [partnership] ever
  std::vector<double> coordination_hours;      // [partnership] taken off the pooled hours this month, by conflict too; written by: delivery
  std::vector<double> output;                  // [partnership][area] service units before duplication, this month; written by: delivery
  std::vector<double> met;                     // [partnership][area] its share of met, this month; written by: delivery
  std::vector<double> value;                   // [partnership] smoothed harm-weighted value of `met` per month; written by: evaluation
  std::vector<double> expected_value;          // [partnership] what members expected when they signed; written by: agreement, evaluation

  std::vector<std::uint32_t> live;             // rows forming, active or under review, ascending; derived
};

struct Memberships {
  std::size_t count() const { return partnership.size(); }

  std::vector<std::uint32_t> partnership;      // [membership] row
  std::vector<std::uint32_t> organisation;     // [membership] row
  std::vector<std::int32_t> joined_month;      // [membership] written by: partner_search, founding
  std::vector<std::int32_t> left_month;        // [membership] never = still a member
  std::vector<std::uint8_t> leave_reason;      // [membership] EndReason
  std::vector<double> position;                // [membership][area] what it wants of the purpose; written by: dialogue
  std::vector<double> committed;               // [membership][resource] promised per month; written by: agreement, evaluation
  std::vector<double> earmarked;               // [membership][resource] of awards to the partnership, this month; written by: grants
  std::vector<double> given;                   // [membership][resource] this month, earmarked included; written by: contribution
  std::vector<double> willingness;             // [membership] share 0..1; written by: contribution
  std::vector<double> fulfilment;              // [membership] given / committed, this month; written by: contribution
  std::vector<double> belief;                  // [membership] of the others' giving, share 0..1; written by: contribution
  std::vector<double> credit;                  // [membership] share of the joint outcome; written by: evaluation
  std::vector<double> benefit;                 // [membership] smoothed value of its credited outcome; written by: evaluation
  std::vector<double> outside;                 // [membership] smoothed value the same resources would have had alone; written by: evaluation
  std::vector<double> satisfaction;            // [membership] share 0..1; written by: evaluation

  BlockLists<std::uint32_t> of_partnership;    // [partnership] present memberships by ascending row; derived
  BlockLists<std::uint32_t> of_organisation;   // [organisation] present memberships by ascending row; derived
};

}  // namespace tessera
