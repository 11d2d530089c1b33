#include "storage/linked_memtable.h"

#include <rocksdb/memtablerep.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <utility>

namespace tablerock {
namespace {

constexpr int kHeightMax = 12;
constexpr std::uint32_t kBranching = 4;  // each level has a quarter of the nodes of the one below

// What the engine puts behind each user key: the sequence number, which orders versions of a key from new to old, and
// in the lowest byte the kind of entry (RocksDB, db/dbformat.h; both are in its files, so they do not change).
constexpr std::size_t kTagBytes = 8;
constexpr std::uint64_t kDeletion = 0;
constexpr std::uint64_t kValue = 1;

std::uint64_t TagOf(const rocksdb::Slice& internal_key) {
  std::uint64_t tag = 0;
  std::memcpy(&tag, internal_key.data() + internal_key.size() - kTagBytes, kTagBytes);
  return tag;
}

bool HaveSameUserKey(const rocksdb::Slice& a, const rocksdb::Slice& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() - kTagBytes) == 0;
}

// The entry alone says what its key is for who sees it; a merge operand needs what is below it.
bool HidesOlder(const rocksdb::Slice& internal_key, std::uint64_t sequence) {
  const std::uint64_t tag = TagOf(internal_key);
  const std::uint64_t kind = tag & 0xFFU;
  return tag >> 8U <= sequence && (kind == kValue || kind == kDeletion);
}

thread_local std::uint64_t skips_up_to = 0;  // SkipsOverwritten of this thread

// An entry: its links, then its key (and value) as the engine wrote it. A node never moves and lives as long as the
// memtable, whose allocator it is from.
//
//   next[height - 1] … next[1] | next[0] previous oldest newest height | key bytes
//
class Node {
 public:
  static std::size_t LinksBytes(int height) { return static_cast<std::size_t>(height - 1) * sizeof(Link); }
  // Makes a node in `memory` of LinksBytes + sizeof(Node) + the key's bytes, aligned for a pointer.
  static Node* Make(char* memory, int height) {
    for (int level = height - 1; level > 0; --level, memory += sizeof(Link)) new (memory) Link(nullptr);
    return new (memory) Node(height);
  }

  char* key() { return reinterpret_cast<char*>(this + 1); }
  const char* key() const { return reinterpret_cast<const char*>(this + 1); }
  int height() const { return static_cast<int>(height_); }
  Node* Next(int level) const { return LinkAt(level).load(std::memory_order_acquire); }
  Node* Previous() const { return previous_.load(std::memory_order_acquire); }
  // Of the versions of the node's key, the last in order; the node itself if there is no older one.
  const Node* Oldest() const { return oldest_; }
  // Of the versions of an Oldest() node's key, the first in order.
  const Node* Newest() const { return newest_.load(std::memory_order_acquire); }
  // Before the node is inserted in front of `older`, a version of the same key; and once it is.
  void SetNewestOf(const Node* older) { oldest_ = older->oldest_; }
  void TellOldest() { oldest_->newest_.store(this, std::memory_order_release); }

  // Between two neighbours at a level. Readers see the node once `before` leads to it; on their way back they may still
  // pass it by, which is right for them: what they read at was committed before this node was.
  void InsertBetween(Node* before, int level) {
    Node* const behind = before->Next(level);
    LinkAt(level).store(behind, std::memory_order_relaxed);
    if (level == 0) previous_.store(before, std::memory_order_relaxed);
    before->LinkAt(level).store(this, std::memory_order_release);
    if (level == 0 && behind != nullptr) behind->previous_.store(this, std::memory_order_release);
  }

 private:
  using Link = std::atomic<Node*>;

  explicit Node(int height) : oldest_(this), newest_(this), height_(height) {}
  Link& LinkAt(int level) { return *(&next_ - level); }
  const Link& LinkAt(int level) const { return *(&next_ - level); }

  Link next_{nullptr};  // of level 0; those of higher levels stand before it
  Link previous_{nullptr};
  Node* oldest_;
  std::atomic<const Node*> newest_;
  std::int64_t height_;
};

class LinkedMemtable final : public rocksdb::MemTableRep {
 public:
  LinkedMemtable(const KeyComparator& comparator, rocksdb::Allocator* allocator)
      : MemTableRep(allocator), comparator_(comparator) {
    head_ = NewNode(kHeightMax, 0);
    recent_.fill(head_);
  }

  rocksdb::KeyHandle Allocate(std::size_t length, char** buffer) override {
    Node* const node = NewNode(RandomHeight(), length);
    *buffer = node->key();
    return node;
  }

  void Insert(rocksdb::KeyHandle handle) override {
    auto* const node = static_cast<Node*>(handle);
    FindPlace(node->key());
    if (node->height() > height_.load(std::memory_order_relaxed)) {
      height_.store(node->height(), std::memory_order_relaxed);
    }
    // Versions of a key come in the order of their sequence numbers: this one is the newest.
    const Node* const behind = recent_[0]->Next(0);
    if (behind != nullptr && HaveSameUserKey(InternalKeyOf(*node), InternalKeyOf(*behind))) node->SetNewestOf(behind);
    for (int level = 0; level < node->height(); ++level) {
      node->InsertBetween(recent_[static_cast<std::size_t>(level)], level);
      recent_[static_cast<std::size_t>(level)] = node;
    }
    node->TellOldest();
  }

  bool Contains(const char* key) const override {
    const Node* const node = FirstFrom(comparator_.decode_key(key));
    return node != nullptr && comparator_(node->key(), key) == 0;
  }

  std::size_t ApproximateMemoryUsage() override { return 0; }  // all of it is the allocator's

  // The engine's way for all memtables asks for an iterator and never deletes it: 32 bytes lost with each read. It gets
  // one that is on the stack; it is also what knows a LookupKey, whose type is not public.
  void Get(const rocksdb::LookupKey& key, void* arguments, bool (*callback)(void*, const char*)) override;
  Iterator* GetIterator(rocksdb::Arena* arena) override;
  Iterator* GetDynamicPrefixIterator(rocksdb::Arena* arena) override;

 private:
  class LinkedIterator;

  static thread_local LinkedIterator* lookup_iterator;  // of the Get that is about to ask for it

  Node* NewNode(int height, std::size_t key_bytes) {
    constexpr std::size_t kAlignment = alignof(Node);
    char* memory = nullptr;
    MemTableRep::Allocate(Node::LinksBytes(height) + sizeof(Node) + key_bytes + kAlignment - 1, &memory);
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    return Node::Make(memory + (kAlignment - address % kAlignment) % kAlignment, height);
  }

  rocksdb::Slice InternalKeyOf(const Node& node) const { return comparator_.decode_key(node.key()); }

  int RandomHeight() {
    random_ ^= random_ << 13U;
    random_ ^= random_ >> 7U;
    random_ ^= random_ << 17U;
    int height = 1;
    for (std::uint64_t bits = random_; height < kHeightMax && bits % kBranching == 0; bits /= kBranching) ++height;
    return height;
  }

  // Writes to recent_ the last node of each level whose key is below `key`. Begins with where the last insertion was:
  // neighbours often come one after the other.
  void FindPlace(const char* key) {
    const rocksdb::Slice target = comparator_.decode_key(key);
    const int top = height_.load(std::memory_order_relaxed);
    int level = 0;
    while (level < top && !IsBetween(recent_[static_cast<std::size_t>(level)], level, target)) ++level;
    Node* node = level == top ? head_ : recent_[static_cast<std::size_t>(level)];
    for (int below = level - 1; below >= 0; --below) {
      node = LastBelow(node, below, target);
      recent_[static_cast<std::size_t>(below)] = node;
    }
  }

  bool IsBetween(const Node* node, int level, const rocksdb::Slice& target) const {
    if (node != head_ && comparator_(node->key(), target) >= 0) return false;
    const Node* const next = node->Next(level);
    return next == nullptr || comparator_(next->key(), target) >= 0;
  }

  // The last node at the level, from `node` on, whose key is below the target.
  Node* LastBelow(Node* node, int level, const rocksdb::Slice& target) const {
    for (Node* next = node->Next(level); next != nullptr && comparator_(next->key(), target) < 0;
         next = node->Next(level)) {
      node = next;
    }
    return node;
  }

  // The first node whose key is the target or above it; null if there is none. It is the one that was compared: by the
  // time this returns, others may stand before it that came too late for who asks.
  Node* FirstFrom(const rocksdb::Slice& target) const {
    Node* node = head_;
    Node* above = nullptr;
    for (int level = height_.load(std::memory_order_relaxed) - 1; level >= 0; --level) {
      Node* next = node->Next(level);
      while (next != above && comparator_(next->key(), target) < 0) {
        node = next;
        next = node->Next(level);
      }
      above = next;
    }
    return above;
  }

  Node* Last() const {
    Node* node = head_;
    for (int level = height_.load(std::memory_order_relaxed) - 1; level >= 0; --level) {
      for (Node* next = node->Next(level); next != nullptr; next = node->Next(level)) node = next;
    }
    return node == head_ ? nullptr : node;
  }

  const KeyComparator& comparator_;
  Node* head_;
  std::atomic<int> height_{1};
  // The writer's own.
  std::array<Node*, kHeightMax> recent_{};  // at each level, a node that the last insertion came behind
  std::uint64_t random_ = 0x9E3779B97F4A7C15U;
};

class LinkedMemtable::LinkedIterator final : public Iterator {
 public:
  LinkedIterator(const LinkedMemtable& table, std::uint64_t sequence) : table_(table), skips_up_to_(sequence) {}

  bool Valid() const override { return node_ != nullptr; }
  const char* key() const override { return node_->key(); }
  void Next() override {
    const Node* const oldest = node_->Oldest();
    const bool skip = oldest != node_ && HidesOlder(table_.InternalKeyOf(*node_), skips_up_to_);
    node_ = (skip ? oldest : node_)->Next(0);
  }
  void Prev() override {
    node_ = node_->Previous();
    if (node_ == table_.head_) node_ = nullptr;
    GoToNewest();
  }
  void Seek(const rocksdb::Slice& internal_key, const char* memtable_key) override {
    node_ = table_.FirstFrom(Target(internal_key, memtable_key));
  }
  void SeekForPrev(const rocksdb::Slice& internal_key, const char* memtable_key) override {
    const rocksdb::Slice target = Target(internal_key, memtable_key);
    node_ = table_.FirstFrom(target);
    if (node_ == nullptr) {
      node_ = table_.Last();
      GoToNewest();
    }
    while (node_ != nullptr && table_.comparator_(node_->key(), target) > 0) Prev();
  }
  void SeekToFirst() override { node_ = table_.head_->Next(0); }
  void SeekToLast() override {
    node_ = table_.Last();
    GoToNewest();
  }

 private:
  rocksdb::Slice Target(const rocksdb::Slice& internal_key, const char* memtable_key) const {
    return memtable_key == nullptr ? internal_key : table_.comparator_.decode_key(memtable_key);
  }

  // On the way back the oldest version of a key comes first.
  void GoToNewest() {
    if (node_ == nullptr) return;
    const Node* const newest = node_->Newest();
    if (newest != node_ && HidesOlder(table_.InternalKeyOf(*newest), skips_up_to_)) node_ = newest;
  }

  const LinkedMemtable& table_;
  const std::uint64_t skips_up_to_;
  const Node* node_ = nullptr;
};

// The engine destroys an iterator that was made in its arena without giving the memory back, so it has to be from
// there. The arena's type is not public; it is an allocator, and a memtable's way to its allocator is.
class ArenaMemory final : public rocksdb::MemTableRep {
 public:
  explicit ArenaMemory(rocksdb::Arena* arena) : MemTableRep(reinterpret_cast<rocksdb::Allocator*>(arena)) {}
  void* Take(std::size_t bytes, std::size_t alignment) {
    char* memory = nullptr;
    MemTableRep::Allocate(bytes + alignment - 1, &memory);
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    return memory + (alignment - address % alignment) % alignment;
  }

 private:
  void Insert(rocksdb::KeyHandle /*handle*/) override {}
  bool Contains(const char* /*key*/) const override { return false; }
  std::size_t ApproximateMemoryUsage() override { return 0; }
  Iterator* GetIterator(rocksdb::Arena* /*arena*/) override { return nullptr; }
};

rocksdb::MemTableRep::Iterator* LinkedMemtable::GetIterator(rocksdb::Arena* arena) {
  if (arena == nullptr) return new LinkedIterator(*this, skips_up_to);
  void* const memory = ArenaMemory(arena).Take(sizeof(LinkedIterator), alignof(LinkedIterator));
  return new (memory) LinkedIterator(*this, skips_up_to);
}

thread_local LinkedMemtable::LinkedIterator* LinkedMemtable::lookup_iterator = nullptr;

void LinkedMemtable::Get(const rocksdb::LookupKey& key, void* arguments, bool (*callback)(void*, const char*)) {
  LinkedIterator iterator(*this, 0);
  lookup_iterator = &iterator;
  MemTableRep::Get(key, arguments, callback);
}

rocksdb::MemTableRep::Iterator* LinkedMemtable::GetDynamicPrefixIterator(rocksdb::Arena* arena) {
  if (LinkedIterator* const iterator = std::exchange(lookup_iterator, nullptr)) return iterator;
  return GetIterator(arena);  // the engine deletes the others
}

class LinkedMemtableFactory final : public rocksdb::MemTableRepFactory {
 public:
  using MemTableRepFactory::CreateMemTableRep;
  rocksdb::MemTableRep* CreateMemTableRep(const rocksdb::MemTableRep::KeyComparator& comparator,
                                          rocksdb::Allocator* allocator,
                                          const rocksdb::SliceTransform* /*prefix_extractor*/,
                                          rocksdb::Logger* /*logger*/) override {
    return new LinkedMemtable(comparator, allocator);
  }
  const char* Name() const override { return "tablerock.linked_memtable"; }
};

}  // namespace

std::shared_ptr<rocksdb::MemTableRepFactory> NewLinkedMemtableFactory() {
  return std::make_shared<LinkedMemtableFactory>();
}

SkipsOverwritten::SkipsOverwritten(std::uint64_t sequence) { skips_up_to = sequence; }
SkipsOverwritten::~SkipsOverwritten() { skips_up_to = 0; }

}  // namespace tablerock
