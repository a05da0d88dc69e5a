// Counter-based random draws: every draw is keyed by what it decides, never by a position or a thread.
//
// The whole tuple (seed, replicate, mechanism, number, month, founded, a, b, c) fills the key and the counter of
// Philox4x64-10 (Salmon et al. 2011) without loss; 32 bits remain for the block within one stream.
#pragma once

#include <Random123/philox.h>

#include <array>
#include <cstdint>

namespace tessera {

// What a draw is about: up to three permanent ids (an organisation; a pair; a partnership and its member) and, for
// partnerships, the month in which they were founded.
struct Subject {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::uint64_t c = 0;
  std::uint16_t founded_month = 0;
};

// A stream of 64-bit words for one subject. Satisfies the engine concept of Boost.Random.
class Stream {
 public:
  using result_type = std::uint64_t;

  Stream(const std::array<std::uint64_t, 4>& counter, const std::array<std::uint64_t, 2>& key) : counter_(counter), key_(key) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  result_type operator()() {
    if (position_ == 4) refill();
    return block_[position_++];
  }

  // Uniform in [0, 1) with 53 random bits.
  double uniform() { return static_cast<double>(static_cast<std::int64_t>((*this)() >> 11)) * 0x1p-53; }
  // Uniform in (0, 1): safe under a logarithm.
  double uniform_open() { return (static_cast<double>(static_cast<std::int64_t>((*this)() >> 11)) + 0.5) * 0x1p-53; }
  // Uniform integer in [0, n), n > 0 (multiply-shift; bias below n / 2^64).
  std::uint64_t below(std::uint64_t n) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>((*this)()) * n) >> 64);
  }

 private:
  void refill() {
    r123::Philox4x64::ctr_type counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
    r123::Philox4x64::key_type key = {{key_[0], key_[1]}};
    const auto words = r123::Philox4x64()(counter, key);
    block_ = {words[0], words[1], words[2], words[3]};
    ++counter_[3];
    position_ = 0;
  }

  std::array<std::uint64_t, 4> counter_;
  std::array<std::uint64_t, 2> key_;
  std::array<std::uint64_t, 4> block_{};
  unsigned position_ = 4;
};

// The draws of one mechanism in one month.
class MechanismDraws {
 public:
  MechanismDraws(std::uint64_t seed, std::uint32_t replicate, std::uint16_t mechanism, std::uint16_t month)
      : seed_(seed), replicate_(replicate), mechanism_(mechanism), month_(month) {}

  // `number` separates several decisions of one mechanism about the same subject.
  Stream at(const Subject& subject, std::uint16_t number = 0) const {
    return Stream({subject.a, subject.b, subject.c,
                   (std::uint64_t{month_} << 48) | (std::uint64_t{subject.founded_month} << 32)},
                  {seed_, (std::uint64_t{replicate_} << 32) | (std::uint64_t{mechanism_} << 16) | number});
  }
  Stream at(std::uint64_t id, std::uint16_t number = 0) const { return at(Subject{.a = id}, number); }
  std::int32_t month() const { return month_; }
  // The same in every month of this replicate: for what is drawn once.
  MechanismDraws for_good() const { return {seed_, replicate_, mechanism_, 0}; }

 private:
  std::uint64_t seed_;
  std::uint32_t replicate_;
  std::uint16_t mechanism_;
  std::uint16_t month_;
};

// All draws of one month of one replicate; `of` names the mechanism.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t replicate, std::uint16_t month)
      : seed_(seed), replicate_(replicate), month_(month) {}

  template <class MechanismName>
  MechanismDraws of(MechanismName mechanism) const {
    return {seed_, replicate_, static_cast<std::uint16_t>(mechanism), month_};
  }

 private:
  std::uint64_t seed_;
  std::uint32_t replicate_;
  std::uint16_t month_;
};

}  // namespace tessera
