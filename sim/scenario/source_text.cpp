#include "scenario/source_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/errors.hpp"
#include "scenario/document.hpp"

namespace tessera {
namespace {

// Bytes of the UTF-8 character that begins here; 0 if it is none (overlong, surrogate, beyond U+10FFFF, cut off).
std::size_t measure_character(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || rest.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  if (first == 0xE0 && byte(1) < 0xA0) return 0;
  if (first == 0xED && byte(1) > 0x9F) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) > 0x8F) return 0;
  return size;
}

// Follows strings, comments, brackets and dotted keys just closely enough to bound depth and number of values.
class Outline {
 public:
  // Returns false where the text is nested too deeply.
  bool take(std::string_view rest) {
    if (skip_ > 0) {
      --skip_;
      return true;
    }
    const char c = rest[0];
    if (inside_ == Inside::comment) {
      if (c == '\n') inside_ = Inside::nothing;
    } else if (inside_ != Inside::nothing) {
      leave_string(rest);
      return true;
    } else if (c == '"' || c == '\'') {
      enter_string(rest, c);
      return true;
    } else if (c == '#') {
      inside_ = Inside::comment;
    }
    return inside_ != Inside::nothing || count(c);
  }
  std::size_t values() const { return values_; }

 private:
  enum class Inside : std::uint8_t { nothing, comment, string, long_string };

  void enter_string(std::string_view rest, char quote) {
    quote_ = quote;
    const bool is_long = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
    inside_ = is_long ? Inside::long_string : Inside::string;
    skip_ = is_long ? 2 : 0;
  }

  void leave_string(std::string_view rest) {
    const char c = rest[0];
    if (c == '\\' && quote_ == '"') {
      skip_ = rest.size() > 1 && rest[1] != '\n' ? 1 : 0;
    } else if (inside_ == Inside::string) {
      if (c == quote_ || c == '\n') inside_ = Inside::nothing;
    } else if (c == quote_ && rest.size() >= 3 && rest[1] == quote_ && rest[2] == quote_) {
      skip_ = 2;  // one or two more quotes may belong to the text
      while (skip_ < 4 && rest.size() > skip_ + 1U && rest[skip_ + 1U] == quote_) ++skip_;
      inside_ = Inside::nothing;
    }
  }

  bool count(char c) {
    const bool opens = c == '[' || c == '{';
    if (opens) ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    if (c == '.')
      ++dots_;
    else if (opens || c == ',' || c == '=' || c == '\n')
      dots_ = 0;
    if (opens || c == ',' || c == '=' || c == '.') ++values_;
    return depth_ <= deepest_nesting && dots_ <= deepest_nesting;
  }

  Inside inside_ = Inside::nothing;
  char quote_ = '"';
  unsigned skip_ = 0;
  int depth_ = 0;
  int dots_ = 0;
  std::size_t values_ = 0;
};

[[noreturn]] void refuse(const std::string& file, int line, int column, const std::string& message) {
  throw InputError(std::vector<Fault>{Fault{file, line, column, message}});
}

}  // namespace

void check_source_text(const std::string& text, const std::string& name) {
  if (text.size() > largest_file_bytes)
    refuse(name, 0, 0,
           fmt::format("the file is larger than {} MB; put organisations into a table (organisations.table)",
                       largest_file_bytes >> 20U));
  Outline outline;
  int line = 1;
  int column = 1;
  std::size_t line_begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    const std::size_t size = measure_character(rest);
    if (size == 0) refuse(name, line, column, "invalid UTF-8; save the file as UTF-8");
    if (text[at] == '\0') refuse(name, line, column, "a NUL byte; this is not a text file");
    if (at - line_begin >= longest_line_bytes) refuse(name, line, 1, "the line is longer than 1 MB");
    if (!outline.take(rest)) refuse(name, line, column, fmt::format("nested deeper than {} levels", deepest_nesting));
    if (outline.values() > most_values)
      refuse(name, line, column, "more than two million values; put organisations into a table (organisations.table)");
    if (text[at] == '\n') {
      ++line;
      column = 0;
      line_begin = at + 1;
    }
    ++column;
    at += size;
  }
}

std::string load_source_text(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) refuse(file, 0, 0, "no such file");
  if (status.type() == fs::file_type::directory) refuse(file, 0, 0, "is a folder, not a scenario file");
  if (status.type() != fs::file_type::regular) refuse(file, 0, 0, "is not an ordinary file that can be read");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, 0, 0, fmt::format("cannot be read: {}", std::strerror(errno)));
  std::string text(
      largest_file_bytes < fs::file_size(file, error) ? largest_file_bytes + 1 : fs::file_size(file, error), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad() || error) refuse(file, 0, 0, "cannot be read");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() <= largest_file_bytes)
    check_source_text(text, file);
  else
    refuse(file, 0, 0,
           fmt::format("the file is larger than {} MB; put organisations into a table (organisations.table)",
                       largest_file_bytes >> 20U));
  return text;
}

}  // namespace tessera
