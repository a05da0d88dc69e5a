// Sizes that nobody means: each is refused at once, where it stands, in bounded memory.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "sound_files.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::size_t most_memory = std::size_t{1} << 30;  // of addresses; none of these needs as much

std::string repeat(std::string_view text, std::size_t times) {
  std::string repeated;
  repeated.reserve(text.size() * times);
  for (std::size_t k = 0; k < times; ++k) repeated += text;
  return repeated;
}

double processor_s_of_children() {
  rusage use{};
  getrusage(RUSAGE_CHILDREN, &use);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

// Numbered pieces: "%" stands for the number.
std::string number(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t k = 0; k < times; ++k)
    for (const char c : text) c == '%' ? all += std::to_string(k) : all += c;
  return all;
}

class HostileSize : public test::SoundFiles {
 protected:
  // tessera WORDS is refused with `code`, says `what`, and takes neither long nor much memory.
  void expect_refused(const std::vector<std::string>& words, int code, const std::string& what) const {
    const double begin = processor_s_of_children();
    const Said said = call_program(words, {.memory_bytes = most_memory, .wall_s = 120});
    EXPECT_EQ(said.exit_code, code) << words[0] << ": " << said.err.substr(0, 500);
    EXPECT_THAT((said.err + said.out).substr(0, 5000), HasSubstr(what)) << words[0];  // check says it where reports go
    EXPECT_LT(said.err.size() + said.out.size(), 100'000U);
    EXPECT_LT(processor_s_of_children() - begin, 20.0) << what;
  }
  void expect_file_refused(const std::string& text, const std::string& what) const {
    const std::string path = write("hostile.toml", "tessera = 1\n" + text);
    expect_refused({"check", path}, 2, fmt::format("hostile.toml:{}", what));
  }
  std::string sparse(const std::string& name, const std::string& begin, std::uintmax_t size) const {
    const std::string path = write(name, begin);
    fs::resize_file(path, size);
    return path;
  }
};

TEST_F(HostileSize, OfNumbersIsRefusedWhereTheyStand) {
  expect_file_refused("[community]\ndistricts = 1_000_000_000\n", "3:13: community.districts is 1000000000; allowed are 0 to");
  expect_file_refused("[community]\nresidents = 1e300\n", "3:13: community.residents is 1e+300; allowed are 0 to");
  expect_file_refused("[organisations]\ncount = 1_000_000_000\n", "3:9: organisations.count is 1000000000; allowed are 0 to");
  expect_file_refused("[run]\nmonths = 9223372036854775807\n", "3:10: run.months is 9.223372036854776e+18; allowed are 1 to 600");
  expect_file_refused("[run]\nmonths = 9223372036854775808\n", "3:");
  expect_file_refused("[run]\nreplicates = 1_000_000_000_000\n", "3:14: run.replicates is");
  expect_file_refused("[[policy]]\nname = \"p\"\nlever = \"facilitation\"\nstart_month = -9223372036854775808\n", "5:15: policy.p.start_month is");
  for (const char* option : {"--months", "--replicates", "--seed", "--threads", "--checkpoint-every"})
    expect_refused({"run", file("tiny.toml"), option, "99999999999999999999999"}, 2, "");
}

TEST_F(HostileSize, OfACommunityThatNoMemoryHoldsIsRefused) {
  expect_refused({"run", file("tiny.toml"), "-o", file("big.h5"), "--set", "organisations.count=10000000"}, 2, "needs about 43.9 GB");
  write("big.toml", "tessera = 1\nscenario = \"tiny.toml\"\n[[variant]]\nname = \"big\"\norganisations.count = 10_000_000\n");
  expect_refused({"experiment", file("big.toml"), "-o", file("big.h5")}, 2, "needs about 43.9 GB");
  EXPECT_FALSE(fs::exists(file("big.h5.part")));
}

TEST_F(HostileSize, OfTextsAndNestingIsRefused) {
  expect_file_refused("name = " + std::string(100'000, '[') + std::string(100'000, ']'), "2:72: nested deeper");
  expect_file_refused("name = " + repeat("{a = ", 100'000), "2:");
  expect_file_refused(repeat("a.", 100'000) + "a = 1", "2:130: nested deeper");
  expect_file_refused("name = \"" + std::string(std::size_t{40} << 20, 'x') + "\"\n", "2:1: the line is longer than 1 MB");
  expect_file_refused("name = [" + repeat("1,\n", 10'000'000) + "]\n", "1999999:2: more than two million values");
  expect_refused({"check", sparse("string.toml", "tessera = 1\nname = \"", std::uintmax_t{4} << 30)}, 2, "string.toml: the file is larger than 64 MB");
  expect_refused({"experiment", sparse("sweep.json", "{", std::uintmax_t{4} << 30)}, 2, "sweep.json: an experiment of more than 256 MB");
  expect_refused({"experiment", write("deep.json", "{\"form\": " + std::string(100'000, '['))}, 2, "deep.json holds no experiment");
}

TEST_F(HostileSize, OfListsIsRefused) {
  expect_file_refused("[results]\nmeasures = [" + repeat("\"coverage\",\n", 1'000'000) + "]\n", "3:12: results.measures has 1000000 entries");
  expect_file_refused("[[policy]]\nname = \"p\"\nlever = \"facilitation\"\ntarget = { district = [" + repeat("1,", 400'000) + "] }\n",
                      "5:23: policy.p.target.district has 400000 entries");
  expect_file_refused(number("[area.a%]\nhours = 1\n", 20'000), "1986:7: too many kinds of area; 1000 are allowed");
  expect_file_refused(number("[type.t%]\nlike = \"charity\"\n", 20'000), "");
  expect_file_refused("[trust]\n" + number("k% = 1\n", 500'000), "3:1: unknown key \"k0\"");
  expect_file_refused("[community]\nareas = [" + repeat("\"food\",\n", 1'000'000) + "]\n", "3:9: community.areas has 1000000 entries");
}

TEST_F(HostileSize, OfAnExperimentIsRefused) {
  const auto expect_experiment_refused = [&](const std::string& text, const std::string& what) {
    write("hostile.toml", "tessera = 1\nscenario = \"tiny.toml\"\n" + text);
    expect_refused({"experiment", file("hostile.toml"), "-o", file("big.h5")}, 2, "hostile.toml:" + what);
  };
  expect_experiment_refused(number("[[variant]]\nname = \"v%\"\n", 100'000), "3:3: 100000 variants; 1000 are allowed");
  expect_experiment_refused("replicates = 1_000_000_000\n", "3:14: replicates is 1000000000");
  const std::string values = "values = [" + number("0.% ,", 3000) + "]\n";
  expect_experiment_refused("[[factor]]\npath = \"trust.weight\"\n" + values + "[[factor]]\npath = \"trust.prior_mean\"\n" + values +
                                "[[factor]]\npath = \"trust.tolerance\"\n" + values, "");
  expect_experiment_refused("[[factor]]\npath = \"trust.weight\"\nlow = 0.1\nhigh = 0.5\n[design]\nkind = \"sobol\"\nsamples = 4611686018427387904\n", "9:11:");
}

TEST_F(HostileSize, OfTablesIsRefused) {
  const auto expect_table_refused = [&](const std::string& path, const std::string& what) {
    expect_refused({"import", path, "-o", file("made.toml")}, 2, what);
  };
  expect_table_refused(sparse("line.csv", "id,type\na," + std::string(200'000, 'x'), std::uintmax_t{1} << 30),
                       "line.csv:2:3: a cell of more than 64 KiB");
  expect_table_refused(write("quotes.csv", "id,type\n\"" + repeat("a\n", 100'000)), "quotes.csv:2:1: a cell of more than 64 KiB");
  expect_table_refused(write("cells.csv", "id,type\n" + std::string(1'000'000, ',')), "cells.csv:2:");
  expect_table_refused(write("header.csv", repeat("id,", 999) + "type\n"), "header.csv:1:4: column \"id\" is there twice");
  expect_table_refused(write("rows.csv", "id,type\n" + repeat("a\n", 3'000'000)), "rows.csv:2:1: the row has 1 cells");
  expect_table_refused(sparse("zeros.csv", "", std::uintmax_t{8} << 30), "zeros.csv:1:1: a zero byte");
  write("big.csv", "id,type,volunteers,revenue_usd\na,charity,9223372036854775808,1e308\n");
  expect_table_refused(file("big.csv"), "big.csv:2:11: volunteers");
}

TEST_F(HostileSize, OfResultsIsRefused) {
  make_run("W.h5");
  expect_refused({"replay", file("W.h5"), "--point", "18446744073709551616"}, 2, "");
  expect_refused({"replay", file("W.h5"), "--replicate", "4294967295"}, 2, "");
  expect_refused({"export", file("W.h5"), "--what", "ties", "--month", "9223372036854775808"}, 2, "");
  const Said said = call_program({"verify", sparse("large.h5", content("W.h5"), std::uintmax_t{1} << 40)}, {.memory_bytes = most_memory, .wall_s = 60});
  EXPECT_TRUE(test::is_clear_answer(said)) << said.exit_code;  // a terabyte, of which HDF5 knows the first part
  EXPECT_LT(most_memory_of_children(), most_memory);
}

}  // namespace
}  // namespace tessera
