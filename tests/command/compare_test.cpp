// From an experiment file to a comparison, by the commands that a user types.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/folder.hpp"
#include "support/run_here.hpp"

namespace tessera {
namespace {

using testing::HasSubstr;

class Compare : public testing::Test {
 protected:
  Compare() {
    std::ofstream(path("town.toml")) << "tessera = 1\n[run]\nmonths = 24\n[organisations]\ncount = 30\n[community]\nresidents = 15000\n";
    std::ofstream(path("facilitation.toml"))
        << "tessera = 1\nscenario = \"town.toml\"\nreplicates = 4\n[[variant]]\nname = \"unaided\"\n[[variant]]\nname = \"facilitated\"\n"
           "[[variant.policy]]\nname = \"facilitators\"\nlever = \"facilitation\"\n";
  }

  std::string path(const std::string& name) const { return folder_.file(name); }

  int tessera(const std::vector<std::string>& words) {
    const Said said = run_here(words);
    out_ = said.out;
    err_ = said.err;
    return said.exit_code;
  }

  const test::Folder folder_;
  std::string out_, err_;
};

TEST_F(Compare, AnExperimentsFileIsComparedWithItsBaseline) {
  ASSERT_EQ(tessera({"experiment", path("facilitation.toml"), "-o", path("facilitation.h5")}), 0) << err_;
  ASSERT_EQ(tessera({"compare", path("facilitation.h5"), "--csv", path("facilitation.csv")}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Against 'unaided'; at the end of month 24."));
  EXPECT_THAT(out_, HasSubstr("need met (coverage), %; higher is better"));
  EXPECT_THAT(out_, HasSubstr("Who gains, who loses"));
  EXPECT_THAT(out_, HasSubstr("Public spending until month 24 beyond the baseline, usd"));
  EXPECT_GT(std::filesystem::file_size(path("facilitation.csv")), 1000U);
  ASSERT_EQ(tessera({"compare", path("facilitation.h5"), "--json", "--measure", "coverage", "--over", "1-24", "--baseline", "facilitated"}), 0) << err_;
  const auto page = nlohmann::json::parse(out_);
  EXPECT_EQ(page["file"]["baseline"], "facilitated");
  EXPECT_EQ(page["file"]["window"], (std::vector<int>{12, 24}));
  EXPECT_EQ(page["outcomes"].size(), 1U);
  EXPECT_EQ(page["outcomes"][0]["overall"][0]["pairs"], 4);
}

TEST_F(Compare, AnExperimentSaysWhatToDoNextAndAScenarioIsNone) {
  ASSERT_EQ(tessera({"experiment", path("facilitation.toml"), "-o", path("f.h5"), "--shard", "1/2"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("tessera merge " + path("f.shard-*-of-2.h5") + " -o " + path("f.h5")));
  ASSERT_EQ(tessera({"experiment", path("facilitation.toml"), "-o", path("f.h5")}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Try next:  tessera compare " + path("f.h5")));
  EXPECT_EQ(tessera({"experiment", path("town.toml")}), 2);
  EXPECT_THAT(err_, testing::AllOf(HasSubstr("a scenario alone is run by tessera run"), testing::Not(HasSubstr("unknown key"))));
}

TEST_F(Compare, WhatCanNotBeComparedIsRefused) {
  ASSERT_EQ(tessera({"run", path("town.toml"), "-o", path("town.h5"), "--quiet"}), 0) << err_;
  EXPECT_EQ(tessera({"compare", path("town.h5")}), 2);
  EXPECT_THAT(err_, HasSubstr("there is nothing to compare it with"));
  EXPECT_EQ(tessera({"compare", path("town.h5"), "--over", "24"}), 2);
  EXPECT_THAT(err_, HasSubstr("two months such as 109-120"));
  EXPECT_EQ(tessera({"compare", path("none.h5")}), 3);
}

}  // namespace
}  // namespace tessera
