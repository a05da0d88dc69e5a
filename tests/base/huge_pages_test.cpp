#include "base/huge_pages.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace tessera {
namespace {

std::uintptr_t place(const LargeArray<int>& array) { return reinterpret_cast<std::uintptr_t>(array.data()); }

TEST(HugePages, LargeArraysBeginWithAPageAndSmallOnesWithALine) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{17}, std::size_t{1000}}) {
    const LargeArray<int> small(count, 7);
    EXPECT_EQ(place(small) % 64, 0u);
  }
  for (const std::size_t count : {huge_page_bytes / sizeof(int), huge_page_bytes / sizeof(int) + 1, huge_page_bytes}) {
    const LargeArray<int> large(count, 7);
    EXPECT_EQ(place(large) % huge_page_bytes, 0u);
    EXPECT_EQ(large.back(), 7);
  }
}

TEST(HugePages, ArraysGrowAndAreCopiedAsOthersAre) {
  LargeArray<int> grown;
  for (int k = 0; k < 700'000; ++k) grown.push_back(k);
  const LargeArray<int> copy = grown;
  EXPECT_EQ(copy, grown);
  EXPECT_EQ(copy[699'999], 699'999);
}

TEST(HugePages, WithoutMemoryTheyThrow) {
  EXPECT_THROW(LargeArray<int>(std::size_t{1} << 55), std::bad_alloc);
}

}  // namespace
}  // namespace tessera
