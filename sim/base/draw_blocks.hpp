// Many counter-based draws at once, for loops in which one draw at a time would take most of the time.
//
// Blocks of Philox4x32-10 (Salmon et al. 2011), bit for bit those of Random123, four side by side in vector registers.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace tessera {

// Four words of 32 bits.
using DrawBlock = std::array<std::uint32_t, 4>;

struct DrawBlocksKey {
  std::uint64_t seed = 0;
  std::uint32_t mechanism = 0;
  std::uint32_t month = 0;
};

// blocks[k] is keyed by subjects[k]; both are equally long.
void draw_blocks(std::span<DrawBlock> blocks, std::span<const std::uint64_t> subjects, const DrawBlocksKey& key);
// The same for the subjects first, first + 1, ...
void draw_blocks(std::span<DrawBlock> blocks, std::uint64_t first, const DrawBlocksKey& key);

}  // namespace tessera
