#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "scenario/read_parts.hpp"
#include "scenario/sections.hpp"

namespace tessera {
namespace {

constexpr Place top_of_file{0, 1, 1};

Place place_of(const Reading& reading, const std::string& path) {
  const auto found = reading.given.find(path);
  return found == reading.given.end() ? top_of_file : found->second;
}

// The place of the i-th described entry; rows of tables come after those of the file and have no place here.
Place place_of_item(const Node& root, std::string_view list, std::size_t i) {
  const Entry* entry = find_entry(root, list);
  if (entry == nullptr || i >= entry->value.items.size()) return top_of_file;
  return entry->value.items[i].place;
}

Place place_of_key(const Node& root, std::string_view list, std::size_t i, std::string_view key) {
  const Entry* entry = find_entry(root, list);
  if (entry == nullptr || i >= entry->value.items.size()) return top_of_file;
  const Entry* value = find_entry(entry->value.items[i], key);
  return value == nullptr ? entry->value.items[i].place : value->value.place;
}

template <class List>
bool any_above_zero(const List& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return value > 0.0; });
}

void check_groups_and_areas(Reading& reading) {
  const Parameters& parameters = reading.scenario.parameters;
  const auto& groups = parameters.groups;
  if (!groups.empty() &&
      std::none_of(groups.begin(), groups.end(), [](const GroupTraits& group) { return group.share > 0.0; }))
    reading.faults.add(place_of(reading, "group." + groups[0].name + ".share"),
                       "the shares of all groups are zero; nobody would live here");
  for (const AreaTraits& area : parameters.areas)
    if (!any_above_zero(area.requirement))
      reading.faults.add(
          place_of(reading, "area." + area.name + ".hours"),
          fmt::format("area {} needs nothing to be served; give hours, money_usd, goods_usd or space_m2_hours, or like",
                      quote_for_message(area.name)));
}

void check_types(Reading& reading) {
  const Parameters& parameters = reading.scenario.parameters;
  double weight = 0.0;
  for (const TypeTraits& type : parameters.types) {
    weight += type.share;
    const Place place = place_of(reading, fmt::format("type.{}.share", type.name));
    if (type.share > 0.0 && !any_above_zero(type.mission))
      reading.faults.add(place, fmt::format("type {} has weight but no mission in the areas of this community",
                                            quote_for_message(type.name)));
    if (type.share > 0.0 && !any_above_zero(type.funding))
      reading.faults.add(
          place, fmt::format("type {} has weight but no source of income (donations, fees, appropriation, grants)",
                             quote_for_message(type.name)));
  }
  if (weight <= 0.0 && parameters.founding.organisations > 0.0)
    reading.faults.add(place_of(reading, "organisations.count"),
                       "organisations.count asks for organisations, but every type has weight zero");
}

void check_residents(Reading& reading) {
  const Scenario& scenario = reading.scenario;
  const CommunityParameters& community = scenario.parameters.community;
  if (community.districts <= 0.0 && !describes_districts(scenario)) {
    reading.faults.add(place_of(reading, "community.districts"),
                       "a community without districts; describe some with [[district]] or give community.districts");
    return;
  }
  bool anybody = community.districts > 0.0 && community.residents > 0.0;
  for (const DistrictRecord& district : scenario.districts)
    anybody = anybody || (district.group_residents.empty() ? district.residents.value_or(1.0) > 0.0
                                                           : any_above_zero(district.group_residents));
  if (!anybody && scenario.districts_table.empty())
    reading.faults.add(place_of(reading, "community.residents"), "a community without residents");
}

void check_sums(Reading& reading) {
  const VolunteeringParameters& volunteering = reading.scenario.parameters.volunteering;
  constexpr double rounding = 1e-9;
  if (volunteering.share_low + volunteering.share_middle + volunteering.share_high > 1.0 + rounding)
    reading.faults.add(place_of(reading, "volunteering.share_low"),
                       "volunteering.share_low, share_middle and share_high together exceed 1");
  const PartnerSearchParameters& search = reading.scenario.parameters.partner_search;
  if (search.near_share + search.acquaintance_share > 1.0 + rounding)
    reading.faults.add(place_of(reading, "partner_search.near_share"),
                       "partner_search.near_share and acquaintance_share together exceed 1");
}

void check_districts(Reading& reading, const Node& root) {
  std::unordered_set<std::string> names;
  const auto synthetic = static_cast<std::size_t>(reading.scenario.parameters.community.districts);
  for (std::size_t i = 0; i < synthetic; ++i) names.insert(name_district(reading.scenario, i));
  const auto& districts = reading.scenario.districts;
  for (std::size_t i = 0; i < districts.size(); ++i) {
    const DistrictRecord& district = districts[i];
    if (!district.name.empty() && !names.insert(district.name).second)
      reading.faults.add(place_of_key(root, "district", i, "name"),
                         fmt::format("there are two districts called {}", quote_for_message(district.name)));
    if (district.x_km.has_value() != district.y_km.has_value())
      reading.faults.add(place_of_item(root, "district", i), "x_km and y_km belong together; give both or none");
    const double counted = std::accumulate(district.group_residents.begin(), district.group_residents.end(), 0.0);
    if (district.residents && !district.group_residents.empty() && std::abs(*district.residents - counted) > 0.5)
      reading.faults.add(place_of_key(root, "district", i, "residents"),
                         fmt::format("residents is {}, but the groups add up to {}", write_number(*district.residents),
                                     write_number(counted)));
  }
}

void check_home(Reading& reading, const Node& root, std::size_t i, const std::vector<std::string>& districts) {
  const OrganisationRecord& organisation = reading.scenario.organisations[i];
  if (!organisation.district || reading.faults.full()) return;
  const std::vector<std::string_view> known(districts.begin(), districts.end());
  if (find_name(known, *organisation.district) < known.size()) return;
  reading.faults.add(place_of_key(root, "organisation", i, "district"),
                     fmt::format("there is no district {}{}", quote_for_message(*organisation.district),
                                 suggest_known_name(*organisation.district, known)));
}

void check_organisations(Reading& reading, const Node& root) {
  const Scenario& scenario = reading.scenario;
  std::vector<std::string> names;
  for (std::size_t d = 0;
       d < static_cast<std::size_t>(scenario.parameters.community.districts) + scenario.districts.size(); ++d)
    names.push_back(name_district(scenario, d));
  const std::unordered_set<std::string> districts(names.begin(), names.end());
  std::unordered_set<std::string> ids;
  for (std::size_t i = 0; i < scenario.organisations.size(); ++i) {
    const OrganisationRecord& organisation = scenario.organisations[i];
    if (!organisation.id.empty() && !ids.insert(organisation.id).second)
      reading.faults.add(place_of_key(root, "organisation", i, "id"),
                         fmt::format("there are two organisations with id {}", quote_for_message(organisation.id)));
    if (organisation.x_km.has_value() != organisation.y_km.has_value())
      reading.faults.add(place_of_item(root, "organisation", i), "x_km and y_km belong together; give both or none");
    if (organisation.mission.empty() && organisation.type < scenario.parameters.types.size() &&
        !any_above_zero(scenario.parameters.types[organisation.type].mission))
      reading.faults.add(place_of_item(root, "organisation", i),
                         "needs a mission: its type has none in the areas of this community");
    if (organisation.district && !districts.contains(*organisation.district)) check_home(reading, root, i, names);
  }
}

void check_ties(Reading& reading, const Node& root) {
  const Scenario& scenario = reading.scenario;
  std::vector<std::string_view> known;
  for (const OrganisationRecord& organisation : scenario.organisations)
    if (!organisation.id.empty()) known.push_back(organisation.id);
  const std::unordered_set<std::string_view> ids(known.begin(), known.end());
  std::set<std::pair<std::string_view, std::string_view>> pairs;
  for (std::size_t i = 0; i < scenario.ties.size(); ++i) {
    const TieRecord& tie = scenario.ties[i];
    for (const auto& [key, id] : {std::pair<std::string_view, const std::string&>{"from", tie.from}, {"to", tie.to}})
      if (!id.empty() && !ids.contains(id) && !reading.faults.full())
        reading.faults.add(
            place_of_key(root, "tie", i, key),
            fmt::format("no organisation has the id {}{}", quote_for_message(id), suggest_known_name(id, known)));
    if (!tie.from.empty() && tie.from == tie.to)
      reading.faults.add(place_of_item(root, "tie", i),
                         fmt::format("{} cannot have a tie with itself", quote_for_message(tie.from)));
    else if (!tie.from.empty() && !pairs.insert(std::minmax<std::string_view>(tie.from, tie.to)).second)
      reading.faults.add(place_of_item(root, "tie", i),
                         fmt::format("the tie between {} and {} is given twice; a tie holds both ways",
                                     quote_for_message(tie.from), quote_for_message(tie.to)));
  }
}

void check_numbers(Reading& reading, const Node& root) {
  const auto& organisations = reading.scenario.organisations;
  std::unordered_map<double, std::size_t> seen;
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    const auto& number = organisations[i].number;
    if (!number || reading.faults.full()) continue;
    const Place place = place_of_key(root, "organisation", i, "number");
    if (*number != std::floor(*number))
      reading.faults.add(place, fmt::format("number must be whole, but is {}", write_number(*number)));
    else if (const auto [other, fresh] = seen.emplace(*number, i); !fresh)
      reading.faults.add(place, fmt::format("{} and {} have the same number {}", quote_for_message(organisations[other->second].id),
                                            quote_for_message(organisations[i].id), write_number(*number)));
  }
}

void check_evidence(Reading& reading, const Node& root) {
  const auto& ties = reading.scenario.ties;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    const TieRecord& tie = ties[i];
    const int given = tie.good.has_value() + tie.bad.has_value() + tie.good_back.has_value() + tie.bad_back.has_value();
    if (given != 0 && (given != 4 || tie.trust || tie.trust_back))
      reading.faults.add(place_of_item(root, "tie", i), fmt::format("the tie between {} and {}: give trust, or all of good, bad, good_back and bad_back",
                                                                    quote_for_message(tie.from), quote_for_message(tie.to)));
    if (tie.trust_back && !tie.trust)
      reading.faults.add(place_of_item(root, "tie", i), "trust_back without trust; give both, or trust alone for both ways");
  }
}

void check_partnership_records(Reading& reading, const Node& root) {
  std::map<std::string_view, std::set<std::string_view>> members;
  for (const OrganisationRecord& organisation : reading.scenario.organisations)
    for (const std::string& name : organisation.partnerships) members[name].insert(organisation.id);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < reading.scenario.partnerships.size(); ++i) {
    const PartnershipRecord& record = reading.scenario.partnerships[i];
    const Place place = place_of_item(root, "partnership", i);
    if (!names.insert(record.name).second)
      reading.faults.add(place, fmt::format("there are two partnerships called {}", quote_for_message(record.name)));
    if (!members.contains(record.name))
      reading.faults.add(place, fmt::format("no organisation names the partnership {} as its own", quote_for_message(record.name)));
    else if (!record.lead.empty() && !members.at(record.name).contains(record.lead))
      reading.faults.add(place, fmt::format("{} leads the partnership {} but is no member of it", quote_for_message(record.lead),
                                            quote_for_message(record.name)));
    if (!record.lead.empty() && record.governance == Governance::shared)
      reading.faults.add(place, fmt::format("the partnership {} has a lead under shared governance", quote_for_message(record.name)));
  }
}

void check_partnerships(Reading& reading, const Node& root) {
  struct Seen {
    std::size_t first, members, leaders;
  };
  std::map<std::string_view, Seen> seen;
  const auto& organisations = reading.scenario.organisations;
  for (std::size_t i = 0; i < organisations.size(); ++i) {
    for (const std::string& name :
         std::set<std::string>(organisations[i].partnerships.begin(), organisations[i].partnerships.end())) {
      const auto& own = organisations[i].partnerships;
      const std::string_view kept = *std::find(own.begin(), own.end(), name);
      Seen& partnership = seen.emplace(kept, Seen{i, 0, 0}).first->second;
      ++partnership.members;
      if (organisations[i].leads) ++partnership.leaders;
    }
    if (organisations[i].leads && organisations[i].partnerships.empty())
      reading.faults.add(place_of_key(root, "organisation", i, "leads"),
                         "leads = true, but it belongs to no partnership");
  }
  for (const auto& [name, partnership] : seen) {
    const Place place = place_of_key(root, "organisation", partnership.first, "partnerships");
    if (partnership.members < 2)
      reading.faults.add(
          place, fmt::format("partnership {} has one member only; it needs two or more", quote_for_message(name)));
    if (partnership.leaders > 1)
      reading.faults.add(place, fmt::format("partnership {} has {} leading organisations; one at most",
                                            quote_for_message(name), partnership.leaders));
  }
}

}  // namespace

bool describes_districts(const Scenario& scenario) {
  return !scenario.districts.empty() || !scenario.districts_table.empty();
}

bool describes_organisations(const Scenario& scenario) {
  return !scenario.organisations.empty() || !scenario.organisations_table.empty();
}

void check_consistency(Reading& reading, const Node& root) {
  check_groups_and_areas(reading);
  check_types(reading);
  check_residents(reading);
  check_sums(reading);
  check_districts(reading, root);
  check_organisations(reading, root);
  check_ties(reading, root);
  check_partnerships(reading, root);
  check_numbers(reading, root);
  check_evidence(reading, root);
  check_partnership_records(reading, root);
}

}  // namespace tessera
