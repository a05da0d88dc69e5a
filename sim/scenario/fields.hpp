// The keys of [[organisation]], [[district]], [[tie]] and [[partnership]] that are plain numbers: one table for the reader, the writer,
// the reference and the schema.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "scenario/scenario.hpp"

namespace tessera {

template <class Record>
struct RecordField {
  std::string_view name;
  std::string_view unit;
  double lowest;
  double highest;
  std::string_view meaning;
  std::optional<double> Record::*value;
};

std::span<const RecordField<OrganisationRecord>> organisation_fields();
std::span<const RecordField<DistrictRecord>> district_fields();
std::span<const RecordField<TieRecord>> tie_fields();
std::span<const RecordField<PartnershipRecord>> partnership_fields();

// Numbers of [[memory]] lie between this and its negative; founding knows narrower ranges.
inline constexpr double most_remembered = 1e15;

// Keys of the lists `expertise_by_area` ("food_1", ... for each area and competence).
std::vector<std::string> expertise_names(const Parameters& parameters);
// What the classes of volunteers by hours are called: low, middle, high, core.
std::span<const std::string_view> hours_class_names();
// The values that these bits (DrawnValue) say were drawn, by name.
std::vector<std::string_view> names_of_drawn(std::uint64_t bits);

}  // namespace tessera
