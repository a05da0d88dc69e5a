// tessera claims: the claims of the seed documents answered by experiment.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "analysis/claims/claims.hpp"
#include "analysis/claims/report.hpp"
#include "analysis/claims/store.hpp"
#include "base/errors.hpp"
#include "base/program_files.hpp"
#include "command/subcommand.hpp"
#include "results/table_file.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

struct Given {
  std::string folder, output, write;
  ClaimsOptions options;
  bool quiet = false;
};

// Here, or where an installed program or one in a build folder finds its scenarios.
std::string find_folder() {
  std::error_code error;
  if (fs::is_directory("scenarios/claims", error)) return "scenarios/claims";
  if (const std::string folder = find_program_file("scenarios/claims"); !folder.empty()) return folder;
  throw InputError("there is no folder scenarios/claims here or beside the program; name one with --folder");
}

int carry_out(const Given& given, const std::string& command_line) {
  if (!given.output.empty()) refuse_existing(given.output);
  const ClaimsFolder folder = read_claims_folder(given.folder.empty() ? find_folder() : given.folder);
  ClaimsOptions options = given.options;
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  options.progress = &progress;
  const ClaimAnswers answers = answer_claims(folder, options);
  fmt::print("{}", claims_as_text(answers));
  if (!given.output.empty()) store_claims(given.output, answers, command_line);
  if (!given.write.empty()) write_claims(answers, given.write);
  return answers.failures.empty() ? 0 : 4;
}

}  // namespace

void add_claims(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "claims", "The claims of the seed documents, answered by experiment.",
                                 "tessera claims --only S0-1,S2-R6\n  tessera claims --write analysis/claims   # renews the published table");
  const auto given = std::make_shared<Given>();
  sub->add_option("--only", given->options.only, "Only these claims, by id (S0-1,S2-R6)")->delimiter(',');
  sub->add_option("-o,--output", given->output, "File for the answers (HDF5)");
  sub->add_option("--write", given->write, "Folder for README.md and claims.csv");
  sub->add_option("--folder", given->folder, "Folder of the experiments (default: scenarios/claims)");
  sub->add_option("--threads", given->options.threads, "Threads (default: one per processor); changes no number")
      ->check(CLI::Range(1, 4096));
  sub->add_flag("--quick", given->options.quick, "Ten replicates each: a try, not an answer");
  sub->add_flag("--quiet", given->quiet, "No progress");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given, invocation.command_line); });
}

}  // namespace tessera
