#include "analysis/claims/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "analysis/claims/outcome.hpp"
#include "run/replicate.hpp"
#include "scenario/csv.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

std::vector<IndexRow> read_index(const std::string& file, std::vector<Fault>& faults) {
  TableFaults of_table(faults);
  std::vector<IndexRow> rows;
  bool header = true;
  scan_csv(file, of_table, [&](std::span<const CsvCell> cells) {
    if (cells.size() != 3 || (header && cells[0].text != "id"))
      of_table.add(file, cells.empty() ? 0 : cells[0].line, 1, "rows are id,disputed,claim");
    else if (!header)
      rows.push_back({cells[0].text, cells[1].text == "yes", cells[2].text});
    header = false;
    return of_table.empty();
  });
  of_table.close();
  return rows;
}

std::vector<std::string> list_experiments(const std::string& path) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(path))
    if (entry.is_regular_file() && entry.path().extension() == ".toml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

void check_pair(const Claim& claim, std::size_t treatment, std::size_t baseline, const Experiment& experiment,
                std::vector<Fault>& faults) {
  const Scenario other = read_point(experiment, treatment), base = read_point(experiment, baseline);
  if (seed_of(other) != seed_of(base))
    faults.push_back(make_fault(experiment.files, claim.place, "treatment and baseline need the same run.seed to be compared on the same luck"));
  for (const Scenario* scenario : {&other, &base})
    for (const auto* outcome : {&claim.outcome, &claim.downstream})
      if (*outcome) check_outcome(**outcome, *scenario, experiment, faults);
}

void check_claims(const ClaimsFolder& folder, const Experiment& experiment, std::map<std::string, std::string>& answered,
                  std::vector<Fault>& faults) {
  for (const Claim& claim : experiment.claims) {
    try {
      find_index_row(folder, claim.id);
    } catch (const InputError& error) {
      faults.push_back(make_fault(experiment.files, claim.place, error.faults().front().message));
    }
    const auto [other, fresh] = answered.try_emplace(claim.id, experiment.file);
    if (!fresh)
      faults.push_back(make_fault(experiment.files, claim.place, fmt::format("{} is answered in {} too", claim.id, other->second)));
    if (claim.kind == ClaimKind::not_represented) continue;
    check_pair(claim, claim.treatment, claim.baseline, experiment, faults);
    if (claim.beyond) check_pair(claim, claim.beyond->treatment, claim.beyond->baseline, experiment, faults);
    for (const Regime& regime : claim.regimes) check_pair(claim, regime.treatment, regime.baseline, experiment, faults);
  }
}

}  // namespace

std::vector<std::string> ClaimsFolder::missing() const {
  std::vector<std::string> ids;
  for (const IndexRow& row : index) {
    const auto answers = [&](const Experiment& experiment) {
      return std::any_of(experiment.claims.begin(), experiment.claims.end(), [&](const Claim& claim) { return claim.id == row.id; });
    };
    if (std::none_of(experiments.begin(), experiments.end(), answers)) ids.push_back(row.id);
  }
  return ids;
}

std::size_t find_index_row(const ClaimsFolder& folder, const std::string& id) {
  std::vector<std::string_view> ids;
  for (const IndexRow& row : folder.index) {
    if (row.id == id) return ids.size();
    ids.push_back(row.id);
  }
  throw InputError(fmt::format("no claim is called {}{}", quote_for_message(id), suggest_known_name(id, ids)));
}

ClaimsFolder read_claims_folder(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) throw InputError(fmt::format("there is no folder {} with claims", quote_for_message(path)));
  ClaimsFolder folder{.path = path};
  std::vector<Fault> faults;
  folder.index = read_index((fs::path(path) / "index.csv").string(), faults);
  for (const std::string& file : list_experiments(path)) {
    try {
      Experiment experiment = read_experiment(file);
      if (!experiment.claims.empty()) folder.experiments.push_back(std::move(experiment));
    } catch (const InputError& of_file) {
      faults.insert(faults.end(), of_file.faults().begin(), of_file.faults().end());
    }
  }
  std::map<std::string, std::string> answered;
  if (faults.empty())
    for (const Experiment& experiment : folder.experiments) check_claims(folder, experiment, answered, faults);
  if (!faults.empty()) throw InputError(faults);
  return folder;
}

}  // namespace tessera
