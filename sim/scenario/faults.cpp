#include "scenario/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/nearest_name.hpp"

namespace tessera {

void Faults::add(Place place, std::string message) {
  if (full()) {
    ++left_off_;
    return;
  }
  found_.push_back({place, std::move(message)});
}

void Faults::throw_if_any() const {
  if (found_.empty()) return;
  std::vector<Found> ordered = found_;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Found& a, const Found& b) {
    return std::tie(a.place.source, a.place.line, a.place.column) <
           std::tie(b.place.source, b.place.line, b.place.column);
  });
  std::vector<Fault> faults;
  for (const Found& found : ordered) faults.push_back(make_fault(files_, found.place, found.message));
  if (left_off_ > 0) faults.push_back(Fault{.message = fmt::format("and {} more faults", left_off_)});
  throw InputError(std::move(faults));
}

Fault make_fault(const std::vector<SourceFile>& files, Place place, const std::string& message) {
  const SourceFile& source = files[place.source];
  if (source.set_text.empty()) return {source.name, place.line, place.column, message};
  return {source.name, 0, 0, fmt::format("{}: {}", quote_for_message(source.set_text), message)};
}

std::string name_place(const std::vector<SourceFile>& files, Place place) {
  const SourceFile& source = files[place.source];
  if (!source.set_text.empty() || place.line == 0) return source.name;
  return fmt::format("{}:{}:{}", source.name, place.line, place.column);
}

std::string quote_for_message(std::string_view text) {
  constexpr std::size_t longest = 60;
  const bool cut = text.size() > longest;
  std::size_t end = std::min(text.size(), longest);
  while (cut && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  std::string quoted = "\"";
  for (const char c : text.substr(0, end)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F)
      quoted += fmt::format("\\x{:02x}", byte);
    else
      quoted += c;
  }
  return quoted + (cut ? "...\"" : "\"");
}

std::string suggest_known_name(std::string_view name, std::span<const std::string_view> known) {
  const std::string suggestion = suggest_name(name, known);
  if (suggestion.empty() && name.size() >= 3)  // "radius" for "radius_km"
    for (const std::string_view longer : known)
      if (longer.starts_with(name)) return fmt::format("; did you mean '{}'?", longer);
  constexpr std::size_t few = 20;
  if (!suggestion.empty() || known.empty() || known.size() > few) return suggestion;
  return fmt::format("; known are {}", fmt::join(known, ", "));
}

}  // namespace tessera
