// The parameter table and the tables of groups, areas and types are complete; made-up rows with a fault are found out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/house_rules.hpp"

namespace tessera::house {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(HouseTables, ParametersAreComplete) {
  const Faults faults = parameter_faults(parameter_table());
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST(HouseTables, EveryNumberOfEverySectionHasItsRow) {
  const Faults faults = coverage_faults(parameter_table());
  EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST(HouseTables, ColumnsOfGroupsAreasAndTypesAreComplete) {
  for (const Faults& faults : {column_faults(group_columns()), column_faults(area_columns()), column_faults(type_columns())})
    EXPECT_THAT(faults, IsEmpty()) << join(faults);
}

TEST(HouseTables, DefaultsOfTheColumnsAreInRange) {
  const auto check = [](auto rows, auto columns) {
    for (auto& row : rows)
      for (const auto& column : columns) {
        const auto values = column.value != nullptr ? std::vector<double>{column.value(row)} : column.list(row);
        for (const double value : values) {
          EXPECT_GE(value, column.lowest) << row.name << "." << column.name;
          EXPECT_LE(value, column.highest) << row.name << "." << column.name;
        }
      }
  };
  check(standard_groups(), group_columns());
  check(standard_areas(), area_columns());
  check(standard_types(), type_columns());
}

TEST(HouseTables, DefaultsAreThoseOfTheTable) {
  Parameters parameters = standard_parameters();
  for (const ParameterRow& row : parameter_table()) EXPECT_EQ(row.value(parameters), row.standard) << row.name;
}

constexpr ParameterRow sound{"trust.weight", "share", 0.3, 0, 1, "Weight of a month.", "Ada 1843",
                             [](Parameters& p) -> double& { return p.trust.weight; }};

template <class Change>
Faults faults_of(const Change& change) {
  ParameterRow row = sound;
  change(row);
  return parameter_faults(std::vector<ParameterRow>{row});
}

TEST(HouseTables, TwinAFaultyRowIsFound) {
  EXPECT_THAT(parameter_faults(std::vector<ParameterRow>{sound}), ElementsAre(HasSubstr("citation")));  // no year from 1900 on
  const auto only = [](const char* what) { return Contains(HasSubstr(what)); };
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.source = "Ada 1943"; }), IsEmpty());
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.source = "assumed: nobody has measured it"; }), IsEmpty());
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.source = "assumed: ?"; }), only("citation"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.name = "Trust.Weight"; }), only("section.key"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.unit = "furlong"; }), only("unknown unit"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.standard = 1.5; }), only("out of range"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.standard = std::nan(""); }), only("out of range"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.highest = 0; }), only("not below"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.meaning = "weight"; }), only("not a sentence"));
  EXPECT_THAT(faults_of([](ParameterRow& r) { r.whole = true; }), only("not whole"));
  EXPECT_THAT(parameter_faults(std::vector<ParameterRow>{sound, sound}), only("two rows"));
  EXPECT_THAT(parameter_faults(std::vector<ParameterRow>{sound, sound}), only("shares its number"));
}

TEST(HouseTables, TwinAMissingOrMisplacedRowIsFound) {
  std::vector<ParameterRow> rows(parameter_table().begin(), parameter_table().end());
  const auto weight = std::find_if(rows.begin(), rows.end(), [](const ParameterRow& r) { return r.name == "trust.weight"; });
  ASSERT_NE(weight, rows.end());
  weight->value = [](Parameters& p) -> double& { return p.needs.incidence_scale; };
  EXPECT_THAT(coverage_faults(rows), ElementsAre(HasSubstr("trust.weight: its number lies outside"), HasSubstr("trust: ")));
  rows.erase(weight);
  EXPECT_THAT(coverage_faults(rows), ElementsAre(HasSubstr("trust: ")));
}

TEST(HouseTables, TwinAFaultyColumnIsFound) {
  using Column = TraitRow<GroupTraits>;
  const Column good{"share", "share", 0, 1, "Share of residents.", "assumed: a mid-sized town",
                    [](GroupTraits& t) -> double& { return t.share; }};
  Column empty = good;
  empty.value = nullptr;
  EXPECT_THAT(column_faults(std::span<const Column>(&good, 1)), IsEmpty());
  EXPECT_THAT(column_faults(std::span<const Column>(&empty, 1)), ElementsAre(HasSubstr("a value or a list")));
  EXPECT_THAT(column_faults(std::span<const Column>(std::vector<Column>{good, good})), Contains(HasSubstr("two columns")));
}

}  // namespace
}  // namespace tessera::house
