// The keys of [[organisation]], [[district]] and [[tie]] that are plain numbers: one table for the reader, the writer,
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

}  // namespace tessera
