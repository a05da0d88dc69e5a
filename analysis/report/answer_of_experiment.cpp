#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report/answer.hpp"

namespace tessera {
namespace {

constexpr double told_apart = 0.05;                    // p by Holm below it
constexpr std::string_view need_met = "coverage";
// Of a sweep's outcomes, those whose factors are told.
constexpr std::array<std::string_view, 4> main_outcomes{need_met, "inclusion_gap", "joint_share", "volunteers"};
constexpr std::size_t most_factors = 3;
constexpr double least_weight = 0.05;                  // a factor with less decides nothing
constexpr double most_noise = 0.5;                     // as sensitivity: with more the order of factors would be chance

double number_or(const PageJson& value, double otherwise) { return value.is_number() ? value.get<double>() : otherwise; }

bool is_clear(const PageJson& comparison) { return number_or(comparison.at("p_holm"), 1.0) < told_apart; }

PageJson fact(std::string_view say) { return {{"say", say}}; }

PageJson copy_keys(PageJson into, const PageJson& from, std::initializer_list<const char*> keys) {
  for (const char* key : keys) into[key] = from.at(key);
  return into;
}

// What is said of all variants, and then of each.
class ExperimentAnswer {
 public:
  explicit ExperimentAnswer(const PageJson& page) : page_(page), comparison_(page.at("comparison")) {}

  PageJson write() {
    say_what_was_run();
    if (comparison_.is_object()) {
      say_best();
      for (std::size_t v = 0; v < page_.at("variants").size(); ++v)
        if (v != page_.at("baseline").get<std::size_t>()) say_variant(v);
    }
    if (page_.at("sensitivity").is_object()) say_factors();
    say_missing();
    return std::move(facts_);
  }

 private:
  struct Runs {
    std::uint64_t complete = 0, failed = 0, stopped = 0, not_run = 0;
  };
  // Replicates that a rule did not ask for are not missing.
  Runs count_runs() const {
    Runs counted;
    for (const PageJson& variant : page_.at("variants")) {
      const PageJson& runs = variant.at("runs");
      counted.complete += runs.at("complete").get<std::uint64_t>();
      counted.failed += runs.at("failed").get<std::uint64_t>();
      counted.stopped += runs.at("stopped").get<std::uint64_t>();
      if (page_.at("design").at("fixed").get<bool>()) counted.not_run += runs.at("not_run").get<std::uint64_t>();
    }
    return counted;
  }

  void say_what_was_run() {
    const PageJson& design = page_.at("design");
    const Runs runs = count_runs();
    if (design.at("replicates").get<std::uint64_t>() < 2) facts_.push_back(fact("one_run"));
    PageJson said = fact("runs");
    said.update({{"complete", runs.complete}, {"of", runs.complete + runs.failed + runs.stopped + runs.not_run},
                 {"points", design.at("points_run")}, {"points_of", design.at("points_in_all")},
                 {"replicates", design.at("replicates")}, {"variants", page_.at("variants").size()}, {"months", page_.at("months").back()}});
    facts_.push_back(std::move(said));
    if (!design.at("shard").is_null()) facts_.push_back({{"say", "part"}, {"shard", design.at("shard")}});
  }

  std::size_t place_of(const PageJson& variant) const {
    const PageJson& variants = page_.at("variants");
    const auto found = std::find_if(variants.begin(), variants.end(), [&](const PageJson& one) { return one.at("name") == variant; });
    return static_cast<std::size_t>(found - variants.begin());
  }

  void say_best() {
    for (const PageJson& outcome : comparison_.at("outcomes")) {
      if (outcome.at("measure") != need_met || outcome.at("ranking").empty()) continue;
      const PageJson& first = outcome.at("ranking").front();
      if (!first.at("mean").is_number()) continue;
      PageJson said = fact("best");
      said["measure"] = need_met;
      said["variants"] = {place_of(first.at("variant"))};
      for (const PageJson& alike : first.at("not_told_apart_from")) said["variants"].push_back(place_of(alike));
      facts_.push_back(std::move(said));
    }
  }

  void say_variant(std::size_t variant) {
    PageJson unclear = PageJson::array();
    bool meets_more = false;
    for (const PageJson& outcome : comparison_.at("outcomes")) {
      const PageJson* comparison = find_variant(outcome.at("overall"), variant);
      if (comparison == nullptr) continue;
      if (!is_clear(*comparison)) {
        unclear.push_back(outcome.at("measure"));
        continue;
      }
      say_change(variant, outcome, *comparison);
      meets_more = meets_more || (outcome.at("measure") == need_met && comparison->at("difference").get<double>() > 0.0);
    }
    if (!unclear.empty()) add(variant, "no_clear_change")["measures"] = std::move(unclear);
    say_groups(variant, "groups_gain", 1.0);
    say_groups(variant, "groups_lose", -1.0);
    say_spending(variant);
    if (meets_more) say_cost(variant);
  }

  const PageJson* find_variant(const PageJson& comparisons, std::size_t variant) const {
    for (const PageJson& comparison : comparisons)
      if (place_of(comparison.at("variant")) == variant) return &comparison;
    return nullptr;
  }

  PageJson& add(std::size_t variant, std::string_view say) {
    PageJson said = fact(say);
    said["variant"] = variant;
    facts_.push_back(std::move(said));
    return facts_.back();
  }

  void say_change(std::size_t variant, const PageJson& outcome, const PageJson& comparison) {
    const bool rises = comparison.at("difference").get<double>() > 0.0;
    const PageJson& better = outcome.at("better");
    const std::string_view say = better == "neither" ? (rises ? "more" : "less") : (rises == (better == "higher") ? "better" : "worse");
    PageJson& said = add(variant, say);
    said = copy_keys(copy_keys(said, outcome, {"measure", "place"}), comparison,
                     {"difference", "lower", "upper", "baseline_mean", "mean", "p_holm"});
  }

  // Whose need is met more, or less: by each axis that the file has need met by.
  void say_groups(std::size_t variant, std::string_view say, double sign) {
    for (const char* axis : {"group", "area", "district"}) {
      PageJson places = PageJson::array();
      for (const PageJson& subgroup : comparison_.at("subgroups")) {
        if (subgroup.at("measure") != std::string(need_met) + "_by_" + axis) continue;
        const PageJson* comparison = find_variant(subgroup.at("overall"), variant);
        if (comparison != nullptr && is_clear(*comparison) && sign * comparison->at("difference").get<double>() > 0.0)
          places.push_back(subgroup.at("place"));
      }
      if (!places.empty()) add(variant, say).update({{"axis", axis}, {"places", std::move(places)}});
    }
  }

  void say_spending(std::size_t variant) {
    const PageJson* comparison = find_variant(comparison_.at("spending"), variant);
    if (comparison == nullptr || !comparison->at("difference").is_number()) return;
    PageJson& said = add(variant, "spending");
    said = copy_keys(said, *comparison, {"difference", "lower", "upper"});
  }

  // What a unit of need met more cost, where both the gain and the cost are there.
  void say_cost(std::size_t variant) {
    for (const PageJson& cost : comparison_.at("costs")) {
      if (place_of(cost.at("variant")) != variant || cost.at("measure") != need_met) continue;
      const PageJson& ratio = cost.at("ratio");
      if (!(number_or(ratio.at("estimate"), 0.0) > 0.0)) continue;
      const bool bounded = ratio.at("set") == "between";
      add(variant, "cost").update({{"measure", need_met}, {"ratio", ratio.at("estimate")},
                                   {"lower", bounded ? ratio.at("lower") : PageJson(nullptr)},
                                   {"upper", bounded ? ratio.at("upper") : PageJson(nullptr)}});
    }
  }

  // Of the baseline: what moves the outcomes before any policy does.
  void say_factors() {
    for (const std::string_view measure : main_outcomes)
      for (const PageJson& outcome : page_.at("sensitivity").at("outcomes")) {
        if (outcome.at("measure") != measure || outcome.at("variant") != page_.at("baseline") || outcome.at("indices").empty()) continue;
        if (number_or(outcome.at("noise_share"), 0.0) > most_noise) {
          PageJson said = fact("noise");
          said.update({{"measure", measure}, {"share", outcome.at("noise_share")}});
          facts_.push_back(std::move(said));
        } else {
          say_what_decides(outcome);
        }
      }
  }

  void say_what_decides(const PageJson& outcome) {
    const PageJson& sensitivity = page_.at("sensitivity");
    const std::string design = sensitivity.at("design").get<std::string>();
    const std::string index = design == "saltelli" ? "total" : design == "morris" ? "mu_star" : "standardised";
    PageJson said = fact("decides");
    said.update({{"measure", outcome.at("measure")}, {"factors", PageJson::array()}, {"values", PageJson::array()}, {"index", index}});
    for (const PageJson& one : outcome.at("indices")) {  // weightiest first
      const double weight = number_or(outcome.at("weights").at(one.at("factor").get<std::size_t>()), 0.0);
      if (one.at("index") != index || weight < least_weight || said["factors"].size() == most_factors || !excludes_zero(one)) continue;
      said["factors"].push_back(sensitivity.at("factors").at(one.at("factor").get<std::size_t>()).at("path"));
      said["values"].push_back(one.at("value"));
    }
    if (!said["factors"].empty()) facts_.push_back(std::move(said));
  }

  static bool excludes_zero(const PageJson& index) {
    return number_or(index.at("lower"), 0.0) > 0.0 || number_or(index.at("upper"), 0.0) < 0.0;
  }

  void say_missing() {
    const Runs runs = count_runs();
    if (runs.failed + runs.stopped + runs.not_run == 0) return;
    PageJson said = fact("missing");
    said.update({{"failed", runs.failed}, {"not_run", runs.not_run}, {"stopped", runs.stopped}});
    facts_.push_back(std::move(said));
  }

  const PageJson& page_;
  const PageJson& comparison_;
  PageJson facts_ = PageJson::array();
};

}  // namespace

PageJson answer_of_experiment(const PageJson& page) { return ExperimentAnswer(page).write(); }

}  // namespace tessera
