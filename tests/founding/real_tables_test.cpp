// Founding from real tables; skipped where they do not lie beside the checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "founding/founding.hpp"
#include "scenario/csv.hpp"
#include "scenario/import.hpp"
#include "scenario/read.hpp"
#include "support/indiana.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

const std::string filings = TESSERA_SOURCE_DIR "/../shared/data/nonprofit_990_2021/orgs.csv";

std::string fresh_folder(const char* name) {
  const fs::path folder = fs::path(::testing::TempDir()) / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder.string();
}

World found(const Scenario& scenario) { return found_world(scenario, Draws(5, 0, 0).of(Mechanism::founding)); }

TEST(RealTables, FilingsKeepTheirRevenue) {
  if (!fs::exists(filings)) GTEST_SKIP() << "the table of 990 filings is not beside the checkout";
  const std::string folder = fresh_folder("filings");
  const std::string file = folder + "/filings.toml";
  write_import(read_import({filings, "", ""}), file);
  const Scenario scenario = read_scenario(file);
  ASSERT_EQ(scenario.organisations.size(), 10000u);
  EXPECT_EQ(scenario.parameters.community.residents, 5e6);
  const World world = found(scenario);
  ASSERT_EQ(world.organisations.count(), 10000u);

  std::vector<Fault> faults;
  TableFaults found_faults(faults);
  std::size_t column = 0, row = 0, compared = 0;
  bool header = true;
  scan_csv(filings, found_faults, [&](std::span<const CsvCell> cells) {
    if (header) {
      header = false;
      column = static_cast<std::size_t>(std::find_if(cells.begin(), cells.end(), [](auto& c) { return c.text == "revenue"; }) - cells.begin());
      return true;
    }
    const std::string& text = cells[column].text;
    if (!text.empty() && text != "NA" && std::stod(text) > 0.0) {
      EXPECT_EQ(world.organisations.revenue_usd[row], std::stod(text));
      EXPECT_EQ(world.organisations.drawn[row] >> static_cast<unsigned>(DrawnValue::revenue) & 1, 0u);
      ++compared;
    }
    ++row;
    return true;
  });
  EXPECT_TRUE(faults.empty());
  EXPECT_GT(compared, 9000u);
  fs::remove_all(folder);
}

TEST(RealTables, IndianaStartsFromItsNetwork) {
  if (!test::indiana_is_there()) GTEST_SKIP() << "the Indiana network is not beside the checkout";
  const std::string folder = fresh_folder("indiana");
  const Scenario scenario = read_scenario(test::write_indiana(folder));
  const World world = found(scenario);
  EXPECT_EQ(world.organisations.count(), 25u);
  ASSERT_EQ(world.partnerships.count(), 1u);
  EXPECT_EQ(world.partnerships.members[0], 25);
  EXPECT_EQ(world.partnerships.governance[0], static_cast<std::uint8_t>(Governance::lead_organisation));
  EXPECT_EQ(world.partnerships.lead[0], 0u);
  EXPECT_EQ(world.ties.count(), 300u);  // every two members know each other
  const auto from_level = [&](Level level) {
    return std::count_if(world.ties.level.begin(), world.ties.level.end(),
                         [level](std::uint8_t l) { return l >= static_cast<std::uint8_t>(level); });
  };
  EXPECT_EQ(from_level(Level::formal), 80);           // density .267 of 300 pairs
  EXPECT_EQ(from_level(Level::formal_multiple), 42);  // density .140
  fs::remove_all(folder);
}

TEST(RealTables, DirectoryOfServices) {
  const std::string folder = fresh_folder("directory");
  const auto write = [&](const char* name, const char* text) { std::ofstream(folder + "/" + name) << text; };
  write("organization.csv", "id,name,description,email\no1,City Food Bank,Food for all,\no2,Hill Street Church,Worship,\no3,Zebra,Unclear,\n");
  write("service.csv", "id,organization_id,name,description\ns1,o1,Food pantry,Groceries\ns2,o2,Senior lunch,Meals\ns3,o1,Job search,Career advice\n");
  write("location.csv", "id,organization_id,latitude,longitude\nl1,o1,37.77,-122.42\nl2,,37.80,-122.42\n");
  write("service_at_location.csv", "id,service_id,location_id\nx,s2,l2\n");
  const Imported imported = read_import({folder + "/organization.csv", "", ""});
  EXPECT_EQ(imported.format, "Open Referral HSDS");
  const auto& records = imported.scenario.organisations;
  ASSERT_EQ(records.size(), 3u);
  const auto type = [&](std::size_t k) { return imported.scenario.parameters.types[records[k].type].name; };
  EXPECT_EQ(type(0), "food_bank");
  EXPECT_EQ(type(1), "faith_body");
  EXPECT_EQ(type(2), "charity");
  EXPECT_GT(records[0].mission[0], 0.0);
  EXPECT_GT(records[0].mission[3], 0.0);
  EXPECT_NEAR(*records[1].y_km - *records[0].y_km, 0.03 * 111.32, 0.01);
  EXPECT_FALSE(records[2].x_km.has_value());
  EXPECT_TRUE(records[2].mission.empty());
  write_import(imported, folder + "/town.toml");
  const World world = found(read_scenario(folder + "/town.toml"));
  EXPECT_EQ(world.organisations.count(), 3u);
  EXPECT_EQ(world.community.districts, 2u);
  fs::remove_all(folder);
}

TEST(RealTables, FilingsWithoutRevenueAreCounted) {
  const std::string folder = fresh_folder("few_filings");
  std::ofstream(folder + "/orgs.csv") << "ntmaj12,revenue,expenses,contributions_total,govt_grants,program_revenue,cash_eoy,savings_eoy,year_formation,ruling_year\n"
                                         "REL,-5,1200,,,,100,,,\nEDU,0,,,,,,,2001,\nHOS,5000000,4000000,100,50,100,,,,1990\n";
  const Imported imported = read_import({folder + "/orgs.csv", "", ""});
  const auto& records = imported.scenario.organisations;
  EXPECT_EQ(records[0].revenue_usd, 1200.0);
  EXPECT_EQ(records[0].reserve_months, 1.0);
  EXPECT_FALSE(records[1].revenue_usd.has_value());
  EXPECT_EQ(records[1].age_years, 20.0);
  EXPECT_EQ(imported.scenario.parameters.types[records[2].type].name, "clinic");
  EXPECT_EQ(records[2].funding, (std::vector<double>{0.25, 0.5, 0.0, 0.25}));
  EXPECT_GE(imported.notes.size(), 2u);
  std::ofstream(folder + "/orgs.csv") << "ntmaj12,revenue,expenses\nREL,many,5\n";
  EXPECT_THROW(read_import({folder + "/orgs.csv", "", ""}), InputError);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tessera
