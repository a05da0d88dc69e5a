#include "base/errors.hpp"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Errors, AFaultSaysWhereItIs) {
  EXPECT_EQ((Fault{.file = "town.toml", .line = 3, .column = 7, .message = "unknown key"}.text()),
            "town.toml:3:7: unknown key");
  EXPECT_EQ((Fault{.file = "--set", .message = "unknown key"}.text()), "--set: unknown key");
  EXPECT_EQ((Fault{.message = "unknown key"}.text()), "unknown key");
}

TEST(Errors, AllFaultsAreReportedTogetherInOrder) {
  const InputError error({Fault{.file = "a.toml", .line = 1, .column = 1, .message = "first"},
                          Fault{.file = "a.toml", .line = 9, .column = 2, .message = "second"}});
  EXPECT_STREQ(error.what(), "a.toml:1:1: first\na.toml:9:2: second");
  EXPECT_EQ(error.faults().size(), 2u);
  EXPECT_STREQ(InputError("no such file").what(), "no such file");
}

TEST(Errors, ABrokenPromiseIsOurBug) {
  EXPECT_NO_THROW(promise(true, "never"));
  EXPECT_THROW(promise(false, "books do not balance"), BrokenPromise);
}

}  // namespace
}  // namespace tessera
