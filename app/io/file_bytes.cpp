// Whole files in. Knows POSIX files, no formats.
#include "io/file_bytes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "io/stop.h"

namespace sep::io {

namespace fs = std::filesystem;

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::string reason_of(int error_number) {
  switch (error_number) {
    case ENOENT:
      return "no such file or folder";
    case EACCES:
    case EPERM:
      return "permission denied";
    case ENOSPC:
    case EDQUOT:
      return "the disk is full";
    case EFBIG:
      return "the file would be larger than is allowed here";
    case EROFS:
      return "the folder is read-only";
    case EISDIR:
      return "it is a folder";
    case ENOTDIR:
      return "a part of the path is not a folder";
    case ENAMETOOLONG:
      return "the name is too long";
    case ELOOP:
      return "symbolic links go round in a circle";
    case EIO:
      return "the disk reports an input/output error";
    case ECANCELED:
      return kStopped;
    case EMFILE:
    case ENFILE:
      return "too many files are open";
    default:
      return std::strerror(error_number);
  }
}

std::string quoted(const fs::path& file) { return fmt::format("'{}'", file.string()); }

Result<OpenFile> open_regular(const fs::path& file) {
  // O_NONBLOCK: a named pipe must not stop the program here.
  Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return fail(fmt::format("{} cannot be opened: {}.", quoted(file), reason_of(errno)));
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) {
    return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(errno)));
  }
  if (S_ISDIR(status.st_mode)) return fail(fmt::format("{} is a folder: name a file in it.", quoted(file)));
  if (!S_ISREG(status.st_mode)) return fail(fmt::format("{} is not a regular file.", quoted(file)));
  return OpenFile{std::move(fd), status.st_size};
}

Result<std::string> read_file(const fs::path& file, int64_t limit_bytes) {
  Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  if (open->bytes > limit_bytes) {
    return fail(fmt::format("{} has {}; at most {} are read.", quoted(file), bytes_text(open->bytes),
                            bytes_text(limit_bytes)));
  }
  std::string bytes(static_cast<size_t>(open->bytes), '\0');
  will_go_through(open->bytes);
  size_t done = 0;
  constexpr size_t kPiece = size_t{1} << 20U;
  while (done < bytes.size()) {
    if (stop_asked()) return fail(fmt::format("{} cannot be read: {}.", quoted(file), kStopped));
    const ssize_t got = ::read(open->fd.get(), bytes.data() + done, std::min(kPiece, bytes.size() - done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(errno)));
    if (got == 0) break;  // It became shorter meanwhile: what is there is what it says.
    done += static_cast<size_t>(got);
    went_through(got);
  }
  bytes.resize(done);
  return bytes;
}

std::string bytes_text(int64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

uint64_t content_hash(std::span<const char> bytes, uint64_t seed) {
  constexpr uint64_t kPrime = 0x9E3779B97F4A7C15ULL;
  uint64_t hash = seed ^ (bytes.size() * kPrime);
  const auto mix = [&hash](uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93ULL;
    hash ^= hash >> 32;
  };
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, 8);
    mix(word);
  }
  uint64_t tail = 0;
  if (i < bytes.size()) std::memcpy(&tail, bytes.data() + i, bytes.size() - i);
  mix(tail);
  return hash;
}

}  // namespace sep::io
