// Files out: the old content or the new one, whole, whatever happens in between.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>

#include "io/experiment_file.h"
#include "io/file_bytes.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

Result<void> not_written(const fs::path& file, int error_number) {
  return fail(fmt::format("{} was not written: {}.", quoted(file), reason_of(error_number)));
}

/// The file at the end of a chain of symbolic links; it need not exist.
Result<fs::path> follow_links(const fs::path& file) {
  fs::path at = file;
  std::error_code failed;
  for (int hops = 0; fs::is_symlink(fs::symlink_status(at, failed)); ++hops) {
    if (hops == 40) return fail(fmt::format("{} was not written: {}.", quoted(file), reason_of(ELOOP)));
    const fs::path target = fs::read_symlink(at, failed);
    if (failed) return fail(fmt::format("{} was not written: {}.", quoted(file), reason_of(failed.value())));
    at = target.is_absolute() ? target : at.parent_path() / target;
  }
  return at;
}

/// Removes the temporary file unless it was renamed.
struct Temporary {
  fs::path path;
  Descriptor fd;
  ~Temporary() {
    if (!path.empty()) ::unlink(path.c_str());
  }
};

int open_temporary(const fs::path& target, Temporary& temporary) {
  static std::atomic<unsigned> counter{0};
  const fs::path folder = target.parent_path().empty() ? fs::path(".") : target.parent_path();
  for (int attempt = 0; attempt < 100; ++attempt) {
    const fs::path path = folder / fmt::format(".sepscope-{}-{}.tmp", ::getpid(), counter++);
    // Not mkstemp: this way the umask decides the mode of a new file.
    temporary.fd = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (temporary.fd) {
      temporary.path = path;
      return 0;
    }
    if (errno != EEXIST) return errno;
  }
  return EEXIST;
}

int write_all(int fd, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno;
    bytes = bytes.subspan(static_cast<size_t>(put));
  }
  return 0;
}

void flush_folder(const fs::path& target) {
  const fs::path folder = target.parent_path().empty() ? fs::path(".") : target.parent_path();
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) ::fsync(fd.get());  // Best effort: some file systems cannot, and the file itself is already safe.
}

}  // namespace

Result<void> write_file_parts(const fs::path& file, std::span<const std::span<const char>> parts) {
  if (file.empty() || !file.has_filename()) {
    return fail(fmt::format("{} was not written: the name of a file is missing.", quoted(file)));
  }
  const Result<fs::path> target = follow_links(file);
  if (!target) return tl::unexpected(target.error());
  struct stat old {};
  const bool exists = ::stat(target->c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return not_written(file, EISDIR);
  if (exists && !S_ISREG(old.st_mode)) {
    return fail(fmt::format("{} was not written: it is not a regular file.", quoted(file)));
  }
  if (exists && ::access(target->c_str(), W_OK) != 0) return not_written(file, errno);

  Temporary temporary;
  if (const int error = open_temporary(*target, temporary); error != 0) return not_written(file, error);
  for (const std::span<const char>& part : parts) {
    if (const int error = write_all(temporary.fd.get(), part); error != 0) return not_written(file, error);
  }
  if (exists && ::fchmod(temporary.fd.get(), old.st_mode & 07777) != 0) return not_written(file, errno);
  if (::fsync(temporary.fd.get()) != 0) return not_written(file, errno);
  if (::close(temporary.fd.release()) != 0) return not_written(file, errno);
  if (::rename(temporary.path.c_str(), target->c_str()) != 0) return not_written(file, errno);
  temporary.path.clear();
  flush_folder(*target);
  return {};
}

Result<void> write_file(const fs::path& file, const std::string& bytes) {
  const std::span<const char> part(bytes);
  return write_file_parts(file, std::span(&part, 1));
}

Result<void> write_file_and_folder(const fs::path& file, const std::string& bytes) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  if (failed)
    return fail(fmt::format("{} cannot be made: {}", file.parent_path().string(), failed.message()));
  return write_file(file, bytes);
}

}  // namespace sep::io
