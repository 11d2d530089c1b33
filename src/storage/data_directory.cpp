#include "storage/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace tablerock {
namespace {

constexpr mode_t kDirectoryMode = 0755;
constexpr mode_t kFileMode = 0644;

// What went wrong with the directory itself or with a file in it.
ApiError DirectoryError(const std::string& path, int error_number) {
  const std::string name = "data directory " + path;
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
      return ApiError::Internal(name + " is not writable by user id " + std::to_string(::geteuid()));
    case ENOTDIR:
    case EEXIST:
      return ApiError::Internal(name + " is not a directory");
    default:
      return ApiError::Internal(name + " cannot be used: " + std::generic_category().message(error_number));
  }
}

// The file's text, at most 63 bytes of it. REQUIRES: an open file; reads from its start.
std::string ReadShortFile(int file) {
  std::array<char, 63> buffer{};
  const ssize_t length = ::pread(file, buffer.data(), buffer.size(), 0);
  return length > 0 ? std::string(buffer.data(), static_cast<std::size_t>(length)) : std::string();
}

bool WriteWhole(int file, std::string_view text) {
  return ::ftruncate(file, 0) == 0 && ::pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

}  // namespace

bool SyncPath(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool synced = ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  errno = error;
  return synced;
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_file_(std::exchange(other.lock_file_, -1)), is_new_(other.is_new_) {}

DataDirectory::~DataDirectory() {
  if (lock_file_ >= 0) ::close(lock_file_);  // ends the lock
}

Result<DataDirectory> DataDirectory::Open(const std::string& path) {
  if (path.empty()) return ApiError::Internal("no data directory is given");
  DataDirectory directory(path);
  TABLEROCK_TRY(directory.Make());
  TABLEROCK_TRY(directory.Lock());
  TABLEROCK_TRY(directory.ReadFormat());
  return directory;
}

Result<void> DataDirectory::Make() const {
  struct stat info {};
  if (::stat(path_.c_str(), &info) == 0) {
    if (!S_ISDIR(info.st_mode)) return DirectoryError(path_, ENOTDIR);
  } else if (errno == ENOENT) {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) return DirectoryError(path_, error.value());
  } else {
    return DirectoryError(path_, errno);
  }
  if (::mkdir(store_path().c_str(), kDirectoryMode) != 0 && errno != EEXIST) return DirectoryError(path_, errno);
  // Its files may be another user's although the directory above is open to all.
  if (::faccessat(AT_FDCWD, store_path().c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0)
    return DirectoryError(path_, errno);
  return {};
}

Result<void> DataDirectory::Lock() {
  const std::string name = path_ + "/lock";
  lock_file_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (lock_file_ < 0) return DirectoryError(path_, errno);
  // flock belongs to the open file, so that it also parts two databases of one process.
  if (::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return DirectoryError(path_, errno);
    std::string holder = ReadShortFile(lock_file_);
    while (!holder.empty() && holder.back() == '\n') holder.pop_back();
    const bool own = holder == std::to_string(::getpid());
    return ApiError::Internal("data directory " + path_ + " is in use by " + (own ? "this" : "another") +
                              " process (pid " + (holder.empty() ? "unknown" : holder) + ")");
  }
  if (!WriteWhole(lock_file_, std::to_string(::getpid()) + "\n")) return DirectoryError(path_, errno);
  return {};
}

Result<void> DataDirectory::ReadFormat() {
  const int file = ::open((path_ + "/format").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == ENOENT ? MarkUnfinished() : DirectoryError(path_, errno);
  const std::string text = ReadShortFile(file);
  ::close(file);

  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc() || end == text.data() + text.size() || *end != '\n' || version < 1) {
    return ApiError::Internal("data directory " + path_ + ": its file `format` is damaged");
  }
  if (version > kDiskFormatVersion) {
    return ApiError::Internal("data directory " + path_ + " has format " + std::to_string(version) +
                              ", made by a newer tablerock; this one reads formats up to " +
                              std::to_string(kDiskFormatVersion));
  }
  is_new_ = false;
  return {};
}

Result<void> DataDirectory::MarkUnfinished() {
  const std::string draft = path_ + "/format.new";
  std::error_code error;
  // Data without a format is not ours to judge, least of all to make anew.
  if (::access(draft.c_str(), F_OK) != 0 && !std::filesystem::is_empty(store_path(), error)) {
    return ApiError::Internal("data directory " + path_ + " holds data, but its file `format` is missing");
  }
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode);
  if (file < 0) return DirectoryError(path_, errno);
  const bool written = WriteWhole(file, std::to_string(kDiskFormatVersion) + "\n");
  const int write_error = errno;
  ::close(file);
  if (!written) return DirectoryError(path_, write_error);
  return {};
}

Result<void> DataDirectory::MarkWhole() {
  const std::string name = path_ + "/format";
  const std::string draft = name + ".new";
  // The file before its name, so that a loss of power leaves the whole text or the draft.
  if (!SyncPath(draft) || ::rename(draft.c_str(), name.c_str()) != 0 || !SyncPath(path_)) {
    return DirectoryError(path_, errno);
  }
  is_new_ = false;
  return {};
}

}  // namespace tablerock
