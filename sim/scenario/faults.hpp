// Collects every fault of meaning, so that they can be reported together.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/errors.hpp"
#include "scenario/document.hpp"

namespace tessera {

class Faults {
 public:
  explicit Faults(const std::vector<SourceFile>& files) : files_(files) {}

  void add(Place place, std::string message);
  bool empty() const { return found_.empty(); }
  // More would not be read by anybody, and finding nearest names takes time.
  bool full() const { return found_.size() >= most_faults; }
  // Throws InputError with all faults in file order, if there are any.
  void throw_if_any() const;

 private:
  static constexpr std::size_t most_faults = 200;
  struct Found {
    Place place;
    std::string message;
  };
  const std::vector<SourceFile>& files_;
  std::vector<Found> found_;
  std::size_t left_off_ = 0;
};

// A fault at a place of a source. A --set is named by its text.
Fault make_fault(const std::vector<SourceFile>& files, Place place, const std::string& message);

// "town.toml:12:5" or "--set".
std::string name_place(const std::vector<SourceFile>& files, Place place);

// Text in quotes, control characters escaped, cut at 60 characters.
std::string quote_for_message(std::string_view text);

// The nearest known name, or all known names if none is near and they are few, as the end of a message.
std::string suggest_known_name(std::string_view name, std::span<const std::string_view> known);

}  // namespace tessera
