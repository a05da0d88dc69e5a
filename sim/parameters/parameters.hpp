// All parameters of the model. Each struct belongs to the mechanism of the same name; meanings, units, ranges and
// sources stand in the table (rows in the source file of the same name), and nowhere else.
#pragma once

#include <span>
#include <vector>

#include "parameters/catalogue.hpp"
#include "parameters/policies.hpp"
#include "parameters/row.hpp"

namespace tessera {

struct RunParameters { double months, replicates, seed; };

struct CommunityParameters { double districts, residents, adult_share, district_spacing_km, segregation; };

struct FoundingParameters {
  double organisations, reference_revenue_usd, reserve_median_months, reserve_size_exponent, reserve_log_sd,
      age_median_years, age_log_sd, large_revenue_usd, large_exponent, known_organisations, known_evidence,
      known_trust, mission_concentration, one_field_share, smallest_mission_share, funding_concentration,
      expertise_outside, expertise_sd, access_sd, visibility_sd, reserve_gap_share, age_size_correlation,
      space_log_sd, propensity_log_sd, capability_mean, capability_sd, volunteer_size_exponent;
};

struct NeedsParameters { double incidence_scale; };

struct FinanceParameters {
  double noise_persistence, noise_sd, noise_size_exponent, standing_elasticity, economy_elasticity,
      cost_adjustment_per_month, fixed_share, reserve_horizon_months, income_smoothing_per_month, service_overhead,
      wage_usd_per_hour, volunteer_support_usd;
};

struct VolunteeringParameters {
  double join_per_month, quit_per_month, initial_stock, hours_low, hours_middle, hours_high, hours_core,
      share_low, share_middle, share_high, effectiveness, morale_usual, morale_weight,
      morale_adjustment_per_month, overuse_weight, underuse_weight, invitation_exponent, standing_weight,
      fit_weight, centre_recruitment, centre_retention;
};

struct AssessmentParameters {
  double own_noise_sd, common_noise_sd, partner_weight, adjustment_per_month, mission_bias, residents_voice,
      inclusive_voice, survey_effect;
};

struct MeetingParameters {
  double attendance_per_month, encounters, evidence, impression, joint_events_effect, event_morale;
};

struct PartnerSearchParameters {
  double rate_per_month, rate_base, rate_unmet, rate_membership_damping, candidates, near_share,
      acquaintance_share, intercept, new_partnership, join_partnership, goal, gain, trust, trust_midpoint,
      credibility, closure, distance_per_km, load, coordination, sector_difference, already_partner,
      answer_intercept, most_members, most_memberships, withdrawal, appraisal_noise_sd, diligence,
      diligence_hours, mapping_share, incentive_effect, acceptor_trust;
};

struct DialogueParameters {
  double stubbornness, facilitation_effect, voice_equality, meeting_hours, evidence, impression, communication,
      inclusive_effect, inclusive_delay, routine_months, routine_evidence, message_loss, communication_rise,
      communication_tools, communication_adjustment_per_month;
};

struct AgreementParameters {
  double rate_per_month, trust_slope, trust_midpoint, divergence_slope, divergence_midpoint,
      lapse_after_months, signing_hours_per_member, term_months, formality, smallest_purpose_share,
      commitment_share, commitment_idle_weight, commitment_membership_damping, shared_hours_per_pair,
      lead_hours_per_link, administration_usd, administration_hours_per_member, support_effect,
      support_formality, tools_effect;
};

struct ContributionParameters {
  double reciprocity, accountability, temptation, first_belief, belief_adjustment_per_month, own_obligations,
      measurement_effect;
};

struct DeliveryParameters {
  double expertise_effect, overlap, goods_markup, space_markup, space_price_usd, attention_floor,
      referral_hours_per_member, distance_decay;
};

struct EvaluationParameters {
  double review_months, smoothing_per_month, outside_noise_sd, mission_discount, comparison_slope,
      expectation_weight, expectation_adjustment, exit_slope, exit_threshold, within_term_weight,
      goal_achieved_per_month, recalibration, measurement_effect, cycle_effect, flexibility,
      funding_memory_months;
};

struct TrustParameters {
  double forgetting_per_month, weight, negativity, tolerance, prior_counts, prior_mean, prior_credibility,
      observation_noise_sd, transfer, joint_hours_smoothing, contact_months, information_months,
      informal_hours, formal_hours, stale_months, measurement_effect;
};

struct EntryExitParameters {
  double closure_per_year, closure_size_exponent, closure_age_exponent, insolvent_months, overdrawn_multiplier,
      entry_per_year, entrant_log_size_shift;
};

struct CalendarParameters {
  double needs_assessment_usd, stakeholder_mapping_usd, collaboration_tools_usd, agreement_support_usd,
      facilitation_usd, mediation_usd, capacity_building_usd, shared_measurement_usd, public_relations_usd,
      evaluation_cycle_usd, joint_events_usd, success_stories_usd, volunteer_centre_usd,
      inclusive_governance_usd, corporate_partnership_incentive_usd, collaborative_grants_usd,
      operating_grants_usd, disaster_capacity, disaster_need, scandal_spread;
};

struct SolidarityParameters {
  double share, reserve_months;
};

struct GrantsParameters {
  double calls_per_year, operating_usd, collaborative_usd, least_partners, least_sectors, size_share,
      size_exponent, size_log_sd, smallest_usd, operating_months, collaborative_months, match_share,
      application_hours, attention, fit, capability, credibility, mix, evidence, reviewer_noise_sd, wage_share,
      success_memory;
};

struct LoansParameters {
  double share, idle_threshold, busy_threshold;
};

struct ConflictParameters {
  double base, divergence, communication, stress, asymmetry, facilitation, lost_hours, evidence, impression,
      resolution_per_month, mediation_per_month, mediation_delay_months, fade_per_month, exit_per_month,
      convergence;
};

struct CredibilityParameters {
  double adjustment_per_month, outcome_weight, association_weight, visibility_association, relations_effect,
      stories_effect;
};

struct LearningParameters {
  double diffusion_per_month, loss_per_month, practice_per_year, practice_step, practice_spread_per_month,
      training_expertise, training_capability, experience, failure, propensity_weight,
      propensity_adjustment_per_month;
};

struct ReportingParameters {
  double omission, level_error;
};

struct Parameters {
  std::vector<GroupTraits> groups;
  std::vector<AreaTraits> areas;
  std::vector<TypeTraits> types;
  std::vector<Policy> policies;    // in the order of the scenario
  std::vector<ShockEvent> shocks;  // in the order of the scenario

  RunParameters run;
  CommunityParameters community;
  FoundingParameters founding;
  NeedsParameters needs;
  FinanceParameters finance;
  VolunteeringParameters volunteering;
  AssessmentParameters assessment;
  MeetingParameters meeting;
  PartnerSearchParameters partner_search;
  DialogueParameters dialogue;
  AgreementParameters agreement;
  ContributionParameters contribution;
  DeliveryParameters delivery;
  EvaluationParameters evaluation;
  TrustParameters trust;
  EntryExitParameters entry_exit;
  CalendarParameters calendar;
  SolidarityParameters solidarity;
  GrantsParameters grants;
  LoansParameters loans;
  ConflictParameters conflict;
  CredibilityParameters credibility;
  LearningParameters learning;
  ReportingParameters reporting;
};

// Every scalar parameter, grouped by section in the order of Parameters.
std::span<const ParameterRow> parameter_table();
// The row of that name, or nullptr.
const ParameterRow* find_parameter(std::string_view name);
// Everything at its default.
Parameters standard_parameters();

}  // namespace tessera
