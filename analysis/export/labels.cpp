#include "analysis/export/labels.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"

namespace tessera {

const std::string& label_of(const std::vector<std::string>& labels, double number) {
  if (!(number >= 0.0 && number < static_cast<double>(labels.size())))
    throw FileError(fmt::format("the file is damaged: number {} stands for none of the {} names there are", number, labels.size()));
  return labels[static_cast<std::size_t>(number)];
}

}  // namespace tessera
