// A number of a file stands for a text, or the file is damaged.
#include "analysis/export/labels.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/errors.hpp"

namespace tessera {
namespace {

TEST(Labels, StandForTheirNumbersAndNoOthers) {
  const std::vector<std::string> labels{"North", "South"};
  EXPECT_EQ(label_of(labels, 0.0), "North");
  EXPECT_EQ(label_of(labels, 1.0), "South");
  for (const double number : {2.0, -1.0, 4294967295.0, std::nan("")}) EXPECT_THROW(label_of(labels, number), FileError) << number;
  EXPECT_THROW(label_of({}, 0.0), FileError);
}

}  // namespace
}  // namespace tessera
