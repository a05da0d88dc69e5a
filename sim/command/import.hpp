// tessera import: tables of real organisations become a scenario.
#pragma once

#include <string>

namespace tessera {

struct ImportOptions {
  std::string organisations;  // CSV: own, IRS 990 or Open Referral HSDS columns
  std::string ties;           // CSV, own columns; empty = none
  std::string districts;      // CSV, own columns; empty = laid out to match
  std::string output;         // scenario file to write
  bool quiet = false;
};

// Writes the scenario and its tables and says what was done. Returns the exit code 0; throws InputError, FileError.
int import_tables(const ImportOptions& options);

}  // namespace tessera
