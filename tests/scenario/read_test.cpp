// Strictness, all faults at once with their places, and what the sections of a scenario mean.
#include "scenario/read.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/scenario_files.hpp"

namespace tessera {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ReadScenario, FiveLinesAreEnough) {
  const Scenario scenario =
      read_scenario_text("tessera = 1\nname = \"small\"\n[run]\nmonths = 24\nseed = 3\n", "small.toml");
  EXPECT_EQ(scenario.name, "small");
  EXPECT_EQ(scenario.parameters.run.months, 24);
  EXPECT_EQ(scenario.parameters.run.seed, 3);
  EXPECT_EQ(scenario.parameters.founding.organisations, 240);
  EXPECT_EQ(scenario.parameters.types.size(), standard_types().size());
  EXPECT_EQ(scenario.parameters.trust.weight, find_parameter("trust.weight")->standard);
}

TEST(ReadScenario, ReportsAllFaultsOfMeaningInFileOrderWithTheirPlaces) {
  const auto faults = faults_of_text(
      "tessera = 1\n"
      "[run]\n"
      "months = 0\n"
      "  sead = 7\n"
      "[trust]\n"
      "weight = \"much\"\n"
      "residents = 5\n"
      "[type.food_bank]\n"
      "radius_km = -1\n"
      "mission = { fod = 0.8 }\n");
  ASSERT_EQ(faults.size(), 6U);
  const auto place = [](const Fault& fault) { return std::pair(fault.line, fault.column); };
  EXPECT_EQ(place(faults[0]), std::pair(3, 10));
  EXPECT_THAT(faults[0].message, HasSubstr("run.months is 0; allowed are 1 to 600 month"));
  EXPECT_EQ(place(faults[1]), std::pair(4, 3));
  EXPECT_THAT(faults[1].message, HasSubstr("did you mean 'seed'?"));
  EXPECT_EQ(place(faults[2]), std::pair(6, 10));
  EXPECT_THAT(faults[2].message, HasSubstr("must be a number, but is the text \"much\""));
  EXPECT_EQ(place(faults[3]), std::pair(7, 1));
  EXPECT_THAT(faults[3].message, HasSubstr("it belongs in [community]"));
  EXPECT_EQ(place(faults[4]), std::pair(9, 13));
  EXPECT_THAT(faults[4].message, HasSubstr("0.01 to 1000 km"));
  EXPECT_EQ(place(faults[5]), std::pair(10, 13));
  EXPECT_THAT(faults[5].message, HasSubstr("did you mean 'food'?"));
  for (const Fault& fault : faults) EXPECT_EQ(fault.file, "test.toml");
}

TEST(ReadScenario, EveryParameterRefusesValuesJustOutsideItsRange) {
  for (const ParameterRow& row : parameter_table()) {
    const auto step = [&](double end) { return row.whole ? 1.0 : std::max(1e-6, std::abs(end) * 1e-6); };
    for (const auto& [value, allowed] : {std::pair{row.lowest, true},
                                         {row.highest, true},
                                         {row.lowest - step(row.lowest), false},
                                         {row.highest + step(row.highest), false}}) {
      const auto faults = faults_of_text("tessera = 1\n", {fmt::format("{}={}", row.name, value)});
      const bool refused = std::any_of(faults.begin(), faults.end(), [](const Fault& fault) {
        return fault.message.find("; allowed are ") != std::string::npos;
      });
      EXPECT_NE(refused, allowed) << row.name << " = " << value;
    }
  }
}

TEST(ReadScenario, TextsHoldNothingThatATerminalObeys) {
  for (const char* text : {R"(name = "\u001b[31mred")", R"(name = "bell\u0007")", R"(question = "\u009b31m")", R"(question = "\u007f")",
                           R"(name = "one\ntwo")"})
    EXPECT_THAT(faults_of_text(std::string("tessera = 1\n") + text + "\n"), testing::SizeIs(1)) << text;
  EXPECT_THAT(faults_of_text("tessera = 1\nname = \"Dar as-Salām \u00a0 \u0628\"\nquestion = \"one\\ntwo\""), testing::IsEmpty());
}

TEST(ReadScenario, SelectsOrdersAndExtendsAreasAndGroups) {
  const Scenario scenario = read_scenario_text(
      "tessera = 1\n[community]\nareas = [\"health\", \"transport\", \"food\"]\ngroups = [\"older\", \"refugees\"]\n"
      "[area.transport]\nhours = 2\nincidence = { older = 0.2 }\n"
      "[group.refugees]\nlike = \"newcomers\"\nshare = 0.3\n"
      "[type.food_bank]\nmission = { transport = 0.5 }\n",
      "test.toml");
  const Parameters& parameters = scenario.parameters;
  ASSERT_EQ(parameters.areas.size(), 3U);
  EXPECT_EQ(parameters.areas[1].name, "transport");
  EXPECT_THAT(parameters.areas[1].incidence, ElementsAre(0.2, 0.0));
  EXPECT_THAT(parameters.areas[2].incidence, ElementsAre(0.05, 0.10));  // food: older, and newcomers copied
  ASSERT_EQ(parameters.types[0].name, "food_bank");
  EXPECT_THAT(parameters.types[0].mission, ElementsAre(0.05, 0.5, 0.80));
  EXPECT_THAT(parameters.types[0].access, ElementsAre(0.35, 0.45));
}

TEST(ReadScenario, NewTypesCopyWhatTheyAreLikeAndTypesOutsideTheAreasFoundNothing) {
  const Scenario scenario = read_scenario_text(
      "tessera = 1\n[community]\nareas = [\"food\", \"care\"]\n[type.soup_kitchen]\nlike = \"food_bank\"\nradius_km = "
      "2\n"
      "[type.food_bank]\nvisibility = 0.9\n[type.tea_room]\nmission = { care = 1 }\nsector = \"business\"\n",
      "test.toml");
  const auto& types = scenario.parameters.types;
  const TypeTraits& kitchen = types[types.size() - 2];
  const TypeTraits& room = types.back();
  EXPECT_EQ(kitchen.name, "soup_kitchen");
  EXPECT_EQ(kitchen.radius_km, 2);
  EXPECT_EQ(kitchen.visibility, 0.9);
  EXPECT_EQ(kitchen.goods_per_revenue, types[0].goods_per_revenue);
  EXPECT_EQ(room.sector, Sector::business);
  EXPECT_EQ(room.share, 0.0);
  EXPECT_THAT(room.access, ElementsAre(0.4, 0.4, 0.4, 0.4));
  for (const TypeTraits& type : types)
    if (type.name == "technology_firm") {
      EXPECT_GT(type.share, 0.0);  // serves care
    }
  const Scenario food = read_scenario_text("tessera = 1\n[community]\nareas = [\"food\"]\n", "test.toml");
  for (const TypeTraits& type : food.parameters.types)
    if (type.name == "university") {
      EXPECT_EQ(type.share, 0.0);
    }
}

TEST(ReadScenario, TypeWeightsReplaceOnlyThoseListedUnlessToldOtherwise) {
  const std::string weights = "[organisations.types]\ncharity = 0.5\npolice = 0\n";
  const auto share = [](const Scenario& scenario, std::string_view name) {
    for (const TypeTraits& type : scenario.parameters.types)
      if (type.name == name) return type.share;
    return -1.0;
  };
  const Scenario some = read_scenario_text("tessera = 1\n" + weights, "test.toml");
  EXPECT_EQ(share(some, "charity"), 0.5);
  EXPECT_EQ(share(some, "police"), 0.0);
  EXPECT_EQ(share(some, "school"), 0.07);
  const Scenario only =
      read_scenario_text("tessera = 1\n[organisations]\nonly_listed_types = true\n" + weights, "test.toml");
  EXPECT_EQ(share(only, "charity"), 0.5);
  EXPECT_EQ(share(only, "school"), 0.0);
}

TEST(ReadScenario, OrganisationsCountIsFoundingOrganisations) {
  EXPECT_EQ(read_scenario_text("tessera = 1\n[organisations]\ncount = 9\n", "t").parameters.founding.organisations, 9);
  EXPECT_EQ(read_scenario_text("tessera = 1\n[founding]\norganisations = 9\n", "t").parameters.founding.organisations,
            9);
  const auto faults = faults_of_text("tessera = 1\n[organisations]\ncount = 9\n[founding]\norganisations = 8\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].message, HasSubstr("give one of them"));
}

TEST(ReadScenario, DescribedOrganisationsAndDistrictsStandAloneUnlessMoreAreAskedFor) {
  const std::string described =
      "[[district]]\nname = \"a\"\nresidents = 100\n[[organisation]]\nid = \"x\"\ntype = \"charity\"\ndistrict = "
      "\"a\"\n"
      "funding = { grants = 0.5, fees = 0.5 }\nmission = { food = 1 }\nvolunteers = 3\n"
      "[[organisation]]\nid = \"y\"\ntype = \"school\"\nsector = \"business\"\n[[tie]]\nfrom = \"x\"\nto = "
      "\"y\"\nlevel = \"formal\"\n";
  const Scenario alone = read_scenario_text("tessera = 1\n" + described, "test.toml");
  EXPECT_EQ(alone.parameters.community.districts, 0);
  EXPECT_EQ(alone.parameters.founding.organisations, 0);
  ASSERT_EQ(alone.organisations.size(), 2U);
  EXPECT_EQ(alone.organisations[0].volunteers, 3.0);
  EXPECT_FALSE(alone.organisations[0].revenue_usd.has_value());
  EXPECT_THAT(alone.organisations[0].funding, ElementsAre(0.0, 0.5, 0.0, 0.5));
  EXPECT_EQ(alone.organisations[0].mission.at(0), 1.0);
  EXPECT_EQ(alone.organisations[1].sector, Sector::business);
  EXPECT_TRUE(alone.organisations[1].mission.empty());
  EXPECT_EQ(alone.ties.at(0).level, 4);
  const Scenario more = read_scenario_text(
      "tessera = 1\n[community]\ndistricts = 2\n[organisations]\ncount = 7\n" + described, "test.toml");
  EXPECT_EQ(more.parameters.founding.organisations, 7);
  EXPECT_EQ(name_district(more, 1), "district_2");
  EXPECT_EQ(name_district(more, 2), "a");
}

TEST(ReadScenario, WhatBelongsIntoAnExperimentFileIsSaidTo) {
  const auto faults = faults_of_text("tessera = 1\n[[variant]]\nname = \"c\"\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].message, HasSubstr("belongs into an experiment file"));
  EXPECT_EQ(faults[0].line, 2);
}

TEST(ReadScenario, ShippedScenariosRead) {
  int read = 0;
  for (const auto& file : std::filesystem::directory_iterator(TESSERA_SOURCE_DIR "/scenarios")) {
    if (file.path().extension() != ".toml") continue;
    const Scenario scenario = read_scenario(file.path().string());
    EXPECT_FALSE(scenario.name.empty() || scenario.question.empty()) << file.path();
    ++read;
  }
  EXPECT_GE(read, 8);
}

}  // namespace
}  // namespace tessera
