#include "base/sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace tessera {
namespace {

constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> plain{".", ":", "-", "=", "+", "*", "#", "@"};
constexpr std::size_t middle = 3;

double mean_of_numbers(std::span<const double> values) {
  double sum = 0.0, count = 0.0;
  for (const double value : values)
    if (std::isfinite(value)) sum += value, count += 1.0;
  return sum / count;  // NaN if there are none
}

std::vector<double> average_into(std::span<const double> values, std::size_t pieces) {
  std::vector<double> means(std::min(values.size(), pieces));
  for (std::size_t k = 0; k < means.size(); ++k) {
    const std::size_t first = k * values.size() / means.size(), end = (k + 1) * values.size() / means.size();
    means[k] = mean_of_numbers(values.subspan(first, end - first));
  }
  return means;
}

std::size_t choose_height(double value, double low, double high) {
  // Rounding alone must not make a line look as if it moved.
  if (!(high - low > 1e-9 * std::max(std::abs(high), std::abs(low)))) return middle;
  const double share = std::clamp((value - low) / (high - low), 0.0, 1.0);
  return std::min(static_cast<std::size_t>(share * static_cast<double>(blocks.size())), blocks.size() - 1);
}

}  // namespace

std::string sparkline(std::span<const double> values, const SparklineForm& form) {
  const std::vector<double> shown = average_into(values, form.width);
  double low = form.low, high = form.high;
  for (const double value : shown) {
    if (!std::isfinite(value)) continue;
    if (std::isnan(form.low) && !(low <= value)) low = value;
    if (std::isnan(form.high) && !(high >= value)) high = value;
  }
  std::string text;
  for (const double value : shown)
    text += std::isfinite(value) ? (form.unicode ? blocks : plain)[choose_height(value, low, high)] : std::string_view(" ");
  return text;
}

}  // namespace tessera
