// The numbers depend on the scenario, the seed and the replicate, and on nothing else.
#include <gtest/gtest.h>
#include <omp.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <map>

#include "results/checkpoint.hpp"
#include "results/read.hpp"
#include "run/replicate.hpp"
#include "run/run.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

Scenario small_town(int organisations, int months, const std::vector<std::string>& more = {}) {
  std::vector<std::string> sets{"organisations.count=" + std::to_string(organisations),
                                "community.residents=" + std::to_string(500 * organisations),
                                "run.months=" + std::to_string(months)};
  sets.insert(sets.end(), more.begin(), more.end());
  return read_scenario(TESSERA_SOURCE_DIR "/scenarios/town.toml", sets);
}

MeasurePlan any_plan(const Scenario& scenario) {
  return plan_measures({"coverage"}, scenario.parameters, name_districts(scenario).size());
}

Replicate run_to(const Scenario& scenario, std::uint32_t number, std::int32_t month) {
  const MeasurePlan plan = any_plan(scenario);
  Replicate replicate = found_replicate(scenario, plan, number, nullptr);
  while (replicate.world.month < month) advance_replicate(replicate, scenario, plan);
  return replicate;
}

class OnDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("tessera_determinism_" + std::to_string(getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  fs::path folder_;
};

class Threads : public ::testing::TestWithParam<int> {
 protected:
  void TearDown() override { omp_set_num_threads(before_); }
  int before_ = omp_get_max_threads();
};

// More organisations than the smallest loop that is shared out among threads.
TEST_P(Threads, DoNotChangeTheStateOfAnyMonth) {
  const Scenario scenario = small_town(2300, 4);
  omp_set_num_threads(1);
  static const auto alone = run_to(scenario, 0, 4).hashes;
  omp_set_num_threads(GetParam());
  EXPECT_EQ(run_to(scenario, 0, 4).hashes, alone);
}
INSTANTIATE_TEST_SUITE_P(Determinism, Threads, ::testing::Values(2, 3, 7));

TEST(Determinism, AnotherSeedOrReplicateGivesOtherStates) {
  const auto hashes = run_to(small_town(40, 3), 0, 3).hashes;
  const auto other_seed = run_to(small_town(40, 3, {"run.seed=99"}), 0, 3).hashes;
  const auto other_replicate = run_to(small_town(40, 3), 1, 3).hashes;
  for (std::size_t month = 0; month < hashes.size(); ++month) {
    EXPECT_NE(hashes[month], other_seed[month]) << month;
    EXPECT_NE(hashes[month], other_replicate[month]) << month;
  }
}

using DeterminismOnDisk = OnDisk;

TEST_F(DeterminismOnDisk, OneReplicateOrManyInOneCall) {
  const Scenario many = small_town(40, 13, {"run.replicates=5"});
  RunOptions options{.output = path("many.h5"), .threads = 3};
  EXPECT_EQ(run_scenario(many, options).complete, 5u);
  options = {.output = path("one.h5"), .threads = 1};
  EXPECT_EQ(run_scenario(small_town(40, 13), options).complete, 1u);
  const Results of_many = Results::open(path("many.h5")), of_one = Results::open(path("one.h5"));
  EXPECT_EQ(of_many.state_hashes(0, 0), of_one.state_hashes(0, 0));
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate)
    EXPECT_EQ(of_many.state_hashes(0, replicate), run_to(many, replicate, 13).hashes) << replicate;
}

TEST_F(DeterminismOnDisk, StraightOrResumedAtEveryMonth) {
  const Scenario scenario = small_town(40, 14);
  const CheckpointLabel label{.scenario_hash = 1, .seed = seed_of(scenario), .replicate = 0};
  const MeasurePlan plan = any_plan(scenario);
  const auto straight = run_to(scenario, 0, 14).hashes;
  for (std::int32_t k = 0; k < 14; ++k) {
    write_checkpoint(path("checkpoint"), run_to(scenario, 0, k).world, label);
    Replicate resumed = resume_replicate(read_checkpoint(path("checkpoint"), label), 0, nullptr);
    while (resumed.world.month < 14) advance_replicate(resumed, scenario, plan);
    EXPECT_EQ(resumed.hashes, std::vector<std::uint64_t>(straight.begin() + k + 1, straight.end())) << "resumed after month " << k;
  }
}

// One value of a field of an organisation, as bytes.
std::string bytes_of(const Field& field, std::size_t first, std::size_t count) {
  return std::visit(
      [&](const auto* data) {
        return std::string(reinterpret_cast<const char*>(data->data() + first), count * sizeof(*data->data()));
      },
      field.data);
}

std::size_t size_of(const Field& field) {
  return std::visit([](const auto* data) { return data->size(); }, field.data);
}

// Everything the world says about each organisation, by its permanent id.
std::map<std::uint64_t, std::map<std::string, std::string>> describe_each(World& world) {
  std::map<std::uint64_t, std::map<std::string, std::string>> each;
  const Organisations& organisations = world.organisations;
  for (const Field& field : fields(world)) {
    if (field.table != "organisations" || field.name == "reach_begin") continue;
    for (std::size_t i = 0; i < organisations.count(); ++i) {
      const bool reach = field.axes == "reach";
      const std::size_t per = reach ? 0 : size_of(field) / organisations.count();
      const std::size_t first = reach ? organisations.reach_begin[i] : i * per;
      const std::size_t count = reach ? organisations.reach_begin[i + 1] - first : per;
      each[organisations.id[i]][std::string(field.name)] = bytes_of(field, first, count);
    }
  }
  return each;
}

constexpr const char* hermitage = R"(
[type.hermit]
sector = "community"
share = 0
radius_km = 5
mission = { food = 1 }

[[district]]
name = "island"
x_km = 5000
y_km = 5000
residents = 0

[[organisation]]
id = "hermit"
name = "A hermit"
type = "hermit"
district = "island"
revenue_usd = 50000
)";

TEST(Determinism, OneMoreOrganisationFarAwayLeavesAllOthersAsTheyWere) {
  const std::string folder = TESSERA_SOURCE_DIR "/scenarios/";
  const std::vector<std::string> sets{"organisations.count=60", "community.residents=30000", "run.months=24"};
  const std::string plain = "tessera = 1\nname = \"with or without\"\nextends = \"town.toml\"\n";
  const Scenario without = read_scenario_text(plain, folder + "without.toml", sets);
  const Scenario with = read_scenario_text(plain + hermitage, folder + "with.toml", sets);
  World one = run_to(without, 0, 24).world, other = run_to(with, 0, 24).world;
  ASSERT_EQ(other.organisations.count(), one.organisations.count() + 1);
  ASSERT_GT(one.partnerships.count(), 0u) << "a world without partnerships proves little";
  EXPECT_EQ(one.partnerships.initiator_id, other.partnerships.initiator_id);
  const auto left = describe_each(one), right = describe_each(other);
  for (const auto& [id, values] : left) {
    const auto found = right.find(id);
    ASSERT_NE(found, right.end()) << "organisation " << id << " is missing";
    for (const auto& [name, bytes] : values) ASSERT_EQ(bytes, found->second.at(name)) << name << " of organisation " << id;
  }
}

// Twin: with residents and within reach, the newcomer does change the others.
TEST(Determinism, OneMoreOrganisationNearbyDoesChangeOthers) {
  const std::string folder = TESSERA_SOURCE_DIR "/scenarios/";
  const std::vector<std::string> sets{"organisations.count=60", "community.residents=30000", "run.months=24"};
  const std::string plain = "tessera = 1\nname = \"with or without\"\nextends = \"town.toml\"\n";
  std::string near = hermitage;
  near.replace(near.find("x_km = 5000"), 11, "x_km = 1   ");
  near.replace(near.find("y_km = 5000"), 11, "y_km = 1   ");
  near.replace(near.find("residents = 0"), 13, "residents = 9");
  World one = run_to(read_scenario_text(plain, folder + "without.toml", sets), 0, 24).world;
  World other = run_to(read_scenario_text(plain + near, folder + "with.toml", sets), 0, 24).world;
  const auto left = describe_each(one), right = describe_each(other);
  std::size_t changed = 0;
  for (const auto& [id, values] : left) {
    const auto found = right.find(id);
    changed += found == right.end() || found->second != values;
  }
  EXPECT_GT(changed, 0u);
}

}  // namespace
}  // namespace tessera
