#include "results/examine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/errors.hpp"
#include "results/contents.hpp"
#include "results/digest.hpp"
#include "results/limited_child.hpp"
#include "results/results_file.hpp"
#include "results/root.hpp"
#include "results/run_digest.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

struct RunFacts {
  std::vector<std::int8_t> status;
  std::vector<std::uint64_t> hashes;  // [run][month]
  std::vector<std::string> digests;
  std::size_t months = 0;
  bool shorter_runs = false;  // of an experiment, whose month axis is that of the longest
};

RunFacts read_run_facts(hid_t file) {
  RunFacts facts;
  const Handle status = hdf5::open_dataset(file, "status");
  const Handle hashes = hdf5::open_dataset(file, "state_hash");
  const auto shape = hdf5::shape_of(hashes);
  if (shape.size() != 3 || hdf5::shape_of(status).size() != 2) throw FileError("status or state_hash has a wrong shape");
  facts.months = shape[2];
  facts.shorter_runs = H5Aexists(file, "experiment") > 0;
  facts.status.resize(shape[0] * shape[1]);
  facts.hashes.resize(facts.status.size() * facts.months);
  hdf5::read_slab(status, H5T_STD_I8LE, {0, 0}, {shape[0], shape[1]}, facts.status.data());
  hdf5::read_slab(hashes, H5T_STD_U64LE, {0, 0, 0}, shape, facts.hashes.data());
  facts.digests = hdf5::read_texts(hdf5::open_dataset(file, "digest"));
  return facts;
}

// What is wrong with one run, or nothing.
std::string examine_run(const RunFacts& facts, std::size_t run, const std::string& digest) {
  if (facts.digests.at(run) != digest) return "its digest does not fit its data";
  if (facts.status.at(run) != static_cast<std::int8_t>(RunStatus::complete)) return {};
  const auto begin = facts.hashes.begin() + static_cast<std::ptrdiff_t>(run * facts.months);
  const auto end = begin + static_cast<std::ptrdiff_t>(facts.months);
  const auto gap = std::find(begin, end, 0U);
  const bool ended_early = facts.shorter_runs && gap != begin && std::all_of(gap, end, [](std::uint64_t hash) { return hash == 0; });
  if (gap != end && !ended_early)
    return fmt::format("it is said to be complete but month {} is missing", gap - begin);
  return {};
}

// Files of earlier programs have none.
bool fits_rest_digest(hid_t file) {
  const std::string said = hdf5::read_text_attribute(file, "rest_digest");
  return said.empty() || said == digest_rest(file);
}

int examine_open_file(hid_t file, std::string& text) {
  const RunFacts facts = read_run_facts(file);
  const auto digests = digest_runs(file);
  if (digests.size() != facts.status.size() || digests.size() != facts.digests.size())
    throw FileError("status and digest do not have the shape of the file");
  std::size_t wrong = 0;
  std::array<std::size_t, 4> by_status{};
  for (std::size_t run = 0; run < digests.size(); ++run) {
    if (facts.status[run] >= 0 && facts.status[run] < 4) ++by_status[static_cast<std::size_t>(facts.status[run])];
    const std::string fault = examine_run(facts, run, digests[run]);
    if (!fault.empty() && ++wrong <= 10) text += fmt::format("run {}: {}\n", run, fault);
  }
  const bool rest_fits = fits_rest_digest(file);
  if (!rest_fits) text += "what the file says of its making does not fit its digest\n";
  text += fmt::format("{} of {} runs are complete, {} failed, {} stopped on the way, {} not begun; {} are damaged\n",
                      by_status[1], digests.size(), by_status[3], by_status[2], by_status[0], wrong);
  return wrong == 0 && rest_fits ? 0 : 1;
}

// HDF5 files begin with it; those of this program have nothing before it.
bool has_hdf5_signature(const std::string& path) {
  constexpr std::string_view signature{"\x89HDF\r\n\x1a\n"};
  std::array<char, signature.size()> begin{};
  std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
  return std::string_view(begin.data(), begin.size()) == signature;
}

int examine_with_hdf5(const std::string& path, std::string& text) {
  hdf5::prepare_thread();
  const Handle file = hdf5::open_file_for_passing_through(path);
  if (const std::string unknown = find_unknown_format(file, path); !unknown.empty()) {
    text = unknown + "\n";
    return 3;
  }
  for (const char* name : {"state_hash", "status"})
    if (!hdf5::has_link(file, name)) {
      text = path + " is an HDF5 file, but no results file of tessera\n";
      return 3;
    }
  return examine_open_file(file, text);
}

Soundness examine_without_digest(const std::string& path) {
  const ChildAnswer answer = run_in_limited_child([&](std::string& text) { return examine_with_hdf5(path, text); }, limits_for_file(path));
  if (!answer.answered || (!answer.text.empty() && answer.text.back() != '\n'))  // it ended before its last line
    return {answer.code, fmt::format("{} is damaged: {}\n", path, answer.text), false};
  return {answer.code, answer.text, false};
}

}  // namespace

Soundness examine_results(const std::string& path) {
  try {
    if (!std::filesystem::exists(path)) return {3, path + " is not there\n", false};
    if (std::filesystem::is_directory(path)) return {3, path + " is a folder, no file\n", false};
    if (check_digest_beside(path) == DigestBeside::missing && !has_hdf5_signature(path))
      return {3, path + " is no HDF5 file, and so no results file of tessera\n", false};
    switch (check_digest_beside(path)) {
      case DigestBeside::differs:
        return {1, fmt::format("{} is damaged: {} does not fit it\n", path, digest_path(path)), true};
      case DigestBeside::missing: return examine_without_digest(path);
      case DigestBeside::fits: break;
    }
    Soundness soundness{0, "", true};
    soundness.exit_code = examine_with_hdf5(path, soundness.text);
    return soundness;
  } catch (const std::exception& reason) {
    return {3, std::string(reason.what()) + "\n", false};
  }
}

}  // namespace tessera
