#include "command/outline.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace tessera {
namespace {

// Arguments and options whose name says what they take.
const std::map<std::string, Wanted>& wanted_by_name() {
  static const std::map<std::string, Wanted> wanted{
      {"SCENARIO", Wanted::scenario}, {"FILE", Wanted::scenario},       {"--scenario", Wanted::scenario}, {"RESULTS", Wanted::results},
      {"SHARDS", Wanted::results},    {"PART", Wanted::part},           {"ORGANISATIONS", Wanted::table}, {"TIES", Wanted::table},
      {"DISTRICTS", Wanted::table},   {"NAME", Wanted::name},           {"OF_KIND", Wanted::name},        {"PATH", Wanted::value_path},
      {"--set", Wanted::value_path},  {"--measure", Wanted::measures},  {"--output", Wanted::file},       {"--csv", Wanted::file},
      {"--write", Wanted::folder},    {"--folder", Wanted::folder}};
  return wanted;
}

// "TEXT:{en,ar}" has two.
std::vector<std::string> list_choices(const std::string& type) {
  const std::size_t begin = type.find('{'), end = type.find('}');
  std::vector<std::string> choices;
  if (begin == std::string::npos || end == std::string::npos) return choices;
  std::istringstream words(type.substr(begin + 1, end - begin - 1));
  for (std::string word; std::getline(words, word, ',');) choices.push_back(word);
  return choices;
}

OutlinedOption outline_option(const CLI::Option& option) {
  OutlinedOption outlined{.does = option.get_description(), .required = option.get_required()};
  if (!option.get_lnames().empty()) outlined.long_name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) outlined.short_name = "-" + option.get_snames().front();
  const bool flag = option.get_type_size_max() == 0;
  const std::string type = option.get_type_name();
  outlined.argument = option.get_positional() ? option.get_name(true, false) : flag ? "" : type.substr(0, type.find(':'));
  outlined.choices = list_choices(type);
  outlined.repeated = option.get_expected_max() > 1;
  const auto found = wanted_by_name().find(option.get_positional() ? outlined.argument : outlined.long_name);
  if (!outlined.choices.empty()) outlined.wanted = Wanted::choice;
  else if (found != wanted_by_name().end()) outlined.wanted = found->second;
  else if (!flag) outlined.wanted = Wanted::text;
  return outlined;
}

std::vector<std::string> list_examples(const std::string& footer) {
  std::vector<std::string> examples;
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("  ")) examples.push_back(line.substr(2));
  return examples;
}

}  // namespace

std::vector<OutlinedCommand> outline_commands(const CLI::App& program) {
  std::vector<OutlinedCommand> commands;
  for (const CLI::App* sub : program.get_subcommands([](const CLI::App*) { return true; })) {
    OutlinedCommand command{.name = sub->get_name(), .does = sub->get_description(), .examples = list_examples(sub->get_footer())};
    for (const CLI::Option* option : sub->get_options()) command.options.push_back(outline_option(*option));
    std::stable_partition(command.options.begin(), command.options.end(),
                          [](const OutlinedOption& option) { return option.long_name.empty() && option.short_name.empty(); });
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace tessera
