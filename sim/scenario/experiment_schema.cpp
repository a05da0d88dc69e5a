// JSON Schema of experiment files.
#include "base/statistics/designs.hpp"
#include "scenario/reference.hpp"

namespace tessera {
namespace {

using nlohmann::json;

json text(std::string_view description) { return {{"type", "string"}, {"description", description}}; }

json whole(std::string_view description, double lowest, double highest) {
  return {{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}, {"description", description}};
}

json object(json properties, const std::vector<std::string>& required = {}) {
  json schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

json list_of(json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

json replicates_schema() {
  const json rounds = object({{"until_half_width", {{"type", "number"}, {"exclusiveMinimum", 0}, {"description", "Rounds until intervals are as narrow as this on either side."}}},
                              {"measure", text("Whose interval, in its unit.")},
                              {"month", whole("At which it is taken; the last if left out.", 0, 12000)},
                              {"most", whole("Replicates at most.", 2, 1e6)}},
                             {"until_half_width"});
  return {{"description", "Of every point: a number, or rounds until paired intervals are narrow."},
          {"anyOf", json::array({whole("", 1, 1e6), rounds})}};
}

// What a file that extends the scenario would say.
json variant_schema() {
  json variant = scenario_schema();
  for (const char* key : {"tessera", "extends"}) variant["properties"].erase(key);
  for (const char* key : {"$schema", "title"}) variant.erase(key);
  variant["properties"]["name"] = {{"type", "string"}, {"pattern", "^[A-Za-z0-9_-]+$"}, {"description", "Unique; letters, digits, _ and -."}};
  variant["required"] = {"name"};
  return variant;
}

json factor_schema() {
  json factor = object({{"path", text("What is moved, as for --set: trust.weight, policy.NAME.intensity.")},
                        {"values", {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", 1}, {"description", "Of a grid or a list."}}},
                        {"low", {{"type", "number"}, {"description", "Lower end of the range of a drawn design."}}},
                        {"high", {{"type", "number"}, {"description", "Its upper end."}}},
                        {"scale", {{"enum", {"linear", "log"}}, {"description", "How the range is drawn from."}}}},
                       {"path"});
  factor["oneOf"] = json::array({{{"required", {"values"}}}, {{"required", {"low", "high"}}}});
  return factor;
}

json design_schema() {
  json kinds = json::array();
  for (const std::string_view kind : design_kind_names) kinds.push_back(kind);
  return object({{"kind", {{"enum", kinds}, {"description", "Which combinations of the factors are run."}}},
                 {"samples", whole("Points, blocks or trajectories of a drawn design.", 1, 1e12)},
                 {"seed", whole("Draws other points.", 0, 9e15)},
                 {"levels", whole("Of morris; even.", 2, 100)}},
                {"kind"});
}

}  // namespace

json experiment_schema() {
  json schema = object(
      {{"tessera", {{"const", 1}, {"description", "Version of the format."}}},
       {"name", text("Title; the scenario's if left out.")},
       {"question", text("What the experiment asks.")},
       {"scenario", text("Path of the scenario that it varies.")},
       {"replicates", replicates_schema()},
       {"branch_month", whole("Variants are the same before it and share those months.", 2, 12000)},
       {"variant", list_of(variant_schema())},
       {"factor", list_of(factor_schema())},
       {"design", design_schema()},
       {"results", object({{"measures", list_of({{"type", "string"}})},
                           {"every_months", whole("Months that are kept: 0, its multiples, the last.", 1, 12000)},
                           {"precision", {{"enum", {"single", "double"}}}}})},
       {"claim", list_of({{"type", "object"}, {"description", "A claim that tessera claims answers; its keys are not described here."}})}},
      {"tessera", "scenario"});
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = "Tessera experiment";
  return schema;
}

}  // namespace tessera
