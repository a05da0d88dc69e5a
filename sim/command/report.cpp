// report joins the program.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/report/page.hpp"
#include "analysis/report/page_data.hpp"
#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"

namespace tessera {
namespace {

struct Given {
  std::string results, output;
  PageOptions options;
  std::vector<std::uint32_t> points;
  bool no_organisations = false, only_data = false, quiet = false, force = false;
};

std::string name_page(const std::string& results) {
  return (results.ends_with(".h5") ? results.substr(0, results.size() - 3) : results) + (".html");
}

int carry_out(Given given) {
  if (given.output.empty()) given.output = name_page(given.results);
  if (std::filesystem::exists(given.output) && !given.force && !given.output.ends_with(".html") && !given.only_data)
    throw InputError(fmt::format("{} exists and is no page; --force replaces it", given.output));
  if (given.no_organisations)
    given.options.points.emplace();
  else if (!given.points.empty())
    given.options.points = given.points;
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  given.options.progress = &progress;
  const PageJson data = make_page_data(Results::open(given.results), given.results, given.options);
  if (given.only_data) {
    fmt::print("{}\n", data.dump(1));
    return 0;
  }
  const std::string page = make_page(data);
  write_text(given.output, page);
  if (!given.quiet) fmt::print("Page: {} ({:.1f} MB, opens without network)\n", given.output, static_cast<double>(page.size()) / 1e6);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "report", "One page to read and to send: what happened, how sure it is, who gained, what it cost.",
                                 "tessera report facilitation.h5 -o facilitation.html\n  tessera report town.h5 --language ar");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->results, "Results file of a run, an experiment or a merged sweep")->required();
  sub->add_option("-o,--output", given->output, "The page (default: RESULTS with .html)");
  sub->add_option("--language", given->options.language, "Language that the page opens in; readers can change it")
      ->check(CLI::IsMember({"en", "ar"}))
      ->capture_default_str();
  sub->add_option("--baseline", given->options.comparison.baseline, "Variant to compare with (default: the first of the experiment)");
  CLI::Option* points = sub->add_option("--points", given->points,
                  "Points of an experiment (as in replay) whose organisations are shown; default: all of a single design point, at most four")
      ->delimiter(',');
  sub->add_flag("--no-organisations", given->no_organisations, "Show no organisations of experiments: nothing is run again")->excludes(points);
  sub->add_option("--organisations-at-most", given->options.organisations_at_most, "Organisations in a network picture, the largest")
      ->check(CLI::Range(10, 5000))
      ->capture_default_str();
  sub->add_flag("--data", given->only_data, "The page's numbers as JSON instead of the page (analysis/report/DATA.md)");
  sub->add_flag("--force", given->force, "Replace a file that is not called .html");
  sub->add_flag("--quiet", given->quiet, "Say nothing if all is well");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given); });
}

}  // namespace tessera
