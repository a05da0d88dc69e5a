// How a subcommand joins the program: it adds its options and, when it is called, leaves an exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace tessera {

struct Invocation {
  std::string command_line;  // as typed
  int exit_code = 0;
};

void add_run(CLI::App& program, Invocation& invocation);
void add_scenario_commands(CLI::App& program, Invocation& invocation);  // check, explain, describe, schema, import
void add_results_commands(CLI::App& program, Invocation& invocation);   // show, verify, recover
void add_experiment(CLI::App& program, Invocation& invocation);
void add_merge(CLI::App& program, Invocation& invocation);
void add_compare(CLI::App& program, Invocation& invocation);
void add_report(CLI::App& program, Invocation& invocation);
void add_export(CLI::App& program, Invocation& invocation);
void add_claims(CLI::App& program, Invocation& invocation);
void add_replay(CLI::App& program, Invocation& invocation);
void add_patterns(CLI::App& program, Invocation& invocation);
void add_calibrate(CLI::App& program, Invocation& invocation);
void add_sensitivity(CLI::App& program, Invocation& invocation);
void add_cluster(CLI::App& program, Invocation& invocation);            // status, cancel
void add_self_description(CLI::App& program, Invocation& invocation);  // completion, manual

// Adds a subcommand with its example to the program.
CLI::App* add_subcommand(CLI::App& program, const std::string& name, const std::string& does, const std::string& example);

}  // namespace tessera
