// XML written element by element: pugixml escapes, and no more than one element is in memory.
#pragma once

#include <iosfwd>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace tessera {

// Text that XML 1.0 can hold: what is not UTF-8, and characters that it forbids even when escaped, become U+FFFD.
std::string xml_text(std::string_view text);

// Puts elements together and writes them.
class XmlPieces {
 public:
  explicit XmlPieces(std::ostream& out) : out_(out) {}

  // A new, empty element of that name; it lasts until the next call of begin().
  pugi::xml_node begin(const char* name);
  // Writes the element begun last, with all that was put into it.
  void write();

 private:
  std::ostream& out_;
  pugi::xml_document piece_;
};

// <name a="b">, to be closed by hand: what is between is written as pieces.
void write_start_tag(std::ostream& out, const char* name, std::initializer_list<std::pair<const char*, std::string>> attributes);

}  // namespace tessera
