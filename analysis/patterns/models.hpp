// The full model and the null models that patterns must tell from it (patterns.md): each takes one explanation away.
#pragma once

#include <span>
#include <string_view>

#include "parameters/parameters.hpp"

namespace tessera {

struct Model {
  std::string_view name;
  std::string_view without;  // what it lacks, in words
  void (*change)(Parameters& parameters);
};

// The full model first.
std::span<const Model> model_table();

}  // namespace tessera
