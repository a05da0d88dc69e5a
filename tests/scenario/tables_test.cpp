#include "scenario/tables.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenario/csv.hpp"
#include "scenario/read.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

class Tables : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / (std::string("tables_") + test->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

  Scenario scenario(const std::string& organisations, const std::string& ties = "", const std::string& districts = "") const {
    Scenario result;
    result.parameters = standard_parameters();
    result.parameters.community.districts = 3;
    if (!organisations.empty()) result.organisations_table = write("organisations.csv", organisations);
    if (!ties.empty()) result.ties_table = write("ties.csv", ties);
    if (!districts.empty()) result.districts_table = write("districts.csv", districts);
    return result;
  }

  std::vector<std::string> faults_of(const std::string& organisations, const std::string& ties = "",
                                     const std::string& districts = "") const {
    Scenario read = scenario(organisations, ties, districts);
    std::vector<Fault> faults;
    read_tables(read, faults);
    std::vector<std::string> texts;
    for (const Fault& fault : faults) texts.push_back(fault.text());
    return texts;
  }

  fs::path folder_;
};

constexpr const char* two = "id,type\na,charity\nb,library\n";

TEST_F(Tables, EveryColumnIsRead) {
  Scenario read = scenario(
      "\xEF\xBB\xBFid,name,type,sector,district,x_km,y_km,revenue_usd,donations,grants,mission_food,access_older,partnerships,leads\r\n"
      "a,\"Kitchen, \"\"Old Town\"\", and more\",food_bank,community,harbour,1.5,2,1e5,0.25,0.75,1,0.4,table; pair,yes\r\n"
      "b,,library,,,,,,,,,,,\r\n",
      "from,to,level,months_since_contact,trust\na,b,formal,3,0.7\n",
      "name,x_km,y_km,residents,residents_majority,residents_older\nharbour,1,2,30,10,20\n");
  std::vector<Fault> faults;
  read_tables(read, faults);
  ASSERT_EQ(faults.size(), 0u) << faults[0].text();
  ASSERT_EQ(read.organisations.size(), 2u);
  const OrganisationRecord& a = read.organisations[0];
  EXPECT_EQ(a.name, "Kitchen, \"Old Town\", and more");
  EXPECT_EQ(read.parameters.types[a.type].name, "food_bank");
  EXPECT_EQ(a.sector, Sector::community);
  EXPECT_EQ(a.district, "harbour");
  EXPECT_EQ(a.revenue_usd, 1e5);
  EXPECT_EQ(a.funding, (std::vector<double>{0.25, 0, 0, 0.75}));
  EXPECT_EQ(a.mission[0], 1.0);
  EXPECT_EQ(a.access[3], 0.4);
  EXPECT_EQ(a.partnerships, (std::vector<std::string>{"table", "pair"}));
  EXPECT_TRUE(a.leads);
  const OrganisationRecord& b = read.organisations[1];
  EXPECT_FALSE(b.revenue_usd || b.sector || b.district || b.x_km || b.leads || !b.mission.empty() || !b.funding.empty());
  EXPECT_EQ(read.ties[0].level, 4);
  EXPECT_EQ(read.ties[0].trust, 0.7);
  EXPECT_EQ(read.districts[0].group_residents, (std::vector<double>{10, 0, 0, 20}));
}

TEST_F(Tables, WhatIsWrittenReadsBackTheSame) {
  Scenario first = scenario(
      "id,name,type,x_km,y_km,revenue_usd,donations,mission_care,partnerships,leads\n"
      "a,\"x,\"\"y\",charity,0.1,0.30000000000000004,123456.789,1,1,p;q,1\nb,,school,,,,,,p,\n",
      "from,to,level\nb,a,2\n", "name,residents\nn,5\n");
  std::vector<Fault> faults;
  read_tables(first, faults);
  ASSERT_TRUE(faults.empty());
  std::ostringstream organisations, ties, districts;
  write_organisations_table(organisations, first);
  write_ties_table(ties, first);
  write_districts_table(districts, first);
  Scenario second = scenario(organisations.str(), ties.str(), districts.str());
  read_tables(second, faults);
  ASSERT_TRUE(faults.empty()) << faults[0].text();
  EXPECT_EQ(second.organisations[0].name, first.organisations[0].name);
  EXPECT_EQ(second.organisations[0].y_km, first.organisations[0].y_km);
  EXPECT_EQ(second.organisations[0].mission, first.organisations[0].mission);
  EXPECT_EQ(second.organisations[0].partnerships, first.organisations[0].partnerships);
  EXPECT_EQ(second.organisations[1].type, first.organisations[1].type);
  EXPECT_EQ(second.ties[0].level, 2);
  EXPECT_EQ(second.districts[0].residents, 5.0);
}

struct Broken {
  const char* organisations;
  const char* ties;
  const char* districts;
  const char* place;  // as the fault begins after the folder
  const char* says;
};

TEST_F(Tables, BrokenTablesSayWhere) {
  const std::string long_cell = "id,type\n\"" + std::string(70000, 'x') + "\",charity\n";
  std::string wide = "id,type\na,charity" + std::string(1200, ',') + "\n";
  const Broken broken[] = {
      {"", "", "name\n\"x", "districts.csv:2:1", "never closed"},
      {"id,type,sectr\na,charity,\n", "", "", "organisations.csv:1:9", "sector"},
      {"id,name\na,x\n", "", "", "organisations.csv:1:1", "\"type\" is missing"},
      {"id,type,id\na,charity,b\n", "", "", "organisations.csv:1:9", "there twice"},
      {"\n", "", "", "organisations.csv", "empty"},
      {"id,type\na,charity\na,school\n", "", "", "organisations.csv:3:1", "two organisations"},
      {"id,type\na,charty\n", "", "", "organisations.csv:2:3", "charity"},
      {"id,type\n,charity\n", "", "", "organisations.csv:2:1", "id is empty"},
      {"id,type,name\na,charity,\"two\nlines\"\n", "", "", "organisations.csv:2:11", "on one line"},
      {"id,type\na,\n", "", "", "organisations.csv:2:1", "type is empty"},
      {"id,type,revenue_usd\na,charity,lots\n", "", "", "organisations.csv:2:11", "lots"},
      {"id,type,revenue_usd\na,charity,-5\n", "", "", "organisations.csv:2:11", "from 0"},
      {"id,type,revenue_usd\na,charity,nan\n", "", "", "organisations.csv:2:11", "nan"},
      {"id,type,revenue_usd\na,charity,inf\n", "", "", "organisations.csv:2:11", "inf"},
      {"id,type,revenue_usd\na,charity,1e999\n", "", "", "organisations.csv:2:11", "1e999"},
      {"id,type,revenue_usd\na,charity,\"1,000\"\n", "", "", "organisations.csv:2:11", "1,000"},
      {"id,type,revenue_usd\na,charity,12 000\n", "", "", "organisations.csv:2:11", "12 000"},
      {"id,type,credibility\na,charity,1.5\n", "", "", "organisations.csv:2:11", "from 0 to 1"},
      {"id,type,sector\na,charity,public\n", "", "", "organisations.csv:2:11", "government"},
      {"id,type,district\na,charity,districk_1\n", "", "", "organisations.csv:2:11", "district_1"},
      {"id,type\na\n", "", "", "organisations.csv:2:1", "1 cells"},
      {"id,type\na,charity,more\n", "", "", "organisations.csv:2:1", "3 cells"},
      {"id,type\na,char\"ity\n", "", "", "organisations.csv:2:7", "stray quote"},
      {"id,type\n\"a\"b,charity\n", "", "", "organisations.csv:2:4", "stray quote"},
      {"id,type\n\"a,charity\n", "", "", "organisations.csv:2:1", "never closed"},
      {"id,type\n\xFF,charity\n", "", "", "organisations.csv:2:1", "UTF-8"},
      {"id,type,x_km\na,charity,1\n", "", "", "organisations.csv:2:1", "belong together"},
      {"id,type,donations,fees\na,charity,0,0\n", "", "", "organisations.csv:2:1", "funding"},
      {"id,type,mission_food\na,charity,0\n", "", "", "organisations.csv:2:1", "mission"},
      {"id,type,mission_fud\na,charity,1\n", "", "", "organisations.csv:1:9", "mission_food"},
      {"id,type,leads\na,charity,maybe\n", "", "", "organisations.csv:2:11", "leads"},
      {two, "from,to\na,z\n", "", "ties.csv:2:3", "no organisation"},
      {two, "from,to\na,a\n", "", "ties.csv:2:1", "itself"},
      {two, "from,to\na,b\nb,a\n", "", "ties.csv:3:1", "twice"},
      {two, "from,to,level\na,b,6\n", "", "ties.csv:2:5", "level"},
      {two, "from,to,trust\na,b,70%\n", "", "ties.csv:2:5", "70%"},
      {two, "from,to\n,b\n", "", "ties.csv:2:1", "from is empty"},
      {two, "", "name,residents\nn,-1\n", "districts.csv:2:3", "residents"},
      {two, "", "name\nn\nn\n", "districts.csv:3:1", "two districts"},
      {two, "", "name\ndistrict_2\n", "districts.csv:2:1", "two districts"},
      {two, "", "name,residents,residents_older\nn,50,5\n", "districts.csv:2:3", "add up"},
      {long_cell.c_str(), "", "", "organisations.csv:2:1", "64 KiB"},
      {wide.c_str(), "", "", "organisations.csv:2:", "1000 cells"},
  };
  for (const Broken& table : broken) {
    const auto faults = faults_of(table.organisations, table.ties, table.districts);
    EXPECT_EQ(faults.size(), 1u) << table.organisations << table.ties << table.districts;
    if (faults.empty()) continue;
    EXPECT_TRUE(faults[0].starts_with((folder_ / table.place).string())) << faults[0];
    EXPECT_NE(faults[0].find(table.says), std::string::npos) << faults[0];
  }
}

TEST_F(Tables, WhatSpreadsheetsWouldComputeIsWrittenAsTextAndReadBack) {
  EXPECT_EQ(write_csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(write_csv_cell("=HYPERLINK(\"a\",\"b\")"), "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
  for (const char* same : {"-5.25", "-1e-300", "'quoted'", "a=b", "", "'", "-inf"}) EXPECT_EQ(write_csv_cell(same), same);
  const std::vector<std::string> names{"=1+1", "'=1+1", "''=1+1", "+5", "-5", "'-5", "@SUM(A1)", "-a", "'a", "\t=1", "--", "=,\"x\""};
  std::string text = "name\n";
  for (const std::string& name : names) text += write_csv_cell(name) + "\n";
  std::vector<Fault> faults;
  TableFaults found(faults);
  std::vector<std::string> read;
  scan_csv(write("names.csv", text), found, [&](std::span<const CsvCell> cells) { return read.push_back(cells[0].text), true; });
  EXPECT_TRUE(found.empty());
  ASSERT_EQ(read.size(), names.size() + 1);
  for (std::size_t k = 0; k < names.size(); ++k) {
    EXPECT_EQ(read[k + 1], names[k]);
  }
}

TEST_F(Tables, ZeroBytesAreRefused) {
  const auto faults = faults_of(std::string("id,type\na,ch") + '\0' + "rity\n");
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].find("zero byte"), std::string::npos) << faults[0];
}

TEST_F(Tables, AllFaultsAreReportedTogetherUpToAHundred) {
  EXPECT_EQ(faults_of("id,type,revenue_usd\na,charty,x\na,library,y\n").size(), 4u);
  std::string many = "id,type\n";
  for (int k = 0; k < 250; ++k) many += "same,charity\n";
  const auto faults = faults_of(many);
  ASSERT_EQ(faults.size(), 101u);
  EXPECT_NE(faults.back().find("149 more"), std::string::npos) << faults.back();
}

TEST_F(Tables, ScenarioFindsItsTablesAndReportsTheirFaults) {
  write("organisations.csv", two);
  write("ties.csv", "from,to\na,b\n");
  const std::string file = write("scenario.toml", "tessera = 1\n[organisations]\ntable = \"organisations.csv\"\nties = \"ties.csv\"\n");
  const Scenario read = read_scenario(file);
  EXPECT_EQ(read.organisations.size(), 2u);
  EXPECT_EQ(read.ties.size(), 1u);
  EXPECT_EQ(read.parameters.founding.organisations, 0.0);
  const Scenario again = read_scenario_text(read.merged_text, file);
  EXPECT_EQ(again.organisations.size(), 2u);
  write("organisations.csv", "id,type\na,nonsense\nb,library\n");
  EXPECT_THROW(read_scenario(file), InputError);
}

}  // namespace
}  // namespace tessera
