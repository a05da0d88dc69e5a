// Two results files hold the same data: everything but what FORMAT.md calls volatile.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "results/read.hpp"

namespace tessera {

// Fails the test with the name of each dataset that differs, bit by bit; the digests of runs cover attributes too.
inline void expect_same_results(const std::string& one, const std::string& other) {
  const Results left = Results::open(one), right = Results::open(other);
  const auto items = left.list_contents();
  ASSERT_EQ(items.size(), right.list_contents().size());
  EXPECT_GT(left.read("/status").values.size(), 0u);
  for (const StoredItem& item : items) {
    if (item.dimension_only || item.path == "/wall_time") continue;
    if (item.type == "string") {
      EXPECT_EQ(left.names(item.path), right.names(item.path)) << item.path;
      continue;
    }
    const auto a = left.read(item.path).values, b = right.read(item.path).values;
    ASSERT_EQ(a.size(), b.size()) << item.path;
    EXPECT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(double)), 0) << item.path;
  }
}

}  // namespace tessera
