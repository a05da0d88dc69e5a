#include "base/block_lists.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace tessera {
namespace {

using Model = std::vector<std::vector<int>>;

Model contents(const BlockLists<int>& lists) {
  Model model(lists.owners());
  for (std::size_t owner = 0; owner < lists.owners(); ++owner) {
    const auto list = lists.of(owner);
    model[owner].assign(list.begin(), list.end());
  }
  return model;
}

// Any sequence of appends, erasures and new owners does what plain vectors do.
RC_GTEST_PROP(BlockLists, BehaveAsVectors, ()) {
  const auto owners = *rc::gen::inRange<std::size_t>(1, 6);
  BlockLists<int> lists;
  lists.resize(owners);
  Model model(owners);
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000000));
  for (const int step : steps) {
    const std::size_t owner = static_cast<std::size_t>(step / 10) % model.size();
    if (step % 10 == 9) {
      lists.resize(model.size() + 1);
      model.emplace_back();
    } else if (step % 10 >= 7 && !model[owner].empty()) {
      const std::size_t position = static_cast<std::size_t>(step / 100) % model[owner].size();
      lists.erase(owner, position);
      model[owner].erase(model[owner].begin() + static_cast<std::ptrdiff_t>(position));
    } else {
      lists.append(owner, step);
      model[owner].push_back(step);
    }
  }
  RC_ASSERT(contents(lists) == model);
  for (std::size_t owner = 0; owner < model.size(); ++owner) RC_ASSERT(lists.size(owner) == model[owner].size());
}

TEST(BlockLists, ALongListNextToShortOnes) {
  BlockLists<int> lists;
  lists.resize(3);
  Model model(3);
  for (int k = 0; k < 1000; ++k) {
    const std::size_t owner = k % 10 == 0 ? 0 : k % 25 == 1 ? 2 : 1;
    lists.append(owner, k);
    model[owner].push_back(k);
  }
  EXPECT_EQ(contents(lists), model);
}

TEST(BlockLists, AnEntryOfTheSamePoolMayBeAppended) {
  BlockLists<int> lists;
  lists.resize(1);
  lists.append(0, 42);
  for (int k = 0; k < 100; ++k) lists.append(0, lists.of(0)[0]);
  EXPECT_EQ(contents(lists)[0], std::vector<int>(101, 42));
}

TEST(BlockLists, MemoryStaysInProportionToTheEntries) {
  for (const std::size_t each : {std::size_t{5}, std::size_t{50}, std::size_t{5000}}) {
    BlockLists<std::uint64_t> lists;
    lists.resize(100);
    for (std::size_t k = 0; k < each; ++k)
      for (std::size_t owner = 0; owner < 100; ++owner) lists.append(owner, k);
    // A block has at most half as much room again (or four), a third of the pool was left, an eighth is room to come.
    EXPECT_LE(lists.bytes(), 100 * (each * sizeof(std::uint64_t) * 82 / 32 + 64)) << each;
  }
}

TEST(BlockLists, ClearForgetsEverything) {
  BlockLists<int> lists;
  lists.resize(2);
  lists.append(1, 7);
  lists.clear();
  EXPECT_EQ(lists.owners(), 0u);
  lists.resize(2);
  EXPECT_EQ(contents(lists), Model(2));
}

}  // namespace
}  // namespace tessera
