// What is said of an experiment, from pages written by hand.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analysis/report/answer.hpp"

namespace tessera {
namespace {

PageJson change(const char* variant, double difference, double p_holm) {
  return {{"variant", variant}, {"mean", 0.5 + difference}, {"baseline_mean", 0.5}, {"difference", difference},
          {"lower", difference - 0.01}, {"upper", difference + 0.01}, {"p_holm", p_holm}};
}

PageJson outcome(const char* measure, const char* better, PageJson overall, PageJson ranking = PageJson::array()) {
  return {{"measure", measure}, {"better", better}, {"axis", ""}, {"place", ""}, {"overall", std::move(overall)}, {"ranking", std::move(ranking)}};
}

PageJson subgroup(const char* measure, const char* axis, const char* place, PageJson overall) {
  return {{"measure", measure}, {"axis", axis}, {"place", place}, {"overall", std::move(overall)}};
}

PageJson ranked(const char* variant, double mean, std::vector<std::string> alike) {
  return {{"variant", variant}, {"mean", mean}, {"not_told_apart_from", std::move(alike)}};
}

PageJson variant(const char* name, int complete, int failed = 0, int stopped = 0, int not_run = 0) {
  return {{"name", name}, {"runs", {{"complete", complete}, {"failed", failed}, {"stopped", stopped}, {"not_run", not_run}}}};
}

PageJson policy_page() {
  PageJson page{{"baseline", 0}, {"months", {0, 12, 60}}, {"design", {{"replicates", 20}, {"design_points", 1}, {"points_run", 1}, {"points_in_all", 1}, {"shard", nullptr}, {"fixed", true}}},
                {"sensitivity", nullptr}};
  page["variants"] = {variant("as it is", 20), variant("helpers", 20), variant("grants", 18, 1, 0, 1)};
  PageJson& comparison = page["comparison"];
  comparison["outcomes"] = {
      outcome("coverage", "higher", {change("helpers", 0.04, 0.001), change("grants", 0.005, 0.4)},
              {ranked("helpers", 0.54, {"grants"}), ranked("grants", 0.505, {"helpers", "as it is"}), ranked("as it is", 0.5, {"grants"})}),
      outcome("inclusion_gap", "lower", {change("helpers", 0.02, 0.049), change("grants", -0.03, 0.01)}),
      outcome("partnerships", "neither", {change("helpers", 3.0, 0.0), change("grants", -1.0, 0.03)}),
      outcome("volunteers", "higher", {change("helpers", 1.0, 0.05), change("grants", -5.0, 0.02)})};
  comparison["subgroups"] = {subgroup("coverage_by_group", "group", "older", {change("helpers", 0.1, 0.01), change("grants", 0.1, 0.2)}),
                             subgroup("coverage_by_group", "group", "newcomers", {change("helpers", -0.1, 0.01), change("grants", 0.1, 0.06)}),
                             subgroup("coverage_by_area", "area", "food", {change("helpers", 0.1, 0.0), change("grants", 0.1, 1.0)}),
                             subgroup("volunteers_by_sector", "sector", "public", {change("helpers", 0.1, 0.0), change("grants", 0.1, 0.0)})};
  comparison["spending"] = {change("helpers", 1e6, 0.0), change("grants", 2e6, 0.0)};
  const auto cost = [](const char* name, const char* measure, double ratio, const char* set) {
    return PageJson{{"variant", name}, {"measure", measure}, {"ratio", {{"estimate", ratio}, {"set", set}, {"lower", ratio / 2}, {"upper", ratio * 2}}}};
  };
  comparison["costs"] = {cost("helpers", "coverage", 2.5e7, "between"), cost("grants", "coverage", 4e8, "everything"), cost("helpers", "volunteers", 5.0, "between")};
  return page;
}

std::vector<PageJson> said(const PageJson& facts, const std::string& say) {
  std::vector<PageJson> found;
  for (const PageJson& fact : facts)
    if (fact.at("say") == say) found.push_back(fact);
  return found;
}

TEST(AnswerOfExperiment, IsInTheOrderThatADecisionNeeds) {
  std::vector<std::string> order;
  for (const PageJson& fact : answer_of_experiment(policy_page())) order.push_back(fact.at("say").get<std::string>());
  const std::vector<std::string> wanted{"runs", "best", "better", "worse", "more", "no_clear_change", "groups_gain", "groups_gain", "groups_lose",
                                        "spending", "cost", "better", "less", "worse", "no_clear_change", "spending", "missing"};
  EXPECT_EQ(order, wanted);
}

TEST(AnswerOfExperiment, SaysWhatWasRunAndWhatIsMissing) {
  const PageJson facts = answer_of_experiment(policy_page());
  EXPECT_EQ(facts[0], PageJson::parse(R"({"say": "runs", "complete": 58, "of": 60, "points": 1, "points_of": 1, "replicates": 20, "variants": 3, "months": 60})"));
  EXPECT_EQ(facts.back(), PageJson::parse(R"({"say": "missing", "failed": 1, "not_run": 1, "stopped": 0})"));
  PageJson by_rule = policy_page();
  by_rule["design"]["fixed"] = false;  // what a rule did not ask for is not missing
  EXPECT_EQ(answer_of_experiment(by_rule)[0].at("of"), 59);
  EXPECT_EQ(answer_of_experiment(by_rule).back().at("not_run"), 0);
}

TEST(AnswerOfExperiment, SaysOfAPartThatItIsOne) {
  EXPECT_TRUE(said(answer_of_experiment(policy_page()), "part").empty());
  PageJson page = policy_page();
  page["design"].update({{"shard", "1/3"}, {"points_run", 60}, {"points_in_all", 210}});
  const PageJson facts = answer_of_experiment(page);
  EXPECT_EQ(said(facts, "part").at(0).at("shard"), "1/3");
  EXPECT_EQ(facts[0].at("points"), 60);
  EXPECT_EQ(facts[0].at("points_of"), 210);
}

TEST(AnswerOfExperiment, NamesTheBestAndWhomItCanNotBeToldFrom) {
  const PageJson best = said(answer_of_experiment(policy_page()), "best").at(0);
  EXPECT_EQ(best.at("measure"), "coverage");
  EXPECT_EQ(best.at("variants"), PageJson({1, 2}));
}

TEST(AnswerOfExperiment, DirectionDecidesBetweenBetterAndWorse) {
  const PageJson facts = answer_of_experiment(policy_page());
  const auto better = said(facts, "better"), worse = said(facts, "worse");
  ASSERT_EQ(better.size(), 2U);
  EXPECT_EQ(better[0].at("variant"), 1);
  EXPECT_EQ(better[0].at("measure"), "coverage");
  EXPECT_EQ(better[0].at("difference"), 0.04);
  EXPECT_EQ(better[0].at("mean"), 0.54);
  EXPECT_EQ(better[1].at("measure"), "inclusion_gap");  // lower is better
  EXPECT_EQ(better[1].at("variant"), 2);
  ASSERT_EQ(worse.size(), 2U);
  EXPECT_EQ(worse[0].at("measure"), "inclusion_gap");
  EXPECT_EQ(worse[1].at("measure"), "volunteers");
  EXPECT_EQ(said(facts, "more").at(0).at("measure"), "partnerships");
  EXPECT_EQ(said(facts, "less").at(0).at("variant"), 2);
}

TEST(AnswerOfExperiment, AtFivePercentNothingIsSaidToHaveChanged) {
  const auto unclear = said(answer_of_experiment(policy_page()), "no_clear_change");
  EXPECT_EQ(unclear.at(0).at("measures"), PageJson::array({"volunteers"}));  // p is 0.05
  EXPECT_EQ(unclear.at(1).at("measures"), PageJson::array({"coverage"}));
  PageJson page = policy_page();
  page["comparison"]["outcomes"][3]["overall"][0]["p_holm"] = nullptr;  // one pair has no p
  EXPECT_EQ(said(answer_of_experiment(page), "no_clear_change").at(0).at("measures"), PageJson::array({"volunteers"}));
}

TEST(AnswerOfExperiment, GroupsAreThoseWhoseNeedIsMetOtherwise) {
  const PageJson facts = answer_of_experiment(policy_page());
  const auto gain = said(facts, "groups_gain"), lose = said(facts, "groups_lose");
  ASSERT_EQ(gain.size(), 2U);
  EXPECT_EQ(gain[0].at("places"), PageJson::array({"older"}));
  EXPECT_EQ(gain[1].at("axis"), "area");
  ASSERT_EQ(lose.size(), 1U);
  EXPECT_EQ(lose[0].at("places"), PageJson::array({"newcomers"}));
}

TEST(AnswerOfExperiment, CostIsSaidOnlyOfAClearGain) {
  const auto costs = said(answer_of_experiment(policy_page()), "cost");
  ASSERT_EQ(costs.size(), 1U);
  EXPECT_EQ(costs[0].at("variant"), 1);
  EXPECT_EQ(costs[0].at("ratio"), 2.5e7);
  PageJson page = policy_page();
  page["comparison"]["costs"][0]["ratio"]["set"] = "outside";
  EXPECT_TRUE(said(answer_of_experiment(page), "cost").at(0).at("upper").is_null());
  page["comparison"]["costs"][0]["ratio"]["estimate"] = -1.0;  // it saved money
  EXPECT_TRUE(said(answer_of_experiment(page), "cost").empty());
}

PageJson sweep_page(double noise_share) {
  PageJson page{{"baseline", 0}, {"months", {0, 12}}, {"design", {{"replicates", 1}, {"design_points", 64}, {"points_run", 64}, {"points_in_all", 64}, {"shard", nullptr}, {"fixed", true}}}, {"comparison", nullptr}};
  page["variants"] = PageJson::array({variant("baseline", 64)});
  PageJson& sensitivity = page["sensitivity"];
  sensitivity["design"] = "saltelli";
  sensitivity["factors"] = {{{"path", "a"}}, {{"path", "b"}}, {{"path", "c"}}, {{"path", "d"}}};
  const auto index = [](int factor, const char* name, double value, double lower) {
    return PageJson{{"factor", factor}, {"index", name}, {"value", value}, {"lower", lower}, {"upper", value + 0.1}};
  };
  sensitivity["outcomes"] = PageJson::array({{{"measure", "coverage"}, {"place", ""}, {"variant", 0}, {"noise_share", noise_share},
                                              {"weights", {0.2, 0.7, 0.04, 0.1}},
                                              {"indices", {index(1, "first", 0.6, 0.5), index(1, "total", 0.7, 0.6), index(0, "total", 0.2, 0.1),
                                                           index(3, "total", 0.1, -0.1), index(2, "total", 0.04, 0.03)}}}});
  return page;
}

TEST(AnswerOfExperiment, FactorsThatDecideAreInTheirOrderAndSureOfIt) {
  const PageJson facts = answer_of_experiment(sweep_page(0.1));
  EXPECT_EQ(facts[0].at("say"), "one_run");
  const PageJson decides = said(facts, "decides").at(0);
  EXPECT_EQ(decides.at("factors"), PageJson({"b", "a"}));  // d may be nothing, c is little
  EXPECT_EQ(decides.at("values"), PageJson({0.7, 0.2}));
  EXPECT_EQ(decides.at("index"), "total");
  EXPECT_TRUE(said(facts, "noise").empty());
}

TEST(AnswerOfExperiment, NothingDecidesWhereMostIsNoise) {
  const PageJson facts = answer_of_experiment(sweep_page(0.6));
  EXPECT_TRUE(said(facts, "decides").empty());
  EXPECT_EQ(said(facts, "noise").at(0).at("share"), 0.6);
}

}  // namespace
}  // namespace tessera
