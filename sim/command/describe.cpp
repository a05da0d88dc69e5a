#include "command/describe.hpp"

#include "measures/measures.hpp"
#include "scenario/reference.hpp"

namespace tessera {
namespace {

// In the order of the month.
std::vector<NamedText> list_mechanisms() {
  const auto mechanism = [](const char* name, const char* text) { return NamedText{name, "mechanism", "", text}; };
  return {mechanism("founding", "Builds the first world: districts, organisations, who knows whom."),
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
          mechanism("trust", "What was seen of partners becomes evidence; old evidence fades."),
          mechanism("entry_exit", "Organisations close and new ones are founded.")};
}

std::vector<NamedText> list_others() {
  std::vector<NamedText> others = list_mechanisms();
  for (const Measure& measure : measure_table()) {
    std::string text(measure.definition);
    if (!measure.axis.empty()) text += " By " + std::string(measure.axis) + ".";
    if (!measure.serves.empty()) text += " Serves: " + std::string(measure.serves) + ".";
    others.push_back({std::string(measure.name), "measure", std::string(measure.unit), std::move(text)});
  }
  return others;
}

}  // namespace

int describe_command(const std::string& name, bool as_json, std::ostream& out) {
  if (as_json)
    out << describe_reference_as_json(list_others()).dump(2) << "\n";
  else
    out << describe_reference(name, list_others());
  return 0;
}

}  // namespace tessera
