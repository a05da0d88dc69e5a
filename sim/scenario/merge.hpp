// One document from a scenario file, the chain of files it extends, and --set values.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/faults.hpp"

namespace tessera {

// The merged document. `text` = the text of the top file if it is at hand (nullptr: read it). Appends to `files`: the
// top file, what it extends in order, then the --set values. Throws InputError at the first fault of syntax, a missing file
// or a circle; other faults are added to `faults`. Tables merge; [[organisation]] by id and [[district]], [[policy]],
// [[shock]] by name: the same name replaces, remove = true deletes, others are appended.
Node load_merged_document(const std::string& file, const std::string* text, const std::vector<std::string>& sets,
                          std::vector<SourceFile>& files, Faults& faults);

// Lays scenario content over a merged document, as a file does that extends it.
void lay_over(Node& root, Node content, Faults& faults);

// The key that names entries of a list of tables ("organisation": "id"), empty for lists that are only appended.
std::string_view naming_key(std::string_view list);

}  // namespace tessera
