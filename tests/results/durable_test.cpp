// What a power cut may not take is on the disk before it gets its name. No test can cut the power, so this one listens: the
// real fsync and rename are called, in the order that is written down.
#include "results/durable.hpp"

#include <dlfcn.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "results/batch_file.hpp"
#include "results/checkpoint.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

std::vector<std::string>* heard = nullptr;  // nobody listens

std::string path_behind(int descriptor) {
  std::array<char, 4096> path{};
  const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path.data(), path.size() - 1);
  return length > 0 ? std::filesystem::path(path.data()).filename().string() : "";
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace
}  // namespace tessera

extern "C" int fsync(int descriptor) {
  if (tessera::heard != nullptr) tessera::heard->push_back("fsync " + tessera::path_behind(descriptor));
  return tessera::real<int(int)>("fsync")(descriptor);
}

extern "C" int rename(const char* from, const char* to) noexcept {
  if (tessera::heard != nullptr)
    tessera::heard->push_back("rename " + tessera::name_of(from) + " to " + tessera::name_of(to));
  return tessera::real<int(const char*, const char*)>("rename")(from, to);
}

namespace tessera {
namespace {

using testing::ElementsAre;

class Durable : public testing::Test {
 protected:
  void SetUp() override { heard = &order_; }
  void TearDown() override { heard = nullptr; }
  std::string folder_name() const { return std::filesystem::path(folder_.path()).filename().string(); }

  test::Folder folder_;
  std::vector<std::string> order_;
};

TEST_F(Durable, AResultsFileIsOnTheDiskBeforeItHasItsNameAndItsDigestAfterwards) {
  const test::SmallRun run(folder_.file("town.h5"), 1, 4);
  test::write_known_run(run, false);
  EXPECT_THAT(order_, ElementsAre("rename town.h5.part.new to town.h5.part", "fsync town.h5.part.whole",
                                  "rename town.h5.part.whole to town.h5", "fsync " + folder_name(), "fsync town.h5.sha256.new",
                                  "rename town.h5.sha256.new to town.h5.sha256", "fsync " + folder_name()));
}

TEST_F(Durable, ACheckpointTooAndTheOneBeforeStaysUntilThen) {
  const World world = test::world_at(8, standard_parameters());
  write_checkpoint(folder_.file("c"), world, {1, 2, 3});
  write_checkpoint(folder_.file("c"), world, {1, 2, 3});
  EXPECT_THAT(order_, ElementsAre("fsync c.new", "rename c.new to c", "fsync " + folder_name(),
                                  "fsync c.new", "rename c.new to c", "fsync " + folder_name()));
  EXPECT_TRUE(std::filesystem::exists(folder_.file("c.previous")));
}

TEST_F(Durable, ABatchOfRunsToo) {
  BatchShape shape;
  shape.kept_months = shape.width = shape.months = 1;
  Batch batch{{0}, {{RunStatus::complete, 1, 0.1, ""}}, {1.0}, {1}, {Trace{}}};
  write_batch(folder_.file("b"), batch, shape);
  EXPECT_THAT(order_, ElementsAre("fsync b.new", "rename b.new to b", "fsync " + folder_name()));
}

}  // namespace
}  // namespace tessera
