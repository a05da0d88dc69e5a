#include "scenario/import_words.hpp"

#include <algorithm>
#include <cctype>

#include "base/errors.hpp"

namespace tessera {
namespace {

struct Field {
  std::string_view code;
  double large_usd;  // from this revenue on
  std::string_view small_type, large_type;
};

// Arts and mutual benefit bodies have no type of their own; small providers are run like charities.
constexpr Field fields[] = {
    {"ART", 1e18, "charity", "charity"},          {"EDU", 1e6, "charity", "school"},
    {"ENV", 1e18, "advocacy_group", "advocacy_group"}, {"HEL", 2.5e5, "charity", "clinic"},
    {"HMS", 1e6, "charity", "service_provider"},  {"HOS", 0.0, "clinic", "clinic"},
    {"IFA", 1e18, "charity", "charity"},          {"MMB", 1e18, "residents_association", "residents_association"},
    {"PSB", 1e6, "advocacy_group", "foundation"}, {"REL", 1e18, "faith_body", "faith_body"},
    {"UNI", 0.0, "university", "university"},     {"UNU", 1e18, "charity", "charity"},
};

struct Word {
  std::string_view word;   // beginning of a word, lower case
  std::string_view meaning;
};

// The first that is found counts: the specific before the general.
constexpr Word type_words[] = {
    {"food bank", "food_bank"},     {"food pantry", "food_bank"},  {"supermarket", "supermarket"}, {"grocer", "supermarket"},
    {"universit", "university"},    {"college", "university"},     {"school", "school"},           {"librar", "library"},
    {"police", "police"},           {"sheriff", "police"},         {"clinic", "clinic"},           {"hospital", "clinic"},
    {"health cent", "clinic"},      {"medical", "clinic"},         {"city of", "municipality"},    {"county", "municipality"},
    {"department of", "municipality"}, {"church", "faith_body"},   {"mosque", "faith_body"},       {"synagogue", "faith_body"},
    {"temple", "faith_body"},       {"parish", "faith_body"},      {"ministr", "faith_body"},      {"faith", "faith_body"},
    {"tenant", "residents_association"}, {"resident", "residents_association"}, {"neighborhood", "residents_association"},
    {"neighbourhood", "residents_association"}, {"foundation", "foundation"}, {"newspaper", "local_media"},
    {"radio", "local_media"},       {"software", "technology_firm"}, {"advoca", "advocacy_group"}, {"legal", "advocacy_group"},
    {"rights", "advocacy_group"},   {"services", "service_provider"},
};

constexpr Word area_words[] = {
    {"food", "food"},           {"meal", "food"},           {"nutrition", "food"},      {"pantry", "food"},
    {"health", "health"},       {"medical", "health"},      {"clinic", "health"},       {"dental", "health"},
    {"hospital", "health"},     {"educat", "education"},    {"school", "education"},    {"tutor", "education"},
    {"literacy", "education"},  {"language", "education"},  {"employ", "employment"},   {"job", "employment"},
    {"career", "employment"},   {"workforce", "employment"}, {"hous", "housing"},       {"shelter", "housing"},
    {"rent", "housing"},        {"homeless", "housing"},    {"care", "care"},           {"senior", "care"},
    {"disab", "care"},          {"child", "care"},          {"counsel", "care"},        {"safety", "safety"},
    {"violence", "safety"},     {"crisis", "safety"},       {"police", "safety"},       {"environment", "environment"},
    {"garden", "environment"},  {"park", "environment"},    {"conservation", "environment"}, {"recycl", "environment"},
};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// Whether the text holds the word at the beginning of one of its own.
bool holds_word(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if (at == 0 || std::isalpha(static_cast<unsigned char>(text[at - 1])) == 0) return true;
  return false;
}

}  // namespace

std::string_view type_of_field(std::string_view ntmaj12, double revenue_usd) {
  for (const Field& field : fields)
    if (field.code == ntmaj12) return revenue_usd >= field.large_usd ? field.large_type : field.small_type;
  return "charity";
}

std::string_view type_of_words(std::string_view text) {
  const std::string lower = lower_case(text);
  for (const Word& word : type_words)
    if (holds_word(lower, word.word)) return word.meaning;
  return "charity";
}

std::vector<double> areas_of_words(std::string_view text, const Parameters& parameters) {
  const std::string lower = lower_case(text);
  std::vector<double> weights(parameters.areas.size(), 0.0);
  bool any = false;
  for (const Word& word : area_words) {
    if (!holds_word(lower, word.word)) continue;
    for (std::size_t a = 0; a < weights.size(); ++a)
      if (parameters.areas[a].name == word.meaning) {
        weights[a] += 1.0;
        any = true;
      }
  }
  if (!any) weights.clear();
  return weights;
}

std::uint16_t type_index(const Parameters& parameters, std::string_view name) {
  for (std::uint16_t t = 0; t < parameters.types.size(); ++t)
    if (parameters.types[t].name == name) return t;
  throw BrokenPromise("import names a type that the standard catalogue lacks");
}

}  // namespace tessera
