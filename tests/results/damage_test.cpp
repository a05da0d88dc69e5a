// A results file that was cut short or had one bit flipped: verify never calls wrong data whole, and never crashes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/draws.hpp"
#include "base/errors.hpp"
#include "command/verify.hpp"
#include "results/digest.hpp"
#include "results/durable.hpp"
#include "results/hdf5_handle.hpp"
#include "results/read.hpp"
#include "results/variable_group.hpp"
#include "small_results.hpp"

namespace tessera {
namespace {

int verify(const std::string& path) {
  std::ostringstream out;
  return verify_results(path, out);
}

std::string message_of_opening(const std::string& path) {
  try {
    Results::open(path);
  } catch (const FileError& error) {
    return error.what();
  }
  return {};
}

bool same_bits(const std::vector<double>& one, const std::vector<double>& other) {
  return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
}

class Damage : public ::testing::Test {
 protected:
  Damage() : run(folder.file("F.h5"), 1, 4) {
    test::write_known_run(run);
    bytes = read_bytes(folder.file("F.h5"));
  }
  void write(const std::string& name, const std::vector<char>& content, std::size_t size) const {
    std::ofstream(folder.file(name), std::ios::binary).write(content.data(), static_cast<std::streamsize>(size));
  }
  std::vector<char> flip(std::uint64_t k) const {
    std::vector<char> flipped = bytes;
    const std::uint64_t place = draws.at(k)();
    flipped[(place >> 3) % bytes.size()] ^= static_cast<char>(1 << (place & 7));
    return flipped;
  }

  test::Folder folder;
  test::SmallRun run;
  std::vector<char> bytes;
  MechanismDraws draws = Draws(7, 0, 0).of(Mechanism::founding);
};

// A share that says it is persons is a wrong number: what describes a dataset is in the digest of each run.
TEST_F(Damage, OfAUnitIsSeenByTheDigestsInside) {
  std::filesystem::remove(folder.file("F.h5.sha256"));
  ASSERT_EQ(verify(folder.file("F.h5")), 0);
  {
    const hdf5::Handle file(H5Fopen(folder.file("F.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "F.h5");
    ASSERT_GE(H5Adelete_by_name(file, "need_met", "units", H5P_DEFAULT), 0);
    write_text_attribute(hdf5::open_dataset(file, "need_met"), "units", "person");
  }
  EXPECT_EQ(verify(folder.file("F.h5")), 1);
}

TEST_F(Damage, IsAlwaysSeenWhereADigestStandsBeside) {
  std::filesystem::copy(folder.file("F.h5.sha256"), folder.file("D.h5.sha256"));
  for (std::uint64_t k = 0; k < 200; ++k) {
    write("D.h5", bytes, draws.at(k)() % bytes.size());
    ASSERT_EQ(verify(folder.file("D.h5")), 1) << k;
  }
  for (std::uint64_t k = 0; k < 500; ++k) {
    write("D.h5", flip(k), bytes.size());
    ASSERT_EQ(verify(folder.file("D.h5")), 1) << k;
    if (k % 50 == 0) {
      ASSERT_THROW(Results::open(folder.file("D.h5")), FileError);
    }
  }
  write("D.h5", bytes, bytes.size());
  EXPECT_EQ(verify(folder.file("D.h5")), 0);
}

TEST_F(Damage, IsSeenByTheDigestsInsideWhereNoneStandsBeside) {
  const Results whole = Results::open(folder.file("F.h5"));
  std::size_t seen = 0;
  for (std::uint64_t k = 0; k < 200; ++k) {
    write("D.h5", flip(k), bytes.size());
    const int code = verify(folder.file("D.h5"));
    ASSERT_TRUE(code == 0 || code == 1 || code == 3) << k;
    seen += code != 0;
    if (code != 0) continue;
    const Results damaged = Results::open(folder.file("D.h5"));  // the bit lies where no data are
    for (const std::string& measure : whole.measures())
      ASSERT_TRUE(same_bits(whole.read(measure).values, damaged.read(measure).values)) << k;
    ASSERT_EQ(whole.state_hashes(0, 0), damaged.state_hashes(0, 0)) << k;
  }
  EXPECT_GT(seen, 20U);
  for (std::uint64_t k = 0; k < 50; ++k) {
    write("D.h5", bytes, draws.at(k)() % bytes.size());
    ASSERT_NE(verify(folder.file("D.h5")), 0) << k;
  }
}

// Volatile fields are in no digest of a run, but in one of their own.
TEST_F(Damage, IsSeenInWhatTheFileSaysOfItsMaking) {
  for (const std::string_view there : {"tessera run town.toml", "town.toml:2:8"}) {
    std::vector<char> changed = bytes;
    const auto at = std::search(changed.begin(), changed.end(), there.begin(), there.end());
    ASSERT_NE(at, changed.end()) << there;
    *at ^= 1;
    write("D.h5", changed, changed.size());
    EXPECT_EQ(verify(folder.file("D.h5")), 1) << there;
  }
}

TEST_F(Damage, IsToldFromWhatIsNotThere) {
  EXPECT_EQ(verify(folder.file("none.h5")), 3);
  EXPECT_EQ(verify(folder.path()), 3);
  EXPECT_THROW(Results::open(folder.file("none.h5")), FileError);
  write("text.h5", {'h', 'e', 'l', 'l', 'o'}, 5);
  EXPECT_EQ(verify(folder.file("text.h5")), 3);
  EXPECT_EQ(message_of_opening(folder.file("text.h5")), folder.file("text.h5") + " is no HDF5 file, and so no results file of tessera");
  hdf5::Handle(H5Fcreate(folder.file("foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose, "foreign.h5");
  EXPECT_EQ(verify(folder.file("foreign.h5")), 3);
  EXPECT_EQ(message_of_opening(folder.file("foreign.h5")), folder.file("foreign.h5") + " is an HDF5 file, but no results file of tessera");
}

}  // namespace
}  // namespace tessera
