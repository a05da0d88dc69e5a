#include "scenario/fields.hpp"

namespace tessera {
namespace {

constexpr double everywhere_km = 100000;  // wider than the Earth is round
constexpr double most_usd = 1e13;

}  // namespace

std::span<const RecordField<OrganisationRecord>> organisation_fields() {
  using Record = OrganisationRecord;
  static constexpr RecordField<Record> fields[] = {
      {"x_km", "km", -everywhere_km, everywhere_km, "Where it stands, eastwards.", &Record::x_km},
      {"y_km", "km", -everywhere_km, everywhere_km, "Where it stands, northwards.", &Record::y_km},
      {"radius_km", "km", 0.01, 1000, "Service radius.", &Record::radius_km},
      {"revenue_usd", "usd", 0, most_usd, "Yearly revenue.", &Record::revenue_usd},
      {"expenses_usd", "usd", 0, most_usd, "Yearly expenses.", &Record::expenses_usd},
      {"reserve_months", "month", -12000, 12000, "Reserves in months of costs.", &Record::reserve_months},
      {"cash_usd", "usd", -most_usd, most_usd, "Cash and savings.", &Record::cash_usd},
      {"age_years", "year", 0, 2000, "Years since it was founded.", &Record::age_years},
      {"volunteers", "person", 0, 1e8, "Volunteers when the run begins.", &Record::volunteers},
      {"goods_usd_per_month", "usd", 0, 1e11, "In-kind goods received per month.", &Record::goods_usd_per_month},
      {"space_m2_hours", "m2 hour", 0, 1e9, "Space usable for services per month.", &Record::space_m2_hours},
      {"credibility", "share", 0, 1, "Public standing.", &Record::credibility},
      {"visibility", "share", 0, 1, "Visibility.", &Record::visibility},
      {"expertise", "share", 0, 1, "Mean expertise in the areas of its mission.", &Record::expertise},
      {"service_share", "share", 0, 1, "Share of costs that goes to services of the modelled areas.",
       &Record::service_share},
      {"goods_usd", "usd", 0, 1e12, "Stock of goods; a month's worth if left open.", &Record::goods_usd},
      {"target_reserve_months", "month", 0, 12000, "Reserves it aims at, in months of costs.", &Record::target_reserve_months},
      {"propensity", "multiple", 0, 1000, "Partnering propensity, 1 = usual.", &Record::propensity},
      {"capability", "share", 0, 1, "Collaboration capability.", &Record::capability},
      {"morale", "share", 0, 1, "Morale of its volunteers.", &Record::morale},
      {"number", "", 0, 9007199254740991.0, "Permanent number, which keys its luck: whole, and no other's.", &Record::number},
  };
  return fields;
}

std::span<const RecordField<DistrictRecord>> district_fields() {
  using Record = DistrictRecord;
  static constexpr RecordField<Record> fields[] = {
      {"x_km", "km", -everywhere_km, everywhere_km, "Centroid, eastwards.", &Record::x_km},
      {"y_km", "km", -everywhere_km, everywhere_km, "Centroid, northwards.", &Record::y_km},
      {"residents", "person", 0, 1e9, "Residents; by the groups' shares unless `groups` counts them.",
       &Record::residents},
  };
  return fields;
}

std::span<const RecordField<TieRecord>> tie_fields() {
  using Record = TieRecord;
  static constexpr RecordField<Record> fields[] = {
      {"months_since_contact", "month", 0, 1200, "Months since the two were last in contact.",
       &Record::months_since_contact},
      {"trust", "share", 0, 1, "Trust, both ways unless trust_back is given.", &Record::trust},
      {"trust_back", "share", 0, 1, "Trust of `to` in `from`.", &Record::trust_back},
      {"good", "count", 0, 1e6, "In place of trust: evidence that `to` keeps its word.", &Record::good},
      {"bad", "count", 0, 1e6, "Evidence that `to` does not.", &Record::bad},
      {"good_back", "count", 0, 1e6, "The same of `from`, as `to` sees it.", &Record::good_back},
      {"bad_back", "count", 0, 1e6, "The same of `from`, as `to` sees it.", &Record::bad_back},
      {"joint_hours", "hour", 0, 1e9, "Hours per month both put into joint work.", &Record::joint_hours},
      {"former", "count", 0, 65535, "Partnerships they shared that have ended.", &Record::former},
  };
  return fields;
}

std::span<const RecordField<PartnershipRecord>> partnership_fields() {
  using Record = PartnershipRecord;
  static constexpr RecordField<Record> fields[] = {
      {"formality", "share", 0, 1, "What is agreed in writing.", &Record::formality},
      {"communication", "share", 0, 1, "Quality of communication.", &Record::communication},
      {"facilitation", "share", 0, 1, "Facilitation it gets.", &Record::facilitation},
      {"months_to_term_end", "month", 0, 1200, "Months to the end of its term.", &Record::months_to_term_end},
      {"months_to_review", "month", 0, 1200, "Months to its next review.", &Record::months_to_review},
  };
  return fields;
}

std::vector<std::string> expertise_names(const Parameters& parameters) {
  std::vector<std::string> names;
  for (const AreaTraits& area : parameters.areas)
    for (std::size_t k = 1; k <= competences; ++k) names.push_back(area.name + "_" + std::to_string(k));
  return names;
}

std::span<const std::string_view> hours_class_names() {
  static constexpr std::string_view names[hours_classes] = {"low", "middle", "high", "core"};
  return names;
}

std::vector<std::string_view> names_of_drawn(std::uint64_t bits) {
  std::vector<std::string_view> names;
  for (std::size_t k = 0; k < drawn_value_names.size(); ++k)
    if ((bits >> k & 1U) != 0) names.push_back(drawn_value_names[k]);
  return names;
}

}  // namespace tessera
