#include "analysis/export/xml.hpp"

#include <ostream>
#include <sstream>

namespace tessera {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// The character that begins the text and its length in bytes; length 0: it is no UTF-8.
std::pair<std::uint32_t, std::size_t> first_character(std::string_view text) {
  const auto byte = [&text](std::size_t k) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k])); };
  const std::uint32_t lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length <= 1) return {lead, length};
  if (length > text.size()) return {0, 0};
  std::uint32_t character = lead & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(k) & 0xC0U) != 0x80U) return {0, 0};
    character = character << 6U | (byte(k) & 0x3FU);
  }
  constexpr std::uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
  return {character, character < lowest[length] ? 0 : length};
}

// The production Char of XML 1.0.
bool is_allowed(std::uint32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string clean;
  while (!text.empty()) {
    const auto [character, length] = first_character(text);
    const bool good = length > 0 && is_allowed(character);
    clean += good ? text.substr(0, length) : replacement;
    text.remove_prefix(length > 0 ? length : 1);
  }
  return clean;
}

pugi::xml_node XmlPieces::begin(const char* name) {
  piece_.reset();
  return piece_.append_child(name);
}

void XmlPieces::write() {
  piece_.first_child().print(out_, "", pugi::format_raw, pugi::encoding_utf8);
  out_ << '\n';
}

void write_start_tag(std::ostream& out, const char* name, std::initializer_list<std::pair<const char*, std::string>> attributes) {
  pugi::xml_document document;
  pugi::xml_node node = document.append_child(name);
  for (const auto& [key, value] : attributes) node.append_attribute(key).set_value(xml_text(value).c_str());
  std::ostringstream text;
  node.print(text, "", pugi::format_raw | pugi::format_no_empty_element_tags, pugi::encoding_utf8);
  const std::string whole = text.str();
  out << whole.substr(0, whole.rfind("</")) << '\n';
}

}  // namespace tessera
