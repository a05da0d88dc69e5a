#include "results/hdf5_handle.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "base/errors.hpp"

namespace tessera::hdf5 {
namespace {

thread_local bool lost = false;

// The deepest frame is where it went wrong; those above only pass it on.
herr_t keep_description(unsigned, const H5E_error2_t* frame, void* into) {
  auto& text = *static_cast<std::string*>(into);
  if (text.empty() && frame->desc != nullptr) text = frame->desc;
  return 0;
}

}  // namespace

void prepare_thread() {
  static std::once_flag once;
  std::call_once(once, [] {
    setenv("HDF5_USE_FILE_LOCKING", "FALSE", 0);
    H5dont_atexit();  // it crashes over a file that could not be closed because the disk is full; every handle closes itself
    H5open();
  });
  thread_local bool silent = false;
  if (!silent) H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  silent = true;
}

void check(herr_t result, std::string_view what) {
  if (result >= 0) return;
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_description, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw FileError(reason.empty() ? std::string(what) : fmt::format("{}: {}", what, reason));
}

void note_loss() { lost = true; }

void Handle::close(std::string_view what) {
  if (id_ >= 0) check(close_(std::exchange(id_, -1)), what);
  if (std::exchange(lost, false)) throw FileError(std::string(what));
}

Handle open_file(const std::string& path, unsigned flags) {
  return Handle(H5Fopen(path.c_str(), flags, H5P_DEFAULT), H5Fclose, path + " can not be opened");
}

namespace {

Handle settings_without_chunk_cache() {
  Handle settings(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file settings");
  check(H5Pset_cache(settings, 0, 1, 0, 1.0), "file settings");
  return settings;
}

}  // namespace

Handle open_file_for_passing_through(const std::string& path) {
  return Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, settings_without_chunk_cache()), H5Fclose, path + " can not be opened");
}

Handle create_file(const std::string& path, hid_t creation_settings) {
  lost = false;
  return Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation_settings, settings_without_chunk_cache()), H5Fclose,
                path + " can not be written");
}

Handle open_dataset(hid_t where, const std::string& name) {
  return Handle(H5Dopen2(where, name.c_str(), H5P_DEFAULT), H5Dclose, "dataset " + name + " can not be opened");
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "text type");
  check(H5Tset_size(type, H5T_VARIABLE), "text type");
  check(H5Tset_cset(type, H5T_CSET_UTF8), "text type");
  return type;
}

template <> hid_t stored_type<double>() { return H5T_IEEE_F64LE; }
template <> hid_t stored_type<float>() { return H5T_IEEE_F32LE; }
template <> hid_t stored_type<std::int8_t>() { return H5T_STD_I8LE; }
template <> hid_t stored_type<std::uint8_t>() { return H5T_STD_U8LE; }
template <> hid_t stored_type<std::uint16_t>() { return H5T_STD_U16LE; }
template <> hid_t stored_type<std::int32_t>() { return H5T_STD_I32LE; }
template <> hid_t stored_type<std::uint32_t>() { return H5T_STD_U32LE; }
template <> hid_t stored_type<std::int64_t>() { return H5T_STD_I64LE; }
template <> hid_t stored_type<std::uint64_t>() { return H5T_STD_U64LE; }

}  // namespace tessera::hdf5
