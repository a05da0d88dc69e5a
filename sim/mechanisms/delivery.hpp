// Delivery: organisations alone and partnerships turn resources into services, and services meet needs.
//
// Producers. Alone: what is available less what was given and less overhead hours. A partnership: what members gave, less
// coordination (by governance mode, less what collaboration tools save), referral hours and, while a conflict is open, the
// share conflict_lost_hours of pooled hours. Both split inputs over areas by mix_a ~ m_a (attention_floor +
// perceived unmet share), and make y_a = CES_a * (1 + expertise_effect * E_a); E_a as in formulas/expertise.hpp.
// Reach. Producer u finds the share w_u = sum over its members of (hours share) * reach weight * access of a cell
// (district, group), so its output goes to cells in proportion to need times access and can not exceed it:
// f_ua = min(1, y_ua / sum over cells of w n). In every cell it serves the share s_u = f_ua w_u of the need.
// Coverage. met = n * (overlap * (1 - prod over clusters (1 - min(1, sum of s in the cluster))) + (1 - overlap) *
// min(1, sum of s)). Members of one active partnership refer clients to each other: an organisation working alone belongs
// to the cluster of the partnership to which it gives most hours, strangers are clusters of their own. What a producer
// achieved is its share of met.
// Books. used = min(x, c y); idle money and goods stay with their owner, hours and space perish. Missing goods and space
// are bought at a markup where that pays. Members bear what a partnership used in proportion to what they gave.
// Market. Where an area has a price, an organisation alone may spend part of its money on finished units instead, the part
// that formulas/market.hpp finds best; they count as its own output, as far as it finds the need. Without a price: nothing.
//
// Reads: Community, Geography, Memberships::given, Support. Writes: Need::met, delivered; Organisations::money, goods and their
// books, idle, hours_use, own_output, own_met; Partnerships::coordination_hours, output, met. Draws: none.
// Units: service units, usd, hours, m2 hours per month.
#pragma once

#include <span>
#include <vector>

#include "formulas/technology.hpp"
#include "parameters/parameters.hpp"
#include "state/community.hpp"
#include "state/organisations.hpp"
#include "state/partnerships.hpp"
#include "state/support.hpp"

namespace tessera {

// What flows between the members of a partnership. All open is what happens. The solo benchmark closes some of them; then
// only Need means anything afterwards: books and shares of the outcome are not settled.
struct Channels {
  bool pooling = true;       // inputs given are worked jointly; closed: all work alone with everything they have
  bool expertise = true;     // each competence is worked by those best at it; closed: by all, as their hours go
  bool access = true;        // joint output goes where members find clients; closed: each serves its hours' share of it itself
  bool referral = true;      // members do not serve the same client twice; closed: they are strangers to each other
  bool coordination = true;  // joint work costs hours and money; closed: it is free

  bool all_open() const { return pooling && expertise && access && referral && coordination; }
  // Whether joint work yields the same under both: referral is about whom it serves.
  bool same_joint_work(const Channels& other) const {
    return pooling == other.pooling && expertise == other.expertise && access == other.access &&
           coordination == other.coordination;
  }
};

void deliver_services(Need& need, Organisations& organisations, Partnerships& partnerships, const Community& community,
                      const Geography& geography, const Memberships& memberships, const Support& support,
                      const Technology& technology, const DeliveryParameters& parameters,
                      const Channels& channels = {});

// What would be met in all, one setting of channels after the other in the same state; with some channel closed in each.
// What settings share is worked out once. Books nothing; afterwards what delivery writes means nothing until it has been.
std::vector<double> try_channels(Need& need, Organisations& organisations, Partnerships& partnerships,
                                 const Community& community, const Geography& geography,
                                 const Memberships& memberships, const Support& support, const Technology& technology,
                                 const DeliveryParameters& parameters, std::span<const Channels> settings);

}  // namespace tessera
