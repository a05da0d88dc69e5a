#include "founding/partnerships.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "base/errors.hpp"
#include "formulas/commitment.hpp"
#include "formulas/dialogue.hpp"
#include "formulas/governance.hpp"
#include "founding/draws.hpp"
#include "founding/organisations.hpp"
#include "state/join.hpp"

namespace tessera {
namespace {


struct Named {
  std::string name;
  std::vector<std::uint32_t> members;  // organisation rows
  std::uint32_t lead = nobody;
  const PartnershipRecord* record = nullptr;  // what else is known of it
};

std::vector<Named> gather(const World& world, const Scenario& scenario) {
  std::vector<Named> partnerships;
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t k = 0; k < scenario.organisations.size(); ++k) {
    const OrganisationRecord& record = scenario.organisations[k];
    const std::uint32_t row = row_of_record(world, scenario, k);
    for (const std::string& name : record.partnerships) {
      const auto [place, fresh] = index.emplace(name, partnerships.size());
      if (fresh) partnerships.push_back({name, {}, nobody, nullptr});
      Named& named = partnerships[place->second];
      if (std::find(named.members.begin(), named.members.end(), row) != named.members.end()) continue;
      named.members.push_back(row);
      if (record.leads && named.lead == nobody) named.lead = row;
    }
  }
  for (const PartnershipRecord& record : scenario.partnerships) {
    const auto found = index.find(record.name);
    if (found == index.end()) throw InputError(fmt::format("No organisation names the partnership \"{}\" as its own", record.name));
    partnerships[found->second].record = &record;
  }
  for (const Named& named : partnerships)
    if (named.members.size() < 2)
      throw InputError(fmt::format("Partnership \"{}\" has only one member; name it at a second organisation", named.name));
  return partnerships;
}

// Identity, (initiator, target, month): not that of another partnership. The month is that of founding, or an earlier one
// where the same members have as many as there are pairs of them.
struct Identity {
  std::uint32_t initiator, target;  // organisation rows
  std::int32_t month;

  auto operator<=>(const Identity&) const = default;
};

Identity choose_identity(const Named& named, std::set<Identity>& used) {
  std::vector<std::uint32_t> order = named.members;
  if (const auto lead = std::find(order.begin(), order.end(), named.lead); lead != order.end())
    std::rotate(order.begin(), lead, lead + 1);
  for (std::int32_t month = 0;; --month)
    for (const std::uint32_t initiator : order)
      for (const std::uint32_t target : order)
        if (const Identity identity{initiator, target, month}; initiator != target && used.insert(identity).second) return identity;
}

std::vector<double> mean_mission(const Organisations& o, const std::vector<std::uint32_t>& members, std::size_t areas) {
  std::vector<double> purpose(areas, 0.0);
  for (const std::uint32_t i : members)
    for (std::size_t a = 0; a < areas; ++a) purpose[a] += o.mission[i * areas + a] / static_cast<double>(members.size());
  return purpose;
}

CoordinationCosts coordination_costs(const Parameters& p) {
  return {p.agreement.shared_hours_per_pair, p.agreement.lead_hours_per_link, p.agreement.administration_usd,
          p.agreement.administration_hours_per_member, p.finance.wage_usd_per_hour, p.agreement.tools_effect};
}

void commit(World& world, const Parameters& parameters, std::uint32_t membership) {
  const std::uint32_t i = world.memberships.organisation[membership];
  const Bundle available = available_at_founding(world.organisations, i, parameters);
  const Bundle idle{1.0, 1.0, 1.0, 1.0};  // nothing is known yet of what lies idle
  const double others = static_cast<double>(world.memberships.of_organisation.size(i)) - 1.0;
  const AgreementParameters& a = parameters.agreement;
  const Bundle spare = spare_bundle(available, idle, others,
                                    {a.commitment_share, a.commitment_idle_weight, a.commitment_membership_damping});
  for (std::size_t r = 0; r < resources; ++r) world.memberships.committed[membership * resources + r] = spare[r];
}

void set_terms(World& world, const Parameters& parameters, const Named& named, std::uint32_t p,
               const MechanismDraws& draws) {
  Partnerships& partnerships = world.partnerships;
  Stream stream = founding_stream(draws, {.a = partnerships.initiator_id[p], .b = partnerships.target_id[p]},
                                  FoundingDraw::partnership);
  const auto within = [&stream](double months) {
    return static_cast<std::int32_t>(1 + stream.below(static_cast<std::uint64_t>(std::max(1.0, months))));
  };
  partnerships.stage[p] = static_cast<std::uint8_t>(Stage::active);
  partnerships.signed_month[p] = 0;
  partnerships.term_end_month[p] = within(parameters.agreement.term_months);
  partnerships.next_review_month[p] = within(parameters.evaluation.review_months);
  partnerships.formality[p] = parameters.agreement.formality;
  const auto members = static_cast<double>(named.members.size());
  const Governance mode = named.lead != nobody ? Governance::lead_organisation
                                               : cheapest_governance(coordination_costs(parameters), members);
  partnerships.governance[p] = static_cast<std::uint8_t>(mode);
  const auto smaller = [&](std::uint32_t i, std::uint32_t j) {
    return world.organisations.revenue_usd[i] < world.organisations.revenue_usd[j];
  };
  if (named.lead != nobody)
    partnerships.lead[p] = named.lead;
  else if (mode != Governance::shared)
    partnerships.lead[p] = *std::max_element(named.members.begin(), named.members.end(), smaller);
}

// What is known takes the place of what is usual.
void set_known_terms(World& world, const Scenario& scenario, const PartnershipRecord& record, std::uint32_t p) {
  Partnerships& partnerships = world.partnerships;
  const auto month = [](double months) { return static_cast<std::int32_t>(std::lround(months)); };
  if (record.months_to_term_end) partnerships.term_end_month[p] = month(*record.months_to_term_end);
  if (record.months_to_review) partnerships.next_review_month[p] = month(*record.months_to_review);
  if (record.formality) partnerships.formality[p] = *record.formality;
  if (record.communication) partnerships.communication[p] = *record.communication;
  if (record.facilitation) partnerships.facilitation[p] = *record.facilitation;
  if (record.governance) partnerships.governance[p] = static_cast<std::uint8_t>(*record.governance);
  if (record.governance == Governance::shared) partnerships.lead[p] = nobody;
  if (record.lead.empty()) return;
  const std::size_t drawn = world.organisations.count() - scenario.organisations.size();
  for (const std::uint32_t m : world.memberships.of_partnership.of(p))
    if (const std::uint32_t i = world.memberships.organisation[m]; scenario.organisations[i - drawn].id == record.lead)
      partnerships.lead[p] = i;
}

void set_divergence(World& world, const std::vector<double>& purpose, std::uint32_t p) {
  const std::size_t areas = purpose.size();
  const auto members = world.memberships.of_partnership.of(p);
  double sum = 0.0;
  for (const std::uint32_t m : members) sum += total_variation({&world.memberships.position[m * areas], areas}, purpose);
  world.partnerships.divergence[p] = sum / static_cast<double>(members.size());
}

}  // namespace

Bundle available_at_founding(const Organisations& o, std::size_t i, const Parameters& parameters) {
  const VolunteeringParameters& v = parameters.volunteering;
  const double hours_of_class[] = {v.hours_low, v.hours_middle, v.hours_high, v.hours_core};
  double volunteer_hours = 0.0;
  for (std::size_t c = 0; c < hours_classes; ++c) volunteer_hours += hours_of_class[c] * o.volunteers[i * hours_classes + c];
  const double budget = o.service_share[i] * o.cost_level_usd[i];
  return {budget * (1.0 - o.wage_share[i]) * (1.0 - parameters.finance.service_overhead),
          budget * o.wage_share[i] / parameters.finance.wage_usd_per_hour + v.effectiveness * volunteer_hours,
          o.goods_usd[i], o.space_m2_hours[i]};
}

void found_partnerships(World& world, const Scenario& scenario, const MechanismDraws& draws) {
  const std::vector<Named> all = gather(world, scenario);
  const std::size_t areas = world.community.areas;
  std::set<Identity> used;
  for (const Named& named : all) {
    const auto [initiator, target, month] = choose_identity(named, used);
    const std::vector<double> purpose = named.record != nullptr && !named.record->purpose.empty()
                                            ? named.record->purpose
                                            : mean_mission(world.organisations, named.members, areas);
    const std::uint32_t p =
        start_partnership(world.partnerships, world.memberships, world.organisations.id[initiator],
                          world.organisations.id[target], month, purpose, scenario.parameters.dialogue.communication);
    for (const std::uint32_t i : named.members) {
      const std::uint32_t m =
          join_partnership(world.partnerships, world.memberships, world.ties, world.organisations, p, i, 0,
                           scenario.parameters.contribution.first_belief);
      world.memberships.willingness[m] = world.memberships.belief[m];
      world.memberships.credit[m] = 1.0 / static_cast<double>(named.members.size());
    }
    set_terms(world, scenario.parameters, named, p, draws);
    if (named.record != nullptr) set_known_terms(world, scenario, *named.record, p);
    set_divergence(world, purpose, p);
  }
  for (std::uint32_t m = 0; m < world.memberships.count(); ++m) commit(world, scenario.parameters, m);
}

}  // namespace tessera
