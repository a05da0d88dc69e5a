#include "base/version.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tessera {
namespace {

TEST(Version, SaysWhichProgramThisIs) {
  EXPECT_THAT(std::string(program_version()), testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_THAT(std::string(program_commit()), testing::MatchesRegex("[0-9a-f]+\\+?|unknown"));
  EXPECT_THAT(std::string(program_compiler()), testing::MatchesRegex("[A-Za-z]+ [0-9.]+"));
  EXPECT_FALSE(program_build().empty());
}

}  // namespace
}  // namespace tessera
