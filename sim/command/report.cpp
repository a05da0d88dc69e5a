// report: the page of a results file, or its numbers as JSON.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "analysis/report/page.hpp"
#include "analysis/report/page_data.hpp"
#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"
#include "results/output.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

struct Given {
  std::string results, output;
  PageOptions options;
  std::vector<std::uint32_t> points;
  bool no_organisations = false, only_data = false, quiet = false, force = false;
};

std::string name_page(const std::string& results) {
  return (results.ends_with(".h5") ? results.substr(0, results.size() - 3) : results) + ".html";
}

// A page of an earlier call is replaced; nothing else is, unless it is asked for, and never the results.
bool is_page(const std::string& path) {
  const std::vector<char> bytes = read_bytes(path);
  const std::string_view text(bytes.data(), bytes.size());
  return text.starts_with("<!doctype html>") && text.find(R"(<script type="application/json" id="data">)") != std::string_view::npos;
}

void check_output(const Given& given) {
  if (!fs::exists(given.output)) return make_folder_of(given.output);
  if (fs::is_directory(given.output)) throw InputError(given.output + " is a folder; name a file in it");
  std::error_code ignored;
  if (fs::equivalent(given.output, given.results, ignored)) throw InputError(given.output + " holds the results; choose another name (-o)");
  if (!given.force && !is_page(given.output))
    throw InputError(fmt::format("{} exists and is no report page; choose another name (-o), or replace it (--force)", given.output));
}

// What can be refused is refused before runs are read or run again.
void prepare(Given& given) {
  if (given.output.empty() && !given.only_data) given.output = name_page(given.results);
  if (!given.output.empty()) check_output(given);
  if (given.no_organisations)
    given.options.points.emplace();
  else if (!given.points.empty())
    given.options.points = given.points;
}

int carry_out(Given given) {
  prepare(given);
  Progress progress(given.quiet ? Progress::Form::quiet : Progress::suitable_form(stderr), stderr);
  given.options.progress = &progress;
  if (!given.only_data && !has_page()) make_page(PageJson::object());  // says what is missing
  const PageJson data = make_page_data(Results::open(given.results), given.results, given.options);
  const std::string text = given.only_data ? data.dump(1, ' ', false, PageJson::error_handler_t::replace) + "\n" : make_page(data);
  if (given.output.empty()) {
    fmt::print("{}", text);
    return 0;
  }
  write_text(given.output, text);
  if (!given.quiet && !given.only_data)
    fmt::print("Page: {} ({:.1f} MB, opens without network)\n", given.output, static_cast<double>(text.size()) / 1e6);
  return 0;
}

}  // namespace

void add_report(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "report", "One page to read and to send: what happened, how sure it is, who gained, what it cost.",
                                 "tessera report facilitation.h5 -o facilitation.html\n  tessera report town.h5 --language ar");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->results, "Results file of a run, an experiment or a merged sweep")->required();
  sub->add_option("-o,--output", given->output, "The page (default: RESULTS with .html); with --data the JSON (default: printed)");
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
  sub->add_flag("--force", given->force, "Replace a file that is no report page");
  sub->add_flag("--quiet", given->quiet, "Say nothing if all is well");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given); });
}

}  // namespace tessera
