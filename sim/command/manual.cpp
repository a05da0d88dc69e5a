#include "command/manual.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

// Text as roff takes it: a dash that can be copied, no line that begins like a request.
std::string roff(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += "\\e";
    else if (c == '-') escaped += "\\-";
    else if ((c == '.' || c == '\'') && escaped.empty()) escaped += std::string("\\&") + c;
    else escaped += c;
  }
  return escaped;
}

std::string name_option(const OutlinedOption& option) {
  std::string names;
  if (!option.short_name.empty()) names = "\\fB" + roff(option.short_name) + "\\fR";
  if (!option.long_name.empty()) names += (names.empty() ? "\\fB" : ", \\fB") + roff(option.long_name) + "\\fR";
  if (names.empty()) return "\\fI" + option.argument + "\\fR";
  if (option.argument.empty()) return names;
  std::string value = option.argument;
  if (!option.choices.empty()) value = fmt::format("{}", fmt::join(option.choices, "\\fR|\\fI"));
  return names + " \\fI" + value + "\\fR";
}

std::string synopsis(const OutlinedCommand& command) {
  std::string line = fmt::format(".B tessera {}\n[\\fIoptions\\fR]", command.name);
  for (const OutlinedOption& option : command.options) {
    if (!option.long_name.empty() || !option.short_name.empty()) continue;
    const std::string name = "\\fI" + option.argument + "\\fR" + (option.repeated ? " ..." : "");
    line += option.required ? " " + name : " [" + name + "]";
  }
  return line + "\n";
}

std::string example_block(const std::vector<std::string>& examples) {
  std::string text = ".PP\n.nf\n.RS 4\n";
  for (const std::string& example : examples) text += roff(example) + "\n";
  return text + ".RE\n.fi\n";
}

std::string command_section(const OutlinedCommand& command) {
  std::string text = fmt::format(".SS tessera {}\n{}.PP\n{}\n", command.name, synopsis(command), roff(command.does));
  for (const OutlinedOption& option : command.options) {
    if (option.long_name == "--help") continue;
    text += fmt::format(".TP\n{}\n{}{}\n", name_option(option), roff(option.does), option.required ? " (required)." : ".");
  }
  return text + example_block(command.examples);
}

constexpr const char* files = R"(.SH FILES
.TP
\fIF\fR.h5
Results: HDF5 in the form of netCDF\-4. \fIF\fR.h5.sha256 beside it is the digest by which damage is found.
.TP
\fIF\fR.h5.part*
What is being written, or was left by a stopped or killed program: the same command with \fB\-\-resume\fR goes on with it,
\fBtessera recover\fR makes a file of it.
.TP
\fIF\fR.shard\-\fIK\fR\-of\-\fIN\fR.h5
A part of an experiment; \fBtessera merge\fR joins all.
.TP
share/tessera/scenarios
Beside the program: scenarios that are found by their name from anywhere.
.TP
share/tessera/scenario.schema.json, experiment.schema.json
Beside the program: JSON Schema of scenarios and experiments, for editors.
)";

constexpr const char* environment = R"(.SH ENVIRONMENT
.TP
.B LC_ALL, LC_CTYPE, LANG
Tables end with lines of blocks on a terminal whose locale is UTF\-8, and with letters (. lowest, @ highest) elsewhere.
.TP
.B NO_COLOR
If it is set and not empty, nothing is coloured. Colours are for terminals only.
.SH EXIT STATUS
.TP
.B 0
All is well.
.TP
.B 1
What was asked is answered with no: a replay that differs, a shard that is missing.
.TP
.B 2
The input can be mended: a scenario, an option, a name. All faults of a file are said together.
.TP
.B 3
A file can not be read or written, or is damaged.
.TP
.B 4
A run failed, or a promise of the program was broken: a bug in Tessera.
.TP
.B 130, 143
Stopped by a signal (128 and its number) after what was done was saved.
)";

}  // namespace

std::string manual_page(const std::vector<OutlinedCommand>& commands, const std::string& version) {
  std::string text = fmt::format(".\\\" Made by `tessera manual`.\n.TH TESSERA 1 \"\" \"Tessera {}\" \"User Commands\"\n", version);
  text += ".SH NAME\ntessera \\- simulate the partnerships of a community's organisations\n";
  text += ".SH SYNOPSIS\n.B tessera\n\\fICOMMAND\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]\n.br\n.B tessera\n\\fICOMMAND\\fR \\fB\\-\\-help\\fR\n";
  text += ".SH DESCRIPTION\nA question is a scenario: a few lines of TOML. \\fBtessera run\\fR runs it, \\fBtessera experiment\\fR compares policies\n"
          "on the same luck or moves parameters, \\fBtessera compare\\fR and \\fBtessera sensitivity\\fR say what came out, and\n"
          "\\fBtessera report\\fR makes one page to read and to send. \\fBtessera describe\\fR is the reference of all names.\n";
  text += ".SH COMMANDS\n";
  for (const OutlinedCommand& command : commands) text += command_section(command);
  text += files;
  text += environment;
  text += ".SH EXAMPLES\nA town, its outcomes and a page about it:\n" +
          example_block({"tessera run town.toml --replicates 20 -o town.h5", "tessera report town.h5"}) +
          ".PP\nPolicies compared:\n" +
          example_block({"tessera experiment sweeps/facilitation.toml -o facilitation.h5", "tessera compare facilitation.h5",
                         "tessera report facilitation.h5"}) +
          ".SH SEE ALSO\nThe documents in share/doc/tessera beside the program: README.md, MODEL.md, FORMAT.md, GLOSSARY.md.\n";
  return text;
}

}  // namespace tessera
