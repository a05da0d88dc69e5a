// export joins the program.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>

#include "analysis/export/choice.hpp"
#include "analysis/export/gexf.hpp"
#include "analysis/export/graphml.hpp"
#include "analysis/export/measures.hpp"
#include "analysis/export/scenario.hpp"
#include "analysis/export/tables.hpp"
#include "base/errors.hpp"
#include "command/subcommand.hpp"
#include "results/durable.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

struct Given {
  std::string results, what, format, month, output, least_level = "contact";
  std::vector<std::string> measures;
  std::optional<std::int32_t> point, replicate;
  bool quiet = false;

  bool all_months() const { return month == "all"; }
  std::optional<std::int32_t> one_month() const {
    if (month.empty() || all_months()) return std::nullopt;
    std::int32_t number = 0;
    const char* end = month.data() + month.size();
    const auto read = std::from_chars(month.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 0)
      throw InputError(fmt::format("--month '{}': a month such as 60, or all", month));
    return number;
  }
};

using Write = std::function<void(std::ostream&)>;

constexpr std::array<std::string_view, 5> table_names{"organisations", "partnerships", "memberships", "grants", "events"};

bool is_network(const Given& given) { return given.format != "csv"; }

// From --format, the ending of the output, or what is usual.
void settle_format(Given& given) {
  const auto ends = [&given](const char* ending) { return given.output.ends_with(ending); };
  if (given.format.empty()) given.format = ends(".graphml") ? "graphml" : ends(".gexf") ? "gexf" : ends(".csv") ? "csv" : "";
  if (given.format.empty()) given.format = given.what == "ties" ? "graphml" : "csv";
  const bool has_network = given.what == "ties" || given.what == "memberships" || given.what == "partnerships";
  if (is_network(given) && !has_network)
    throw InputError(fmt::format("{} are a table: --format csv. Networks are made of ties, memberships and partnerships", given.what));
}

std::string describe_run(const StoredAgents& agents, const Network& network) {
  return fmt::format("{} {}, point {}, replicate {}", network.over_time ? "months 0 to" : "end of month", network.last, agents.point,
                     agents.replicate);
}

std::uint8_t level_of(const std::string& name) {
  return static_cast<std::uint8_t>(std::find(level_names.begin(), level_names.end(), name) - level_names.begin());
}

Network make_network(const Given& given, const Results& results, const StoredAgents& agents, SnapshotRange range) {
  const std::vector<std::string> districts = district_names(results);
  const bool ties = given.what == "ties";
  Network network = ties ? make_tie_network(agents, districts, range, level_of(given.least_level))
                         : make_membership_network(agents, districts, range);
  network.title = results.attribute("title");
  network.description = (ties ? fmt::format("Open organisations and their ties of level {} or higher; ", given.least_level)
                              : std::string("Open organisations, partnerships and memberships; ")) +
                        describe_run(agents, network);
  return network;
}

Write prepare_network(const Given& given, const Results& results, const std::string& group) {
  const auto agents = std::make_shared<StoredAgents>(read_agents(results, group));
  const bool over_time = given.format == "gexf" && (given.month.empty() || given.all_months());
  if (given.format == "graphml" && given.all_months())
    throw InputError("GraphML holds one month: --month 60; all months fit into --format gexf");
  const auto places = choose_snapshots(agents->months, given.one_month(), over_time);
  const auto network = std::make_shared<Network>(make_network(given, results, *agents, {places.front(), places.back()}));
  const bool graphml = given.format == "graphml";
  return [network, graphml](std::ostream& out) { graphml ? write_graphml(out, *network) : write_gexf(out, *network); };
}

Write prepare_edges(const Given& given, const Results& results, const std::string& group) {
  const auto agents = std::make_shared<StoredAgents>(read_agents(results, group));
  const auto places = choose_snapshots(agents->months, given.one_month(), given.all_months());
  return [=, &results](std::ostream& out) {
    std::vector<Network> months;
    for (const std::size_t place : places) months.push_back(make_network(given, results, *agents, {place, place}));
    write_edges_csv(out, months);
  };
}

std::vector<std::int32_t> read_months(const Results& results, const std::string& group) {
  const std::vector<double> months = results.read(group + "/snapshot").values;
  return {months.begin(), months.end()};
}

Write prepare_table(const Given& given, const Results& results, const std::string& group) {
  const auto table = static_cast<AgentTable>(std::find(table_names.begin(), table_names.end(), given.what) - table_names.begin());
  if (given.all_months() && table != AgentTable::organisations)
    throw InputError(fmt::format("{} are one table for all months; leave --month out", given.what));
  if (!given.month.empty() && (table == AgentTable::grants || table == AgentTable::events))
    throw InputError(fmt::format("Each of the {} has its month in the table; leave --month out", given.what));
  std::vector<std::size_t> snapshots;
  if (table == AgentTable::organisations)
    snapshots = choose_snapshots(read_months(results, group), given.one_month(), given.all_months());
  const auto alive_at = table == AgentTable::organisations ? std::nullopt : given.one_month();
  return [=, &results](std::ostream& out) { write_agents_csv(out, results, group, table, snapshots, alive_at); };
}

Write prepare_measures(const Given& given, const Results& results) {
  const MeasuresRequest request{given.measures, given.one_month(), given.point, given.replicate};
  return [=, &results](std::ostream& out) {
    const MeasuresWritten written = write_measures_csv(out, results, request);
    if (written.incomplete_runs > 0 && !given.quiet)
      fmt::print(stderr, "{} runs are not in the table: they failed, were stopped or were not begun (tessera show)\n", written.incomplete_runs);
  };
}

Write prepare(const Given& given, const Results& results) {
  if (given.what == "measures") return prepare_measures(given, results);
  const std::string group = choose_agents(results, given.results, given.point, given.replicate);
  if (is_network(given)) return prepare_network(given, results, group);
  return given.what == "ties" ? prepare_edges(given, results, group) : prepare_table(given, results, group);
}

void refuse_to_replace(const Given& given) {
  if (!std::filesystem::exists(given.output) || given.output.ends_with("." + given.format)) return;
  throw InputError(fmt::format("{} exists and is not called .{}; give another name", given.output, given.format));
}

// The file is there whole or not at all.
void write_file(const std::string& path, const Write& write) {
  const std::string fresh = path + ".new";
  std::ofstream out(fresh, std::ios::binary);
  write(out);
  out.close();
  if (!out) {
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    throw FileError(fmt::format("{}: can not be written (no such folder, or disk full?)", fresh));
  }
  sync_file(fresh);
  rename_file(fresh, path, false);
}

// A folder of tables and the scenario that begins with them.
int write_scenario(const Given& given) {
  if (given.output.empty()) throw InputError("A scenario is a folder of files: say which with -o FOLDER");
  if (given.all_months()) throw InputError("A scenario begins with one snapshot: --month 60");
  if (std::filesystem::exists(given.output) && !(std::filesystem::is_directory(given.output) && std::filesystem::is_empty(given.output)))
    throw InputError(fmt::format("{} exists; give the name of a new folder", given.output));
  const Results results = Results::open(given.results);
  const std::string group = choose_agents(results, given.results, given.point, given.replicate);
  const StoredAgents agents = read_agents(results, group);
  const std::size_t snapshot = choose_snapshots(agents.months, given.one_month(), false).front();
  const SnapshotScenario made = scenario_of_snapshot(results, group, agents, snapshot);
  const auto written = write_scenario_folder(
      made.scenario, given.output, fmt::format("Made by export: the end of month {} of replicate {}.", agents.months[snapshot], agents.replicate));
  if (!made.whole)
    fmt::print(stderr, "{} was made by another program: what its world remembers in month {} can not be computed again and is left out\n"
               "(promises and beliefs of members, needs left unmet, grants being paid ...: scenarios/data/README.md). Run its scenario\n"
               "with this program and export that file to keep it.\n", given.results, agents.months[snapshot]);
  if (!given.quiet)
    fmt::print("Wrote {}.\nNext: tessera check {}, then tessera run it\n", fmt::join(written, ", "), written.back());
  return 0;
}

int carry_out(Given given) {
  if (given.what == "scenario") return write_scenario(given);
  settle_format(given);
  if (!given.output.empty()) refuse_to_replace(given);
  const Results results = Results::open(given.results);
  const Write write = prepare(given, results);
  if (given.output.empty()) {
    write(std::cout);
    return 0;
  }
  write_file(given.output, write);
  if (!given.quiet) fmt::print("Wrote {} ({:.1f} MB)\n", given.output, static_cast<double>(std::filesystem::file_size(given.output)) / 1e6);
  return 0;
}

}  // namespace

void add_export(CLI::App& program, Invocation& invocation) {
  CLI::App* sub = add_subcommand(program, "export", "Networks for Gephi, igraph and networkx, tables for spreadsheets and R.",
                                 "tessera export town.h5 --what ties --month 60 --format graphml -o town_60.graphml\n"
                                 "  tessera export town.h5 --what ties -o town.gexf            # all months, for Gephi's timeline\n"
                                 "  tessera export facilitation.h5 --what measures -o facilitation.csv\n"
                                 "  tessera export town.h5 --what scenario --month 60 -o from_60   # tables that tessera run begins with");
  const auto given = std::make_shared<Given>();
  sub->add_option("RESULTS", given->results, "Results file of a run, an experiment or a merged sweep")->required();
  sub->add_option("--what", given->what, "What to write")
      ->required()
      ->check(CLI::IsMember({"ties", "organisations", "partnerships", "memberships", "grants", "events", "measures", "scenario"}));
  sub->add_option("--format", given->format, "graphml, gexf or csv; partnerships and memberships become a network of two kinds of nodes (default: from the ending of the output; else graphml for ties, csv for the rest)")
      ->check(CLI::IsMember({"graphml", "gexf", "csv"}));
  sub->add_option("--month", given->month, "Month of a snapshot, or all (default: the last snapshot; of measures and in gexf all)");
  sub->add_option("--point", given->point, "Point of an experiment, as in replay (default: all for measures, else the first with organisations)");
  sub->add_option("--replicate", given->replicate, "Replicate (default: all for measures, else the first with organisations)");
  sub->add_option("--least-level", given->least_level, "Ties of this level of collaboration and higher ones")
      ->check(CLI::IsMember(std::vector<std::string>(level_names.begin(), level_names.end())))
      ->capture_default_str();
  sub->add_option("--measure", given->measures, "Only these measures (coverage,coverage_by_group); default: all of the file")->delimiter(',');
  sub->add_option("-o,--output", given->output, "File to write, of a scenario the folder (default: to the terminal, or what it is sent to)");
  sub->add_flag("--quiet", given->quiet, "Say nothing if all is well");
  sub->callback([given, &invocation] { invocation.exit_code = carry_out(*given); });
}

}  // namespace tessera
