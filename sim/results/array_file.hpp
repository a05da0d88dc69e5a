// Named arrays in one flat binary file, written whole and checked whole: the form of checkpoints and of the snapshots
// that wait beside a part file. Layout in FORMAT.md.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// Element types by the code that stands in the file.
enum class ElementType : std::uint8_t { float64 = 1, int32, int64, uint8, uint16, uint32, uint64 };
template <class T>
ElementType element_type();

// Writes to "path.new"; publish() makes it durable (if asked) and renames it. Throws FileError.
class ArrayFileWriter {
 public:
  ArrayFileWriter(std::string path, std::string_view kind);
  ArrayFileWriter(const ArrayFileWriter&) = delete;
  ArrayFileWriter& operator=(const ArrayFileWriter&) = delete;
  ~ArrayFileWriter();

  template <class T>
  void add(std::string_view name, std::span<const T> values) {
    add_bytes(name, element_type<T>(), values.size(), std::as_bytes(values));
  }
  template <class T>
  void add(std::string_view name, const std::vector<T>& values) { add(name, std::span<const T>(values)); }

  // keep_previous: the file that is replaced stays as path.previous.
  void publish(bool durable, bool keep_previous);

 private:
  struct RunningHash;
  void add_bytes(std::string_view name, ElementType type, std::uint64_t count, std::span<const std::byte> bytes);
  void put(const void* data, std::size_t size);

  std::string path_;
  std::FILE* file_ = nullptr;
  std::unique_ptr<RunningHash> hash_;
};

// Reads the whole file; throws FileError if a single bit differs from what was written or it is of another kind.
class ArrayFileReader {
 public:
  ArrayFileReader(const std::string& path, std::string_view kind);

  const std::string& path() const { return path_; }
  bool has(std::string_view name) const { return arrays_.count(std::string(name)) != 0; }
  std::size_t arrays() const { return arrays_.size(); }
  // Throws FileError if it is not there or of another type.
  template <class T>
  std::vector<T> read(std::string_view name) const {
    const std::span<const char> bytes = find(name, element_type<T>());
    std::vector<T> values(bytes.size() / sizeof(T));
    copy(bytes, values.data());
    return values;
  }

 private:
  struct Stored {
    ElementType type;
    std::span<const char> bytes;
  };
  void index_arrays(std::string_view kind);
  std::span<const char> find(std::string_view name, ElementType type) const;
  static void copy(std::span<const char> bytes, void* to);

  std::string path_;
  std::vector<char> content_;
  std::map<std::string, Stored> arrays_;
};

}  // namespace tessera
