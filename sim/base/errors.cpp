#include "base/errors.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

std::string join(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + fault.text();
  return text;
}

}  // namespace

std::string Fault::text() const {
  if (file.empty()) return message;
  if (line == 0) return fmt::format("{}: {}", file, message);
  return fmt::format("{}:{}:{}: {}", file, line, column, message);
}

InputError::InputError(std::vector<Fault> faults) : std::runtime_error(join(faults)), faults_(std::move(faults)) {}

InputError::InputError(const std::string& message) : InputError(std::vector<Fault>{Fault{.message = message}}) {}

}  // namespace tessera
