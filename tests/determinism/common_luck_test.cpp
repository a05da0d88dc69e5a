// A policy and its baseline on the same luck: the world stays the same until an effect can reach it, and runs in pairs say
// much more than runs apart.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <set>

#include "base/statistics/pairs.hpp"
#include "run/ensemble.hpp"
#include "scenario/read.hpp"
#include "state/fields.hpp"

namespace tessera {
namespace {

Scenario town(std::int32_t months, const std::string& policies = "") {
  return read_scenario_text("tessera = 1\nextends = \"town.toml\"\n" + policies, TESSERA_SOURCE_DIR "/scenarios/facilitated.toml",
                            {"run.months=" + std::to_string(months)});
}

std::string facilitators(std::int32_t start, const std::string& target = "") {
  return "[[policy]]\nname = \"facilitators\"\nlever = \"facilitation\"\nstart_month = " + std::to_string(start) + "\n" + target;
}

// Rows of the table in which the field differs; all of it counts as row 0 where the lengths differ.
std::set<std::size_t> differing_rows(World& one, World& other, std::string_view table, std::string_view name, std::size_t rows) {
  std::set<std::size_t> found;
  const Fields of_one = fields(one), of_other = fields(other);
  for (std::size_t k = 0; k < of_one.size(); ++k) {
    if (of_one[k].table != table || (!name.empty() && of_one[k].name != name)) continue;
    std::visit(
        [&](auto* values) {
          const auto* others = std::get<std::decay_t<decltype(values)>>(of_other[k].data);
          if (values->size() != others->size()) found.insert(0);
          if (values->size() != others->size() || rows == 0) return;
          const std::size_t width = values->size() / rows, bytes = width * sizeof(*values->data());
          for (std::size_t row = 0; row < rows; ++row)
            if (std::memcmp(values->data() + row * width, others->data() + row * width, bytes) != 0) found.insert(row);
        },
        of_one[k].data);
  }
  return found;
}

bool same(World& one, World& other, std::string_view table, std::string_view name = "") {
  return differing_rows(one, other, table, name, 1).empty();
}

bool delivers(const World& world, std::size_t partnership) {
  const std::size_t areas = world.partnerships.output.size() / world.partnerships.count();
  for (std::size_t area = 0; area < areas; ++area)
    if (world.partnerships.output[partnership * areas + area] > 0.0) return true;
  return false;
}

// Facilitators for the organisations of one district from month 25 on, and the same town without them.
class FacilitatedDistrict : public testing::Test {
 protected:
  static constexpr std::int32_t start = 25, months = 37;

  static void SetUpTestSuite() {
    without_ = new std::vector<World>(months + 1);
    with_ = new std::vector<World>(months + 1);
    const Scenario baseline = town(months), policy = town(months, facilitators(start, "target = { district = [\"district_1\"] }\n"));
    run_ensemble(std::vector<EnsembleRun>{{&baseline, 0}, {&policy, 0}},
                 {.watch = [](std::size_t run, const World& world) { (run == 0 ? without_ : with_)->at(static_cast<std::size_t>(world.month)) = world; }});
  }
  static void TearDownTestSuite() {
    delete without_;
    delete with_;
  }

  static World& without(std::int32_t month) { return without_->at(static_cast<std::size_t>(month)); }
  static World& with(std::int32_t month) { return with_->at(static_cast<std::size_t>(month)); }
  static std::set<std::size_t> differing_partnerships(std::int32_t month, std::string_view field = "") {
    return differing_rows(without(month), with(month), "partnerships", field, without(month).partnerships.count());
  }
  static bool organisations_same(std::int32_t month) {
    return same(without(month), with(month), "organisations") && same(without(month), with(month), "ties") &&
           same(without(month), with(month), "need");
  }
  // The first month at whose end an organisation, a tie or a need differs.
  static std::int32_t find_reached() {
    std::int32_t month = start;
    while (month < months && organisations_same(month)) ++month;
    return month;
  }

  static inline std::vector<World>*without_ = nullptr, *with_ = nullptr;  // [month]
};

TEST_F(FacilitatedDistrict, NothingDiffersBeforeItBegins) {
  for (std::int32_t month = 0; month < start; ++month) EXPECT_EQ(state_hash(without(month)), state_hash(with(month))) << month;
  EXPECT_NE(state_hash(without(start)), state_hash(with(start)));
}

TEST_F(FacilitatedDistrict, OnlyPartnershipsWithSupportedMembersDifferUntilOneOfThemDelivers) {
  const std::int32_t reached = find_reached();
  ASSERT_GT(reached, start) << "talks take time";
  ASSERT_LT(reached, months);
  std::set<std::size_t> supported;
  for (std::int32_t month = start; month <= reached; ++month) {
    for (std::size_t p = 0; p < with(month).partnerships.count(); ++p)
      if (with(month).partnerships.facilitation[p] > 0.0) supported.insert(p);
    if (month == reached) break;
    for (const std::size_t p : differing_partnerships(month)) EXPECT_TRUE(supported.contains(p)) << "month " << month << ", partnership " << p;
    for (const std::size_t p : differing_partnerships(month, "purpose")) EXPECT_FALSE(delivers(with(month), p)) << "month " << month << ", partnership " << p;
  }
  // When it is reached: who works otherwise is a supported partnership, and nobody else works otherwise in that month.
  const auto working_otherwise = differing_partnerships(reached, "output");
  EXPECT_FALSE(working_otherwise.empty());
  for (const std::size_t p : working_otherwise) EXPECT_TRUE(supported.contains(p)) << p;
  EXPECT_TRUE(same(without(reached), with(reached), "organisations", "own_output"));
  EXPECT_TRUE(same(without(reached), with(reached), "need", "wanted"));
  EXPECT_TRUE(same(without(reached), with(reached), "ties"));
  // What was the same so far can differ: it does by the end.
  EXPECT_FALSE(same(without(months), with(months), "organisations", "own_output"));
  EXPECT_FALSE(same(without(months), with(months), "need", "wanted"));
  EXPECT_FALSE(same(without(months), with(months), "ties"));
}

TEST_F(FacilitatedDistrict, TheLuckOfWhatPartnershipsCanNotChangeStaysTheSame) {
  for (std::int32_t month = 0; month <= months; ++month) {
    EXPECT_TRUE(same(without(month), with(month), "need", "fresh")) << month;
    EXPECT_EQ(without(month).economy, with(month).economy) << month;
  }
  EXPECT_FALSE(same(without(months), without(months - 1), "need", "fresh")) << "it is drawn anew every month";
}

// The mean of the last year: [replicate][without, with].
struct PairedYears {
  std::vector<double> without, with;
};

PairedYears measure_last_year(const std::string& measure, std::int32_t months, std::uint32_t replicates) {
  const Scenario baseline = town(months), policy = town(months, facilitators(1));
  std::vector<EnsembleRun> runs;
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
    for (const Scenario* scenario : {&baseline, &policy}) runs.push_back({scenario, replicate});
  const auto records = run_ensemble(runs, {.measures = {measure}});
  PairedYears years;
  for (std::size_t k = 0; k < records.size(); ++k) {
    double sum = 0.0;
    for (std::int32_t month = months - 11; month <= months; ++month) sum += records[k].at(static_cast<std::size_t>(month), 0);
    (k % 2 == 0 ? years.without : years.with).push_back(sum / 12.0);
  }
  return years;
}

// The target: facilitation against none, need met, at least five times less variance than on different luck.
TEST(CommonLuck, PairsVaryFiveTimesLessThanRunsApart) {
  const bool whole = std::getenv("TESSERA_LONG") != nullptr;
  for (const std::string measure : {"need_met", "coverage"}) {
    const PairedYears years = measure_last_year(measure, whole ? 120 : 36, whole ? 40 : 8);
    const PairingGain gain = find_pairing_gain(find_pair_moments(years.without, years.with));
    std::cout << measure << ": paired variance " << gain.factor << " [" << gain.lower << ", " << gain.upper << "] times smaller\n";
    EXPECT_GT(gain.lower, 5.0) << measure;
    // Power twin: pairs of different luck gain nothing, and the same check says so.
    std::vector<double> shifted = years.with;
    std::rotate(shifted.begin(), shifted.begin() + 1, shifted.end());
    EXPECT_LT(find_pairing_gain(find_pair_moments(years.without, shifted)).lower, 5.0) << measure;
  }
}

}  // namespace
}  // namespace tessera
