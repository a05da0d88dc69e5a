// show, verify and recover join the program.
#include <iostream>
#include <memory>

#include "command/recover.hpp"
#include "command/show.hpp"
#include "command/subcommand.hpp"
#include "command/verify.hpp"

namespace tessera {

void add_results_commands(CLI::App& program, Invocation& invocation) {
  const auto path = std::make_shared<std::string>(), output = std::make_shared<std::string>();

  CLI::App* show = add_subcommand(program, "show", "What is in a results file, in ten lines.", "tessera show town.h5");
  show->add_option("RESULTS", *path, "Results file, or the .part of one that is being written")->required();
  show->callback([path, &invocation] { invocation.exit_code = show_results(*path, std::cout); });

  CLI::App* verify = add_subcommand(program, "verify", "Is a results file whole?", "tessera verify town.h5");
  verify->add_option("RESULTS", *path, "Results file")->required();
  verify->callback([path, &invocation] { invocation.exit_code = verify_results(*path, std::cout); });

  CLI::App* recover = add_subcommand(program, "recover", "An ordinary file from what a killed program left.",
                                     "tessera recover town.h5.part -o town_until_kill.h5");
  recover->add_option("PART", *path, "The .part file")->required();
  recover->add_option("-o,--output", *output, "Results file (default: the name without .part)");
  recover->callback([path, output, &invocation] { invocation.exit_code = recover_results(*path, *output, std::cout); });
}

}  // namespace tessera
