// Bodies of bytes.h.
#include "io/models/bytes.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "io/stop.h"

namespace sep::io {

Error ByteSource::too_short(int64_t offset) const {
  return Error{fmt::format("{}, byte {}: the file ends before the data that it announces.", name_, offset)};
}

Result<void> MemorySource::read(int64_t offset, std::span<char> out) const {
  const auto wanted = static_cast<int64_t>(out.size());
  if (offset < 0 || offset > size() || wanted > size() - offset) return tl::unexpected(too_short(size()));
  if (!out.empty()) std::memcpy(out.data(), bytes_.data() + offset, out.size());
  went_through(wanted);
  return {};
}

Result<void> FileSource::read(int64_t offset, std::span<char> out) const {
  constexpr size_t kPiece = size_t{1} << 20U;
  while (!out.empty()) {
    if (stop_asked()) return fail(fmt::format("{} cannot be read: {}.", name(), kStopped));
    const ssize_t got = ::pread(fd_.get(), out.data(), std::min(kPiece, out.size()), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(fmt::format("{} cannot be read: {}.", name(), reason_of(errno)));
    if (got == 0) return tl::unexpected(too_short(offset));
    out = out.subspan(static_cast<size_t>(got));
    offset += got;
    went_through(got);
  }
  return {};
}

std::string shape_text(std::span<const int64_t> dims) {
  if (dims.empty()) return "scalar";
  std::string text;
  for (size_t i = 0; i < dims.size() && i < 8; ++i) text += fmt::format("{}{}", i > 0 ? "×" : "", dims[i]);
  return dims.size() > 8 ? text + "×…" : text;
}

bool element_count(std::span<const int64_t> dims, int64_t& count) {
  constexpr int64_t kLimit = int64_t{1} << 62;
  count = 1;
  bool zero = false;
  for (const int64_t extent : dims) {
    if (extent < 0) return false;
    if (extent == 0)
      zero = true;
    else if (count > kLimit / extent)
      return false;
    else
      count *= extent;
  }
  if (zero) count = 0;
  return true;
}

}  // namespace sep::io
