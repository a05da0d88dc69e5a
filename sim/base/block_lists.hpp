// Many small ordered lists in one pool: an owner's list grows by moving to the end of the pool with half as much room again,
// and the pool is packed anew when a third of it is blocks that were left. So appending is amortised constant and memory stays
// in proportion to the entries. No allocation per owner.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/growth.hpp"

namespace tessera {

template <class Entry>
class BlockLists {
 public:
  std::size_t owners() const { return begin_.size(); }
  void resize(std::size_t owners) {
    begin_.resize(owners, 0);
    size_.resize(owners, 0);
    capacity_.resize(owners, 0);
  }
  void clear() {
    pool_.clear();
    begin_.clear();
    size_.clear();
    capacity_.clear();
    left_ = 0;
  }
  // Empty lists with exactly this room, side by side: for filling at once without moving or slack.
  void lay_out(std::span<const std::uint32_t> room) {
    begin_.resize(room.size());
    size_.assign(room.size(), 0);
    capacity_.assign(room.begin(), room.end());
    std::size_t end = 0;
    for (std::size_t owner = 0; owner < room.size(); ++owner) {
      begin_[owner] = end;
      end += room[owner];
    }
    pool_.assign(end, Entry{});
    left_ = 0;
  }
  std::span<const Entry> of(std::size_t owner) const { return {pool_.data() + begin_[owner], size_[owner]}; }
  std::span<Entry> of(std::size_t owner) { return {pool_.data() + begin_[owner], size_[owner]}; }
  std::uint32_t size(std::size_t owner) const { return size_[owner]; }

  // By value: an entry of this very pool may be given, and the pool may move.
  void append(std::size_t owner, Entry entry) {
    if (size_[owner] == capacity_[owner]) grow(owner);
    pool_[begin_[owner] + size_[owner]++] = entry;
  }
  // Removes the entry at `position`, keeping the order of the others.
  void erase(std::size_t owner, std::size_t position) {
    Entry* list = pool_.data() + begin_[owner];
    for (std::size_t k = position + 1; k < size_[owner]; ++k) list[k - 1] = list[k];
    --size_[owner];
  }
  std::size_t bytes() const {
    return pool_.capacity() * sizeof(Entry) + begin_.capacity() * (sizeof(std::size_t) + 2 * sizeof(std::uint32_t));
  }

 private:
  void grow(std::size_t owner) {
    const std::uint32_t capacity = capacity_[owner] < 4 ? 4 : capacity_[owner] + capacity_[owner] / 2;
    const std::size_t begin = pool_.size();
    make_room(pool_, begin + capacity);
    pool_.resize(begin + capacity);
    std::copy_n(pool_.begin() + static_cast<std::ptrdiff_t>(begin_[owner]), size_[owner], pool_.begin() + static_cast<std::ptrdiff_t>(begin));
    left_ += capacity_[owner];
    begin_[owner] = begin;
    capacity_[owner] = capacity;
    if (left_ > pool_.size() / 3) pack();
  }
  void pack() {
    std::vector<Entry> packed;
    make_room(packed, pool_.size() - left_);
    for (std::size_t owner = 0; owner < begin_.size(); ++owner) {
      const auto block = pool_.begin() + static_cast<std::ptrdiff_t>(begin_[owner]);
      begin_[owner] = packed.size();
      packed.insert(packed.end(), block, block + static_cast<std::ptrdiff_t>(size_[owner]));
      packed.resize(begin_[owner] + capacity_[owner]);
    }
    pool_ = std::move(packed);
    left_ = 0;
  }

  std::vector<Entry> pool_;
  std::vector<std::size_t> begin_;       // [owner]
  std::vector<std::uint32_t> size_;      // [owner]
  std::vector<std::uint32_t> capacity_;  // [owner]
  std::size_t left_ = 0;                 // entries of blocks that nobody has any more
};

}  // namespace tessera
