#include "mechanisms/dialogue.hpp"

#include <array>
#include <optional>
#include <vector>

#include "base/parallel.hpp"
#include "formulas/commitment.hpp"
#include "formulas/dialogue.hpp"
#include "formulas/trust.hpp"
#include "state/evidence.hpp"

namespace tessera {
namespace {

// What the members of one partnership share in a month of talk.
struct Circle {
  std::uint32_t partnership;
  std::span<const std::uint32_t> members;
  double equality = 0.0;  // of voices
  double pace = 0.0;      // of positions
  std::size_t areas = 0;

  std::span<const double> position(const Memberships& memberships, std::size_t k) const {
    return {&memberships.position[members[k] * areas], areas};
  }
};

bool is_forming(const Partnerships& partnerships, std::uint32_t p) {
  return partnerships.stage[p] == static_cast<std::uint8_t>(Stage::forming);
}

Circle circle_of(const Partnerships& partnerships, const Memberships& memberships, const Support& support,
                 const DialogueParameters& parameters, std::uint32_t p) {
  const double inclusive = mean_support(support.of(Lever::inclusive_governance), memberships, p);
  return {.partnership = p,
          .members = memberships.of_partnership.of(p),
          .equality = inclusive_equality(parameters.voice_equality, parameters.inclusive_effect, inclusive),
          .pace = partnerships.communication[p] * (1.0 - parameters.inclusive_delay * inclusive),
          .areas = partnerships.purpose.size() / partnerships.count()};
}

// Communication follows what supports it; facilitation is what the lever does now.
void follow_support(Partnerships& partnerships, const Memberships& memberships, const Organisations& organisations,
                    const Support& support, const DialogueParameters& parameters, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  CommunicationCauses causes{.capability = 0.0, .routine_months = parameters.routine_months};
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    causes.capability += organisations.capability[i] / n;
    for (std::size_t l = k + 1; l < members.size(); ++l)
      causes.different_sectors += organisations.sector[i] != organisations.sector[memberships.organisation[members[l]]];
  }
  causes.different_sectors /= 0.5 * n * (n - 1.0);
  causes.tools = parameters.communication_tools * mean_support(support.of(Lever::collaboration_tools), memberships, p);
  const double target = communication_target(causes, parameters.communication, parameters.communication_rise,
                                             parameters.message_loss);
  partnerships.communication[p] +=
      parameters.communication_adjustment_per_month * (target - partnerships.communication[p]);
  partnerships.facilitation[p] = mean_support(support.of(Lever::facilitation), memberships, p);
}

// By what each member could commit.
void weigh_promises(std::span<double> voice, const Circle& circle, const Memberships& memberships,
                    const Organisations& organisations, const Technology& technology,
                    const AgreementParameters& agreement) {
  const CommitmentRule rule{agreement.commitment_share, agreement.commitment_idle_weight,
                            agreement.commitment_membership_damping};
  for (std::size_t k = 0; k < circle.members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[circle.members[k]];
    const double others = static_cast<double>(memberships.of_organisation.size(i)) - 1.0;
    const Bundle spare = spare_bundle({&organisations.available[i * resources], resources},
                                      {&organisations.idle[i * resources], resources}, others, rule);
    voice[k] = voice_of(bundle_worth_usd(spare, technology.prices), circle.equality);
  }
}

// By what each member has committed.
void weigh_commitments(std::span<double> voice, const Circle& circle, const Memberships& memberships,
                       const Technology& technology) {
  for (std::size_t k = 0; k < circle.members.size(); ++k) {
    Bundle committed{};
    for (std::size_t r = 0; r < resources; ++r) committed[r] = memberships.committed[circle.members[k] * resources + r];
    voice[k] = voice_of(bundle_worth_usd(committed, technology.prices), circle.equality);
  }
}

void move_positions(Memberships& memberships, const Circle& circle, const Ties& ties, const Organisations& organisations,
                    std::span<const double> voice, double stubbornness, const TrustPrior& prior) {
  const auto members = circle.members;
  const std::size_t areas = circle.areas;
  std::vector<double> next(members.size() * areas);
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    std::array<double, most_areas> influence{};
    double total = 0.0;
    for (std::size_t l = 0; l < members.size(); ++l) {
      const std::uint32_t j = memberships.organisation[members[l]];
      const Evidence known = k == l ? Evidence{} : evidence_between(ties, i, j);
      const double trust = k == l ? 1.0 : trust_in(known.good, known.bad, organisations.credibility[j], prior);
      const double weight = trust * voice[l];
      total += weight;
      for (std::size_t a = 0; a < areas; ++a) influence[a] += weight * memberships.position[members[l] * areas + a];
    }
    for (std::size_t a = 0; a < areas; ++a) influence[a] /= total;
    const std::span<double> target(&next[k * areas], areas);
    friedkin_johnsen_step(target, {&organisations.mission[i * areas], areas}, {influence.data(), areas}, stubbornness);
    for (std::size_t a = 0; a < areas; ++a) {
      const double now = memberships.position[members[k] * areas + a];
      target[a] = now + circle.pace * (target[a] - now);
    }
  }
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t a = 0; a < areas; ++a) memberships.position[members[k] * areas + a] = next[k * areas + a];
}

void agree_on_purpose(Partnerships& partnerships, const Memberships& memberships, const Circle& circle,
                      std::span<const double> voice) {
  const std::span<double> purpose(&partnerships.purpose[circle.partnership * circle.areas], circle.areas);
  double total = 0.0;
  for (double& share : purpose) share = 0.0;
  for (std::size_t k = 0; k < circle.members.size(); ++k) {
    const auto position = circle.position(memberships, k);
    total += voice[k];
    for (std::size_t a = 0; a < circle.areas; ++a) purpose[a] += voice[k] * position[a];
  }
  for (double& share : purpose) share /= total;
}

// The meeting of one partnership, if it has one this month.
struct Meeting {
  Governance mode;
  double evidence;
};

std::optional<Meeting> meeting_of(const Partnerships& partnerships, const Technology& technology,
                                  const DialogueParameters& parameters, std::uint32_t p, std::int32_t month) {
  if (partnerships.members[p] < 2) return {};
  if (is_forming(partnerships, p))
    return Meeting{cheapest_governance(technology.coordination, partnerships.members[p]), parameters.evidence};
  const auto routine = static_cast<std::int32_t>(parameters.routine_months);
  if ((month - partnerships.founded_month[p]) % routine != 0) return {};
  return Meeting{static_cast<Governance>(partnerships.governance[p]), parameters.routine_evidence};
}

// Its hours and contact evidence.
void meet(Organisations& organisations, Ties& ties, const Memberships& memberships, const Support& support,
          const Technology& technology, const DialogueParameters& parameters, const Meeting& meeting, std::uint32_t p,
          std::int32_t month) {
  const auto members = memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  const double saved =
      technology.coordination.tools_effect * mean_support(support.of(Lever::collaboration_tools), memberships, p);
  const double hours =
      parameters.meeting_hours * coordination_hours(technology.coordination, meeting.mode, n) * (1.0 - saved) / n;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    organisations.overhead_hours[i] += hours;
    for (std::size_t l = k + 1; l < members.size(); ++l)
      record_meeting(ties, i, memberships.organisation[members[l]], meeting.evidence, parameters.impression, month);
  }
}

}  // namespace

void hold_dialogue(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                   const Support& support, const Technology& technology, const DialogueParameters& parameters,
                   const AgreementParameters& agreement, const TrustParameters& trust, std::int32_t month) {
  const TrustPrior prior{trust.prior_counts, trust.prior_mean, trust.prior_credibility};
  for_each_slot(partnerships.live.size(), [&](std::size_t live) {
    const std::uint32_t p = partnerships.live[live];
    if (partnerships.members[p] < 2) return;
    follow_support(partnerships, memberships, organisations, support, parameters, p);
    const Circle circle = circle_of(partnerships, memberships, support, parameters, p);
    std::vector<double> voice(circle.members.size());
    if (is_forming(partnerships, p)) {
      weigh_promises(voice, circle, memberships, organisations, technology, agreement);
      const double stubbornness =
          parameters.stubbornness * (1.0 - parameters.facilitation_effect * partnerships.facilitation[p]);
      move_positions(memberships, circle, ties, organisations, voice, stubbornness, prior);
      agree_on_purpose(partnerships, memberships, circle, voice);
    } else {
      weigh_commitments(voice, circle, memberships, technology);
    }
    partnerships.divergence[p] = divergence_of({&partnerships.purpose[p * circle.areas], circle.areas}, voice,
                                               [&](std::size_t k) { return circle.position(memberships, k); });
  });
  for (const std::uint32_t p : partnerships.live)  // an organisation may sit in several: applied in order
    if (const auto meeting = meeting_of(partnerships, technology, parameters, p, month))
      meet(organisations, ties, memberships, support, technology, parameters, *meeting, p, month);
}

}  // namespace tessera
