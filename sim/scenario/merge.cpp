#include "scenario/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "scenario/known_scenarios.hpp"
#include "scenario/parse.hpp"
#include "scenario/set_value.hpp"
#include "scenario/source_text.hpp"

namespace tessera {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_chain = 64;
constexpr std::int64_t format_version = 1;

[[noreturn]] void refuse(const std::vector<SourceFile>& files, Place place, const std::string& message) {
  throw InputError(std::vector<Fault>{make_fault(files, place, message)});
}

void check_version(const Node& root, std::uint32_t source, Faults& faults) {
  const Entry* version = find_entry(root, "tessera");
  if (version == nullptr) {
    faults.add({source, 1, 1},
               "this is not a scenario: it must say tessera = 1 (the version of the format) at its top");
  } else if (!version->value.is(NodeKind::whole) || version->value.whole != format_version) {
    faults.add(version->value.place,
               fmt::format("tessera must be {}, the version of the scenario format that this program reads, but is {}",
                           format_version, describe_node(version->value)));
  }
}

// The file that `root` extends, as a path from here; empty if none.
std::string find_parent(const Node& root, const std::vector<SourceFile>& files) {
  const Entry* extends = find_entry(root, "extends");
  if (extends == nullptr) return "";
  const Node& value = extends->value;
  if (!value.is(NodeKind::text) || value.text.empty() || value.text.find('\0') != std::string::npos)
    refuse(files, value.place,
           fmt::format("extends must be the path of a scenario file, but is {}", describe_node(value)));
  const fs::path parent = resolve_scenario(fs::path(files[value.place.source].name).parent_path(), value.text);
  std::error_code error;
  if (!fs::is_regular_file(parent, error))
    refuse(files, value.place,
           fmt::format("extends names {}, but there is no such file", quote_for_message(parent.string())));
  return parent.string();
}

void refuse_circle(const std::string& parent, Place place, const std::vector<SourceFile>& files) {
  const auto same = [&](const SourceFile& source) {
    std::error_code error;
    return fs::equivalent(source.name, parent, error);
  };
  if (std::none_of(files.begin(), files.end(), same) && files.size() < longest_chain) return;
  std::string chain;
  for (const SourceFile& source : files) chain += source.name + " -> ";
  refuse(files, place,
         files.size() < longest_chain ? fmt::format("extends goes round in a circle: {}{}", chain, parent)
                                      : fmt::format("extends is a chain of more than {} files", longest_chain));
}

bool asks_removal(const Node& item) {
  const Entry* remove = find_entry(item, "remove");
  return remove != nullptr && remove->value.is(NodeKind::boolean) && remove->value.whole != 0;
}

std::string name_of(const Node& item, std::string_view key) {
  const Entry* name = find_entry(item, key);
  return name != nullptr && name->value.is(NodeKind::text) ? name->value.text : std::string();
}

// Entries of one file replace or delete those of the files it extends; doubles within a file stay, to be reported.
void merge_named_lists(Node& base, Node& child, std::string_view key, Faults& faults) {
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < base.items.size(); ++i) known.emplace(name_of(base.items[i], key), i);
  std::vector<std::uint8_t> removed(base.items.size(), 0);
  std::vector<std::uint8_t> replaced(base.items.size(), 0);
  for (Node& item : child.items) {
    const std::string name = item.is(NodeKind::table) ? name_of(item, key) : std::string();
    const auto found = name.empty() ? known.end() : known.find(name);
    if (item.is(NodeKind::table) && asks_removal(item)) {
      if (found != known.end())
        removed[found->second] = 1;
      else
        faults.add(item.place, fmt::format("remove = true, but no file that this one extends has {} = {}", key,
                                           quote_for_message(name)));
    } else if (found != known.end() && replaced[found->second] == 0) {
      base.items[found->second] = std::move(item);
      replaced[found->second] = 1;
    } else {
      base.items.push_back(std::move(item));
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < base.items.size(); ++i) {
    if (i < removed.size() && removed[i] != 0) continue;
    if (kept != i) base.items[kept] = std::move(base.items[i]);
    ++kept;
  }
  base.items.resize(kept);
}

void merge_tables(Node& base, Node& child, bool top, Faults& faults);

void merge_entries(Entry& base, Entry& child, bool top, Faults& faults) {
  const std::string_view key = top ? naming_key(child.key) : std::string_view();
  if (base.value.is(NodeKind::table) && child.value.is(NodeKind::table)) {
    merge_tables(base.value, child.value, false, faults);
  } else if (base.value.is(NodeKind::list) && child.value.is(NodeKind::list) && !key.empty()) {
    merge_named_lists(base.value, child.value, key, faults);
  } else if (base.value.is(NodeKind::list) && child.value.is(NodeKind::list) && top) {
    std::move(child.value.items.begin(), child.value.items.end(), std::back_inserter(base.value.items));
  } else {
    base = std::move(child);
  }
}

void merge_tables(Node& base, Node& child, bool top, Faults& faults) {
  std::unordered_map<std::string_view, std::size_t> known;
  base.entries.reserve(base.entries.size() + child.entries.size());  // so that the views stay valid
  for (std::size_t i = 0; i < base.entries.size(); ++i) known.emplace(base.entries[i].key, i);
  for (Entry& entry : child.entries) {
    const auto found = known.find(entry.key);
    if (found != known.end()) {
      merge_entries(base.entries[found->second], entry, top, faults);
    } else if (top && entry.value.is(NodeKind::list) && !naming_key(entry.key).empty()) {
      Entry fresh{entry.key, entry.place, {}};
      fresh.value.kind = NodeKind::list;
      fresh.value.place = entry.value.place;
      merge_named_lists(fresh.value, entry.value, naming_key(entry.key), faults);
      base.entries.push_back(std::move(fresh));
    } else {
      base.entries.push_back(std::move(entry));
    }
  }
}

std::vector<Node> load_chain(const std::string& file, const std::string* text, std::vector<SourceFile>& files,
                             Faults& faults) {
  std::vector<Node> documents;
  std::string next = file;
  do {
    files.push_back({next, ""});
    const auto source = static_cast<std::uint32_t>(files.size() - 1);
    const bool at_hand = documents.empty() && text != nullptr;
    if (at_hand) check_source_text(*text, next);
    documents.push_back(parse_document(at_hand ? *text : load_source_text(next), next, source));
    check_version(documents.back(), source, faults);
    next = find_parent(documents.back(), files);
    if (!next.empty()) refuse_circle(next, find_entry(documents.back(), "extends")->value.place, files);
  } while (!next.empty());
  return documents;
}

}  // namespace

std::string_view naming_key(std::string_view list) {
  if (list == "organisation") return "id";
  if (list == "district" || list == "partnership" || list == "policy" || list == "shock") return "name";
  return "";
}

Node load_merged_document(const std::string& file, const std::string* text, const std::vector<std::string>& sets,
                          std::vector<SourceFile>& files, Faults& faults) {
  Node root;
  root.place = {static_cast<std::uint32_t>(files.size()), 1, 1};
  std::vector<Node> documents = load_chain(file, text, files, faults);
  for (auto document = documents.rbegin(); document != documents.rend(); ++document)
    merge_tables(root, *document, true, faults);
  for (const std::string& set : sets) apply_set(root, set, files, faults);
  return root;
}

void lay_over(Node& root, Node content, Faults& faults) { merge_tables(root, content, true, faults); }

}  // namespace tessera
