#include "results/checkpoint.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "small_results.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

const CheckpointLabel label{11, 22, 3};

void write_bytes(const std::string& path, const std::vector<char>& bytes, std::size_t size) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(size));
}

class Checkpoint : public ::testing::Test {
 protected:
  Checkpoint() : world(test::world_at(8, parameters)) { world.economy = 0.97; }
  Parameters parameters = standard_parameters();
  World world;
  test::Folder folder;
  std::string path = folder.file("run.checkpoint");
};

TEST_F(Checkpoint, GivesBackTheSameWorldBitForBit) {
  world.organisations.money_usd[0] = std::nan("");
  write_checkpoint(path, world, label);
  const World back = read_checkpoint(path, label);
  EXPECT_EQ(first_difference(world, back), "");
  EXPECT_EQ(state_hash(world), state_hash(back));
  EXPECT_EQ(test::wrong_index(back), "");
}

TEST_F(Checkpoint, OfAnotherRunIsRefused) {
  write_checkpoint(path, world, label);
  EXPECT_THROW(read_checkpoint(path, {12, 22, 3}), InputError);
  EXPECT_THROW(read_checkpoint(path, {11, 23, 3}), InputError);
  EXPECT_THROW(read_checkpoint(path, {11, 22, 4}), InputError);
}

TEST_F(Checkpoint, CutShortOrFlippedIsRefused) {
  write_checkpoint(path, world, label);
  const std::vector<char> bytes = read_bytes(path);
  const std::string damaged = folder.file("damaged");
  for (std::size_t k = 0; k < 100; ++k) {
    write_bytes(damaged, bytes, bytes.size() * k / 100);
    EXPECT_THROW(read_checkpoint(damaged, label), FileError) << k;
  }
  for (std::size_t k = 0; k < 200; ++k) {
    std::vector<char> flipped = bytes;
    flipped[(k * 2654435761U) % bytes.size()] ^= static_cast<char>(1 << (k % 8));
    write_bytes(damaged, flipped, flipped.size());
    EXPECT_THROW(read_checkpoint(damaged, label), FileError) << k;
  }
}

TEST_F(Checkpoint, KeepsTheOneBefore) {
  write_checkpoint(path, world, label);
  world.month = 9;
  write_checkpoint(path, world, label);
  EXPECT_EQ(read_checkpoint(path, label).month, 9);
  EXPECT_EQ(read_checkpoint(path + ".previous", label).month, 8);
  write_bytes(path, {}, 0);
  EXPECT_THROW(read_checkpoint(path, label), FileError);
  EXPECT_EQ(read_newest_checkpoint(path, label).month, 8);
}

TEST_F(Checkpoint, ThatCanNotBeWrittenLeavesTheOneBefore) {
  write_checkpoint(path, world, label);
  EXPECT_THROW(write_checkpoint(folder.file("missing/run.checkpoint"), world, label), FileError);
  EXPECT_THROW(read_checkpoint(folder.file("none"), label), FileError);
  std::filesystem::create_directory(path + ".new");
  EXPECT_THROW(write_checkpoint(path, world, label), FileError);
  EXPECT_EQ(read_checkpoint(path, label).month, 8);
}

}  // namespace
}  // namespace tessera
