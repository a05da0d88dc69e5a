#include "command/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <vector>

#include "base/errors.hpp"
#include "base/nearest_name.hpp"
#include "base/version.hpp"
#include "command/subcommand.hpp"
#include "results/build_facts.hpp"

namespace tessera {
namespace {

std::string describe_version() {
  return fmt::format("tessera {}\ncommit {}\ncompiler {} ({})\nHDF5 {}", program_version(), program_commit(),
                     program_compiler(), program_build(), build_facts().hdf5);
}

std::string join_arguments(int argc, char** argv) {
  std::string line = "tessera";
  for (int k = 1; k < argc; ++k) {
    const std::string_view word = argv[k];
    const bool plain = !word.empty() && word.find_first_of(" \t\n'\"\\$*?") == std::string_view::npos;
    line += plain ? fmt::format(" {}", word) : fmt::format(" '{}'", word);
  }
  return line;
}

std::vector<std::string> list_subcommands(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* sub : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

// Names of all options of the called subcommand, with their dashes.
std::vector<std::string> list_options(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* sub : program.get_subcommands())
    for (const CLI::Option* option : sub->get_options())
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string suggest(std::string_view given, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  return suggest_name(given, views);
}

// Where nobody can be told (standard error is a full disk), the exit code still says it: no exception.
template <class... Arguments>
void say_error(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
  std::fputs(text.c_str(), stderr);
}

int say_unknown_subcommand(const CLI::App& program, std::string_view given) {
  say_error("tessera: there is no command '{}'{}\nTry: tessera --help\n", given,
            suggest(given, list_subcommands(program)));
  return 2;
}

int say_bad_arguments(const CLI::App& program, const CLI::ParseError& error, int argc, char** argv) {
  std::string hint;
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
    for (int k = 1; k < argc && hint.empty(); ++k) {
      const auto options = list_options(program);
      const std::string word = std::string(argv[k]).substr(0, std::string_view(argv[k]).find('='));
      if (word.starts_with("--") && std::find(options.begin(), options.end(), word) == options.end())
        hint = suggest(word, options);
    }
  std::string message = error.what();
  while (!message.empty() && std::isspace(static_cast<unsigned char>(message.back()))) message.pop_back();
  say_error("tessera: {}{}\nTry: tessera {} --help\n", message, hint, argc > 1 ? argv[1] : "");
  return 2;
}

int say_bug(const std::string& command_line, const char* what) {
  say_error(
      "tessera: this is a bug in Tessera, not in your input: {}\nPlease send us this message, the scenario, the line\n"
      "  {}\nand the version:\n{}\n",
      what, command_line, describe_version());
  return 4;
}

// A full disk behind `tessera schema > file` must not pass for success.
void promise_all_was_said() {
  std::cout.flush();
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0 || !std::cout)
    throw FileError("what was to be printed can not be written (disk full?)");
}

}  // namespace

CLI::App* add_subcommand(CLI::App& program, const std::string& name, const std::string& does,
                         const std::string& example) {
  CLI::App* sub = program.add_subcommand(name, does);
  sub->footer("Example:\n  " + example);
  return sub;
}

int run_program(int argc, char** argv) {
  Invocation invocation{.command_line = join_arguments(argc, argv)};
  CLI::App program("Tessera simulates the partnerships of a community's organisations, month by month.", "tessera");
  program.set_version_flag("--version", describe_version());
  program.require_subcommand(1);
  program.footer("Example:\n  tessera run scenarios/town.toml\n`tessera COMMAND --help` says more.");
  add_run(program, invocation);
  add_scenario_commands(program, invocation);
  add_results_commands(program, invocation);
  add_replay(program, invocation);
  add_experiment(program, invocation);
  add_merge(program, invocation);
  add_compare(program, invocation);
  add_report(program, invocation);
  add_export(program, invocation);
  add_claims(program, invocation);
  add_patterns(program, invocation);
  add_calibrate(program, invocation);
  add_sensitivity(program, invocation);
  add_cluster(program, invocation);
  add_self_description(program, invocation);

  if (argc < 2) {
    fmt::print("{}", program.help());
    return 2;
  }
  const std::string_view first = argv[1];
  const auto known = list_subcommands(program);
  if (!first.starts_with('-') && std::find(known.begin(), known.end(), first) == known.end())
    return say_unknown_subcommand(program, first);
  try {
    program.parse(argc, argv);
    promise_all_was_said();
    return invocation.exit_code;
  } catch (const CLI::Success& success) {  // --help, --version
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    return say_bad_arguments(program, error, argc, argv);
  } catch (const InputError& error) {
    say_error("{}\n", error.what());
    return 2;
  } catch (const FileError& error) {
    say_error("tessera: {}\n", error.what());
    return 3;
  } catch (const std::bad_alloc&) {
    say_error("tessera: the memory that this machine gives is not enough (tessera check says what a run needs)\n");
    return 3;
  } catch (const std::filesystem::filesystem_error& error) {  // such as a folder that may not be looked into
    const std::string path = error.path1().string();
    say_error("tessera: {}{}{}\n", path, path.empty() ? "" : ": ", error.code().message());
    return 3;
  } catch (const std::system_error& error) {
    say_error("tessera: {}\n", error.what());
    return 3;
  } catch (const std::exception& error) {
    return say_bug(invocation.command_line, error.what());
  }
}

}  // namespace tessera
