// check, explain, describe, schema and import join the program.
#include <iostream>
#include <memory>

#include "command/check.hpp"
#include "command/describe.hpp"
#include "command/explain.hpp"
#include "command/import.hpp"
#include "command/schema.hpp"
#include "command/subcommand.hpp"

namespace tessera {
namespace {

struct Given {
  std::vector<std::string> files, sets;
  std::string file, path;
  bool json = false;
};

void add_sets(CLI::App* sub, const std::shared_ptr<Given>& given) {
  sub->add_option("--set", given->sets, "Change a value: path=value, as often as wanted")->allow_extra_args(false)->take_all();
}

void add_import(CLI::App& program, Invocation& invocation) {
  const auto given = std::make_shared<ImportOptions>();
  CLI::App* sub = add_subcommand(program, "import", "A scenario from tables of real organisations (CSV).",
                                 "tessera import organisations.csv ties.csv -o town.toml");
  sub->add_option("ORGANISATIONS", given->organisations, "Table of organisations: own, IRS 990 or HSDS columns")->required();
  sub->add_option("TIES", given->ties, "Table of ties");
  sub->add_option("DISTRICTS", given->districts, "Table of districts");
  sub->add_option("-o,--output", given->output, "Scenario file to write")->required();
  sub->add_flag("--quiet", given->quiet, "Print nothing but errors");
  sub->callback([given, &invocation] { invocation.exit_code = import_tables(*given); });
}

}  // namespace

void add_scenario_commands(CLI::App& program, Invocation& invocation) {
  const auto given = std::make_shared<Given>();

  CLI::App* check = add_subcommand(program, "check", "Everything wrong with scenarios and experiments, or what they cost.",
                                   "tessera check scenarios/town.toml scenarios/sweeps/*.toml");
  check->add_option("FILE", given->files, "Scenario and experiment files")->required();
  add_sets(check, given);
  check->add_flag("--json", given->json, "Answer as JSON");
  check->callback([given, &invocation] {
    invocation.exit_code = check_command(given->files, given->sets, given->json, std::cout);
  });

  CLI::App* explain = add_subcommand(program, "explain", "Every effective value with its origin, unit, range and source.",
                                     "tessera explain scenarios/town.toml trust");
  explain->add_option("SCENARIO", given->file, "Scenario file")->required();
  explain->add_option("PATH", given->path, "A section or one value (default: all)");
  add_sets(explain, given);
  explain->add_flag("--json", given->json, "Answer as JSON");
  explain->callback([given, &invocation] {
    invocation.exit_code = explain_command(given->file, given->path, given->sets, given->json, std::cout);
  });

  CLI::App* describe = add_subcommand(program, "describe", "The reference of parameters, levers, shocks, measures and mechanisms.",
                                      "tessera describe trust.weight");
  describe->add_option("NAME", given->path,
                       "A parameter, section, lever, shock, measure or mechanism; or parameters, levers, shocks, measures, mechanisms: all "
                       "of a kind (default: the outline)");
  describe->add_option("OF_KIND", given->file, "The name, where the first word is its kind: measure trust");
  describe->add_flag("--json", given->json, "Answer as JSON");
  describe->callback([given, &invocation] {
    std::vector<std::string> words{given->path, given->file};
    std::erase(words, "");
    invocation.exit_code = describe_command(words, given->json, std::cout);
  });

  CLI::App* schema = add_subcommand(program, "schema", "JSON Schema of scenarios and experiments, for completion in editors.",
                                    "tessera schema > scenario.schema.json");
  const auto of_experiments = std::make_shared<bool>(false);
  schema->add_flag("--experiment", *of_experiments, "Of experiment files in place of scenarios");
  schema->callback([of_experiments, &invocation] { invocation.exit_code = schema_command(*of_experiments, std::cout); });

  add_import(program, invocation);
}

}  // namespace tessera
