// merge --virtual: measures stay in the shards, everything else is as in a file that holds them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/errors.hpp"
#include "results/examine.hpp"
#include "results/read.hpp"
#include "run/merge_shards.hpp"
#include "run/sweep_run.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

// Two districts, a dozen drawn organisations, three months; five points of four replicates.
constexpr const char* base =
    "tessera = 1\nname = \"hamlet\"\n[run]\nmonths = 3\nseed = 4\n[organisations]\ncount = 12\n[community]\ndistricts = 2\nresidents = 900\n";
constexpr const char* experiment =
    "tessera = 1\nscenario = \"hamlet.toml\"\nreplicates = 4\n[[factor]]\npath = \"trust.weight\"\nvalues = [0.1, 0.2, 0.3, 0.4, 0.5]\n";

class VirtualMerge : public testing::Test {
 protected:
  VirtualMerge() : folder_(fs::temp_directory_path() / ("tessera_virtual_merge_" + std::to_string(getpid()))) {
    fs::create_directories(folder_ / "shards");
    std::ofstream(folder_ / "hamlet.toml") << base;
    std::ofstream(folder_ / "e.toml") << experiment;
    sweep_ = plan_sweep(read_experiment((folder_ / "e.toml").string()));
    run_sweep(sweep_, {.output = file("one.h5"), .threads = 1});
    for (std::uint32_t number = 1; number <= 3; ++number) {
      run_sweep(sweep_, {.output = file("shards/x.h5"), .threads = 1, .shard = {number, 3}});
      shards_.push_back(name_shard(file("shards/x.h5"), {number, 3}));
    }
  }
  ~VirtualMerge() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  MergeOptions options() const { return {.shards = shards_, .output = file("merged.h5"), .leave_measures = true}; }

  fs::path folder_;
  Sweep sweep_;
  std::vector<std::string> shards_;
};

TEST_F(VirtualMerge, SaysTheSameAsAFileThatHoldsAll) {
  ASSERT_TRUE(merge_shards(options()).written);
  const Results one = Results::open(file("one.h5")), merged = Results::open(file("merged.h5"));
  EXPECT_EQ(merged.names("digest"), one.names("digest"));
  EXPECT_THAT(merged.read("coverage").values, testing::Pointwise(testing::NanSensitiveDoubleEq(), one.read("coverage").values))
      << "units 6, 7 and 7: shards that share a point";
  EXPECT_EQ(examine_results(file("merged.h5")).exit_code, 0);
}

TEST_F(VirtualMerge, AShardThatIsGoneIsFound) {
  ASSERT_TRUE(merge_shards(options()).written);
  fs::remove(shards_[1]);
  EXPECT_EQ(examine_results(file("merged.h5")).exit_code, 1);
  EXPECT_THROW(Results::open(file("merged.h5")), FileError);
}

TEST_F(VirtualMerge, WhatIsMissingCanNotStayElsewhere) {
  MergeOptions incomplete = options();
  incomplete.shards.pop_back();
  EXPECT_FALSE(merge_shards(incomplete).written);
  incomplete.allow_missing = true;
  EXPECT_THROW(merge_shards(incomplete), InputError);
  EXPECT_FALSE(fs::exists(file("merged.h5")));
}

}  // namespace
}  // namespace tessera
