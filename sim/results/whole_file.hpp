// F.h5 out of F.h5.part. Killed between any two steps, there is F.h5.part or a whole F.h5, and never a digest that
// belongs to another file.
#pragma once

#include <string>

namespace tessera {

std::string part_path(const std::string& path);  // path + ".part"

// Step 1: writes an ordinary HDF5 file with all that is in the part file and its snapshots, and makes it durable.
void write_whole(const std::string& part, const std::string& temporary);
// Step 2: puts it in place of path, and its digest beside it.
void publish_whole(const std::string& temporary, const std::string& path);
// Step 3: what is not needed any more.
void remove_part(const std::string& part);
void remove_snapshots(const std::string& part);

}  // namespace tessera
