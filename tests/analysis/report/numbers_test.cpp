// Every number of the report page equals the one that independent Python computes from the HDF5 file.
#include <gtest/gtest.h>

#include <filesystem>

#include "results/small_results.hpp"
#include "support/commands.hpp"

namespace tessera {
namespace {

TEST(ReportNumbers, AreThoseOfIndependentPython) {
  if (!std::filesystem::exists(TESSERA_PROGRAM)) GTEST_SKIP() << "the program is not built";
  if (run_command({"/usr/bin/python3", "-c", "import h5py, scipy, networkx"}).exit_code != 0)
    GTEST_SKIP() << "python3 with h5py, scipy and networkx is not installed";
  const test::Folder folder;
  const Said said = run_command({"/usr/bin/python3", "-W", "ignore", TESSERA_SOURCE_DIR "/tests/analysis/report/numbers_test.py", TESSERA_PROGRAM,
                                 TESSERA_SOURCE_DIR, folder.path()});
  EXPECT_EQ(said.exit_code, 0) << said.out << said.err;
}

}  // namespace
}  // namespace tessera
