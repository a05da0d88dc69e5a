#include "command/completion.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measures/measures.hpp"
#include "scenario/reference.hpp"
#include "vocabulary/mechanism_names.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// The shell function that offers what an option or argument takes.
std::string offer(const OutlinedOption& option) {
  switch (option.wanted) {
    case Wanted::scenario: return "_tessera_files '*.toml'";
    case Wanted::results: return "_tessera_files '*.h5'";
    case Wanted::part: return "_tessera_files '*.part'";
    case Wanted::table: return "_tessera_files '*.csv'";
    case Wanted::file: return "_tessera_files '*'";
    case Wanted::folder: return "_tessera_files ''";
    case Wanted::measures: return "_tessera_words \"$_tessera_measures\"";
    case Wanted::value_path: return "_tessera_words \"$_tessera_paths\"";
    case Wanted::name: return "_tessera_words \"$_tessera_described\"";
    case Wanted::choice: return fmt::format("_tessera_words '{}'", join(option.choices));
    default: return ":";
  }
}

std::string bash_case(const OutlinedCommand& command) {
  std::string options, values, argument = ":";
  for (const OutlinedOption& option : command.options) {
    if (option.long_name.empty() && option.short_name.empty()) {
      if (argument == ":") argument = offer(option);
      continue;
    }
    options += (options.empty() ? "" : " ") + (option.long_name.empty() ? option.short_name : option.long_name);
    if (option.argument.empty()) continue;
    const std::string names = option.short_name.empty() ? option.long_name : option.short_name + "|" + option.long_name;
    values += fmt::format("        {}) {}; return ;;\n", names, offer(option));
  }
  std::string text = fmt::format("    {})\n", command.name);
  if (!values.empty()) text += "      case $before in\n" + values + "      esac\n";
  return text + fmt::format("      if [[ $word == -* ]]; then _tessera_words '{}'; else {}; fi ;;\n", options, argument);
}

// Written for bash, and for zsh as far as bashcompinit carries it.
constexpr const char* bash_functions = R"(
# Words that begin with what was typed; in a list with commas, after the last comma.
_tessera_words() {
  local IFS=$' \n' begin=
  case $word in *,*) begin=${word%,*}, ;; esac
  COMPREPLY=( $(compgen -P "$begin" -W "$1" -- "${word#"$begin"}") )
}

# Files of a pattern, and folders on the way to them.
_tessera_files() {
  local IFS=$'\n'
  COMPREPLY=( $(compgen -d -- "$word") )
  [ -z "$1" ] || COMPREPLY+=( $(compgen -f -X "!$1" -- "$word") )
  compopt -o filenames 2>/dev/null || true
}

_tessera() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= at
  COMPREPLY=()
  [ "$word" != = ] || word=
  [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}
  for ((at = 1; at < COMP_CWORD; at++)); do
    case ${COMP_WORDS[at]} in -*) ;; *) command=${COMP_WORDS[at]}; break ;; esac
  done
  case $command in
)";

std::string bash_script(const std::vector<OutlinedCommand>& commands, const KnownNames& names) {
  std::vector<std::string> words;
  for (const OutlinedCommand& command : commands) words.push_back(command.name);
  std::string text = fmt::format("_tessera_described='{}'\n_tessera_measures='{}'\n_tessera_paths='{}'\n", join(names.described),
                                 join(names.measures), join(names.paths));
  text += bash_functions;
  text += fmt::format("    '') _tessera_words '{} --help --version' ;;\n", join(words));
  for (const OutlinedCommand& command : commands) text += bash_case(command);
  return text + "  esac\n}\ncomplete -F _tessera tessera\n";
}

std::string quote(const std::string& text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "'" + quoted + "'";
}

std::string fish_offer(const OutlinedOption& option) {
  switch (option.wanted) {
    case Wanted::measures: return " -a \"$_tessera_measures\"";
    case Wanted::value_path: return " -a \"$_tessera_paths\"";
    case Wanted::name: return " -a \"$_tessera_described\"";
    case Wanted::choice: return fmt::format(" -a '{}'", join(option.choices));
    case Wanted::text: case Wanted::nothing: return "";
    default: return " -F";
  }
}

std::string fish_line(const std::string& command, const OutlinedOption& option) {
  std::string line = fmt::format("complete -c tessera -n '__fish_seen_subcommand_from {}'", command);
  if (option.long_name.empty() && option.short_name.empty()) return line + fish_offer(option) + "\n";
  if (!option.long_name.empty()) line += " -l " + option.long_name.substr(2);
  if (!option.short_name.empty()) line += " -s " + option.short_name.substr(1);
  const std::string offered = fish_offer(option);
  if (!option.argument.empty()) line += (offered == " -F" ? " -r" : " -x") + offered;
  return line + " -d " + quote(option.does) + "\n";
}

std::string fish_script(const std::vector<OutlinedCommand>& commands, const KnownNames& names) {
  std::string text = fmt::format("set -g _tessera_described {}\nset -g _tessera_measures {}\nset -g _tessera_paths {}\n",
                                 join(names.described), join(names.measures), join(names.paths));
  text += "complete -c tessera -f\n";
  for (const OutlinedCommand& command : commands) {
    text += fmt::format("complete -c tessera -n __fish_use_subcommand -a {} -d {}\n", command.name, quote(command.does));
    for (const OutlinedOption& option : command.options) text += fish_line(command.name, option);
  }
  return text;
}

template <class Names>
void append(std::vector<std::string>& list, const Names& names) {
  for (const auto& name : names)
    if (!name.empty()) list.emplace_back(name);
}

}  // namespace

KnownNames list_known_names() {
  KnownNames names;
  for (const Measure& measure : measure_table()) names.measures.emplace_back(measure.name);
  for (const ReferenceRow& row : reference_rows()) names.paths.push_back(row.path);
  names.described = {"parameters", "levers", "shocks", "measures", "mechanisms", "parameter", "lever", "shock", "measure", "mechanism"};
  append(names.described, mechanism_names);
  append(names.described, lever_names);
  append(names.described, shock_names);
  append(names.described, names.measures);
  append(names.described, names.paths);
  return names;
}

std::string completion_script(Shell shell, const std::vector<OutlinedCommand>& commands, const KnownNames& names) {
  if (shell == Shell::fish) return "# Completion of tessera for fish; made by `tessera completion fish`.\n" + fish_script(commands, names);
  if (shell == Shell::bash) return "# Completion of tessera for bash; made by `tessera completion bash`.\n" + bash_script(commands, names);
  return "# Completion of tessera for zsh; made by `tessera completion zsh`. In ~/.zshrc: source <(tessera completion zsh)\n"
         "autoload -Uz compinit bashcompinit && compinit -u && bashcompinit\n" + bash_script(commands, names);
}

}  // namespace tessera
