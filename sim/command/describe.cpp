#include "command/describe.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "command/describe_examples.hpp"
#include "measures/measures.hpp"
#include "parameters/levers.hpp"
#include "scenario/reference.hpp"

namespace tessera {
namespace {

// In the order of the month.
std::vector<NamedText> list_mechanisms() {
  const auto mechanism = [](const char* name, const char* text) { return NamedText{name, "mechanism", "", text}; };
  return {mechanism("founding", "Builds the first world: districts, organisations, who knows whom."),
          mechanism("calendar", "Policies and shocks of the month: whom they reach, how strongly, at what public cost."),
          mechanism("needs", "Residents' needs arise, and part of what was unmet comes back."),
          mechanism("finance", "Income and costs of the month; staff follow the target of reserves."),
          mechanism("volunteering", "Residents join and quit as volunteers; nobody is counted twice."),
          mechanism("assessment", "Organisations perceive unmet need, with error, and set their attention."),
          mechanism("meeting", "Organisations meet at events and gain a first impression."),
          mechanism("partner_search", "Organisations look for partners; only what both want happens."),
          mechanism("dialogue", "Forming partnerships settle their purpose."),
          mechanism("agreement", "Partnerships sign terms, commitments and governance, or lapse."),
          mechanism("contribution", "Members give of what they committed, by conditional cooperation."),
          mechanism("delivery", "Organisations and partnerships serve residents."),
          mechanism("evaluation", "Partnerships are reviewed: continue, renew, leave or end."),
          mechanism("solidarity", "Partners with reserves help a member whose cash is overdrawn."),
          mechanism("grants", "Calls are opened, applications scored, awards paid month by month."),
          mechanism("loans", "Partners with idle volunteers lend some to partners short of hours."),
          mechanism("conflict", "Running partnerships fall out, lose time over it, and make up, forget it or lose a member."),
          mechanism("credibility", "Public standing follows what people see and the company an organisation keeps."),
          mechanism("learning", "Expertise and new practices pass between partners; collaboration is learnt by doing and by failing."),
          mechanism("trust", "What was seen of partners becomes evidence; old evidence fades."),
          mechanism("entry_exit", "Organisations close and new ones are founded."),
          mechanism("reporting", "Once a year organisations tell a survey with whom they work, with errors.")};
}

std::vector<NamedText> list_others() {
  std::vector<NamedText> others = list_mechanisms();
  for (const LeverRow& row : lever_table())
    others.push_back({std::string(lever_names[static_cast<std::size_t>(row.lever)]), "lever", "", describe_lever(row)});
  for (const ShockRow& row : shock_table())
    others.push_back({std::string(shock_names[static_cast<std::size_t>(row.kind)]), "shock", "", describe_shock(row)});
  for (const Measure& measure : measure_table()) {
    std::string text(measure.definition);
    if (!measure.axis.empty()) text += " By " + std::string(measure.axis) + ".";
    if (!measure.serves.empty()) text += " Serves: " + std::string(measure.serves) + ".";
    others.push_back({std::string(measure.name), "measure", std::string(measure.unit), std::move(text)});
  }
  return others;
}

// "measure" or "measures": all of a kind, one line each.
std::string list_kind(const std::string& kind, const std::vector<NamedText>& others) {
  std::string text;
  for (const NamedText& other : others)
    if (other.kind == kind || other.kind + "s" == kind) text += fmt::format("{:<32} {}\n", other.name, other.text);
  if (kind == "parameter" || kind == "parameters")
    for (const ReferenceRow& row : reference_rows()) text += fmt::format("{:<46} {}\n", row.path, row.meaning);
  return text;
}

// All there is to know of one measure. Throws InputError with the nearest known name.
std::string describe_measure(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Measure& measure : measure_table()) {
    known.push_back(measure.name);
    if (measure.name != name) continue;
    return fmt::format("{} (measure)\n  {}\n  unit    {}\n  axis    {}\n  serves  {}\n  taken   {}\n", measure.name,
                       measure.definition, measure.unit, measure.axis.empty() ? "none: one number" : measure.axis,
                       measure.serves.empty() ? "nothing in particular" : measure.serves,
                       measure.yearly ? "once a year and in the last month" : "every month");
  }
  throw InputError(fmt::format("no measure is called '{}'{}", name, suggest_name(name, known)));
}

bool is_kind(const std::string& word) {
  return word == "parameter" || word == "lever" || word == "shock" || word == "measure" || word == "mechanism";
}

}  // namespace

int describe_command(const std::vector<std::string>& words, bool as_json, std::ostream& out) {
  std::vector<NamedText> others = list_others();
  if (as_json) {
    out << describe_reference_as_json(others).dump(2) << "\n";
    return 0;
  }
  if (words.empty()) {
    out << describe_reference("", others);
    return 0;
  }
  const std::string all = words.size() == 1 ? list_kind(words[0], others) : "";
  if (!all.empty()) {
    out << all;
    return 0;
  }
  if (words.size() > 1 && !is_kind(words[0]))
    throw InputError(fmt::format("'{}' is no kind; known are parameter, lever, shock, measure, mechanism", words[0]));
  if (words.size() > 1 && words[0] == "measure") {
    out << describe_measure(words.back()) << example_of(words.back());
    return 0;
  }
  if (words.size() > 1) std::erase_if(others, [&](const NamedText& other) { return other.kind != words[0]; });
  out << describe_reference(words.back(), others) << example_of(words.back());
  return 0;
}

}  // namespace tessera
