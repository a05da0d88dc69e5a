#include "run/month.hpp"

#include "formulas/technology.hpp"
#include "mechanisms/agreement.hpp"
#include "mechanisms/assessment.hpp"
#include "mechanisms/calendar.hpp"
#include "mechanisms/conflict.hpp"
#include "mechanisms/contribution.hpp"
#include "mechanisms/credibility.hpp"
#include "mechanisms/delivery.hpp"
#include "mechanisms/dialogue.hpp"
#include "mechanisms/entry_exit.hpp"
#include "mechanisms/evaluation.hpp"
#include "mechanisms/finance.hpp"
#include "mechanisms/grants.hpp"
#include "mechanisms/learning.hpp"
#include "mechanisms/loans.hpp"
#include "mechanisms/meeting.hpp"
#include "mechanisms/needs.hpp"
#include "mechanisms/partner_search.hpp"
#include "mechanisms/reporting.hpp"
#include "mechanisms/solidarity.hpp"
#include "mechanisms/trust.hpp"
#include "mechanisms/volunteering.hpp"

namespace tessera {

Technology make_technology(const Parameters& parameters) {
  Technology technology;
  technology.market = {parameters.delivery.goods_markup, parameters.delivery.space_markup,
                       parameters.delivery.space_price_usd};
  technology.prices = {1.0, parameters.finance.wage_usd_per_hour, 1.0, parameters.delivery.space_price_usd};
  technology.coordination = {parameters.agreement.shared_hours_per_pair, parameters.agreement.lead_hours_per_link,
                             parameters.agreement.administration_usd,
                             parameters.agreement.administration_hours_per_member,
                             parameters.finance.wage_usd_per_hour,
                             parameters.agreement.tools_effect};
  technology.conflict_lost_hours = parameters.conflict.lost_hours;
  technology.expertise_effect = parameters.delivery.expertise_effect;
  for (const AreaTraits& area : parameters.areas) {
    technology.recipes.push_back(make_recipe(area.requirement, area.elasticity, technology.prices,
                                             technology.market.goods_markup, technology.market.space_markup));
    technology.harm.push_back(area.harm_weight);
    technology.service_price_usd.push_back(area.service_price_usd);
  }
  return technology;
}

void advance_one_month(World& w, const Parameters& p, const Draws& draws, Timers* timers,
                       std::optional<SoloChain>* solo_chain, const AfterMechanism& after) {
  ++w.month;
  const Technology technology = make_technology(p);
  const SearchOutlook outlook{p.agreement, p.dialogue, p.trust, p.delivery.attention_floor, p.contribution.first_belief};
  const double reference_usd = p.founding.reference_revenue_usd;
  const FundingSetting funding{p.calendar.operating_grants_usd, p.calendar.collaborative_grants_usd,
                               p.finance.wage_usd_per_hour, reference_usd, technology.harm};
  const auto timed = [&](Mechanism mechanism, const auto& step) {
    {
      const Timed time(timers, static_cast<std::size_t>(mechanism));
      step(draws.of(mechanism));
    }
    if (after) after(mechanism);
  };

  // THE list. Its order is argued in MODEL.md.
  timed(Mechanism::calendar, [&](auto luck) { apply_calendar(w, p, luck); });
  timed(Mechanism::needs, [&](auto luck) { arise_needs(w.need, w.community, w.conditions, p.needs, p.areas, luck); });
  timed(Mechanism::finance, [&](auto luck) {
    settle_finance(w.organisations, w.geography, w.economy, w.conditions, p.finance, reference_usd, p.types, luck);
  });
  timed(Mechanism::solidarity, [&](auto) {
    show_solidarity(w.organisations, w.partnerships, w.memberships, p.solidarity);
  });
  timed(Mechanism::volunteering, [&](auto luck) {
    turn_over_volunteers(w.community, w.organisations, w.geography, w.support, w.conditions, p.volunteering, p.types,
                         luck);
  });
  timed(Mechanism::grants, [&](auto luck) {
    award_grants(w.grants, w.organisations, w.partnerships, w.memberships, w.community, w.need, w.support, p.grants,
                 funding, luck);
  });
  timed(Mechanism::assessment, [&](auto luck) {
    assess_need(w.organisations, w.need, w.community, w.partnerships, w.memberships, w.support, p.assessment, luck);
  });
  timed(Mechanism::meeting, [&](auto luck) {
    meet_at_events(w.ties, w.organisations, w.support, p.meeting, luck);
  });
  timed(Mechanism::partner_search, [&](auto luck) {
    search_partners(w.partnerships, w.memberships, w.ties, w.organisations, w.geography, w.support, technology,
                    p.partner_search, outlook, luck);
  });
  timed(Mechanism::dialogue, [&](auto) {
    hold_dialogue(w.partnerships, w.memberships, w.ties, w.organisations, w.support, technology, p.dialogue, p.agreement,
                  p.trust, w.month);
  });
  timed(Mechanism::agreement, [&](auto luck) {
    sign_agreements(w.partnerships, w.memberships, w.ties, w.organisations, w.support, technology, p.agreement,
                    p.evaluation.review_months, p.trust, luck);
  });
  timed(Mechanism::loans, [&](auto) { lend_volunteers(w.organisations, w.partnerships, w.memberships, p.loans); });
  timed(Mechanism::contribution, [&](auto) {
    contribute(w.memberships, w.partnerships, w.organisations, w.support, technology.prices, p.contribution);
  });
  if (solo_chain != nullptr) {
    const Timed time(timers, static_cast<std::size_t>(RunTimer::measures));
    *solo_chain = try_solo(w, technology, p);
  }
  timed(Mechanism::delivery, [&](auto) {
    deliver_services(w.need, w.organisations, w.partnerships, w.community, w.geography, w.memberships, w.support, technology,
                     p.delivery);
  });
  timed(Mechanism::conflict, [&](auto luck) {
    quarrel(w.partnerships, w.memberships, w.ties, w.support, technology.prices, p.conflict, luck);
  });
  timed(Mechanism::evaluation, [&](auto luck) {
    evaluate_partnerships(w.partnerships, w.memberships, w.ties, w.organisations, w.support, technology, p.evaluation,
                          p.agreement, p.delivery.attention_floor, luck);
  });
  timed(Mechanism::trust, [&](auto luck) {
    update_trust(w.ties, w.partnerships, w.memberships, w.organisations, w.support, p.trust, luck);
  });
  timed(Mechanism::credibility, [&](auto) {
    update_credibility(w.organisations, w.partnerships, w.memberships, w.geography, w.support, p.credibility,
                       technology.harm, p.types.size(), w.month);
  });
  timed(Mechanism::learning, [&](auto luck) {
    learn_and_innovate(w.organisations, w.partnerships, w.memberships, w.ties, w.support, p.learning, p.areas.size(),
                       luck);
  });
  timed(Mechanism::entry_exit, [&](auto luck) { turn_over_organisations(w, p, luck); });
  timed(Mechanism::reporting, [&](auto luck) { report_ties(w.ties, w.organisations, p.reporting, luck); });
}

}  // namespace tessera
