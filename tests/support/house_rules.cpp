#include "support/house_rules.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

namespace tessera::house {
namespace fs = std::filesystem;
namespace {

std::string text_of(const Path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const Path& file) {
  std::istringstream in(text_of(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool is_source(const Path& file) { return file.extension() == ".cpp" || file.extension() == ".hpp"; }

// What people write and read as code, in any language of the tree.
bool is_code(const Path& file) {
  static const std::set<std::string> others{".js", ".mjs", ".css", ".py", ".R", ".sh", ".cmake"};
  return is_source(file) || others.count(file.extension().string()) == 1;
}

// What builds, runs and editors leave at the top level; the same names stand in .gitignore.
bool is_left_by_tools(const std::string& name) {
  static const std::regex pattern(R"(build.*|results|.*\.h5(\.part.*)?|.*\.sha256|compile_commands\.json|__pycache__)");
  return std::regex_match(name, pattern);
}

// Regular files below the given folders of the tree, sorted, relative to its root.
std::vector<Path> files_below(const Path& root, const std::vector<std::string>& folders) {
  std::vector<Path> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (fs::recursive_directory_iterator entry(root / folder), end; entry != end; ++entry) {
      if (entry->path().filename() == "__pycache__" || entry->path().filename() == "node_modules") entry.disable_recursion_pending();
      if (entry->is_regular_file()) files.push_back(entry->path().lexically_relative(root));
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string place(const Path& file, std::size_t line) { return file.generic_string() + ":" + std::to_string(line + 1); }

// Lines of the files that match, as "file:line: what".
Faults matching_lines(const Path& root, const std::vector<Path>& files, const std::regex& pattern, const std::string& what) {
  Faults faults;
  for (const Path& file : files) {
    const auto lines = lines_of(root / file);
    for (std::size_t k = 0; k < lines.size(); ++k)
      if (std::regex_search(lines[k], pattern)) faults.push_back(place(file, k) + ": " + what + ": " + lines[k]);
  }
  return faults;
}

// Room of a file or of an include: "base" for base/statistics/moments.hpp.
std::string room_of(const Path& relative_to_sim) {
  const auto first = relative_to_sim.begin();
  return std::next(first) == relative_to_sim.end() ? "" : first->string();
}

const std::map<std::string, int>& floors() {
  static const std::map<std::string, int> floors{
      {"base", 0},     {"vocabulary", 0}, {"formulas", 1}, {"state", 1}, {"parameters", 1}, {"scenario", 2}, {"mechanisms", 2},
      {"founding", 3}, {"measures", 3},   {"results", 3},  {"run", 4},   {"analysis", 5},   {"command", 6}};
  return floors;
}

// A mechanism with its private folder: "delivery" for mechanisms/delivery.cpp and for mechanisms/delivery/month.hpp.
std::string mechanism_of(const Path& relative_to_sim) { return std::next(relative_to_sim.begin())->stem().string(); }

std::string include_fault(const Path& file, const std::string& room, const Path& included) {
  const std::string other = room_of(included);
  if (other.empty()) return "";  // a header made by the build
  if (floors().count(other) == 0) return "unknown room " + other;
  if (room.empty()) return "";  // main.cpp
  if (other == room)
    return room == "mechanisms" && mechanism_of(file) != mechanism_of(included) ? "mechanisms do not include one another" : "";
  if (floors().at(other) < floors().at(room)) return "";
  return room + " (floor " + std::to_string(floors().at(room)) + ") does not see " + other + " (floor " +
         std::to_string(floors().at(other)) + ")";
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// Names of the vectors that a struct declares in this text, without those whose line says "derived".
std::vector<std::string> stored_vectors(const std::string& text, const std::string& type) {
  const std::size_t begin = text.find("struct " + type + " {");
  if (begin == std::string::npos) return {};
  std::istringstream body(text.substr(begin, text.find("\n};", begin) - begin));
  static const std::regex declaration(R"(^\s*std::vector<[^;]*>\s+(\w+)(\{[^}]*\})?;(.*))");
  std::vector<std::string> names;
  for (std::string line; std::getline(body, line);)
    if (std::smatch match; std::regex_match(line, match, declaration) && match[3].str().find("derived") == std::string::npos)
      names.push_back(match[1]);
  return names;
}

}  // namespace

std::string join(const Faults& faults) {
  std::string text;
  for (const std::string& fault : faults) text += "\n  " + fault;
  return text;
}

Faults include_faults(const Path& root) {
  static const std::regex include(R"(^\s*#\s*include\s*"([^"]+)\")");
  Faults faults;
  for (const Path& file : files_below(root, {"sim", "analysis"})) {
    if (!is_source(file)) continue;
    const Path inside = *file.begin() == "sim" ? file.lexically_relative("sim") : file;
    const std::string room = room_of(inside);
    if (!room.empty() && floors().count(room) == 0) faults.push_back(file.generic_string() + ": unknown room " + room);
    if (!room.empty() && floors().count(room) == 0) continue;
    const auto lines = lines_of(root / file);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      std::smatch match;
      if (!std::regex_search(lines[k], match, include)) continue;
      const std::string fault = match[1].str().starts_with("..") ? "includes are written relative to sim/"
                                                                 : include_fault(inside, room, Path(match[1].str()));
      if (!fault.empty()) faults.push_back(place(file, k) + ": " + fault);
    }
  }
  return faults;
}

Faults top_level_faults(const Path& root) {
  static const std::set<std::string> allowed{"README.md", "CMakeLists.txt", "sim", "scenarios", "analysis", "tests"};
  Faults faults;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(".") && allowed.count(name) == 0 && !is_left_by_tools(name))
      faults.push_back("the top level holds " + name);
  }
  std::sort(faults.begin(), faults.end());
  return faults;
}

Faults leftover_faults(const Path& root) {
  auto files = files_below(root, {"sim", "scenarios", "analysis", "tests", ".ci"});
  for (const char* name : {"README.md", "CMakeLists.txt", ".gitignore", ".clang-format", ".clang-tidy"})
    if (fs::exists(root / name)) files.emplace_back(name);
  std::erase_if(files, [&](const Path& file) { return fs::file_size(root / file) > 2'000'000; });
  // Written in pieces, or this file would break the rule it holds.
  const std::regex path(std::string("(^|[^\\w.~}$/])/(wo") + "rk|fa" + "rm|ro" + "ot|ho" + "me|Us" + "ers)/|(^|\\W)\\.lib" + "rary\\b");
  const std::regex marker(std::string("\\b(TO") + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
  Faults faults = matching_lines(root, files, path, "a path of one machine");
  const Faults left = matching_lines(root, files, marker, "left over");
  faults.insert(faults.end(), left.begin(), left.end());
  std::erase_if(files, [](const Path& file) { return file.filename() != "package-lock.json"; });
  const Faults hosts = matching_lines(root, files, std::regex("\"resolved\"|https?://.*\\.tgz"), "an address that packages came from");
  faults.insert(faults.end(), hosts.begin(), hosts.end());
  return faults;
}

Faults generator_faults(const Path& root) {
  auto files = files_below(root, {"sim", "analysis"});
  std::erase_if(files, [](const Path& file) { return !is_source(file) || file.generic_string().starts_with("sim/base/"); });
  const std::regex pattern(
      R"(std::(mt19937|minstd_rand|ranlux|default_random_engine|random_device|shuffle|sample\b|\w+_distribution)|)"
      R"(boost(/|::)random|Random123|#\s*include\s*<random>|(^|[^\w.])(s?rand|drand48|random)\s*\()");
  return matching_lines(root, files, pattern, "a generator beside the keyed streams");
}

Faults hdf5_faults(const Path& root) {
  auto files = files_below(root, {"sim", "analysis"});
  std::erase_if(files, [](const Path& file) { return !is_source(file) || file.generic_string().starts_with("sim/results/"); });
  return matching_lines(root, files, std::regex(R"(#\s*include\s*[<"](hdf5|H5)\w*\.h)"), "HDF5 outside sim/results");
}

Faults process_faults(const Path& root) {
  static const std::set<std::string> starters{"sim/base/process.cpp", "sim/base/threads.cpp", "sim/results/limited_child.cpp"};
  auto files = files_below(root, {"sim", "analysis"});
  std::erase_if(files, [](const Path& file) { return !is_source(file); });
  Faults faults = matching_lines(root, files, std::regex(R"((^|[^\w.>])(std::)?(system|popen|wordexp)\s*\(|"-c")"), "a shell");
  std::erase_if(files, [](const Path& file) { return starters.count(file.generic_string()) > 0; });
  const Faults others = matching_lines(root, files, std::regex(R"((^|[^\w.>])(v?fork|exec(l|v)p?e?|posix_spawnp?)\s*\()"), "starts a process");
  faults.insert(faults.end(), others.begin(), others.end());
  return faults;
}

Faults size_faults(const Path& root, std::size_t most_lines) {
  Faults faults;
  for (const Path& file : files_below(root, {"sim", "analysis", "tests"}))
    if (const std::size_t lines = is_code(file) ? lines_of(root / file).size() : 0; lines > most_lines)
      faults.push_back(file.generic_string() + " has " + std::to_string(lines) + " lines");
  return faults;
}

Faults mechanism_faults(const Path& root, const std::set<std::string>& parameter_sections) {
  std::set<std::string> headings;  // "## Partner search" and "## partner_search" alike
  if (fs::exists(root / "sim/MODEL.md"))
    for (const std::string& line : lines_of(root / "sim/MODEL.md"))
      if (line.starts_with("#")) headings.insert(lower_case(std::regex_replace(line, std::regex(R"(^[#\d.\s`]+|[`\s]+$)"), "")));
  Faults faults;
  for (const Path& file : files_below(root, {"sim/mechanisms"})) {
    if (file.extension() != ".hpp" || file.parent_path().filename() != "mechanisms") continue;  // parts are private
    const std::string name = file.stem().string();
    const std::string spoken = std::regex_replace(name, std::regex("_"), " ");
    const auto want = [&](bool kept, const std::string& what) {
      if (!kept) faults.push_back("mechanism " + name + " has no " + what);
    };
    want(fs::exists(root / ("sim/mechanisms/" + name + ".cpp")), "source");
    want(fs::exists(root / ("tests/mechanisms/" + name + "_test.cpp")), "test of its own");
    want(headings.count(name) + headings.count(spoken) > 0, "section in sim/MODEL.md");
    want(parameter_sections.count(name) > 0, "parameter section");
  }
  return faults;
}

Faults field_faults(const Path& root, std::span<const Field> fields) {
  std::string text;
  for (const Path& file : files_below(root, {"sim/state"}))
    if (file.extension() == ".hpp") text += text_of(root / file);
  std::set<std::string> declared, visited;
  static const std::regex member(R"(^\s{2}(\w+) (\w+);(.*))");
  for (const std::string& line : lines_of(root / "sim/state/world.hpp"))
    if (std::smatch match; std::regex_match(line, match, member) && match[3].str().find("derived") == std::string::npos)
      for (const std::string& name : stored_vectors(text, match[1])) declared.insert(match[2].str() + "." + name);
  Faults faults;
  for (const Field& field : fields) {
    const std::string name = std::string(field.table) + "." + std::string(field.name);
    if (!visited.insert(name).second) faults.push_back(name + " has two rows in fields()");
    if (declared.count(name) == 0) faults.push_back(name + " has a row in fields() and is no stored vector");
  }
  for (const std::string& name : declared)
    if (visited.count(name) == 0) faults.push_back(name + " has no row in fields(): mark it derived or add one");
  return faults;
}

}  // namespace tessera::house
