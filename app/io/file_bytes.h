// Whole files in and out, with a sentence when it does not work. Shared by the loaders of this room.
#pragma once

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"

namespace sep::io {

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }

 private:
  int fd_;
};

/// What an errno means to a user, as the end of a sentence: "the disk is full", "permission denied", …
std::string reason_of(int error_number);

struct OpenFile {
  Descriptor fd;
  int64_t bytes = 0;
};
/// Opens a regular file for reading. Error: missing, a directory, not a regular file, not readable.
Result<OpenFile> open_regular(const std::filesystem::path& file);

/// Reads the whole file, at most limit_bytes. Error: those of open_regular; larger than the limit (both sizes
/// named).
Result<std::string> read_file(const std::filesystem::path& file, int64_t limit_bytes);

/// Like write_file (io/experiment_file.h), the parts one after the other, so that large data is not copied
/// first.
Result<void> write_file_parts(const std::filesystem::path& file,
                              std::span<const std::span<const char>> parts);

/// The same for what another program writes, or what comes piece by piece: `write` gets a temporary file
/// beside the file, by name and open for writing; where it fails, the file stays as it was.
Result<void> write_file_through(const std::filesystem::path& file,
                                const std::function<Result<void>(const std::filesystem::path&, int)>& write);
/// A whole folder or none: `fill` gets a new folder beside it. Error: the folder is there and not empty, or
/// cannot be made.
Result<void> write_folder_through(const std::filesystem::path& folder,
                                  const std::function<Result<void>(const std::filesystem::path&)>& fill);

/// "1.5 GB", "300 bytes": decimal units.
std::string bytes_text(int64_t bytes);

/// "'photo.png'": a file as messages name it.
std::string quoted(const std::filesystem::path& file);

/// A hash of content (not cryptographic); continue one by passing it as seed.
uint64_t content_hash(std::span<const char> bytes, uint64_t seed = 0);

}  // namespace sep::io
