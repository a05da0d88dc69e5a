#include "results/snapshot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "formulas/trust.hpp"
#include "results/durable.hpp"
#include "results/stored_world.hpp"

namespace tessera {
namespace {

constexpr std::string_view kind = "snapshot";

// Written by founding alone, or final once an organisation has closed.
constexpr std::array<std::string_view, 19> kept_once{
    "id",      "type",    "sector",     "district",    "x_km",          "y_km",       "radius_km",
    "founded_month", "closed_month", "closure_reason", "drawn", "mission", "access",
    "revenue_usd", "service_share", "wage_share", "target_reserve_months", "space_m2_hours", "base_income_usd"};
constexpr std::array<std::string_view, 29> kept_every_snapshot{
    "active",      "visibility",      "credibility",       "capability",      "expected_income_usd", "cost_level_usd",
    "money_usd",   "insolvent_months", "goods_income_usd", "goods_usd",       "volunteers",          "morale",
    "hours_use",   "volunteers_joined", "volunteers_left", "staff_hours",     "volunteer_hours",     "overhead_hours",
    "perceived",   "idle",            "own_output",        "own_met",
    "expertise",   "propensity",      "performance",       "practices",       "new_practices",     "volunteers_lent",
    "volunteers_borrowed"};

bool kept_in_file(const Field& field) {
  if (field.table == "organisations") return keeping_of_organisation_field(field.name) != Keeping::not_kept;
  if (field.table == "grants") return field.axes == "application";
  return field.table == "ties" || field.table == "partnerships" || field.table == "memberships";
}

std::string prefix_of(const std::string& part) { return part + ".agents-"; }

// Trust of the truster in the trusted, as the model holds it.
double trust_of(double good, double bad, double credibility, const TrustParameters& trust) {
  return trust_from_evidence(good, bad, institutional_trust(credibility, trust.prior_mean, trust.prior_credibility),
                             trust.prior_counts);
}

bool read_number(std::string_view& rest, auto& number) {
  const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (result.ec != std::errc{}) return false;
  rest.remove_prefix(static_cast<std::size_t>(result.ptr - rest.data()));
  return true;
}

}  // namespace

Keeping keeping_of_organisation_field(std::string_view name) {
  if (std::find(kept_once.begin(), kept_once.end(), name) != kept_once.end()) return Keeping::once;
  if (std::find(kept_every_snapshot.begin(), kept_every_snapshot.end(), name) != kept_every_snapshot.end())
    return Keeping::every_snapshot;
  return Keeping::not_kept;
}

void write_snapshot_file(const std::string& part, std::uint32_t replicate, const World& world,
                         const Parameters& parameters) {
  const Ties& ties = world.ties;
  const std::vector<double>& credibility = world.organisations.credibility;
  std::vector<double> trust_ab(ties.count()), trust_ba(ties.count());
  for (std::size_t t = 0; t < ties.count(); ++t) {
    trust_ab[t] = trust_of(ties.good_ab[t], ties.bad_ab[t], credibility[ties.b[t]], parameters.trust);
    trust_ba[t] = trust_of(ties.good_ba[t], ties.bad_ba[t], credibility[ties.a[t]], parameters.trust);
  }
  ArrayFileWriter file(fmt::format("{}{}-{}.snapshot", prefix_of(part), replicate, world.month), kind);
  store_world(file, world, kept_in_file);
  file.add("trust_ab", trust_ab);
  file.add("trust_ba", trust_ba);
  file.publish(false, false);
}

std::vector<SnapshotFile> find_snapshot_files(const std::string& part) {
  std::vector<SnapshotFile> found;
  const std::string prefix = name_of(prefix_of(part));
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(part), ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    std::string_view rest = std::string_view(name).substr(prefix.size());
    SnapshotFile file{0, 0, entry.path().string()};
    if (!read_number(rest, file.replicate) || !rest.starts_with('-')) continue;
    rest.remove_prefix(1);
    if (read_number(rest, file.month) && rest == ".snapshot") found.push_back(file);
  }
  std::sort(found.begin(), found.end(), [](const SnapshotFile& one, const SnapshotFile& other) {
    return std::pair(one.replicate, one.month) < std::pair(other.replicate, other.month);
  });
  return found;
}

Snapshot read_snapshot_file(const std::string& path) {
  const ArrayFileReader file(path, kind);
  return {restore_world(file, kept_in_file), file.read<double>("trust_ab"), file.read<double>("trust_ba")};
}

}  // namespace tessera
