#include "mechanisms/reporting.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/chain_world.hpp"
#include "support/statistics.hpp"

namespace tessera {
namespace {

void report(World& world, const Parameters& parameters) {
  report_ties(world.ties, world.organisations, parameters.reporting,
              Draws(1, 0, static_cast<std::uint16_t>(world.month)).of(Mechanism::reporting));
}

test::Mechanic reporting(const Parameters& parameters) {
  return [parameters](World& world) { report(world, parameters); };
}

// Everybody knows the next so many, at one level.
World row(std::uint32_t organisations, Level level, const Parameters& parameters, std::uint32_t known = 1) {
  World world = test::make_chain_world({.organisations = organisations, .active = 0, .forming = 0}, parameters);
  for (std::uint32_t i = 0; i < organisations; ++i)
    for (std::uint32_t j = i + 1; j <= std::min(i + known, organisations - 1); ++j) test::set_evidence(world, i, j, 1.0, 1.0);
  std::fill(world.ties.level.begin(), world.ties.level.end(), static_cast<std::uint8_t>(level));
  return world;
}

struct Answers {
  std::int64_t asked = 0, named = 0, named_by_both = 0, off = 0;
};

Answers count(const World& world, Level truth) {
  Answers answers;
  for (std::size_t t = 0; t < world.ties.count(); ++t) {
    const std::uint8_t a = world.ties.reported_by_a[t], b = world.ties.reported_by_b[t];
    answers.asked += 2;
    answers.named += (a > 0) + (b > 0);
    answers.named_by_both += a > 0 && b > 0;
    answers.off += (a > 0 && a != static_cast<std::uint8_t>(truth)) + (b > 0 && b != static_cast<std::uint8_t>(truth));
  }
  return answers;
}

TEST(Reporting, OneAnswerByHand) {
  const ReportingParameters p{.omission = 0.15, .level_error = 0.2};
  EXPECT_EQ(reported_level(Level::contact, 0.59, 0.5, p), Level::none);  // left out: 4 levels below the highest
  EXPECT_EQ(reported_level(Level::contact, 0.61, 0.5, p), Level::contact);
  EXPECT_EQ(reported_level(Level::contact, 0.61, 0.05, p), Level::none);  // one level lower
  EXPECT_EQ(reported_level(Level::formal, 0.5, 0.05, p), Level::informal);
  EXPECT_EQ(reported_level(Level::formal, 0.5, 0.15, p), Level::formal_multiple);
  EXPECT_EQ(reported_level(Level::formal_multiple, 0.0, 0.15, p), Level::formal_multiple);  // nothing above
  EXPECT_EQ(reported_level(Level::none, 0.99, 0.15, p), Level::none);
}

TEST(Reporting, WithoutErrorEverybodyTellsTheTruth) {
  Parameters parameters = standard_parameters();
  parameters.reporting = {};
  World world = test::make_chain_world({}, parameters);
  for (std::size_t t = 0; t < world.ties.count(); ++t) world.ties.level[t] = static_cast<std::uint8_t>(t % levels);
  report(world, parameters);
  EXPECT_EQ(world.ties.reported_by_a, world.ties.level);
  EXPECT_EQ(world.ties.reported_by_b, world.ties.level);
}

TEST(Reporting, ChangesAnswersOnlyAndOnceAYear) {
  const Parameters parameters = standard_parameters();
  World world = row(60, Level::informal, parameters);
  EXPECT_EQ(test::changed_fields(world, test::after(world, reporting(parameters))),
            (std::set<std::string>{"ties.reported_by_a", "ties.reported_by_b"}));
  world.month = 25;
  EXPECT_EQ(test::changed_fields(world, test::after(world, reporting(parameters))), std::set<std::string>{});
}

TEST(Reporting, WhoHasClosedIsNotNamedAndDoesNotAnswer) {
  Parameters parameters = standard_parameters();
  parameters.reporting = {};
  World world = row(5, Level::formal, parameters);
  world.organisations.active[2] = 0;
  report(world, parameters);
  const std::uint32_t open = find_tie(world.ties, 0, 1);
  for (std::uint32_t t = 0; t < world.ties.count(); ++t) {
    const bool touches = world.ties.a[t] == 2 || world.ties.b[t] == 2;
    EXPECT_EQ(world.ties.reported_by_a[t] == 0 && world.ties.reported_by_b[t] == 0, touches);
  }
  EXPECT_EQ(world.ties.reported_by_a[open], static_cast<std::uint8_t>(Level::formal));
}

TEST(Reporting, OmissionsAndErrorsComeAsOftenAsTheyShould) {
  Parameters parameters = standard_parameters();
  parameters.reporting = {.omission = 0.15, .level_error = 0.2};
  const World world = test::after(row(2500, Level::informal, parameters), reporting(parameters));
  const Answers answers = count(world, Level::informal);
  const double named = 1.0 - 2 * 0.15;
  EXPECT_FALSE(check_proportion(answers.named, answers.asked, named).rejects);
  EXPECT_FALSE(check_proportion(answers.named_by_both, answers.asked / 2, named * named).rejects);  // independently
  EXPECT_FALSE(check_proportion(answers.off, answers.named, 0.2).rejects);
  // The twins: a world in which both sides forget the same ties, and one level more of omission.
  EXPECT_TRUE(check_proportion(answers.named_by_both, answers.asked / 2, named).rejects);
  EXPECT_TRUE(check_proportion(answers.named, answers.asked, named - 0.15).rejects);
  EXPECT_TRUE(check_proportion(answers.off, answers.named, 0.25).rejects);
}

TEST(Reporting, SameForAnyNumberOfThreadsAndForOneMoreOrganisationElsewhere) {
  const Parameters parameters = standard_parameters();
  const World world = row(2200, Level::formal, parameters, 10);  // more ties than a loop needs to be shared
  EXPECT_EQ(test::difference_between_threads(world, reporting(parameters)), "");
  const World small = row(60, Level::formal, parameters);
  EXPECT_EQ(test::moved_by_a_stranger(small, parameters, reporting(parameters)), std::set<std::string>{});
}

}  // namespace
}  // namespace tessera
