// Files that are either there whole or not there: fsync, rename, and what stood there before. All throw FileError.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

std::vector<char> read_bytes(const std::string& path);
// Writes text to "path.new" and renames it.
void write_text(const std::string& path, std::string_view text);
void sync_file(const std::string& path);
// Renames; durable = also after a power cut (fsync of the folder).
void rename_file(const std::string& from, const std::string& to, bool durable);
// Lets the present file, if any, go on as path.previous; path itself stays until it is renamed over.
void keep_as_previous(const std::string& path);
std::string folder_of(const std::string& path);  // "." if it names none
std::string name_of(const std::string& path);    // the last part

}  // namespace tessera
