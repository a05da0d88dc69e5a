// compare joins the program.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "analysis/comparison/report.hpp"
#include "analysis/comparison/summary.hpp"
#include "base/errors.hpp"
#include "base/terminal.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"

namespace tessera {
namespace {

struct Given {
  std::string path, over, csv;
  ComparisonRequest request;
  bool json = false, ascii = false;
};

// "109-120" into its two months.
void read_over(const std::string& text, ComparisonRequest& request) {
  if (text.empty()) return;
  const char *at = text.data(), *end = at + text.size();
  const auto first = std::from_chars(at, end, request.first);
  const bool dash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
  const auto last = dash ? std::from_chars(first.ptr + 1, end, request.last) : first;
  if (!dash || last.ec != std::errc() || last.ptr != end || request.first < 0 || request.last < request.first || request.last == 0)
    throw InputError(fmt::format("--over '{}': two months such as 109-120, the earlier one first", text));
}

int carry_out(Given given) {
  read_over(given.over, given.request);
  const ComparisonAnswers answers =
      compare_file(read_values(Results::open(given.path), given.path, given.request), given.request.half_width);
  if (!given.csv.empty()) write_text(given.csv, comparison_as_csv(answers));
  if (given.json) {
    fmt::print("{}", comparison_as_json(answers));
    return 0;
  }
  const TextStyle style = style_of(stdout, given.ascii);
  fmt::print("{}{}", spell(comparison_as_text(answers), style), comparison_summary(answers, style));
  if (!given.csv.empty()) fmt::print("\nTable: {}\n", given.csv);
  fmt::print("\nTry next:  tessera report {}   # a page to read and to send\n", given.path);
  return 0;
}

}  // namespace

void add_compare(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "compare", "Policies of an experiment against a baseline, on the same luck.",
                                 "tessera compare facilitation.h5\n  tessera compare facilitation.h5 --measure coverage --over 25-60 --csv facilitation.csv");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->path, "Results file of an experiment with two variants or more")->required();
  sub->add_option("--baseline", given->request.baseline, "Variant to compare with (default: the first of the experiment)");
  sub->add_option("--measure", given->request.measures, "Only these measures (need_met,coverage_by_group); default: the headline outcomes")
      ->delimiter(',');
  CLI::Option* month = sub->add_option("--month", given->request.month, "Values at the end of this month")->check(CLI::Range(1, 1000000));
  sub->add_option("--over", given->over, "Mean of the kept months FIRST-LAST (default: of the last year)")->excludes(month);
  sub->add_option("--half-width", given->request.half_width,
                  "Say how many replicates an interval of this half-width needs, in the unit of the outcome (default: a tenth of the baseline's sd)")
      ->check(CLI::PositiveNumber);
  sub->add_option("--csv", given->csv, "File for a table with a row per variant, outcome, month, subgroup and design point");
  sub->add_flag("--json", given->json, "All numbers as JSON instead of the tables");
  sub->add_flag("--ascii", given->ascii, "Plain letters (. lowest, @ highest) and no blocks, as when the output is no terminal or not UTF-8");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given); });
}

}  // namespace tessera
