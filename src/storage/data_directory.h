// DataDirectory: the directory that a database on disk lives in, checked and locked before the engine touches it:
//
//   DIR/lock        held (flock) while a process uses the directory; says its process id
//   DIR/format      the number of the on-disk format (FORMAT.md), decimal; there once the store is whole and durable
//   DIR/format.new  stands in its place while the store is being made
//   DIR/store/      the engine's own files
//
// A start that was cut short while it made the store leaves format.new: nothing was acknowledged then, and what stands
// in DIR/store is made anew.
#pragma once

#include <string>

#include "core/result.h"

namespace tablerock {

inline constexpr int kDiskFormatVersion = 1;

// Makes a file, or a directory's names, survive a loss of power. False with errno set.
bool SyncPath(const std::string& path);

class DataDirectory {
 public:
  // Makes the directory where it is not there, and locks it. Errors: InternalServerError whose cause() names the
  // directory and says what is wrong with it: not writable (with the user id), in use (with the process id), of a newer
  // format.
  static Result<DataDirectory> Open(const std::string& path);
  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();  // unlocks

  const std::string& path() const { return path_; }
  std::string store_path() const { return path_ + "/store"; }
  // True if there is no whole store here yet: the caller makes one, over what a start cut short has left, and then
  // calls MarkWhole once that is durable.
  bool is_new() const { return is_new_; }
  Result<void> MarkWhole();

 private:
  explicit DataDirectory(std::string path) : path_(std::move(path)) {}
  Result<void> Make() const;
  Result<void> Lock();
  Result<void> ReadFormat();
  Result<void> MarkUnfinished();

  std::string path_;
  int lock_file_ = -1;
  bool is_new_ = true;
};

}  // namespace tablerock
