#include "results/array_file.hpp"

#define XXH_INLINE_ALL  // the hash is compiled in: nothing to link
#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/errors.hpp"
#include "results/durable.hpp"

namespace tessera {
namespace {

constexpr std::string_view magic = "TESSERA\n";
constexpr std::uint32_t version = 1;
constexpr std::uint32_t byte_order_mark = 0x01020304;
constexpr std::array<std::size_t, 8> element_bytes{0, 8, 4, 8, 1, 2, 4, 8};
constexpr std::size_t trailer_bytes = sizeof(XXH128_canonical_t);

// Takes values off the front of the content; refuses to pass its end.
class Cursor {
 public:
  Cursor(std::span<const char> rest, const std::string& path) : rest_(rest), path_(path) {}
  std::span<const char> take(std::uint64_t size) {
    if (size > rest_.size()) throw FileError(path_ + " is not whole");
    const auto taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  template <class T>
  T value() {
    T result;
    std::memcpy(&result, take(sizeof(T)).data(), sizeof(T));
    return result;
  }
  std::string text() {
    const auto bytes = take(value<std::uint32_t>());
    return {bytes.begin(), bytes.end()};
  }
  bool empty() const { return rest_.empty(); }

 private:
  std::span<const char> rest_;
  const std::string& path_;
};

}  // namespace

template <> ElementType element_type<double>() { return ElementType::float64; }
template <> ElementType element_type<std::int32_t>() { return ElementType::int32; }
template <> ElementType element_type<std::int64_t>() { return ElementType::int64; }
template <> ElementType element_type<std::uint8_t>() { return ElementType::uint8; }
template <> ElementType element_type<std::uint16_t>() { return ElementType::uint16; }
template <> ElementType element_type<std::uint32_t>() { return ElementType::uint32; }
template <> ElementType element_type<std::uint64_t>() { return ElementType::uint64; }

struct ArrayFileWriter::RunningHash {
  alignas(64) XXH3_state_t state;
};

ArrayFileWriter::ArrayFileWriter(std::string path, std::string_view kind) : path_(std::move(path)) {
  file_ = std::fopen((path_ + ".new").c_str(), "wb");
  if (file_ == nullptr) throw FileError(fmt::format("{} can not be written: {}", path_, std::strerror(errno)));
  hash_ = std::make_unique<RunningHash>();
  XXH3_128bits_reset(&hash_->state);
  put(magic.data(), magic.size());
  put(&version, sizeof version);
  put(&byte_order_mark, sizeof byte_order_mark);
  const auto length = static_cast<std::uint32_t>(kind.size());
  put(&length, sizeof length);
  put(kind.data(), kind.size());
}

ArrayFileWriter::~ArrayFileWriter() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  unlink((path_ + ".new").c_str());
}

void ArrayFileWriter::put(const void* data, std::size_t size) {
  if (size == 0) return;
  XXH3_128bits_update(&hash_->state, data, size);
  if (std::fwrite(data, 1, size, file_) != size)
    throw FileError(fmt::format("{} can not be written: {}", path_, std::strerror(errno)));
}

void ArrayFileWriter::add_bytes(std::string_view name, ElementType type, std::uint64_t count,
                                std::span<const std::byte> bytes) {
  const auto length = static_cast<std::uint32_t>(name.size());
  put(&length, sizeof length);
  put(name.data(), name.size());
  put(&type, sizeof type);
  put(&count, sizeof count);
  put(bytes.data(), bytes.size());
}

void ArrayFileWriter::publish(bool durable, bool keep_previous) {
  XXH128_canonical_t trailer;
  XXH128_canonicalFromHash(&trailer, XXH3_128bits_digest(&hash_->state));
  const std::string temporary = path_ + ".new";
  const bool written = std::fwrite(&trailer, 1, sizeof trailer, file_) == sizeof trailer && std::fflush(file_) == 0 &&
                       (!durable || fsync(fileno(file_)) == 0);
  const int reason = errno;
  const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  if (!written || !closed) {
    unlink(temporary.c_str());
    throw FileError(fmt::format("{} can not be written: {}", path_, std::strerror(reason)));
  }
  if (keep_previous) keep_as_previous(path_);
  rename_file(temporary, path_, durable);
}

ArrayFileReader::ArrayFileReader(const std::string& path, std::string_view kind) : path_(path) {
  content_ = read_bytes(path);
  const std::size_t least = magic.size() + trailer_bytes;
  if (content_.size() < least || std::memcmp(content_.data(), magic.data(), magic.size()) != 0)
    throw FileError(path + " is not whole, or not a file of this program");
  const std::size_t size = content_.size() - trailer_bytes;
  XXH128_canonical_t expected;
  XXH128_canonicalFromHash(&expected, XXH3_128bits(content_.data(), size));
  if (std::memcmp(&expected, content_.data() + size, trailer_bytes) != 0)
    throw FileError(path + " is not whole: its checksum does not fit its content");
  index_arrays(kind);
}

void ArrayFileReader::index_arrays(std::string_view kind) {
  Cursor cursor(std::span<const char>(content_).subspan(magic.size(), content_.size() - magic.size() - trailer_bytes),
                path_);
  if (const auto found = cursor.value<std::uint32_t>(); found != version)
    throw FileError(fmt::format("{} has version {} of the form of array files; this program reads version {}: go on with the tessera that wrote it",
                                path_, found, version));
  if (cursor.value<std::uint32_t>() != byte_order_mark) throw FileError(path_ + " was written on another kind of machine");
  if (const std::string found = cursor.text(); found != kind)
    throw FileError(fmt::format("{} holds a {}, not a {}", path_, found, kind));
  while (!cursor.empty()) {
    const std::string name = cursor.text();
    const auto type = cursor.value<std::uint8_t>();
    const auto count = cursor.value<std::uint64_t>();
    if (type == 0 || type >= element_bytes.size() || count > content_.size()) throw FileError(path_ + " is not whole");
    arrays_[name] = {static_cast<ElementType>(type), cursor.take(count * element_bytes[type])};
  }
}

std::span<const char> ArrayFileReader::find(std::string_view name, ElementType type) const {
  const auto found = arrays_.find(std::string(name));
  if (found == arrays_.end() || found->second.type != type)
    throw FileError(fmt::format("{} was written by another version of the program: {} is missing", path_, name));
  return found->second.bytes;
}

void ArrayFileReader::copy(std::span<const char> bytes, void* to) {
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
}

}  // namespace tessera
