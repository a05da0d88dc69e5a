#include "scenario/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

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
    return std::tie(a.place.source, a.place.line, a.place.column) < std::tie(b.place.source, b.place.line, b.place.column);
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
    if (byte < 0x20 || byte == 0x7F) quoted += fmt::format("\\x{:02x}", byte);
    else quoted += c;
  }
  return quoted + (cut ? "...\"" : "\"");
}

int edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest = 64;
  if (a.size() > longest || b.size() > longest) return 1000;
  std::array<std::array<int, longest + 1>, 3> rows{};
  auto& [before_last, last, row] = rows;
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
  std::string_view nearest;
  int least = std::max(1, static_cast<int>(name.size()) / 3) + 1;
  for (const std::string_view candidate : known) {
    const int distance = edit_distance(name, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string suggest_name(std::string_view name, std::span<const std::string_view> known) {
  const std::string_view nearest = nearest_name(name, known);
  if (!nearest.empty()) return fmt::format("; did you mean \"{}\"?", nearest);
  if (known.empty() || known.size() > 20) return "";
  return fmt::format("; known are {}", fmt::join(known, ", "));
}

}  // namespace tessera
