#include "analysis/report/page.hpp"

#include <string_view>

#include "base/errors.hpp"

// TESSERA_PAGE_FILE is what page/bundle.mjs wrote; without npm it is empty.
asm(".pushsection .rodata\n"
    ".global tessera_page_begin\n"
    "tessera_page_begin: .incbin \"" TESSERA_PAGE_FILE "\"\n"
    ".global tessera_page_end\n"
    "tessera_page_end: .byte 0\n"
    ".popsection\n");

extern "C" {
extern const char tessera_page_begin;  // NOLINT(readability-identifier-naming)
extern const char tessera_page_end;    // NOLINT(readability-identifier-naming)
}

namespace tessera {
namespace {

constexpr std::string_view data_mark = "@TESSERA_DATA@", title_mark = "@TESSERA_TITLE@";

std::string_view bundled_page() {
  const char *begin = &tessera_page_begin, *end = &tessera_page_end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

// Text inside <script> ends at "</script" and the like; JSON may write any of its characters as \u.
std::string safe_in_script(const std::string& json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      safe += "\\u003c";
    else if (c == '>')
      safe += "\\u003e";
    else if (c == '&')
      safe += "\\u0026";
    else
      safe += c;
  }
  return safe;
}

std::string safe_in_html(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '<')
      safe += "&lt;";
    else if (c == '&')
      safe += "&amp;";
    else
      safe += c;
  }
  return safe;
}

// Bytes that are not UTF-8 (a scenario's name is UTF-8, a path need not be) become U+FFFD.
std::string write_json(const PageJson& data) { return data.dump(-1, ' ', false, PageJson::error_handler_t::replace); }

}  // namespace

bool has_page() { return !bundled_page().empty(); }

std::string make_page(const PageJson& data) {
  if (!has_page())
    throw FileError("this program was built without the report page, as there was no npm; install nodejs and npm, and build again");
  std::string_view rest = bundled_page();
  std::string page;
  const auto copy_until = [&](std::string_view mark) {
    const std::size_t at = rest.find(mark);
    if (at == std::string_view::npos) throw std::logic_error("the report page has no " + std::string(mark));
    page += rest.substr(0, at);
    rest.remove_prefix(at + mark.size());
  };
  copy_until(title_mark);
  page += safe_in_html(data.value("title", ""));
  copy_until(data_mark);
  page += safe_in_script(write_json(data));
  page += rest;
  return page;
}

}  // namespace tessera
