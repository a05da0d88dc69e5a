// Experiment files: variants laid over a scenario, factors, and claims with every fault at its place.
#include "scenario/experiment.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* base_text =
    "tessera = 1\nname = \"base\"\n[run]\nmonths = 24\n[partner_search]\nrate_per_month = 0.2\n"
    "[[district]]\nname = \"north\"\nresidents = 900\n[[district]]\nname = \"south\"\nresidents = 800\n";

constexpr const char* head =
    "tessera = 1\nscenario = \"base.toml\"\n"
    "[[variant]]\nname = \"alone\"\n[variant.partner_search]\nrate_per_month = 0\n"
    "[[variant]]\nname = \"together\"\n";

constexpr const char* regimes = "regimes = [{ name = \"other\", treatment = \"alone\", baseline = \"together\" }]\n";

constexpr const char* claim_text =
    "[[claim]]\nid = \"S0-1\"\ntext = \"Partnership is needed.\"\ntreatment = \"together\"\nbaseline = \"alone\"\n"
    "outcome = \"coverage\"\nexpected = \"up\"\nread = \"Reads well.\"\n";

class ReadExperiment : public testing::Test {
 protected:
  ReadExperiment() { files.write("base.toml", base_text); }
  Experiment read(const std::string& text) const { return read_experiment(files.write("claims/../e.toml", text)); }
  // Messages as "line:column: message".
  std::vector<std::string> faults_of(const std::string& text) const {
    std::vector<std::string> said;
    try {
      read(text);
    } catch (const InputError& error) {
      for (const Fault& fault : error.faults())
        said.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column) + ": " + fault.message);
    }
    return said;
  }
  ScenarioFiles files;
};

TEST_F(ReadExperiment, VariantsAreLaidOverTheScenario) {
  const Experiment experiment =
      read(std::string(head) + "[[variant.district]]\nname = \"north\"\nremove = true\n[variant.run]\nseed = 9\n" + claim_text);
  ASSERT_EQ(experiment.variants.size(), 2U);
  EXPECT_EQ(experiment.variants[0].name, "alone");
  const Scenario alone = read_point(experiment, 0), together = read_point(experiment, 1);
  EXPECT_EQ(alone.name, "base") << "the name of a variant is not that of the scenario";
  EXPECT_EQ(alone.parameters.partner_search.rate_per_month, 0.0);
  EXPECT_EQ(together.parameters.partner_search.rate_per_month, 0.2);
  EXPECT_EQ(alone.parameters.run.months, 24);
  EXPECT_EQ(together.parameters.run.seed, 9);
  EXPECT_EQ(alone.districts.size(), 2U);
  ASSERT_EQ(together.districts.size(), 1U);
  EXPECT_EQ(together.districts[0].name, "south");
  EXPECT_EQ(origin_of(alone, "partner_search.rate_per_month"), experiment.file + ":6:18");
}

TEST_F(ReadExperiment, AVariantThatSaysNothingIsTheScenarioItself) {
  const Experiment experiment = read(head);
  EXPECT_EQ(read_point(experiment, 1).merged_text, read_scenario(files.path("base.toml")).merged_text);
  EXPECT_NE(read_point(experiment, 0).merged_text, read_point(experiment, 1).merged_text);
}

TEST_F(ReadExperiment, ClaimsAreReadWithTheirDefaults) {
  const Claim claim = read(std::string(head) + claim_text).claims.at(0);
  EXPECT_EQ(claim.id, "S0-1");
  EXPECT_EQ(claim.treatment, 1U);
  EXPECT_EQ(claim.baseline, 0U);
  EXPECT_EQ(claim.outcome->term.measure, "coverage");
  EXPECT_EQ(claim.outcome->window.from, -11);
  EXPECT_EQ(claim.outcome->window.to, 0);
  EXPECT_EQ(claim.outcome->expected, Expected::up);
  EXPECT_FALSE(claim.smallest.absolute);
  EXPECT_EQ(claim.smallest.size, 0.1);
  EXPECT_EQ(claim.kind, ClaimKind::experiment);
  EXPECT_FALSE(claim.sweep.has_value());
}

TEST_F(ReadExperiment, EverythingAClaimMayHold) {
  const Experiment experiment = read(
      std::string(head) + "[[claim]]\nid = \"S0-2\"\ntext = \"t\"\nread = \"r\"\ntreatment = \"together\"\nbaseline = \"alone\"\n"
                          "kind = \"by_construction\"\nbecause = \"it is the parameter\"\n"
                          "outcome = \"met_by_area[food] / staff_hours\"\nat = { from = 13, to = 24, as = \"spread\" }\nexpected = \"down\"\n"
                          "smallest_effect = { absolute = 0.02 }\nbeyond = { treatment = \"alone\", baseline = \"together\" }\n"
                          "downstream = { outcome = \"coverage\", at = \"month 6\", expected = \"different\" }\n"
                          "sweep = { path = \"agreement.term_months\", values = [36, 12], to = \"treatment\" }\n");
  const Claim& claim = experiment.claims.at(0);
  EXPECT_EQ(claim.kind, ClaimKind::by_construction);
  EXPECT_EQ(claim.outcome->term.measure, "met_by_area");
  EXPECT_EQ(claim.outcome->term.label, "food");
  EXPECT_EQ(claim.outcome->per->measure, "staff_hours");
  EXPECT_EQ(claim.outcome->window.over, Over::spread);
  EXPECT_EQ(claim.outcome->window_text, "months 13 to 24, spread");
  EXPECT_TRUE(claim.smallest.absolute);
  EXPECT_EQ(claim.beyond->baseline, 1U);
  EXPECT_EQ(claim.downstream->window.from, 6);
  EXPECT_EQ(claim.downstream->window.to, 6);
  EXPECT_THAT(claim.sweep->values, ElementsAre(12.0, 36.0)) << "in order";
  EXPECT_TRUE(claim.sweep->treatment_only);
  const Regime plain = read(std::string(head) + claim_text + regimes).claims.at(0).regimes.at(0);
  EXPECT_EQ(plain.treatment, 0U);
  EXPECT_EQ(plain.asks, Asks::elsewhere);
  const std::string beside = "regimes = [{ name = \"other\", treatment = \"alone\", baseline = \"together\", asks = \"other\" }]\n";
  EXPECT_EQ(read(std::string(head) + claim_text + beside).claims.at(0).regimes.at(0).asks, Asks::other);
  EXPECT_EQ(read(std::string(head) + claim_text + "exploratory = \"moved\"\n").claims.at(0).exploratory, "moved");
}

TEST_F(ReadExperiment, WhatIsNotRepresentedNeedsOnlyAReason) {
  const std::string text = "tessera = 1\nscenario = \"base.toml\"\n[[claim]]\nid = \"S2-B8\"\ntext = \"t\"\nkind = \"not_represented\"\n";
  EXPECT_THAT(faults_of(text), ElementsAre(HasSubstr("has no because")));
  EXPECT_EQ(read(text + "because = \"no wages are spent locally\"\n").claims.at(0).because, "no wages are spent locally");
}

TEST_F(ReadExperiment, ReplicatesAreFixedOrInRounds) {
  EXPECT_EQ(read(std::string("replicates = 30\n") + head).replicates.fixed, 30U);
  const ReplicateRule rounds = read(std::string("replicates = { until_half_width = 0.05, most = 640 }\n") + head + claim_text).replicates;
  EXPECT_EQ(rounds.fixed, 0U);
  EXPECT_EQ(rounds.until_half_width, 0.05);
  EXPECT_EQ(rounds.most, 640U);
  const ReplicateRule one =
      read(std::string("replicates = { until_half_width = 0.05, measure = \"coverage\", month = 12 }\n") + head).replicates;
  EXPECT_EQ(one.measure, "coverage");
  EXPECT_EQ(one.month, 12);
  EXPECT_THAT(faults_of(std::string("replicates = 0\n") + head), ElementsAre(HasSubstr("allowed are 1 to")));
  EXPECT_THAT(faults_of(std::string("replicates = 1\n") + head + claim_text), ElementsAre(HasSubstr("two replicates or more")));
  EXPECT_EQ(read(std::string("replicates = 1\n") + head).replicates.fixed, 1U);
  EXPECT_THAT(faults_of(std::string("replicates = { until_half_width = 0.05 }\n") + head),
              ElementsAre(HasSubstr("need the measure that it is of")));
  EXPECT_THAT(faults_of(std::string("replicates = { most = 9, month = 3 }\n") + head),
              ElementsAre(HasSubstr("no until_half_width"), HasSubstr("names none")));
}

TEST_F(ReadExperiment, FaultsOfTheFileComeTogetherWithTheirPlace) {
  const auto said = faults_of(
      "scenario = \"base.toml\"\nreplicate = 3\n[[variant]]\nname = \"a b\"\nextends = \"x.toml\"\n[[variant]]\n"
      "[[factor]]\npath = \"trust.weight\"\nvalues = [1, 1]\n");
  EXPECT_THAT(said, ElementsAre(HasSubstr("1:1: this is not an experiment"), HasSubstr("2:1: unknown key \"replicate\"; did you mean 'replicates'?"),
                                HasSubstr("3:1: the variant \"a b\""), HasSubstr("5:1: extends can not stand"),
                                HasSubstr("6:1: a variant has no name"), HasSubstr("9:14: values holds 1 twice")));
}

TEST_F(ReadExperiment, FaultsOfVariantsStandWhereTheVariantSaysIt) {
  const auto said = faults_of(
      "tessera = 1\nscenario = \"base.toml\"\n[[variant]]\nname = \"a\"\n[variant.trust]\nwieght = 0.1\n"
      "[[variant]]\nname = \"b\"\n[variant.run]\nmonths = -3\n");
  EXPECT_THAT(said, ElementsAre(HasSubstr("6:1: unknown key \"wieght\" in [trust]; did you mean 'weight'?"),
                                HasSubstr("10:10: run.months is -3")));
}

TEST_F(ReadExperiment, SweptValuesMustSuitTheScenario) {
  const auto with = [&](const std::string& sweep) { return faults_of(std::string(head) + claim_text + "sweep = " + sweep + "\n"); };
  EXPECT_THAT(with("{ path = \"trust.weight\", values = [0.1, 0.2] }"), IsEmpty());
  EXPECT_THAT(with("{ path = \"trust.wieght\", values = [0.1] }"), ElementsAre(HasSubstr("17:9: unknown key \"wieght\"")));
  EXPECT_THAT(with("{ path = \"run.months\", values = [12, 12.5] }"), ElementsAre(HasSubstr("whole number")));
  EXPECT_THAT(with("{ path = \"policy.nobody.intensity\", values = [0] }"), Contains(HasSubstr("17:9: ")));
}

TEST_F(ReadExperiment, FaultsOfClaimsStandAtTheirPlace) {
  const auto said = faults_of(
      std::string(head) + "[[claim]]\nid = \"S0-1\"\ntext = \"t\"\nread = \"r\"\ntreatment = \"togethr\"\nbaseline = \"alone\"\n"
                          "outcome = \"coverage\"\nat = \"last year\"\nexpected = \"higher\"\nsmalest_effect = 0.2\n"
                          "[[claim]]\nid = \"S0-1\"\ntext = \"t\"\nread = \"r\"\nkind = \"by_construction\"\ntreatment = \"together\"\n"
                          "baseline = \"alone\"\noutcome = \"coverage\"\nexpected = \"up\"\n");
  EXPECT_THAT(said, ElementsAre(HasSubstr("13:13: treatment is \"togethr\"; did you mean 'together'?"),
                                HasSubstr("16:6: at must be \"last_year\""), HasSubstr("17:12: expected is \"higher\""),
                                HasSubstr("18:1: unknown key \"smalest_effect\" in claim; did you mean 'smallest_effect'?"),
                                HasSubstr("has no because"), HasSubstr("downstream outcome must be named"), HasSubstr("two claims have the id")));
}

TEST_F(ReadExperiment, VariantsThatBranchDifferOnlyByWhatBeginsThen) {
  const auto with = [](const std::string& variants) {
    return "tessera = 1\nscenario = \"base.toml\"\nbranch_month = 12\n[[variant]]\nname = \"without\"\n" + variants;
  };
  const std::string policy = "[[variant]]\nname = \"with\"\n[[variant.policy]]\nname = \"p\"\nlever = \"facilitation\"\n";
  const std::string shock =
      "[[variant]]\nname = \"shock\"\n[[variant.shock]]\nname = \"s\"\nkind = \"recession\"\nsize = 0.3\nmonth = 20\n";
  EXPECT_EQ(read(with(policy + "start_month = 12\n" + shock)).branch_month, 12);
  EXPECT_EQ(read(head).branch_month, 0);
  EXPECT_THAT(faults_of(with(policy + "start_month = 11\n")),
              ElementsAre(HasSubstr("6:1: \"with\" differs from \"without\" before branch_month = 12, at \"[[policy]]\"")));
  EXPECT_THAT(faults_of(with("[[variant]]\nname = \"b\"\n[variant.trust]\nweight = 0.41\n" + policy + "start_month = 13\n")),
              ElementsAre(HasSubstr("6:1: \"b\" differs from \"without\" before branch_month = 12, at \"[trust] weight = 0.41\"")));
  EXPECT_THAT(faults_of(std::string("branch_month = 1\n") + head), Contains(HasSubstr("allowed are 2 to")));
  EXPECT_THAT(faults_of(std::string("branch_month = \"May\"\n") + head), Contains(HasSubstr("branch_month")));
}

TEST_F(ReadExperiment, WhatDoesNotGoTogetherIsRefused) {
  EXPECT_THAT(faults_of(std::string(head) + claim_text + "beyond = { treatment = \"alone\", baseline = \"together\" }\n" + regimes),
              ElementsAre(HasSubstr("both beyond and regimes")));
  EXPECT_THAT(faults_of(std::string(head) + claim_text + "[[factor]]\npath = \"trust.weight\"\nvalues = [0.1]\n"),
              ElementsAre(HasSubstr("takes no factors")));
  EXPECT_THAT(faults_of("tessera = 1\nscenario = \"nowhere.toml\"\n"), ElementsAre(HasSubstr("no such file")));
}

}  // namespace
}  // namespace tessera
