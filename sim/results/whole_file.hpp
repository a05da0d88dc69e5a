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
// Whether a part file holds anything; one that is empty is no more than the right to write.
bool is_begun(const std::string& part);
// Writes the digest of a sound file that has none beside it: a program was killed between the two parts of step 2.
void complete_digest(const std::string& path);
// Step 3: what is not needed any more goes: the content of the part file first, as without its snapshots it would be taken
// for all there is; then snapshots, checkpoints and whatever a killed program left; the part file itself last. The right to
// write must be held. Throws FileError.
void empty_part(const std::string& part);
void remove_part(const std::string& part);
// What a program that was killed in step 3 left beside a whole file; does nothing if a run waits there. FileError if another
// program is writing.
void remove_rest(const std::string& path);

}  // namespace tessera
