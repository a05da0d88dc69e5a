// TOML text to a document. The only place that knows the TOML library.
#pragma once

#include <cstdint>
#include <string>

#include "scenario/document.hpp"

namespace tessera {

// The table of a whole text, whose places carry `source`. The text must have passed check_source_text. Throws
// InputError with the first fault of syntax, named by `name`.
Node parse_document(const std::string& text, const std::string& name, std::uint32_t source);

}  // namespace tessera
