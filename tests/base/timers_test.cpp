#include "base/timers.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Timers, AddAndMergeBySlot) {
  Timers one, other;
  one.add(3, 1.5);
  one.add(3, 0.5);
  other.add(3, 1.0);
  other.add(Timers::most - 1, 4.0);
  one.merge(other);
  EXPECT_DOUBLE_EQ(one.seconds(3), 3.0);
  EXPECT_DOUBLE_EQ(one.seconds(Timers::most - 1), 4.0);
  EXPECT_EQ(one.seconds(0), 0.0);
}

TEST(Timers, TimedAddsToItsSlotAndNeedsNoTimers) {
  Timers timers;
  {
    const Timed timed(&timers, 5);
    EXPECT_EQ(timers.seconds(5), 0.0);  // added at the end, not before
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() == begin) {
    }
  }
  EXPECT_GT(timers.seconds(5), 0.0);
  { const Timed nothing(nullptr, 5); }
}

}  // namespace
}  // namespace tessera
