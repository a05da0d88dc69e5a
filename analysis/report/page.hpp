// The page that the data are put into: bundled from page/ at build time and held by the program.
#pragma once

#include <string>

#include "analysis/report/page_data.hpp"

namespace tessera {

// False in a program that was built where there was no npm.
bool has_page();

// The HTML of one self-contained page. Throws FileError, which says what to do, if the program has no page.
std::string make_page(const PageJson& data);

}  // namespace tessera
