#include "base/draws.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <functional>
#include <set>
#include <vector>

#include "support/statistics.hpp"

namespace tessera {
namespace {

using Words = std::array<std::uint64_t, 4>;

Words first_words(Stream stream) { return {stream(), stream(), stream(), stream()}; }

// Everything that keys a draw.
struct Tuple {
  std::uint64_t seed, a, b, c;
  std::uint32_t replicate;
  std::uint16_t mechanism, number, month, founded;
  auto operator<=>(const Tuple&) const = default;
};

Words draw(const Tuple& t) {
  return first_words(Draws(t.seed, t.replicate, t.month)
                         .of(t.mechanism)
                         .at(Subject{.a = t.a, .b = t.b, .c = t.c, .founded_month = t.founded}, t.number));
}

rc::Gen<Tuple> any_tuple() {
  using rc::gen::arbitrary;
  return rc::gen::build<Tuple>(
      rc::gen::set(&Tuple::seed, arbitrary<std::uint64_t>()), rc::gen::set(&Tuple::a, arbitrary<std::uint64_t>()),
      rc::gen::set(&Tuple::b, arbitrary<std::uint64_t>()), rc::gen::set(&Tuple::c, arbitrary<std::uint64_t>()),
      rc::gen::set(&Tuple::replicate, arbitrary<std::uint32_t>()),
      rc::gen::set(&Tuple::mechanism, arbitrary<std::uint16_t>()),
      rc::gen::set(&Tuple::number, arbitrary<std::uint16_t>()), rc::gen::set(&Tuple::month, arbitrary<std::uint16_t>()),
      rc::gen::set(&Tuple::founded, arbitrary<std::uint16_t>()));
}

// The all-zero tuple, each single bit of each field, and each pair of fields set to one: all of their draws
// differ if no bit of the key is lost or laid over another.
std::vector<Tuple> systematic_tuples() {
  std::vector<Tuple> tuples{Tuple{}};
  const auto each_bit = [&](auto field, int bits) {
    for (int bit = 0; bit < bits; ++bit) {
      Tuple tuple{};
      tuple.*field = static_cast<std::decay_t<decltype(tuple.*field)>>(std::uint64_t{1} << bit);
      tuples.push_back(tuple);
    }
  };
  for (const auto field : {&Tuple::seed, &Tuple::a, &Tuple::b, &Tuple::c}) each_bit(field, 64);
  each_bit(&Tuple::replicate, 32);
  for (const auto field : {&Tuple::mechanism, &Tuple::number, &Tuple::month, &Tuple::founded}) each_bit(field, 16);
  const std::vector<std::function<void(Tuple&)>> set_one{
      [](Tuple& t) { t.seed = 1; },      [](Tuple& t) { t.a = 1; },         [](Tuple& t) { t.b = 1; },
      [](Tuple& t) { t.c = 1; },         [](Tuple& t) { t.replicate = 1; }, [](Tuple& t) { t.mechanism = 1; },
      [](Tuple& t) { t.number = 1; },    [](Tuple& t) { t.month = 1; },     [](Tuple& t) { t.founded = 1; }};
  for (std::size_t one = 0; one < set_one.size(); ++one)
    for (std::size_t other = 0; other < one; ++other) {
      Tuple tuple{};
      set_one[one](tuple);
      set_one[other](tuple);
      tuples.push_back(tuple);
    }
  return tuples;
}

template <class Drawn>
std::size_t distinct_draws(const std::vector<Tuple>& tuples, const Drawn& drawn) {
  std::set<Words> seen;
  for (const Tuple& tuple : tuples) seen.insert(drawn(tuple));
  return seen.size();
}

// The three vectors of Random123's kat_vectors for philox4x64 with 10 rounds.
TEST(Draws, KnownAnswersOfPhilox) {
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  EXPECT_EQ(first_words(Stream({0, 0, 0, 0}, {0, 0})),
            (Words{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}));
  EXPECT_EQ(first_words(Stream({ones, ones, ones, ones}, {ones, ones})),
            (Words{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
  EXPECT_EQ(first_words(Stream({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
                               {0x452821e638d01377, 0xbe5466cf34e90c6c})),
            (Words{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

TEST(Draws, NoBitOfTheKeyIsLost) {
  const auto tuples = systematic_tuples();
  EXPECT_EQ(distinct_draws(tuples, draw), tuples.size());
}

TEST(Draws, TwinKeysThatLoseBitsAreFound) {
  const auto tuples = systematic_tuples();
  const auto mixing_ids = [](Tuple t) { t.a ^= t.b; t.b = 0; return draw(t); };
  const auto short_ids = [](Tuple t) { t.c &= 0xffffffff; return draw(t); };
  const auto month_on_founded = [](Tuple t) { t.month = static_cast<std::uint16_t>(t.month | t.founded); t.founded = 0; return draw(t); };
  EXPECT_LT(distinct_draws(tuples, mixing_ids), tuples.size());
  EXPECT_LT(distinct_draws(tuples, short_ids), tuples.size());
  EXPECT_LT(distinct_draws(tuples, month_on_founded), tuples.size());
}

RC_GTEST_PROP(Draws, DistinctTuplesHaveDistinctDraws, ()) {
  const Tuple one = *any_tuple(), other = *any_tuple();
  RC_ASSERT((draw(one) == draw(other)) == (one == other));
  RC_ASSERT(draw(one) == draw(one));
}

// A stream's own blocks lie between the keys: a long stream never runs into that of the next partnership.
TEST(Draws, LongStreamsDoNotMeet) {
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (std::uint16_t founded = 0; founded < 3; ++founded) {
    Stream stream = Draws(1, 0, 1).of(1).at(Subject{.a = 7, .founded_month = founded});
    for (int k = 0; k < 40000; ++k, ++drawn) seen.insert(stream());
  }
  EXPECT_EQ(seen.size(), drawn);
}

TEST(Draws, UniformsHave53Bits) {
  Stream words = Draws(3, 0, 1).of(1).at(1), uniforms = Draws(3, 0, 1).of(1).at(1), open = Draws(3, 0, 1).of(1).at(1);
  std::uint64_t seen_bits = 0;
  for (int k = 0; k < 1000; ++k) {
    const std::uint64_t top = words() >> 11;
    const double u = uniforms.uniform();
    EXPECT_EQ(static_cast<std::uint64_t>(u * 0x1p53), top);
    EXPECT_EQ(u * 0x1p53, static_cast<double>(top));
    const double v = open.uniform_open();
    EXPECT_GT(v, 0.0);
    EXPECT_LT(v, 1.0);
    seen_bits |= top;
  }
  EXPECT_EQ(seen_bits, (std::uint64_t{1} << 53) - 1);  // every one of the 53 bits comes up
}

TEST(Draws, UniformsAreUniformOverNeighbouringKeys) {
  std::vector<double> sample;
  for (std::uint64_t id = 0; id < 50000; ++id) sample.push_back(Draws(20260, 0, 1).of(1).at(id).uniform());
  const auto uniform = [](double x) { return x; };
  EXPECT_FALSE(check_distribution(sample, uniform).rejects) << check_distribution(sample, uniform);
  EXPECT_TRUE(check_distribution(sample, [](double x) { return x * (1.0 + 0.08 * (1.0 - x)); }).rejects);
}

TEST(Draws, NeighbouringKeysAreUncorrelated) {
  const auto at = [](std::uint16_t month, std::uint64_t id) { return Draws(20260, 0, month).of(1).at(id).uniform() - 0.5; };
  std::vector<double> neighbours, months, leaky;
  for (std::uint64_t id = 0; id < 50000; ++id) {
    neighbours.push_back(at(1, id) * at(1, id + 1));
    months.push_back(at(1, id) * at(2, id));
    leaky.push_back(at(1, id) * (0.05 * at(1, id) + 0.95 * at(1, id + 1)));  // a correlation of 0.05
  }
  EXPECT_FALSE(check_mean(neighbours, 0.0).rejects) << check_mean(neighbours, 0.0);
  EXPECT_FALSE(check_mean(months, 0.0).rejects) << check_mean(months, 0.0);
  EXPECT_TRUE(check_mean(leaky, 0.0).rejects) << check_mean(leaky, 0.0);
}

TEST(Draws, BelowIsUniformWithTwin) {
  Stream stream = Draws(5, 0, 1).of(1).at(1);
  std::array<std::int64_t, 7> counts{};
  for (int k = 0; k < 140000; ++k) ++counts.at(stream.below(7));
  const std::array<double, 7> fair{1, 1, 1, 1, 1, 1, 1}, loaded{1.05, 1, 1, 1, 1, 1, 1};
  EXPECT_FALSE(check_counts(counts, fair).rejects) << check_counts(counts, fair);
  EXPECT_TRUE(check_counts(counts, loaded).rejects);
}

RC_GTEST_PROP(Draws, BelowStaysBelow, (std::uint64_t id)) {
  const auto n = *rc::gen::suchThat<std::uint64_t>([](std::uint64_t x) { return x > 0; });
  Stream stream = Draws(1, 0, 1).of(1).at(id);
  for (int k = 0; k < 20; ++k) RC_ASSERT(stream.below(n) < n);
}

}  // namespace
}  // namespace tessera
