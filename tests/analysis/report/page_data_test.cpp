// The page's data of runs with known numbers, and of files at their limits.
#include "analysis/report/page_data.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "analysis/report/page.hpp"
#include "base/draws.hpp"
#include "base/errors.hpp"
#include "known_runs.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

class PageData : public testing::Test {
 protected:
  PageJson page_of(const test::KnownRuns& known, const PageOptions& options = {}) const {
    test::write_known(folder_.file("known.h5"), known);
    return make_page_data(Results::open(folder_.file("known.h5")), folder_.file("known.h5"), options);
  }
  static const PageJson& find(const PageJson& list, const std::string& measure) {
    for (const PageJson& item : list)
      if (item["measure"] == measure) return item;
    throw std::out_of_range(measure);
  }
  static PageJson find_facts(const PageJson& page, const std::string& key) {
    PageJson facts = PageJson::array();
    for (const PageJson& fact : page["answer"])
      if (fact["say"] == key) facts.push_back(fact);
    return facts;
  }
  // Coverage rises by 0.01 a month and 0.1 a replicate; one organisation closes each month.
  static test::KnownRuns rising(std::uint32_t replicates) {
    return {.measures = {"coverage", "exits", "public_spending_total"},
            .replicates = replicates,
            .value = [](std::uint32_t r, std::int32_t m, std::size_t k) { return k == 0 ? 0.1 * (r + 1) + 0.01 * m : k == 1 ? 1.0 : 100.0 * m; }};
  }
  test::Folder folder_;
};

TEST_F(PageData, SaysWhatWasRun) {
  const PageJson page = page_of(rising(3));
  EXPECT_EQ(page["kind"], "run");
  EXPECT_EQ(page["title"], "Known");
  EXPECT_EQ(page["question"], "What is known?");
  EXPECT_EQ(page["file"]["name"], "known.h5");
  EXPECT_EQ(page["file"]["digest"], true);
  EXPECT_EQ(page["seed"], "7");
  EXPECT_EQ(page["months"].size(), 25U);
  EXPECT_EQ(page["window"], PageJson::parse("[13, 24]"));
  EXPECT_EQ(page["design"], PageJson::parse(R"({"kind": null, "design_points": 1, "points_run": 1, "points_in_all": 1,
    "shard": null, "samples": null, "seed": null, "levels": null, "replicates": 3, "fixed": true, "variants": 1})"));
  EXPECT_EQ(page["variants"], PageJson::parse(R"([{"name": "", "runs": {"complete": 3, "failed": 0, "stopped": 0, "not_run": 0}}])"));
  EXPECT_EQ(page["failures_in_all"], 0);
  EXPECT_EQ(page["measures"]["coverage"]["label"], "need met");
  EXPECT_EQ(page["measures"]["coverage"]["unit"], "share");
  EXPECT_EQ(page["measures"]["coverage"]["better"], "higher");
  EXPECT_THAT(page["absent"]["volunteers"].get<std::string>(), HasSubstr("does not keep volunteers"));
  EXPECT_THAT(page["absent"]["comparison"].get<std::string>(), HasSubstr("tessera experiment"));
}

TEST_F(PageData, OutcomesAreThoseOfTheRuns) {
  const PageJson page = page_of(rising(3));
  const PageJson& coverage = find(page["outcomes"], "coverage");
  EXPECT_EQ(coverage["series"][0]["q50"][10], 0.3);
  EXPECT_EQ(coverage["series"][0]["q25"][10], 0.25);
  EXPECT_EQ(coverage["series"][0]["q95"][24], 0.53);
  // Months 13 to 24: 0.185 and more; the replicates lie 0.1 apart: 0.385 +- 4.30265 * 0.1 / sqrt(3).
  EXPECT_EQ(coverage["at_end"][0], PageJson::parse(R"({"mean": 0.385, "lower": 0.136586, "upper": 0.633414, "runs": 3})"));
  const PageJson& exits = find(page["outcomes"], "exits");
  EXPECT_EQ(exits["summed"], true);
  EXPECT_EQ(exits["label"], "organisations closed in a year");
  EXPECT_TRUE(exits["series"][0]["mean"][11].is_null());
  EXPECT_EQ(exits["series"][0]["mean"][12], 12);
  EXPECT_EQ(exits["at_end"][0]["mean"], 12);
  EXPECT_EQ(find(page["outcomes"], "public_spending_total")["at_end"][0]["mean"], 2400);  // of the last month
}

TEST_F(PageData, TheAnswerSaysLevelsAndChanges) {
  const PageJson page = page_of(rising(3));
  EXPECT_TRUE(find_facts(page, "one_run").empty());
  EXPECT_EQ(find_facts(page, "runs")[0], PageJson::parse(R"({"say": "runs", "complete": 3, "of": 3, "points": 1, "points_of": 1, "replicates": 3, "variants": 1, "months": 24})"));
  EXPECT_EQ(find_facts(page, "level")[0]["mean"], 0.385);
  const PageJson change = find_facts(page, "change")[0];
  EXPECT_EQ(change["from"], 0.265);
  EXPECT_EQ(change["to"], 0.385);
  EXPECT_EQ(change["from_months"], PageJson::parse("[1, 12]"));  // means over a year, and no values of single months
  EXPECT_EQ(change["to_months"], PageJson::parse("[13, 24]"));
  EXPECT_EQ(change["difference"], 0.12);
  EXPECT_NEAR(change["lower"].get<double>(), 0.12, 1e-6);  // every replicate rose by as much: pairs tell what means can not
  EXPECT_TRUE(find_facts(page, "missing").empty());
}

TEST_F(PageData, FailedRunsDoNotCountAndAreNamed) {
  test::KnownRuns known = rising(3);
  known.reaches = [](std::uint32_t replicate) { return replicate == 2 ? 5 : 24; };
  const PageJson page = page_of(known);
  EXPECT_EQ(find(page["outcomes"], "coverage")["series"][0]["mean"][0], 0.15);  // of the first two, also where the third has a value
  EXPECT_EQ(find(page["outcomes"], "coverage")["at_end"][0]["runs"], 2);
  EXPECT_EQ(page["failures"], PageJson::parse(R"([{"point": 0, "replicate": 2, "message": "month 5: it broke"}])"));
  EXPECT_EQ(find_facts(page, "missing")[0], PageJson::parse(R"({"say": "missing", "failed": 1, "not_run": 0, "stopped": 0})"));
}

TEST_F(PageData, AFileOfFailuresIsStillAPage) {
  test::KnownRuns known = rising(60);
  known.reaches = [](std::uint32_t) { return 3; };
  const PageJson page = page_of(known);
  EXPECT_EQ(page["failures"].size(), 50U);
  EXPECT_EQ(page["failures_in_all"], 60);
  EXPECT_TRUE(find(page["outcomes"], "coverage")["series"][0]["mean"][0].is_null());
  EXPECT_EQ(find(page["outcomes"], "coverage")["at_end"][0]["runs"], 0);
  EXPECT_TRUE(find_facts(page, "level").empty());
  EXPECT_TRUE(find_facts(page, "change").empty());
  EXPECT_EQ(find_facts(page, "missing")[0]["failed"], 60);
}

TEST_F(PageData, OneReplicateHasNoInterval) {
  const PageJson page = page_of(rising(1));
  EXPECT_EQ(find_facts(page, "one_run").size(), 1U);
  EXPECT_EQ(find(page["outcomes"], "coverage")["at_end"][0]["mean"], 0.285);
  EXPECT_TRUE(find(page["outcomes"], "coverage")["at_end"][0]["lower"].is_null());
  EXPECT_TRUE(find_facts(page, "change")[0]["lower"].is_null());
}

TEST_F(PageData, WhatIsNoNumberIsNull) {
  test::KnownRuns known = rising(2);
  known.value = [](std::uint32_t, std::int32_t, std::size_t) { return std::numeric_limits<double>::quiet_NaN(); };
  const PageJson page = page_of(known);
  for (const PageJson& value : find(page["outcomes"], "coverage")["series"][0]["q50"]) EXPECT_TRUE(value.is_null());
  EXPECT_EQ(find(page["outcomes"], "coverage")["at_end"][0], PageJson::parse(R"({"mean": null, "lower": null, "upper": null, "runs": 0})"));
  EXPECT_THAT(page["outcomes"].dump(), Not(HasSubstr("nan")));
}

TEST_F(PageData, AShortRunHasNoYears) {
  test::KnownRuns known = rising(2);
  known.months = 6;
  const PageJson page = page_of(known);
  EXPECT_EQ(page["window"], PageJson::parse("[1, 6]"));
  EXPECT_EQ(find(page["outcomes"], "exits")["summed"], false);
  EXPECT_EQ(find(page["outcomes"], "exits")["label"], "organisations closed in a month");
  EXPECT_TRUE(find_facts(page, "change").empty());
}

TEST_F(PageData, PlacesHaveTheNamesAndNumbersOfTheirAxis) {
  const PageJson page = page_of({.measures = {"coverage_by_district", "partnerships_ended", "exits_by_reason"},
                                 .replicates = 2,
                                 .value = [](std::uint32_t r, std::int32_t m, std::size_t k) { return k < 3 ? r + 0.01 * m + 0.1 * static_cast<double>(k) : k == 4 ? 2.0 : 0.0; }});
  const PageJson& districts = find(page["places"], "coverage_by_district");
  EXPECT_EQ(districts["names"], PageJson::parse(R"(["district_1", "district_2", "district_3"])"));
  EXPECT_EQ(districts["series"][0][2]["q50"][10], 0.8);
  EXPECT_EQ(districts["months"], page["months"]);
  EXPECT_EQ(page["districts"].size(), 3U);
  const PageJson& ended = find(page["places"], "partnerships_ended");
  EXPECT_EQ(ended["names"].size(), 1U);  // only reasons that were there
  EXPECT_EQ(ended["at_end"][0][0]["mean"], 24);
  EXPECT_THROW(find(page["places"], "exits_by_reason"), std::out_of_range);
}

TEST_F(PageData, SettingsSayWhereTheyCameFrom) {
  test::KnownRuns known = rising(1);
  known.scenario += "[[policy]]\nname = \"help\"\nlever = \"facilitation\"\nstart_month = 6\nintensity = 0.5\n"
                    "target = { sector = [\"nonprofit\"] }\n[[shock]]\nname = \"slump\"\nkind = \"recession\"\nmonth = 9\nsize = 0.2\nduration_months = 4\n";
  const PageJson page = page_of(known);
  const auto is_districts = [](const PageJson& setting) { return setting["path"] == "community.districts"; };
  const auto& settings = page["setup"]["settings"];
  const auto found = std::find_if(settings.begin(), settings.end(), is_districts);
  ASSERT_NE(found, settings.end());
  EXPECT_EQ((*found)["value"], "3");
  EXPECT_THAT((*found)["origin"].get<std::string>(), HasSubstr("known.toml:5:"));
  EXPECT_FALSE((*found)["standard"].is_null());
  EXPECT_EQ(page["setup"]["calendar"], PageJson::parse(R"([
    {"variant": null, "kind": "policy", "name": "help", "what": "facilitation", "start_month": 6, "end_month": 120, "intensity": 0.5, "target": "sector: nonprofit"},
    {"variant": null, "kind": "shock", "name": "slump", "what": "recession", "start_month": 9, "end_month": 12, "intensity": 0.2, "target": ""}])"));
  EXPECT_EQ(page["setup"]["variants"], PageJson::parse("[[]]"));
  std::vector<std::string> of_policy;
  for (const PageJson& setting : settings)
    if (const auto path = setting["path"].get<std::string>(); path.starts_with("policy.")) of_policy.push_back(path);
  const auto was_not_set = [](const std::string& path) { return path.ends_with("end_month") || path.ends_with("most_connected"); };
  EXPECT_TRUE(std::none_of(of_policy.begin(), of_policy.end(), was_not_set));  // what nobody wrote of a policy is no setting
  EXPECT_NE(std::find(of_policy.begin(), of_policy.end(), "policy.help.intensity"), of_policy.end());
}

TEST_F(PageData, CountsWhatTheScenarioDescribesOneByOne) {
  test::KnownRuns known = rising(1);
  EXPECT_EQ(page_of(known)["setup"]["described"], PageJson::parse(R"({"districts": 0, "organisations": 0, "ties": 0, "partnerships": 0})"));
  known.scenario += "[[organisation]]\nname = \"One\"\ntype = \"food_bank\"\n[[organisation]]\nname = \"Two\"\ntype = \"food_bank\"\n";
  EXPECT_EQ(page_of(known)["setup"]["described"]["organisations"], 2);
  EXPECT_TRUE(page_of(known)["setup"]["experiment"].is_null());
  EXPECT_TRUE(page_of(known)["setup"]["factors"].empty());
}

TEST_F(PageData, UnknownBaselinesAreRefused) {
  PageOptions options;
  options.comparison.baseline = "nobody";
  EXPECT_THROW(page_of(rising(1), options), InputError);
}

TEST_F(PageData, NamesThatMeanHarmStayText) {
  if (!has_page()) GTEST_SKIP() << "built without npm";
  test::KnownRuns known = rising(1);
  const std::string name = "</script><script>alert(1)</script><!-- & \"q\"";
  known.scenario = "tessera = 1\nname = '" + name + "'\n[community]\ndistricts = 3\n";
  const PageJson data = page_of(known);
  const std::string page = make_page(data);
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("<title>&lt;/script>&lt;script>alert(1)"));
  const std::string begin = "id=\"data\">";
  const std::size_t from = page.find(begin) + begin.size();
  EXPECT_EQ(PageJson::parse(page.substr(from, page.find("</script", from) - from))["title"], name);
  EXPECT_EQ(data["title"], name);
}

}  // namespace
}  // namespace tessera
