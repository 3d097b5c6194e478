// Files out: the old content or the new one, whole, whatever happens in between.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <string_view>

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

constexpr std::string_view kStart = ".sepscope-", kEnd = ".tmp";

fs::path folder_of(const fs::path& target) {
  return target.parent_path().empty() ? fs::path(".") : target.parent_path();
}

/// The process that made a temporary file; 0 when the name is another.
pid_t maker_of(const std::string& name) {
  if (!name.starts_with(kStart) || !name.ends_with(kEnd)) return 0;
  pid_t pid = 0;
  const char* first = name.data() + kStart.size();
  const auto [end, error] = std::from_chars(first, name.data() + name.size(), pid);
  return error == std::errc() && *end == '-' && pid > 0 ? pid : 0;
}

/// Removes the temporary files of programs that were killed. The lock tells those of another machine, which
/// may share this folder.
void clear_left_over(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    const pid_t pid = maker_of(it->path().filename().string());
    if (pid == 0 || ::kill(pid, 0) == 0 || errno == EPERM) continue;
    const Descriptor fd(::open(it->path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(it->path().c_str());
  }
}

int open_temporary(const fs::path& target, Temporary& temporary) {
  static std::atomic<unsigned> counter{0};
  const fs::path folder = folder_of(target);
  for (int attempt = 0; attempt < 100; ++attempt) {
    const fs::path path = folder / fmt::format("{}{}-{}{}", kStart, ::getpid(), counter++, kEnd);
    // Not mkstemp: this way the umask decides the mode of a new file.
    temporary.fd = Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (temporary.fd) {
      ::flock(temporary.fd.get(), LOCK_EX | LOCK_NB);  // see clear_left_over()
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
  const fs::path folder = folder_of(target);
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) ::fsync(fd.get());  // Best effort: some file systems cannot, and the file itself is already safe.
}

}  // namespace

Result<void> write_file_through(const fs::path& file,
                                const std::function<Result<void>(const fs::path&, int)>& write) {
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
  if (auto written = write(temporary.path, temporary.fd.get()); !written) return written;
  if (exists && ::fchmod(temporary.fd.get(), old.st_mode & 07777) != 0) return not_written(file, errno);
  if (::fsync(temporary.fd.get()) != 0) return not_written(file, errno);
  if (::close(temporary.fd.release()) != 0) return not_written(file, errno);
  if (::rename(temporary.path.c_str(), target->c_str()) != 0) return not_written(file, errno);
  temporary.path.clear();
  flush_folder(*target);
  clear_left_over(folder_of(*target));
  return {};
}

Result<void> write_file_parts(const fs::path& file, std::span<const std::span<const char>> parts) {
  return write_file_through(file, [&](const fs::path&, int fd) -> Result<void> {
    for (const std::span<const char>& part : parts) {
      if (const int error = write_all(fd, part); error != 0) return not_written(file, error);
    }
    return {};
  });
}

namespace {

fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

Result<void> folder_not_written(const fs::path& folder, const std::error_code& why) {
  return fail(fmt::format("the folder {} was not written: {}.", quoted(folder), reason_of(why.value())));
}

}  // namespace

Result<void> write_folder_through(const fs::path& folder,
                                  const std::function<Result<void>(const fs::path&)>& fill) {
  const fs::path target = without_slash(folder);
  std::error_code failed;
  if (fs::exists(target, failed) && !fs::is_directory(target, failed))
    return fail(fmt::format("the folder {} was not written: a file has that name.", quoted(target)));
  if (fs::exists(target, failed) && !fs::is_empty(target, failed))
    return fail(
        fmt::format("the folder {} was not written: it holds files already; name a new or an empty one.",
                    quoted(target)));
  const fs::path parent = target.parent_path().empty() ? fs::path(".") : target.parent_path();
  const fs::path made = parent / fmt::format(".sepscope-{}.tmp", ::getpid());
  if (!fs::create_directory(made, failed) && !failed) failed = std::make_error_code(std::errc::file_exists);
  if (failed) return folder_not_written(target, failed);
  Result<void> filled = fill(made);
  if (filled) fs::rename(made, target, failed);  // an empty folder gives way
  if (filled && failed) filled = folder_not_written(target, failed);
  std::error_code ignored;
  if (!filled) fs::remove_all(made, ignored);
  return filled;
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
