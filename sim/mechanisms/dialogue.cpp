#include "mechanisms/dialogue.hpp"

#include <array>
#include <cmath>

#include "base/parallel.hpp"
#include "formulas/commitment.hpp"
#include "formulas/dialogue.hpp"
#include "formulas/trust.hpp"
#include "state/evidence.hpp"

namespace tessera {
namespace {

// Voice of every member: what it could commit, tempered by equality. Never 0, so that nobody is left without a say.
void weigh_voices(std::span<double> voice, const Memberships& memberships, const Organisations& organisations,
                  const Technology& technology, const DialogueParameters& parameters,
                  const AgreementParameters& agreement, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  const CommitmentRule rule{agreement.commitment_share, agreement.commitment_idle_weight,
                            agreement.commitment_membership_damping};
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    const double others = static_cast<double>(memberships.of_organisation.size(i)) - 1.0;
    const Bundle spare = spare_bundle({&organisations.available[i * resources], resources},
                                      {&organisations.idle[i * resources], resources}, others, rule);
    const double value = 1.0 + bundle_worth_usd(spare, technology.prices);
    voice[k] = std::pow(value, 1.0 - parameters.voice_equality);
  }
}

void move_positions(Partnerships& partnerships, Memberships& memberships, const Ties& ties,
                    const Organisations& organisations, std::span<const double> voice,
                    const DialogueParameters& parameters, const TrustPrior& prior, std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  const std::size_t areas = partnerships.purpose.size() / partnerships.count();
  const double stubbornness =
      parameters.stubbornness * (1.0 - parameters.facilitation_effect * partnerships.facilitation[p]);
  const double pace = partnerships.communication[p];
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
      target[a] = now + pace * (target[a] - now);
    }
  }
  for (std::size_t k = 0; k < members.size(); ++k)
    for (std::size_t a = 0; a < areas; ++a) memberships.position[members[k] * areas + a] = next[k * areas + a];
}

void agree_on_purpose(Partnerships& partnerships, const Memberships& memberships, std::span<const double> voice,
                      std::uint32_t p) {
  const auto members = memberships.of_partnership.of(p);
  const std::size_t areas = partnerships.purpose.size() / partnerships.count();
  const std::span<double> purpose(&partnerships.purpose[p * areas], areas);
  double total = 0.0;
  for (double& share : purpose) share = 0.0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    total += voice[k];
    for (std::size_t a = 0; a < areas; ++a) purpose[a] += voice[k] * memberships.position[members[k] * areas + a];
  }
  for (double& share : purpose) share /= total;
  double divergence = 0.0;
  for (std::size_t k = 0; k < members.size(); ++k)
    divergence += voice[k] * total_variation({&memberships.position[members[k] * areas], areas}, purpose);
  partnerships.divergence[p] = divergence / total;
}

// Hours and contact evidence of one month of meetings.
void meet(Organisations& organisations, Ties& ties, const Memberships& memberships, const Technology& technology,
          const DialogueParameters& parameters, std::uint32_t p, std::int32_t month) {
  const auto members = memberships.of_partnership.of(p);
  const double n = static_cast<double>(members.size());
  const Governance mode = cheapest_governance(technology.coordination, n);
  const double hours = parameters.meeting_hours * coordination_hours(technology.coordination, mode, n) / n;
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t i = memberships.organisation[members[k]];
    organisations.overhead_hours[i] += hours;
    for (std::size_t l = k + 1; l < members.size(); ++l)
      record_meeting(ties, i, memberships.organisation[members[l]], parameters.evidence, parameters.impression, month);
  }
}

}  // namespace

void hold_dialogue(Partnerships& partnerships, Memberships& memberships, Ties& ties, Organisations& organisations,
                   const Technology& technology, const DialogueParameters& parameters,
                   const AgreementParameters& agreement, const TrustParameters& trust, std::int32_t month) {
  const TrustPrior prior{trust.prior_counts, trust.prior_mean, trust.prior_credibility};
  const auto forming = [&](std::uint32_t p) {
    return partnerships.stage[p] == static_cast<std::uint8_t>(Stage::forming) && partnerships.members[p] > 1;
  };
  for_each_slot(partnerships.live.size(), [&](std::size_t k) {
    const std::uint32_t p = partnerships.live[k];
    if (!forming(p)) return;
    std::vector<double> voice(memberships.of_partnership.size(p));
    weigh_voices(voice, memberships, organisations, technology, parameters, agreement, p);
    move_positions(partnerships, memberships, ties, organisations, voice, parameters, prior, p);
    agree_on_purpose(partnerships, memberships, voice, p);
  });
  for (const std::uint32_t p : partnerships.live)  // an organisation may sit in several: applied in order
    if (forming(p)) meet(organisations, ties, memberships, technology, parameters, p, month);
}

}  // namespace tessera
