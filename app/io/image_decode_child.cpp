// The child's side of decoding: the only file that holds stb_image. Works in a fixed arena with system calls
// forbidden, so that a hole in the decoder can spoil nothing but its own answer.
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "io/image.h"
#include "io/image_decode.h"

#if defined(__SANITIZE_ADDRESS__)
#define SEPSCOPE_CONFINE 0  // The sanitizer needs its own allocator and system calls.
#else
#define SEPSCOPE_CONFINE 1
#endif

namespace {

/// Bump allocator over the shared memory: only the last block can grow or be given back.
struct Arena {
  uint8_t* next = nullptr;
  uint8_t* end = nullptr;
  uint8_t* last = nullptr;

  static size_t rounded(size_t bytes) { return (bytes + 63) & ~size_t{63}; }

  void* allocate(size_t bytes) {
    if (bytes > static_cast<size_t>(end - next) || rounded(bytes) > static_cast<size_t>(end - next))
      return nullptr;
    last = next;
    next += rounded(bytes);
    return last;
  }
  void* grow(void* old, size_t old_bytes, size_t bytes) {
    if (old != nullptr && old == last) {
      next = last;
      return allocate(bytes);
    }
    void* const fresh = allocate(bytes);
    if (fresh != nullptr && old != nullptr) std::memcpy(fresh, old, std::min(old_bytes, bytes));
    return fresh;
  }
  void release(void* block) {
    if (block != nullptr && block == last) next = last;
  }
};
Arena g_arena;

}  // namespace

#if SEPSCOPE_CONFINE
#define STBI_MALLOC(bytes) g_arena.allocate(bytes)
#define STBI_REALLOC_SIZED(old, old_bytes, bytes) g_arena.grow(old, old_bytes, bytes)
#define STBI_FREE(block) g_arena.release(block)
#endif
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_ONLY_HDR
#define STBI_NO_STDIO
#define STBI_NO_THREAD_LOCALS
#define STBI_ASSERT(condition) ((condition) ? void() : __builtin_trap())
#define STBI_MAX_DIMENSIONS 16384
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wsign-compare"
#include <stb_image.h>
#pragma GCC diagnostic pop

namespace sep::io {

namespace {

[[noreturn]] void leave(int status) {
#if SEPSCOPE_CONFINE
  ::syscall(SYS_exit, status);  // Not _exit: strict seccomp forbids exit_group.
#endif
  ::_exit(status);
}

void limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(resource, &both);
}

#if SEPSCOPE_CONFINE
/// No further memory than is mapped now, some stack aside.
void limit_memory() {
  long pages = 0;
  if (FILE* statm = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(statm, "%ld", &pages) != 1) pages = 0;
    std::fclose(statm);
  }
  if (pages > 0)
    limit(RLIMIT_AS,
          static_cast<rlim_t>(pages) * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + (64U << 20U));
}
#endif

void* decode(std::span<const uint8_t> bytes, const ImageHeader& header, DecodeReply& reply) {
  int width = 0, height = 0, channels = 0;
  const auto length = static_cast<int>(bytes.size());
  void* samples = nullptr;
  if (header.format == ImageFormat::hdr) {
    samples = stbi_loadf_from_memory(bytes.data(), length, &width, &height, &channels, 0);
  } else if (header.deep) {
    samples = stbi_load_16_from_memory(bytes.data(), length, &width, &height, &channels, 0);
  } else {
    samples = stbi_load_from_memory(bytes.data(), length, &width, &height, &channels, 0);
  }
  reply.width = static_cast<uint32_t>(width);
  reply.height = static_cast<uint32_t>(height);
  reply.channels = static_cast<uint32_t>(channels);
  reply.type = static_cast<uint32_t>(sample_type(header));
  return samples;
}

}  // namespace

// Here, because the parent's use of it links this file into every program that loads images.
int decode_seconds(int64_t pixels) {
#if defined(__SANITIZE_ADDRESS__)
  constexpr int64_t kPixelsPerSecond = 2'000'000;
#else
  constexpr int64_t kPixelsPerSecond = 8'000'000;
#endif
  return static_cast<int>(2 + std::clamp<int64_t>(pixels, 0, kMaxPixels) / kPixelsPerSecond);
}

void serve_decode() {
  struct stat image {
  }, shared{};
  if (::fstat(0, &image) != 0 || ::fstat(1, &shared) != 0) leave(3);
  const auto image_bytes = static_cast<size_t>(image.st_size),
             shared_bytes = static_cast<size_t>(shared.st_size);
  void* const in = ::mmap(nullptr, image_bytes, PROT_READ, MAP_PRIVATE, 0, 0);
  void* const out = ::mmap(nullptr, shared_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0);
  if (in == MAP_FAILED || out == MAP_FAILED || shared_bytes <= kArenaOffset) leave(3);
  auto* const base = static_cast<uint8_t*>(out);
  auto& reply = *static_cast<DecodeReply*>(out);
  const std::span<const uint8_t> bytes(static_cast<const uint8_t*>(in), image_bytes);
  const Result<ImageHeader> header = read_image_header(bytes);
  if (!header) leave(3);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, static_cast<rlim_t>(decode_seconds(header->width * header->height)));
  g_arena = {base + kArenaOffset, base + shared_bytes, nullptr};
#if SEPSCOPE_CONFINE
  limit_memory();
  reply.confined = ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0 ? 1 : 0;
#else
  reply.confined = 1;
#endif
  reply.magic = kReplyMagic;
  const void* samples = decode(bytes, *header, reply);
  if (samples == nullptr) {
    const char* const reason = stbi_failure_reason();
    std::strncpy(reply.reason, reason != nullptr ? reason : "", sizeof reply.reason - 1);
    reply.status = 2;
    leave(0);
  }
#if !SEPSCOPE_CONFINE
  const size_t count = size_t{reply.width} * reply.height * reply.channels * reply.type;
  void* const copy = g_arena.allocate(count);
  if (copy == nullptr) leave(4);
  samples = std::memcpy(copy, samples, count);
#endif
  reply.offset = static_cast<uint64_t>(static_cast<const uint8_t*>(samples) - base);
  reply.status = 1;
  leave(0);
}

namespace {

/// Runs before main(), so that every program that links load_image can be its own decoder and none needs to
/// know.
[[gnu::constructor]] void serve_when_asked(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], kDecodeArgument) == 0) serve_decode();
}

}  // namespace

}  // namespace sep::io
