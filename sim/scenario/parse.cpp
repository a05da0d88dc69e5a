#include "scenario/parse.hpp"

// The library asserts on malformed text (3.3.0); without the assertion it reports a proper fault.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <tuple>

#include "base/errors.hpp"
#include "scenario/faults.hpp"

namespace tessera {
namespace {

Place locate(const toml::source_region& region, std::uint32_t source) {
  return {source, static_cast<std::int32_t>(region.begin.line), static_cast<std::int32_t>(region.begin.column)};
}

void refuse_depth(int depth, Place place, const std::string& name) {
  if (depth <= deepest_nesting) return;
  throw InputError(std::vector<Fault>{Fault{name, place.line, place.column, "nested deeper than 64 levels"}});
}

template <class Moment>
std::string write_moment(const Moment& moment) {
  std::ostringstream text;
  text << moment;
  return text.str();
}

Node convert(const toml::node& from, const std::string& name, std::uint32_t source, int depth);

void convert_table(Node& to, const toml::table& from, const std::string& name, std::uint32_t source, int depth) {
  to.kind = NodeKind::table;
  to.entries.reserve(from.size());
  for (const auto& [key, value] : from)
    to.entries.push_back(
        {std::string(key.str()), locate(key.source(), source), convert(value, name, source, depth + 1)});
  std::sort(to.entries.begin(), to.entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
}

void convert_list(Node& to, const toml::array& from, const std::string& name, std::uint32_t source, int depth) {
  to.kind = NodeKind::list;
  to.items.reserve(from.size());
  for (const toml::node& item : from) to.items.push_back(convert(item, name, source, depth + 1));
}

void convert_scalar(Node& to, const toml::node& from) {
  if (const auto* flag = from.as_boolean()) {
    to.kind = NodeKind::boolean;
    to.whole = flag->get() ? 1 : 0;
  } else if (const auto* whole = from.as_integer()) {
    to.kind = NodeKind::whole;
    to.whole = whole->get();
    to.number = static_cast<double>(whole->get());
  } else if (const auto* number = from.as_floating_point()) {
    to.kind = NodeKind::number;
    to.number = number->get();
  } else if (const auto* text = from.as_string()) {
    to.kind = NodeKind::text;
    to.text = text->get();
  } else {
    to.kind = NodeKind::moment;
    if (const auto* date = from.as_date()) to.text = write_moment(date->get());
    if (const auto* time = from.as_time()) to.text = write_moment(time->get());
    if (const auto* both = from.as_date_time()) to.text = write_moment(both->get());
  }
}

Node convert(const toml::node& from, const std::string& name, std::uint32_t source, int depth) {
  Node to;
  to.place = locate(from.source(), source);
  refuse_depth(depth, to.place, name);
  if (const auto* table = from.as_table())
    convert_table(to, *table, name, source, depth);
  else if (const auto* list = from.as_array())
    convert_list(to, *list, name, source, depth);
  else
    convert_scalar(to, from);
  return to;
}

}  // namespace

Node parse_document(const std::string& text, const std::string& name, std::uint32_t source) {
  try {
    return convert(toml::parse(text), name, source, 0);
  } catch (const toml::parse_error& error) {
    const Place place = locate(error.source(), source);
    throw InputError(std::vector<Fault>{
        Fault{name, place.line, place.column, "not valid TOML: " + std::string(error.description()).substr(0, 300)}});
  }
}

}  // namespace tessera
