#include "base/draw_blocks.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <vector>

namespace tessera {
namespace {

DrawBlock by_random123(std::uint64_t subject, const DrawBlocksKey& key) {
  const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
  const auto block = r123::Philox4x32()({{low(subject), low(subject >> 32), key.mechanism, key.month}},
                                        {{low(key.seed), low(key.seed >> 32)}});
  return {block[0], block[1], block[2], block[3]};
}

constexpr DrawBlocksKey key{0x0123456789ABCDEFULL, 77, 0xFFFFFFFFU};

TEST(DrawBlocks, AreThoseOfRandom123ForEveryLength) {
  std::vector<std::uint64_t> subjects;
  for (std::uint64_t k = 0; k < 11; ++k) subjects.push_back(k * 0x9E3779B97F4A7C15ULL);
  for (std::size_t count = 0; count <= subjects.size(); ++count) {
    std::vector<DrawBlock> blocks(count);
    draw_blocks(blocks, std::span(subjects).first(count), key);
    for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(blocks[k], by_random123(subjects[k], key)) << k << " of " << count;
  }
}

TEST(DrawBlocks, CountUpFromTheFirst) {
  constexpr std::uint64_t first = 0xFFFFFFFEULL;  // over the edge of 32 bits
  for (std::size_t count = 0; count < 10; ++count) {
    std::vector<DrawBlock> blocks(count);
    draw_blocks(blocks, first, key);
    for (std::size_t k = 0; k < count; ++k) EXPECT_EQ(blocks[k], by_random123(first + k, key));
  }
}

TEST(DrawBlocks, EveryPartOfTheKeyCounts) {
  std::array<DrawBlock, 1> one, other;
  draw_blocks(one, 5, key);
  for (const DrawBlocksKey& changed : {DrawBlocksKey{key.seed ^ 1, key.mechanism, key.month}, DrawBlocksKey{key.seed ^ (1ULL << 40), key.mechanism, key.month},
                                       DrawBlocksKey{key.seed, key.mechanism ^ 1, key.month}, DrawBlocksKey{key.seed, key.mechanism, key.month ^ 1}}) {
    draw_blocks(other, 5, changed);
    EXPECT_NE(one, other);
  }
}

}  // namespace
}  // namespace tessera
