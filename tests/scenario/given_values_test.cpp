// The keys with which a snapshot comes back: read, written, and refused where they make no sense.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/errors.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Scenario read(const std::string& text) { return read_scenario_text("tessera = 1\n" + text, "test.toml"); }

std::string fault_of(const std::string& text) {
  try {
    read(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

const std::string pair_of_organisations =
    "[community]\nareas = [\"food\", \"care\"]\n"
    "[[organisation]]\nid = \"a\"\ntype = \"charity\"\nnumber = 7\npropensity = 1.5\ndrawn = [\"revenue\", \"age\"]\npartnerships = [\"p\"]\n"
    "expertise_by_area = { food_1 = 0.25, care_4 = 0.5 }\nvolunteers_by_hours = { low = 3, core = 1 }\n"
    "[[organisation]]\nid = \"b\"\ntype = \"food_bank\"\npartnerships = [\"p\"]\n";

TEST(GivenValues, AreReadAndWrittenAsTheyAre) {
  const Scenario first = read(pair_of_organisations +
                              "[[tie]]\nfrom = \"b\"\nto = \"a\"\ngood = 3\nbad = 1\ngood_back = 0.1\nbad_back = 0\nformer = 2\n"
                              "[[partnership]]\nname = \"p\"\nlead = \"b\"\ngovernance = \"lead_organisation\"\npurpose = { care = 1 }\n");
  for (const Scenario& scenario : {first, read_scenario_text(first.merged_text, "merged.toml")}) {
    const OrganisationRecord& a = scenario.organisations.at(0);
    EXPECT_EQ(a.number, 7.0);
    EXPECT_EQ(a.propensity, 1.5);
    EXPECT_EQ(a.drawn, std::uint64_t{1} << static_cast<unsigned>(DrawnValue::revenue) | std::uint64_t{1} << static_cast<unsigned>(DrawnValue::age));
    EXPECT_THAT(a.expertise_by_area, ElementsAre(0.25, 0, 0, 0, 0, 0, 0, 0.5));
    EXPECT_THAT(a.volunteers_by_hours, ElementsAre(3, 0, 0, 1));
    EXPECT_EQ(scenario.ties.at(0).good_back, 0.1);
    EXPECT_EQ(scenario.ties.at(0).former, 2.0);
    const PartnershipRecord& p = scenario.partnerships.at(0);
    EXPECT_EQ(p.lead, "b");
    EXPECT_EQ(p.governance, Governance::lead_organisation);
    EXPECT_THAT(p.purpose, ElementsAre(0, 1));
  }
}

TEST(GivenValues, ThatMakeNoSenseAreFaults) {
  const std::string third = pair_of_organisations + "[[organisation]]\nid = \"c\"\ntype = \"charity\"\n";
  EXPECT_THAT(fault_of(third + "number = 7\n"), HasSubstr("\"a\" and \"c\" have the same number 7"));
  EXPECT_THAT(fault_of(third + "number = 7.5\n"), HasSubstr("number must be whole"));
  EXPECT_THAT(fault_of(third + "drawn = [\"revenu\"]\n"), HasSubstr("revenue"));
  const std::string tie = pair_of_organisations + "[[tie]]\nfrom = \"a\"\nto = \"b\"\n";
  EXPECT_THAT(fault_of(tie + "good = 3\n"), HasSubstr("all of good, bad, good_back and bad_back"));
  EXPECT_THAT(fault_of(tie + "trust_back = 0.3\n"), HasSubstr("trust_back without trust"));
  EXPECT_THAT(fault_of(third + "[[partnership]]\nname = \"q\"\n"), HasSubstr("no organisation names the partnership"));
  EXPECT_THAT(fault_of(third + "[[partnership]]\nname = \"p\"\nlead = \"c\"\n"), HasSubstr("is no member of it"));
  EXPECT_THAT(fault_of(third + "[[partnership]]\nname = \"p\"\nlead = \"a\"\ngovernance = \"shared\"\n"), HasSubstr("under shared governance"));
}

}  // namespace
}  // namespace tessera
