#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "scenario/import_formats.hpp"
#include "scenario/import_words.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

constexpr double km_per_degree = 111.32;
constexpr double farthest_km = 200.0;  // a place farther than this from the middle is taken for a slip of the pen

struct Place {
  double latitude, longitude;
};

std::optional<double> degrees(const std::string& text, double most) {
  double value = 0.0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || std::abs(value) > most) return std::nullopt;
  return value;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

TextTable read_beside(const std::string& file, const char* name, TableFaults& faults) {
  const fs::path path = fs::path(file).parent_path() / name;
  std::error_code error;
  return fs::is_regular_file(path, error) ? read_text_table(path.string(), faults) : TextTable{};
}

using Rows = std::unordered_map<std::string, std::size_t>;

class Directory {
 public:
  Directory(Imported& imported, const TextTable& organisations) : imported_(imported), texts_(organisations.rows.size()), places_(organisations.rows.size()) {
    for (std::size_t row = 0; row < organisations.rows.size(); ++row) rows_.emplace(organisations.cell(row, "id"), row);
  }

  void add_services(const TextTable& services) {
    for (std::size_t k = 0; k < services.rows.size(); ++k) {
      const auto owner = rows_.find(services.cell(k, "organization_id"));
      if (owner == rows_.end()) continue;
      owner_of_service_.emplace(services.cell(k, "id"), owner->second);
      texts_[owner->second] += services.cell(k, "name") + " " + services.cell(k, "description") + " ";
    }
  }

  // A location belongs to an organisation itself, or through a service that is offered there; the first one counts.
  void add_locations(const TextTable& locations, const TextTable& services_at) {
    Rows location_row;
    for (std::size_t k = 0; k < locations.rows.size(); ++k) {
      location_row.emplace(locations.cell(k, "id"), k);
      if (const auto owner = rows_.find(locations.cell(k, "organization_id")); owner != rows_.end()) place(owner->second, locations, k);
    }
    for (std::size_t k = 0; k < services_at.rows.size(); ++k) {
      const auto owner = owner_of_service_.find(services_at.cell(k, "service_id"));
      const auto location = location_row.find(services_at.cell(k, "location_id"));
      if (owner != owner_of_service_.end() && location != location_row.end()) place(owner->second, locations, location->second);
    }
  }

  const std::string& services_of(std::size_t row) const { return texts_[row]; }

  // Equirectangular projection around the median place, in km; the far-off are left open.
  void project(std::vector<OrganisationRecord>& records) {
    std::vector<double> latitudes, longitudes;
    for (const auto& place : places_)
      if (place) {
        latitudes.push_back(place->latitude);
        longitudes.push_back(place->longitude);
      }
    std::size_t open = places_.size() - latitudes.size();
    if (!latitudes.empty()) {
      const double latitude = median(latitudes);
      const double longitude = median(longitudes);
      const double shrink = std::cos(latitude * std::numbers::pi / 180.0);
      for (std::size_t k = 0; k < places_.size(); ++k) {
        if (!places_[k]) continue;
        const double x = (places_[k]->longitude - longitude) * shrink * km_per_degree;
        const double y = (places_[k]->latitude - latitude) * km_per_degree;
        if (std::hypot(x, y) > farthest_km) {
          ++open;
          continue;
        }
        records[k].x_km = std::round(x * 1000.0) / 1000.0;
        records[k].y_km = std::round(y * 1000.0) / 1000.0;
      }
    }
    if (open > 0) imported_.notes.push_back(fmt::format("{} of {} organisations have no usable place: theirs is drawn", open, places_.size()));
  }

 private:
  void place(std::size_t organisation, const TextTable& locations, std::size_t k) {
    const auto latitude = degrees(locations.cell(k, "latitude"), 90.0);
    const auto longitude = degrees(locations.cell(k, "longitude"), 180.0);
    if (!places_[organisation] && latitude && longitude && (*latitude != 0.0 || *longitude != 0.0))
      places_[organisation] = Place{*latitude, *longitude};
  }

  Imported& imported_;
  Rows rows_;
  Rows owner_of_service_;
  std::vector<std::string> texts_;
  std::vector<std::optional<Place>> places_;
};

}  // namespace

void import_hsds(Imported& imported, const std::string& file, TableFaults& faults) {
  const TextTable organisations = read_text_table(file, faults);
  Directory directory(imported, organisations);
  directory.add_services(read_beside(file, "service.csv", faults));
  directory.add_locations(read_beside(file, "location.csv", faults), read_beside(file, "service_at_location.csv", faults));
  const Parameters& parameters = imported.scenario.parameters;
  std::unordered_map<std::string, int> seen;
  std::size_t without_areas = 0;
  for (std::size_t row = 0; row < organisations.rows.size(); ++row) {
    OrganisationRecord record;
    record.id = organisations.cell(row, "id");
    record.name = organisations.cell(row, "name");
    const CsvCell& first = organisations.rows[row].front();
    if (record.id.empty()) faults.add(file, first.line, first.column, "id is empty");
    if (++seen[record.id] == 2) faults.add(file, first.line, first.column, fmt::format("there are two organisations with id \"{}\"", record.id));
    const std::string about = record.name + " " + organisations.cell(row, "description");
    std::string_view type = type_of_words(record.name);
    if (type == "charity") type = type_of_words(about);
    record.type = type_index(parameters, type);
    record.mission = areas_of_words(directory.services_of(row).empty() ? about : directory.services_of(row), parameters);
    double sum = 0.0;
    for (const double weight : record.mission) sum += weight;
    for (double& weight : record.mission) weight /= sum;
    if (record.mission.empty()) ++without_areas;
    imported.scenario.organisations.push_back(std::move(record));
  }
  directory.project(imported.scenario.organisations);
  if (without_areas > 0)
    imported.notes.push_back(fmt::format("{} of {} organisations name no service that a word table knows: their mission is drawn",
                                         without_areas, organisations.rows.size()));
}

}  // namespace tessera
