// HDF5 identifiers that close themselves, and calls whose failure becomes a FileError in HDF5's own words.
#pragma once

#include <hdf5.h>

#include <string>
#include <string_view>
#include <utility>

namespace tessera::hdf5 {

// To be called before HDF5 is used on a thread: silences its printing and its own file locks (ours is on the part file,
// and HDF5's fail on file systems without locks).
void prepare_thread();

// Throws FileError(what + the innermost description on HDF5's error stack) if result is negative.
void check(herr_t result, std::string_view what);

// What is left of a dataset is written as it is closed. Where that fails and nobody can be told, as in a destructor, it is kept
// for whoever closes the file.
void note_loss();

class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close closing, std::string_view what) : id_(id), close_(closing) {
    if (id < 0) check(-1, what);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0 && close_(id_) < 0) note_loss();
  }

  operator hid_t() const { return id_; }
  // Closing a file writes what is left, so it may fail; FileError too if something of it was lost before, on this thread and
  // since create_file.
  void close(std::string_view what);

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

Handle open_file(const std::string& path, unsigned flags);
// For who goes through many datasets at once, whole chunks at a time: HDF5 would keep a megabyte of chunks of each.
Handle open_file_for_passing_through(const std::string& path);
Handle create_file(const std::string& path, hid_t creation_settings);  // for the same
Handle open_dataset(hid_t where, const std::string& name);
Handle text_type();  // variable-length UTF-8

// The type in which T is stored: little-endian, which is also its type in memory on x86-64.
template <class T>
hid_t stored_type();

}  // namespace tessera::hdf5
