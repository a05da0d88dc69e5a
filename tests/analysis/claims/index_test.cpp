// The list of claims and the experiments of this tree.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "analysis/claims/folder.hpp"

namespace tessera {
namespace {

const ClaimsFolder& folder() {
  static const ClaimsFolder claims = read_claims_folder(TESSERA_SOURCE_DIR "/scenarios/claims");
  return claims;
}

TEST(ClaimsIndex, HoldsNinetyFiveClaimsEachOnce) {
  std::set<std::string> ids;
  for (const IndexRow& row : folder().index) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_FALSE(row.claim.empty()) << row.id;
  }
  EXPECT_EQ(ids.size(), 95U);
}

TEST(ClaimsIndex, AgreesWithTheListOfClaims) {
  const std::string list = TESSERA_SOURCE_DIR "/../shared/claims.md";
  if (!std::filesystem::exists(list)) GTEST_SKIP() << "the list is not beside this tree";
  static const std::regex row(R"(^\| (S\d-[A-Z]*\d*) \| ([^|]*)\|.*)");
  std::set<std::pair<std::string, bool>> listed, indexed;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);)
    if (std::smatch match; std::regex_match(line, match, row)) listed.insert({match[1], match[2].str().find("†") != std::string::npos});
  for (const IndexRow& one : folder().index) indexed.insert({one.id, one.disputed});
  EXPECT_EQ(listed, indexed);
}

TEST(ClaimsIndex, DisputedClaimsShowWhereTheyTurn) {
  for (const Experiment& experiment : folder().experiments)
    for (const Claim& claim : experiment.claims) {
      if (!folder().index[find_index_row(folder(), claim.id)].disputed || claim.kind == ClaimKind::not_represented) continue;
      EXPECT_TRUE(claim.sweep || !claim.regimes.empty()) << claim.id;
    }
}

TEST(ClaimsIndex, ExploratoryRowsStandInTheReadme) {
  std::ifstream in(TESSERA_SOURCE_DIR "/scenarios/claims/README.md");
  const std::string all((std::istreambuf_iterator<char>(in)), {});
  const std::size_t from = all.find("## Exploratory rows");
  ASSERT_NE(from, std::string::npos);
  std::set<std::string> listed, marked;
  static const std::regex id(R"(S\d-[A-Z]*\d*)");
  const std::string section = all.substr(from);
  for (std::sregex_iterator at(section.begin(), section.end(), id), end; at != end; ++at) listed.insert(at->str());
  for (const Experiment& experiment : folder().experiments)
    for (const Claim& claim : experiment.claims)
      if (!claim.exploratory.empty()) marked.insert(claim.id);
  EXPECT_EQ(listed, marked);
}

TEST(ClaimsIndex, HasExactlyOneAnswerPerClaim) {
  std::map<std::string, int> answers;
  int not_represented = 0;
  for (const Experiment& experiment : folder().experiments)
    for (const Claim& claim : experiment.claims) {
      ++answers[claim.id];
      not_represented += claim.kind == ClaimKind::not_represented;
    }
  for (const IndexRow& row : folder().index) EXPECT_EQ(answers[row.id], 1) << row.id;
  EXPECT_EQ(answers.size(), folder().index.size());
  EXPECT_LE(not_represented, 10);
}

}  // namespace
}  // namespace tessera
