// Other people's tools open the file as it is.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>

#include "small_results.hpp"

namespace tessera {
namespace {

int run_command(const std::string& command) {
  const int state = std::system(command.c_str());
  return WIFEXITED(state) ? WEXITSTATUS(state) : 128;
}

bool has_program(const std::string& name) { return run_command("command -v " + name + " >/dev/null 2>&1") == 0; }

class OpenedBy : public ::testing::Test {
 protected:
  OpenedBy() : run(path, 2, 8) { test::write_known_run(run); }
  const std::string tests = std::string(TESSERA_SOURCE_DIR) + "/tests/results/";
  test::Folder folder;
  std::string path = folder.file("F.h5");
  test::SmallRun run;
};

TEST_F(OpenedBy, XarrayWithBothEngines) {
  const int code = run_command("/usr/bin/python3 -W ignore " + tests + "open_test.py " + path);
  if (code == 77 || code == 127) GTEST_SKIP() << "python3 with xarray, h5netcdf and netcdf4 is not installed";
  EXPECT_EQ(code, 0);
}

TEST_F(OpenedBy, Ncdump) {
  if (!has_program("ncdump")) GTEST_SKIP() << "ncdump is not installed";
  EXPECT_EQ(run_command("ncdump -h " + path + " | grep -q 'double need_met(point, replicate, month)'"), 0);
  EXPECT_EQ(run_command("ncdump " + path + " >/dev/null"), 0);
}

TEST_F(OpenedBy, Rhdf5) {
  if (!has_program("Rscript")) GTEST_SKIP() << "R is not installed";
  const int code = run_command("Rscript " + tests + "open_test.R " + path);
  if (code == 77) GTEST_SKIP() << "R's rhdf5 is not installed";
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace tessera
