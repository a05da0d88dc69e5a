#include "run/stop.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace tessera {
namespace {

TEST(Stop, NotesASignalAndNoMore) {
  forget_signals();
  heed_signals();
  EXPECT_EQ(stop_signal(), 0);
  std::raise(SIGTERM);
  EXPECT_EQ(stop_signal(), SIGTERM);
  forget_signals();
  std::raise(SIGINT);
  EXPECT_EQ(stop_signal(), SIGINT);
  forget_signals();
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

}  // namespace
}  // namespace tessera
