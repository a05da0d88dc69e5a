// Batches are whole or they are none, and never those of another experiment.
#include "results/batch_file.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

#include "base/errors.hpp"
#include "results/durable.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

constexpr BatchShape shape{.kept_months = 2, .width = 3, .months = 4, .single_precision = true, .origin = 77};

Batch known_batch(const BatchShape& of = shape) {
  Batch batch;
  batch.runs = {9, 2};
  batch.records = {{RunStatus::complete, 4, 0.5, ""}, {RunStatus::failed, 0, 0.0, "Süd: month 3\nand more"}};
  for (std::size_t k = 0; k < 2 * of.row_values(); ++k) batch.rows.push_back(k == 5 ? std::nan("") : 0.25 * static_cast<double>(k));
  for (std::size_t k = 0; k < 2 * of.kept_months; ++k) batch.hashes.push_back(~k);
  batch.traces.resize(2 * of.months);
  for (std::size_t k = 0; k < batch.traces.size(); ++k) batch.traces[k].fill(static_cast<std::uint16_t>(65535 - k));
  return batch;
}

class Batches : public testing::Test {
 protected:
  test::Folder folder;
  std::string path = folder.file("b");
};

TEST_F(Batches, ComeBackAsTheyWere) {
  for (const bool single : {true, false}) {
    BatchShape of = shape;
    of.single_precision = single;
    const Batch batch = known_batch(of);
    write_batch(path, batch, of);
    const Batch back = read_batch(path, of);
    EXPECT_EQ(back.runs, batch.runs);
    EXPECT_EQ(back.records[1].message, batch.records[1].message);
    EXPECT_EQ(back.records[1].status, RunStatus::failed);
    EXPECT_EQ(back.records[0].wall_s, 0.5);
    EXPECT_EQ(back.records[0].months, 4);
    EXPECT_EQ(std::memcmp(back.rows.data(), batch.rows.data(), batch.rows.size() * sizeof(double)), 0);
    EXPECT_EQ(back.hashes, batch.hashes);
    EXPECT_EQ(back.traces, batch.traces);
  }
}

TEST_F(Batches, OneRunOfAnotherIsAppendedWhole) {
  const Batch batch = known_batch();
  Batch one;
  one.append(batch, 1);
  one.append(batch, 0);
  EXPECT_EQ(one.runs, (std::vector<std::uint64_t>{2, 9}));
  EXPECT_EQ(one.rows[0], batch.rows[6]);
  EXPECT_EQ(one.hashes[3], batch.hashes[1]);
  EXPECT_EQ(one.traces[0], batch.traces[4]);
  write_batch(path, one, shape);
}

TEST_F(Batches, EveryBitAndEveryLengthIsChecked) {
  write_batch(path, known_batch(), shape);
  const auto bytes = read_bytes(path);
  for (std::size_t place = 0; place < bytes.size(); ++place) {
    auto flipped = bytes;
    flipped[place] = static_cast<char>(flipped[place] ^ (1 << (place % 8)));
    std::ofstream(path, std::ios::binary).write(flipped.data(), static_cast<std::streamsize>(flipped.size()));
    EXPECT_THROW(read_batch(path, shape), FileError) << place;
  }
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(size));
    EXPECT_THROW(read_batch(path, shape), FileError) << size;
  }
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  EXPECT_NO_THROW(read_batch(path, shape));
}

TEST_F(Batches, OfAnotherShapeOrExperimentAreRefused) {
  write_batch(path, known_batch(), shape);
  for (const auto change : {+[](BatchShape& of) { of.width = 2; }, +[](BatchShape& of) { of.kept_months = 3; }, +[](BatchShape& of) { of.months = 5; },
                            +[](BatchShape& of) { of.single_precision = false; }, +[](BatchShape& of) { of.origin = 78; }}) {
    BatchShape other = shape;
    change(other);
    EXPECT_THROW(read_batch(path, other), FileError);
  }
  Batch partial = known_batch();
  partial.hashes.pop_back();
  EXPECT_THROW(write_batch(path, partial, shape), BrokenPromise);
  EXPECT_NO_THROW(read_batch(path, shape)) << "what stood there stays";
}

}  // namespace
}  // namespace tessera
