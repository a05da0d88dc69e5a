#include "analysis/export/network.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/export/labels.hpp"

namespace tessera {

bool NetworkAttribute::has_value(std::size_t k) const { return !std::isnan(values.at(k)); }

std::string NetworkAttribute::value_text(std::size_t k) const {
  switch (kind) {
    case AttributeKind::text: return label_of(texts, values.at(k));
    case AttributeKind::flag: return values.at(k) != 0.0 ? "true" : "false";
    case AttributeKind::whole: return fmt::format("{}", static_cast<std::int64_t>(values.at(k)));
    case AttributeKind::number: break;
  }
  return fmt::format("{}", values.at(k));
}

}  // namespace tessera
