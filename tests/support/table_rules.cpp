// The rules for the parameter table and the tables of groups, areas and types.
#include <cctype>
#include <map>
#include <regex>

#include "support/house_rules.hpp"

namespace tessera::house {

Faults row_faults(const std::string& name, std::string_view unit, double lowest, double highest, std::string_view meaning,
                  std::string_view source) {
  static const std::set<std::string_view> units{
      "", "correlation", "count", "elasticity", "exponent", "hour", "km", "log", "log usd", "logit", "logit per km",
      "m2 hour", "month", "morale", "multiple", "per membership", "per month", "per resident and month", "per year",
      "organisation", "person", "ratio", "share", "usd", "usd per hour", "usd per m2 hour", "usd per person and month", "usd per usd", "weight", "year"};
  static const std::regex year(R"(\b(19|20)\d\d\b)");
  Faults faults;
  const auto want = [&](bool kept, const std::string& what) {
    if (!kept) faults.push_back(name + ": " + what);
  };
  want(units.count(unit) > 0, "unknown unit '" + std::string(unit) + "'");
  want(lowest < highest, "lowest is not below highest");
  want(meaning.size() >= 12 && std::isupper(static_cast<unsigned char>(meaning.front())) && meaning.back() == '.',
       "the meaning is not a sentence");
  const bool assumed = source.starts_with("assumed: ") && source.size() >= 14;
  want(assumed || std::regex_search(source.begin(), source.end(), year),
       "the source is neither a citation with a year nor 'assumed: reason'");
  return faults;
}

Faults parameter_faults(std::span<const ParameterRow> rows) {
  static const std::regex pattern(R"([a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*)");
  Faults faults;
  std::set<std::string_view> names;
  std::set<const double*> values;
  Parameters parameters{};
  for (const ParameterRow& row : rows) {
    const std::string name(row.name);
    const Faults found = row_faults(name, row.unit, row.lowest, row.highest, row.meaning, row.source);
    faults.insert(faults.end(), found.begin(), found.end());
    const auto want = [&](bool kept, const std::string& what) {
      if (!kept) faults.push_back(name + ": " + what);
    };
    want(std::regex_match(name, pattern), "the name is not section.key");
    want(row.lowest <= row.standard && row.standard <= row.highest, "the default is out of range");
    want(!row.whole || row.standard == static_cast<double>(static_cast<long long>(row.standard)), "the default is not whole");
    want(names.insert(row.name).second, "two rows of this name");
    want(values.insert(&row.value(parameters)).second, "shares its number with another row");
  }
  return faults;
}

Faults coverage_faults(std::span<const ParameterRow> rows) {
  Parameters p{};
  struct Section {
    const double* begin;
    std::size_t numbers;
    std::set<const double*> seen{};
  };
  const auto section = [](const auto& s) { return Section{reinterpret_cast<const double*>(&s), sizeof s / sizeof(double)}; };
  std::map<std::string, Section> sections{
      {"run", section(p.run)}, {"community", section(p.community)}, {"founding", section(p.founding)},
      {"needs", section(p.needs)}, {"finance", section(p.finance)}, {"volunteering", section(p.volunteering)},
      {"assessment", section(p.assessment)}, {"meeting", section(p.meeting)},
      {"partner_search", section(p.partner_search)}, {"dialogue", section(p.dialogue)},
      {"agreement", section(p.agreement)}, {"contribution", section(p.contribution)}, {"delivery", section(p.delivery)},
      {"evaluation", section(p.evaluation)}, {"trust", section(p.trust)}, {"entry_exit", section(p.entry_exit)},
      {"calendar", section(p.calendar)},
      {"solidarity", section(p.solidarity)},
      {"grants", section(p.grants)},
      {"loans", section(p.loans)},
      {"conflict", section(p.conflict)},
      {"credibility", section(p.credibility)},
      {"learning", section(p.learning)},
      {"reporting", section(p.reporting)}};
  Faults faults;
  std::size_t scalar_bytes = 0;
  for (const auto& [name, s] : sections) scalar_bytes += s.numbers * sizeof(double);
  const std::size_t tables = sizeof p.groups + sizeof p.areas + sizeof p.types + sizeof p.policies + sizeof p.shocks;
  if (scalar_bytes + tables != sizeof p) faults.push_back("Parameters has a section that this rule does not know");
  for (const ParameterRow& row : rows) {
    const std::string name(row.name);
    const auto found = sections.find(name.substr(0, name.find('.')));
    const double* value = &row.value(p);
    if (found == sections.end()) {
      faults.push_back(name + ": unknown section");
    } else if (value < found->second.begin || value >= found->second.begin + found->second.numbers) {
      faults.push_back(name + ": its number lies outside its section");
    } else {
      found->second.seen.insert(value);
    }
  }
  for (const auto& [name, s] : sections)
    if (s.seen.size() != s.numbers)
      faults.push_back(name + ": " + std::to_string(s.numbers) + " numbers and rows for " + std::to_string(s.seen.size()));
  return faults;
}

}  // namespace tessera::house
