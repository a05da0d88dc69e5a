// From a scenario or an experiment to its page, by the commands that a user types.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/report/page.hpp"
#include "results/read.hpp"
#include "support/run_here.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;
namespace fs = std::filesystem;

class Report : public testing::Test {
 protected:
  Report() {
    std::string name = (fs::temp_directory_path() / "tessera-report-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    write("town.toml", "tessera = 1\nname = \"Small town\"\n[run]\nmonths = 12\nreplicates = 2\n[organisations]\ncount = 30\n"
                       "[community]\nresidents = 15000\ndistricts = 5\n");
    write("help.toml", "tessera = 1\nscenario = \"town.toml\"\nreplicates = 3\n[[variant]]\nname = \"alone\"\n[[variant]]\nname = \"helped\"\n"
                       "trust.weight = 0.6\n[[variant.policy]]\nname = \"facilitators\"\nlever = \"facilitation\"\n");
  }
  ~Report() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }

  int tessera(const std::vector<std::string>& words) {
    const Said said = run_here(words);
    out_ = said.out;
    err_ = said.err;
    return said.exit_code;
  }
  Json data_of(const std::string& results, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"report", path(results), "--data", "--quiet"};
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_EQ(tessera(words), 0) << err_;
    return Json::parse(out_);
  }
  void run_town() { ASSERT_EQ(tessera({"run", path("town.toml"), "-o", path("town.h5"), "--set", "trust.weight=0.4", "--quiet"}), 0) << err_; }

  std::string folder_, out_, err_;
};

TEST_F(Report, ARunBecomesAPage) {
  run_town();
  if (!has_page()) GTEST_SKIP() << "built without npm";
  ASSERT_EQ(tessera({"report", path("town.h5")}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Page: " + path("town.html")));
  EXPECT_THAT(read("town.html"), HasSubstr("<title>Small town</title>"));
  EXPECT_LT(fs::file_size(path("town.html")), 5'000'000U);
  ASSERT_EQ(tessera({"report", path("town.h5"), "--quiet"}), 0) << "a page of an earlier call is replaced: " << err_;
  EXPECT_EQ(out_, "");
  ASSERT_EQ(tessera({"report", path("town.h5"), "-o", path("new/folder/page.html"), "--language", "ar"}), 0) << err_;
  EXPECT_TRUE(fs::exists(path("new/folder/page.html")));
}

TEST_F(Report, NothingElseIsReplaced) {
  run_town();
  const std::string results = read("town.h5");
  write("own.html", "<!doctype html>\n<html>my own</html>");
  EXPECT_EQ(tessera({"report", path("town.h5"), "-o", path("own.html")}), 2);
  EXPECT_THAT(err_, HasSubstr("exists and is no report page"));
  EXPECT_EQ(tessera({"report", path("town.h5"), "-o", path("town.toml")}), 2);
  EXPECT_EQ(tessera({"report", path("town.h5"), "--data", "-o", path("town.toml")}), 2);
  for (const char* force : {"--quiet", "--force"}) {
    EXPECT_EQ(tessera({"report", path("town.h5"), "-o", folder_ + "/./town.h5", force}), 2);
    EXPECT_THAT(err_, HasSubstr("holds the results"));
  }
  EXPECT_EQ(tessera({"report", path("town.h5"), "-o", folder_}), 2);
  EXPECT_THAT(err_, HasSubstr("is a folder"));
  EXPECT_EQ(read("town.h5"), results);
  EXPECT_THAT(read("own.html"), HasSubstr("my own"));
  EXPECT_EQ(tessera({"report", path("town.h5"), "--data", "--force", "-o", path("own.html")}), 0) << err_;
  EXPECT_EQ(Json::parse(read("own.html"))["title"], "Small town");
}

TEST_F(Report, WhatCanNotBeReadOrWrittenIsSaid) {
  run_town();
  EXPECT_EQ(tessera({"report", path("none.h5")}), 3);
  EXPECT_EQ(tessera({"report", path("town.toml")}), 3);
  EXPECT_EQ(tessera({"report", path("town.h5"), "--data", "-o", "/proc/none/page.json"}), 3);
  EXPECT_EQ(tessera({"report", path("town.h5"), "--baseline", "nobody", "--data"}), 2);
  EXPECT_EQ(tessera({"report", path("town.h5"), "--language", "xx"}), 2);
  fs::copy_file(path("town.h5"), path("left.h5.part"));
  for (const char* name : {"left.h5.part", "left.h5"}) {
    EXPECT_EQ(tessera({"report", path(name), "--data"}), 2);
    EXPECT_THAT(err_, HasSubstr("tessera recover " + path("left.h5.part")));
  }
  std::fstream(path("town.h5"), std::ios::in | std::ios::out | std::ios::binary).seekp(5000).write("damage", 6);
  EXPECT_EQ(tessera({"report", path("town.h5"), "--data"}), 3);
  EXPECT_THAT(err_, HasSubstr("is damaged"));
}

// Organisations are founded around the middle of their district, so districts that lie elsewhere show.
TEST_F(Report, DistrictsLieWhereTheirOrganisationsAre) {
  run_town();
  const Json page = data_of("town.h5");
  const Results results = Results::open(path("town.h5"));
  const std::string agents = results.agent_groups().at(0);
  const auto district = results.read(agents + "/organisation_district").values, x = results.read(agents + "/organisation_x_km").values,
             y = results.read(agents + "/organisation_y_km").values;
  const auto mean_distance = [&](std::size_t shift) {
    double sum = 0.0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      const Json& home = page["districts"][(static_cast<std::size_t>(district[k]) + shift) % page["districts"].size()];
      sum += std::hypot(x[k] - home["x_km"].get<double>(), y[k] - home["y_km"].get<double>());
    }
    return sum / static_cast<double>(x.size());
  };
  ASSERT_EQ(page["districts"].size(), 5U);
  EXPECT_LT(mean_distance(0), 2.2);
  EXPECT_GT(mean_distance(1), 2.2);
  std::int64_t residents = 0;
  for (const Json& one : page["districts"]) residents += one["residents"].get<std::int64_t>();
  EXPECT_EQ(residents, 15000);
}

std::string origin_of(const Json& settings, const std::string& path) {
  for (const Json& setting : settings)
    if (setting["path"] == path) return setting["origin"].is_null() ? "null" : setting["origin"].get<std::string>();
  return "not there";
}

TEST_F(Report, OriginsStandInTheFile) {
  run_town();
  const Json settings = data_of("town.h5")["setup"]["settings"];
  EXPECT_THAT(origin_of(settings, "organisations.count"), HasSubstr("town.toml:7:"));
  EXPECT_EQ(origin_of(settings, "trust.weight"), "--set");
  EXPECT_EQ(origin_of(settings, "trust.forgetting_per_month"), "not there");
}

TEST_F(Report, AnExperimentSaysWhatItsVariantsHaveOtherwise) {
  ASSERT_EQ(tessera({"experiment", path("help.toml"), "-o", path("help.h5"), "--quiet"}), 0) << err_;
  const Json page = data_of("help.h5", {"--no-organisations"});
  EXPECT_EQ(page["kind"], "experiment");
  EXPECT_EQ(page["variants"][1]["name"], "helped");
  EXPECT_EQ(page["variants"][1]["runs"]["complete"], 3);
  EXPECT_THAT(origin_of(page["setup"]["settings"], "organisations.count"), HasSubstr("town.toml:7:"));
  EXPECT_TRUE(page["setup"]["variants"][0].empty());
  const Json& helped = page["setup"]["variants"][1];
  EXPECT_THAT(origin_of(helped, "trust.weight"), HasSubstr("help.toml:8:"));
  EXPECT_THAT(origin_of(helped, "policy.facilitators.lever"), HasSubstr("help.toml:11:"));
  EXPECT_EQ(origin_of(helped, "policy.facilitators.intensity"), "not there") << "its default is no difference that anybody chose";
  ASSERT_EQ(page["setup"]["calendar"].size(), 1U);
  EXPECT_EQ(page["setup"]["calendar"][0]["variant"], 1);
  const Json turned = data_of("help.h5", {"--no-organisations", "--baseline", "helped"});
  EXPECT_EQ(turned["baseline"], 1);
  EXPECT_TRUE(turned["setup"]["variants"][1].empty());
  EXPECT_EQ(turned["setup"]["variants"][0].size(), helped.size());
}

TEST_F(Report, OriginsStayWithShardsAndTheirMerge) {
  for (const char* shard : {"1/2", "2/2"})
    ASSERT_EQ(tessera({"experiment", path("help.toml"), "-o", path("help.h5"), "--shard", shard, "--quiet"}), 0) << err_;
  ASSERT_EQ(tessera({"merge", path("help.shard-2-of-2.h5"), path("help.shard-1-of-2.h5"), "-o", path("help.h5")}), 0) << err_;
  EXPECT_EQ(tessera({"verify", path("help.h5")}), 0) << err_;
  const Json setup = data_of("help.h5", {"--no-organisations"})["setup"];
  EXPECT_THAT(origin_of(setup["variants"][1], "trust.weight"), HasSubstr("help.toml:8:"));
}

}  // namespace
}  // namespace tessera
