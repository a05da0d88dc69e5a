// Claims from their files to their answers, in a tiny town.
#include "analysis/claims/claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

#include "analysis/claims/outcome.hpp"
#include "analysis/claims/report.hpp"
#include "analysis/claims/store.hpp"
#include "results/digest.hpp"
#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* tiny_town =
    "tessera = 1\nname = \"tiny\"\n[run]\nmonths = 14\nseed = 3\n[community]\nresidents = 8000\ndistricts = 2\n[organisations]\ncount = 20\n";
constexpr const char* head =
    "tessera = 1\nscenario = \"../tiny.toml\"\nreplicates = 4\n"
    "[[variant]]\nname = \"alone\"\n[variant.partner_search]\nrate_per_month = 0\n[[variant]]\nname = \"together\"\n[[variant]]\nname = \"twin\"\n";

std::string claim(const std::string& id, const std::string& treatment, const std::string& baseline, const std::string& outcome,
                  const std::string& more = "") {
  return "[[claim]]\nid = \"" + id + "\"\ntext = \"t | bar\"\nread = \"r\"\ntreatment = \"" + treatment + "\"\nbaseline = \"" + baseline +
         "\"\noutcome = \"" + outcome + "\"\nexpected = \"up\"\n" + more;
}

class Claims : public testing::Test {
 protected:
  Claims() {
    files.write("tiny.toml", tiny_town);
    files.write("claims/index.csv", "id,disputed,claim\nA-1,no,one\nA-2,yes,two\nA-3,no,three\nA-4,no,four\n");
  }
  void write(const std::string& name, const std::string& text) const { files.write("claims/" + name, text); }
  ClaimsFolder folder() const { return read_claims_folder(files.path("claims")); }
  ClaimAnswers answer(ClaimsOptions options = {}) const { return answer_claims(folder(), options); }
  std::vector<std::string> faults() const {
    std::vector<std::string> said;
    try {
      folder();
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults()) said.push_back(fault.text());
    }
    return said;
  }
  ScenarioFiles files;
};

// Variants, a sweep over the dose and one over a parameter, whose values share months two by two.
TEST_F(Claims, SharedMonthsChangeNoNumber) {
  const std::string late = "[[variant]]\nname = \"without\"\n[[variant]]\nname = \"with\"\n[[variant.policy]]\nname = \"p\"\n"
                           "lever = \"facilitation\"\nstart_month = 8\n";
  const auto answers_with = [&](const std::string& branch) {
    write("a.toml", "tessera = 1\nscenario = \"../tiny.toml\"\nreplicates = 6\n" + branch + late +
                        claim("A-1", "with", "without", "partnerships_formed",
                              "sweep = { path = \"policy.p.intensity\", values = [0.3, 0.6], to = \"treatment\" }\n") +
                        claim("A-2", "with", "without", "coverage", "sweep = { path = \"trust.weight\", values = [0.2, 0.6] }\n"));
    return answer({.threads = 2});
  };
  const ClaimAnswers alone = answers_with(""), shared = answers_with("branch_month = 8\n");
  EXPECT_EQ(shared.runs, alone.runs);
  ASSERT_EQ(shared.answers.size(), 2U);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(shared.answers[k].outcome->effect.estimate, alone.answers[k].outcome->effect.estimate);
    EXPECT_EQ(shared.answers[k].outcome->effect.lower, alone.answers[k].outcome->effect.lower);
    for (std::size_t j = 0; j < alone.answers[k].points.size(); ++j)
      EXPECT_EQ(shared.answers[k].points[j].effect.estimate, alone.answers[k].points[j].effect.estimate) << k << " " << j;
  }
  EXPECT_NE(alone.answers[1].points[0].effect.estimate, alone.answers[1].points[1].effect.estimate) << "the sweep does something";
}

TEST_F(Claims, IdenticalVariantsComeOutAsExactlyNothing) {
  write("a.toml", head + claim("A-1", "twin", "together", "coverage") + claim("A-2", "together", "alone", "partnerships_formed"));
  const ClaimAnswers answers = answer();
  ASSERT_EQ(answers.answers.size(), 2U);
  const Effect& none = answers.answers[0].outcome->effect;
  EXPECT_EQ(none.estimate, 0.0);
  EXPECT_EQ(none.lower, 0.0);
  EXPECT_EQ(none.upper, 0.0);
  EXPECT_EQ(none.pairs, 4);
  EXPECT_EQ(answers.answers[0].verdict, Verdict::not_identified);
  EXPECT_GT(answers.answers[1].outcome->effect.estimate, 0.0) << "power twin: another scenario is told apart";
}

TEST_F(Claims, NumbersDoNotDependOnThreads) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage", "sweep = { path = \"needs.incidence_scale\", values = [0.5, 2] }\n"));
  const std::string one = claims_as_csv(answer({.threads = 1})), page = claims_as_page(answer({.threads = 1}));
  for (const int threads : {2, 7}) {
    EXPECT_EQ(claims_as_csv(answer({.threads = threads})), one);
    EXPECT_EQ(claims_as_page(answer({.threads = threads})), page);
  }
}

TEST_F(Claims, OneScenarioIsRunOnceHoweverManyClaimsShareIt) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage"));
  write("b.toml", head + claim("A-2", "together", "alone", "duplication") + claim("A-3", "twin", "alone", "coverage"));
  EXPECT_EQ(answer().runs, 8U);
  EXPECT_EQ(answer({.only = {"A-1"}}).runs, 8U);
  EXPECT_EQ(answer({.quick = true}).runs, 20U);
}

TEST_F(Claims, OnlyRepeatsTheSameNumbers) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage") + claim("A-2", "together", "alone", "duplication"));
  const ClaimAnswers all = answer(), one = answer({.only = {"A-2"}});
  ASSERT_EQ(one.answers.size(), 1U);
  EXPECT_EQ(one.answers[0].outcome->effect.estimate, all.answers[1].outcome->effect.estimate);
  EXPECT_EQ(one.answers[0].outcome->effect.p, all.answers[1].outcome->effect.p);
  EXPECT_GE(one.answers[0].outcome->effect.p_holm, all.answers[1].outcome->effect.p_holm);
  EXPECT_EQ(one.family, 2U);
  EXPECT_EQ(one.not_run, 1U);
  EXPECT_THROW(answer({.only = {"A-9"}}), InputError);
  EXPECT_THROW(answer({.only = {"A-4"}}), InputError) << "no experiment";
  EXPECT_THAT(all.missing, ElementsAre("A-3", "A-4"));
}

TEST_F(Claims, WhatIsByConstructionIsDecidedDownstream) {
  write("a.toml", head + claim("A-1", "together", "alone", "partnered_share",
                               "kind = \"by_construction\"\nbecause = \"b\"\ndownstream = { outcome = \"coverage\", expected = \"up\" }\n"));
  const ClaimAnswer only = answer().answers.at(0);
  EXPECT_EQ(only.verdict, Verdict::by_construction);
  EXPECT_EQ(only.deciding()->text, "coverage");
  EXPECT_THAT(claims_as_text(answer()), HasSubstr("by construction; downstream "));
}

TEST_F(Claims, SweepsAndRegimesAreComparedElsewhere) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage",
                               "sweep = { path = \"partner_search.rate_per_month\", values = [0.3, 0], to = \"treatment\" }\n"
                               "regimes = [{ name = \"twin\", treatment = \"twin\", baseline = \"alone\" },\n"
                               "{ name = \"beside\", treatment = \"twin\", baseline = \"alone\", asks = \"other\" }]\n"));
  const ClaimAnswers answers = answer();
  const ClaimAnswer only = answers.answers.at(0);
  ASSERT_EQ(only.points.size(), 4U);
  EXPECT_EQ(answers.family, 3U) << "the claim, one dose, one regime; not what is the same, nor what is beside";
  EXPECT_FALSE(only.points[2].beside);
  EXPECT_TRUE(only.points[3].beside);
  EXPECT_TRUE(only.points[0].same) << "at rate 0 the treatment is the baseline";
  EXPECT_EQ(only.points[1].label, "0.3");
  EXPECT_EQ(only.points[2].label, "twin");
  EXPECT_EQ(only.points[2].effect.estimate, only.outcome->effect.estimate);
}

TEST_F(Claims, DosesSmallerThanTheTreatmentAreMarked) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage",
                               "sweep = { path = \"partner_search.rate_per_month\", values = [0.001, 0.9], to = \"treatment\" }\n") +
                      claim("A-2", "alone", "together", "coverage", "sweep = { path = \"partner_search.rate_per_month\", values = [0.001, 0.9] }\n") +
                      claim("A-3", "twin", "together", "coverage", "sweep = { path = \"partner_search.rate_per_month\", values = [0.001], to = \"treatment\" }\n"));
  const ClaimAnswers answers = answer();
  EXPECT_TRUE(answers.answers[0].points[0].small_dose);
  EXPECT_FALSE(answers.answers[0].points[1].small_dose);
  EXPECT_FALSE(answers.answers[1].points[0].small_dose) << "both sides move: no dose";
  EXPECT_FALSE(answers.answers[2].points[0].small_dose) << "the treatment is not a matter of this parameter";
}

TEST_F(Claims, AnAbsoluteSmallestEffectIsThatOfThePrimaryOutcome) {
  write("a.toml", head + claim("A-1", "together", "alone", "partnerships_formed",
                               "smallest_effect = { absolute = 1e9 }\ndownstream = { outcome = \"partnerships_formed\", expected = \"up\" }\n"));
  const ClaimAnswer only = answer().answers.at(0);
  EXPECT_EQ(only.outcome->verdict, Verdict::refuted_no_effect);
  EXPECT_NE(only.downstream->verdict, Verdict::refuted_no_effect);
}

TEST_F(Claims, ExploratoryOnesAreMarked) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage", "exploratory = \"the window was moved\"\n") + claim("A-3", "together", "alone", "coverage"));
  const ClaimAnswers answers = answer();
  const std::string page = claims_as_page(answers);
  EXPECT_THAT(page, HasSubstr("| A-1 * |"));
  EXPECT_THAT(page, HasSubstr("| A-3 |"));
  EXPECT_THAT(page, HasSubstr("- A-1: the window was moved"));
  EXPECT_THAT(claims_as_csv(answers), HasSubstr("the window was moved"));
}

TEST_F(Claims, BeyondTakesAnotherEffectOff) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage") +
                      claim("A-2", "together", "alone", "coverage", "beyond = { treatment = \"twin\", baseline = \"alone\" }\n") +
                      claim("A-3", "together", "alone", "coverage", "beyond = { treatment = \"alone\", baseline = \"together\" }\n"));
  const ClaimAnswers answers = answer();
  const Effect& usual = answers.answers[0].outcome->effect;
  EXPECT_EQ(answers.answers[1].outcome->effect.estimate, 0.0) << "the twin gains as much";
  EXPECT_NEAR(answers.answers[2].outcome->effect.estimate, 2.0 * usual.estimate, 1e-12);
  EXPECT_EQ(answers.answers[2].outcome->effect.spread, usual.spread);
  EXPECT_THAT(claims_as_page(answers), HasSubstr("together vs alone, beyond twin vs alone"));
}

TEST_F(Claims, FaultsOfMeasuresLabelsIdsAndPairsHaveTheirPlace) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverge") + claim("A-2", "together", "alone", "coverage_by_area[fod]"));
  write("b.toml", head + claim("A-1", "together", "alone", "coverage[food]") + claim("A-7", "together", "alone", "coverage", "at = \"month 15\"\n"));
  write("c.toml", head + std::string("[variant.run]\nseed = 4\n") + claim("A-3", "twin", "alone", "coverage"));
  const auto said = faults();
  ASSERT_EQ(said.size(), 7U) << testing::PrintToString(said);
  EXPECT_THAT(said[0], testing::AllOf(HasSubstr("a.toml:18:11"), HasSubstr("did you mean 'coverage'?")));
  EXPECT_THAT(said[1], testing::AllOf(HasSubstr("one value per area"), HasSubstr("did you mean 'food'?")));
  EXPECT_THAT(said[2], testing::AllOf(HasSubstr("b.toml:12:1"), HasSubstr("is answered in")));
  EXPECT_THAT(said[3], HasSubstr("is one number"));
  EXPECT_THAT(said[4], HasSubstr("no claim is called \"A-7\""));
  EXPECT_THAT(said[5], HasSubstr("beyond the 14 months"));
  EXPECT_THAT(said[6], HasSubstr("same run.seed"));
}

TEST_F(Claims, PageAndTableHoldEveryAnswer) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage") +
                      "[[claim]]\nid = \"A-2\"\ntext = \"t\"\nkind = \"not_represented\"\nbecause = \"nothing spends, locally\"\n");
  const ClaimAnswers answers = answer();
  const std::string page = claims_as_page(answers), csv = claims_as_csv(answers);
  EXPECT_THAT(page, HasSubstr("| A-1 | t \\| bar | together vs alone | coverage, last_year (share) |"));
  EXPECT_THAT(page, HasSubstr("nothing spends, locally"));
  EXPECT_THAT(page, HasSubstr("A-3, A-4"));
  EXPECT_THAT(csv, HasSubstr("\"nothing spends, locally\""));
  const auto commas = [](const std::string& line) { return std::count(line.begin(), line.end(), ','); };
  EXPECT_EQ(commas(csv.substr(0, csv.find('\n'))), 44);
  EXPECT_EQ(answers.answers[1].verdict, Verdict::not_represented);
}

TEST_F(Claims, AreStoredWholeAndNeverReplaced) {
  write("a.toml", head + claim("A-1", "together", "alone", "coverage", "sweep = { path = \"needs.incidence_scale\", values = [1] }\n"));
  const ClaimAnswers answers = answer();
  const std::string file = files.path("claims.h5");
  store_claims(file, answers, "tessera claims");
  EXPECT_EQ(check_digest_beside(file), DigestBeside::fits);
  EXPECT_FALSE(std::filesystem::exists(file + ".new"));
  EXPECT_THROW(store_claims(file, answers, ""), InputError);
  EXPECT_THROW(store_claims(files.path("no/folder/claims.h5"), answers, ""), FileError);
}

TEST(CondenseOutcome, ByHand) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values{2, nan, 4, 9}, none{nan};
  EXPECT_EQ(condense(values, Over::mean), 5.0);
  EXPECT_EQ(condense(values, Over::sum), 15.0);
  EXPECT_DOUBLE_EQ(condense(values, Over::spread), std::sqrt(13.0));
  EXPECT_EQ(condense(values, Over::lowest), 2.0);
  EXPECT_EQ(condense(values, Over::highest), 9.0);
  EXPECT_EQ(condense(values, Over::change), 7.0);
  for (const Over over : {Over::mean, Over::sum, Over::spread, Over::lowest, Over::highest, Over::change})
    EXPECT_TRUE(std::isnan(condense(none, over)));
}

TEST(CondenseOutcome, TakesItsMonthsAndDivides) {
  Scenario scenario;
  scenario.parameters = standard_parameters();
  const MeasurePlan plan = plan_measures({"coverage", "duplication"}, scenario.parameters, 2);
  ASSERT_EQ(plan.width, 2U);
  const std::vector<double> rows{9, 9, 1, 10, 2, 20, 3, 40};  // months 0 to 3
  const std::size_t coverage = plan.measures[0]->name == "coverage" ? 0 : 1;
  ClaimOutcome outcome{.term = {"coverage", ""}, .window = {1, 0, Over::mean}};
  EXPECT_EQ(condense_outcome(outcome, rows, plan, scenario), coverage == 0 ? 2.0 : 70.0 / 3.0);
  outcome.window = {2, 2, Over::mean};
  EXPECT_EQ(condense_outcome(outcome, rows, plan, scenario), coverage == 0 ? 2.0 : 20.0);
  outcome.window = {-11, 0, Over::sum};
  EXPECT_EQ(condense_outcome(outcome, rows, plan, scenario), coverage == 0 ? 6.0 : 70.0) << "what began before the run is cut off";
  outcome.per = Term{"duplication", ""};
  EXPECT_DOUBLE_EQ(condense_outcome(outcome, rows, plan, scenario), coverage == 0 ? 6.0 / 70.0 : 70.0 / 6.0);
}

}  // namespace
}  // namespace tessera
