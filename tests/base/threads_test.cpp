#include "base/threads.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tessera {
namespace {

// Where the user has chosen, the call returns and changes nothing.
TEST(Threads, TheUsersChoiceStands) {
  setenv("GOMP_SPINCOUNT", "17", 1);
  char name[] = "program";
  char* arguments[] = {name, nullptr};
  wait_passively(arguments);
  EXPECT_STREQ(std::getenv("GOMP_SPINCOUNT"), "17");
  unsetenv("GOMP_SPINCOUNT");
}

[[noreturn]] void start_anew() {
  unsetenv("OMP_WAIT_POLICY");
  unsetenv("GOMP_SPINCOUNT");
  setenv("TESSERA_STARTED_ANEW", "1", 1);
  char name[] = "base_tests", filter[] = "--gtest_filter=Threads.StartAnewWithThePolicySet";
  char* arguments[] = {name, filter, nullptr};
  wait_passively(arguments);
  std::exit(9);  // it returned: the test fails
}

// The process that is started anew runs this same test, and exits with 0 only if it finds the policy.
TEST(Threads, StartAnewWithThePolicySet) {
  if (std::getenv("TESSERA_STARTED_ANEW") == nullptr) {
    EXPECT_EXIT(start_anew(), testing::ExitedWithCode(0), "");
    return;
  }
  const char* policy = std::getenv("OMP_WAIT_POLICY");
  ASSERT_NE(policy, nullptr);
  EXPECT_STREQ(policy, "passive");
}

}  // namespace
}  // namespace tessera
