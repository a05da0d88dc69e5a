// Hostile bytes as several texts: a line "=== NAME" begins the text of that name, so that seeds are made of files as they
// are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::fuzz {

struct Piece {
  std::string name, content;
};

inline std::vector<Piece> take_apart(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view mark = "=== ";
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  std::vector<Piece> pieces;
  for (std::size_t at = all.starts_with(mark) ? 0 : all.find("\n=== "); at < all.size();) {
    at += all[at] == '\n' ? 1 : 0;
    const std::size_t name_end = std::min(all.find('\n', at), all.size());
    const std::size_t next = all.find("\n=== ", name_end);
    const std::size_t begin = std::min(name_end + 1, all.size()), end = std::min(next, all.size());
    pieces.push_back({std::string(all.substr(at + mark.size(), name_end - at - mark.size())),
                      std::string(all.substr(begin, end > begin ? end - begin : 0))});
    at = next;
  }
  return pieces;
}

}  // namespace tessera::fuzz
