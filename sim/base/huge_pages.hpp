// Memory for large arrays that are read at random: in pages of 2 MiB where the system has them to give, because with pages
// of 4 KiB nearly every such read must first look up where its page is.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace tessera {

inline constexpr std::size_t huge_page_bytes = std::size_t{2} << 20;

// An allocator of memory that begins at a multiple of 64 bytes, from huge_page_bytes on at a multiple of those. Without
// memory it throws std::bad_alloc; that there are no huge pages is no error.
template <class Item>
struct HugePages {
  using value_type = Item;

  HugePages() = default;
  template <class Other>
  HugePages(const HugePages<Other>&) {}  // NOLINT(google-explicit-constructor): an allocator turns into that of another type

  Item* allocate(std::size_t count) {
    const bool large = count * sizeof(Item) >= huge_page_bytes;
    const std::size_t unit = large ? huge_page_bytes : 64;
    const std::size_t bytes = (count * sizeof(Item) + unit - 1) / unit * unit;
    void* const room = std::aligned_alloc(unit, bytes);
    if (room == nullptr) throw std::bad_alloc();
    if (large) madvise(room, bytes, MADV_HUGEPAGE);
    return static_cast<Item*>(room);
  }
  void deallocate(Item* room, std::size_t) { std::free(room); }
  friend bool operator==(const HugePages&, const HugePages&) { return true; }
};

template <class Item>
using LargeArray = std::vector<Item, HugePages<Item>>;

}  // namespace tessera
