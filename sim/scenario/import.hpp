// Turns tables of real organisations into a scenario: our own columns, IRS 990 columns, or Open Referral HSDS tables.
//
// Unknown values stay open and are drawn at founding. Which words and codes mean which type and area is documented in
// scenarios/data/README.md and stands in import_words.cpp.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace tessera {

struct ImportFiles {
  std::string organisations;  // own columns, 990 columns, or HSDS organization.csv (service.csv, location.csv and
                              // service_at_location.csv are looked for beside it)
  std::string ties;           // own columns; empty = none
  std::string districts;      // own columns; empty = laid out to match
};

struct Imported {
  std::string format;              // "own", "IRS 990", "Open Referral HSDS"
  Scenario scenario;               // parameters standard; organisations, ties, districts as read
  std::vector<std::string> notes;  // what was handled, with counts, in plain words
};

// Throws InputError with every fault of the tables.
Imported read_import(const ImportFiles& files);

// Writes scenario_file and, beside it, STEM_organisations.csv, STEM_ties.csv, STEM_districts.csv (those that have rows).
// Returns the files written. Throws FileError if one can not be written, InputError (and leaves what was there as it was) if the
// tables do not make a scenario that reads.
std::vector<std::string> write_import(const Imported& imported, const std::string& scenario_file);

}  // namespace tessera
