#include "command/import.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "scenario/import.hpp"

namespace tessera {

int import_tables(const ImportOptions& options) {
  const Imported imported = read_import({options.organisations, options.ties, options.districts});
  const auto written = write_import(imported, options.output);
  if (options.quiet) return 0;
  std::string text = fmt::format("Read {} organisations and {} ties ({} columns).\n", imported.scenario.organisations.size(),
                                 imported.scenario.ties.size(), imported.format);
  for (const std::string& note : imported.notes) text += fmt::format("  {}.\n", note);
  text += fmt::format("Wrote {}.\n", fmt::join(written, ", "));
  text += fmt::format("Next: tessera check {0}, then tessera run {0}\n", options.output);
  std::fputs(text.c_str(), stdout);
  return 0;
}

}  // namespace tessera
