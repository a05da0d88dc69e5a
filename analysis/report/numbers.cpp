#include "analysis/report/numbers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace tessera {

PageJson page_number(double value, int digits) {
  if (!std::isfinite(value)) return nullptr;
  const double rounded = std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr);
  // Whole numbers are written without ".0".
  if (rounded == std::trunc(rounded) && std::abs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
  return rounded;
}

PageJson page_numbers(std::span<const double> values, int digits) {
  PageJson list = PageJson::array();
  for (const double value : values) list.push_back(page_number(value, digits));
  return list;
}

PageJson round_numbers(PageJson data) {
  if (data.is_number_float()) return page_number(data.get<double>());
  if (data.is_structured())
    for (PageJson& part : data) part = round_numbers(std::move(part));
  return data;
}

}  // namespace tessera
