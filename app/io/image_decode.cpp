// The parent's side of decoding: snapshot, child, time limit, and a check of every field that comes back.
#include "io/image_decode.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>

#include "io/image.h"
#include "io/stop.h"

extern char** environ;

namespace sep::io {

namespace {

/// Descriptors above those that the child gets, so that handing over never overwrites one.
Descriptor lifted(int fd) {
  const Descriptor low(fd);
  return Descriptor(low ? ::fcntl(low.get(), F_DUPFD_CLOEXEC, 10) : -1);
}

std::shared_ptr<const uint8_t> map_shared(int fd, size_t bytes) {
  void* const at = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return nullptr;
  return {static_cast<const uint8_t*>(at),
          [bytes](const uint8_t* p) { ::munmap(const_cast<uint8_t*>(p), bytes); }};
}

/// Enough for the worst file of this size (16-bit interlaced PNG): memory that is not touched is not used.
size_t arena_bytes(const Snapshot& snapshot, const ImageHeader& header) {
  return kArenaOffset + (size_t{64} << 20U) + 4 * snapshot.bytes.size() +
         40 * static_cast<size_t>(header.width * header.height);
}

int copy_into(int from, int to, uint64_t& hash, int64_t& total) {
  std::vector<char> buffer(size_t{1} << 20U);
  for (;;) {
    if (stop_asked()) return ECANCELED;
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : 0;
    hash = content_hash(std::span(buffer.data(), static_cast<size_t>(got)), hash);
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = ::write(to, buffer.data() + done, static_cast<size_t>(got - done));
      if (put < 0 && errno != EINTR) return errno;
      done += std::max<ssize_t>(put, 0);
    }
    total += got;
    went_through(got);
  }
}

struct Child {
  pid_t pid = -1;
  Descriptor alive;  ///< reads end-of-file when the child has gone
};

Result<Child> start_child(int image, int shared) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail(reason_of(errno));
  Child child{-1, lifted(ends[0])};
  const Descriptor held = lifted(ends[1]);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, image, 0);
  ::posix_spawn_file_actions_adddup2(&actions, shared, 1);
  ::posix_spawn_file_actions_adddup2(&actions, held.get(), 3);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, 4);
  std::string name = "sepscope", argument = kDecodeArgument;
  char* arguments[] = {name.data(), argument.data(), nullptr};
  const int error = ::posix_spawn(&child.pid, "/proc/self/exe", &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return fail(fmt::format("the image decoder does not start ({})", reason_of(error)));
  return child;
}

/// True when the child ended by itself in time; afterwards it is gone in any case.
bool wait_for(const Child& child, int limit_ms) {
  pollfd ended{child.alive.get(), POLLIN, 0};
  int got = 0;
  {
    // gone before the child is waited for: its number is its own as long as this can be called
    const std::stop_callback unwanted(reading_token(), [&] { ::kill(child.pid, SIGKILL); });
    do {
      got = ::poll(&ended, 1, limit_ms);
    } while (got < 0 && errno == EINTR);
  }
  if (got <= 0) ::kill(child.pid, SIGKILL);
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  return got > 0;
}

/// A reason of the decoder, with nothing in it but printable ASCII.
std::string printable(const char* text, size_t limit) {
  std::string out;
  for (size_t i = 0; i < limit && text[i] != '\0'; ++i)
    out += text[i] >= ' ' && text[i] <= '~' ? text[i] : '?';
  return out;
}

void say_once_when_open(const DecodeReply& reply) {
  static std::atomic<bool> said{false};
  if (reply.confined == 1 || said.exchange(true)) return;
  std::fputs(
      "sepscope: this system has no seccomp: images are decoded in a child process with its other limits.\n",
      stderr);
}

}  // namespace

Result<Snapshot> take_snapshot(const std::filesystem::path& file, int64_t limit_bytes) {
  const Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  if (open->bytes == 0) return fail(fmt::format("{} is empty.", quoted(file)));
  if (open->bytes > limit_bytes) {
    return fail(fmt::format("{} has {}; images of at most {} are read.", quoted(file),
                            bytes_text(open->bytes), bytes_text(limit_bytes)));
  }
  Snapshot snapshot{
      lifted(::memfd_create("sepscope-image", MFD_CLOEXEC | MFD_ALLOW_SEALING)), nullptr, {}, 0};
  will_go_through(open->bytes);
  int64_t total = 0;
  const int error = snapshot.fd ? copy_into(open->fd.get(), snapshot.fd.get(), snapshot.hash, total) : errno;
  if (error != 0) return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(error)));
  if (total == 0) return fail(fmt::format("{} is empty.", quoted(file)));
  ::fcntl(snapshot.fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  void* const at = ::mmap(nullptr, static_cast<size_t>(total), PROT_READ, MAP_PRIVATE, snapshot.fd.get(), 0);
  if (at == MAP_FAILED) return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(errno)));
  const auto bytes = static_cast<size_t>(total);
  snapshot.mapping = {static_cast<const uint8_t*>(at),
                      [bytes](const uint8_t* p) { ::munmap(const_cast<uint8_t*>(p), bytes); }};
  snapshot.bytes = {snapshot.mapping.get(), bytes};
  return snapshot;
}

Result<void> check_reply(const DecodeReply& reply, const ImageHeader& header, size_t bytes, bool ended) {
  if (reply.magic == kReplyMagic && reply.status == 2) {
    return fail(fmt::format("it is damaged ({})", printable(reply.reason, sizeof reply.reason)));
  }
  if (!ended) return fail("decoding it takes too long, so it is probably damaged");
  if (reply.magic != kReplyMagic || reply.status != 1)
    return fail("decoding it failed, so it is probably damaged");
  const uint64_t needed = uint64_t{reply.width} * reply.height * reply.channels * reply.type;
  if (reply.width != header.width || reply.height != header.height || reply.channels < 1 ||
      reply.channels > 4 || static_cast<SampleType>(reply.type) != sample_type(header) ||
      reply.offset < kArenaOffset || reply.offset > bytes || needed > bytes - reply.offset ||
      reply.offset % 4 != 0) {
    return fail("its decoder gave an answer that makes no sense, so it is probably damaged");
  }
  return {};
}

Result<DecodedImage> decode_image(const Snapshot& snapshot, const ImageHeader& header) {
  const size_t bytes = arena_bytes(snapshot, header);
  const Descriptor shared = lifted(::memfd_create("sepscope-pixels", MFD_CLOEXEC));
  if (!shared || ::ftruncate(shared.get(), static_cast<off_t>(bytes)) != 0)
    return fail("there is not enough memory for it");
  const std::shared_ptr<const uint8_t> mapping = map_shared(shared.get(), bytes);
  if (!mapping) return fail("there is not enough memory for it");
  const Result<Child> child = start_child(snapshot.fd.get(), shared.get());
  if (!child) return tl::unexpected(child.error());
  const bool ended = wait_for(*child, decode_seconds(header.width * header.height) * 4000);

  if (stop_asked()) return fail(kStopped);
  DecodeReply reply{};  // A copy: what is checked is what is used.
  std::memcpy(&reply, mapping.get(), sizeof reply);
  if (reply.magic == kReplyMagic) say_once_when_open(reply);
  if (auto checked = check_reply(reply, header, bytes, ended); !checked)
    return tl::unexpected(checked.error());
  return DecodedImage{mapping,       mapping.get() + reply.offset,     header.width,
                      header.height, static_cast<int>(reply.channels), static_cast<SampleType>(reply.type)};
}

}  // namespace sep::io
