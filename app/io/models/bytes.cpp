// Bodies of bytes.h.
#include "io/models/bytes.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "io/stop.h"

namespace sep::io {

namespace {

/// Length of the valid UTF-8 character at the start of text, or 0.
size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = lead < 0x80                   ? 1
                        : lead >= 0xC2 && lead < 0xE0 ? 2
                        : lead >= 0xE0 && lead < 0xF0 ? 3
                        : lead >= 0xF0 && lead < 0xF5 ? 4
                                                      : 0;
  if (length == 0 || length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
  }
  const auto next = length > 1 ? static_cast<unsigned char>(text[1]) : 0;
  const bool overlong = (lead == 0xE0 && next < 0xA0) || (lead == 0xF0 && next < 0x90);
  const bool outside = (lead == 0xED && next >= 0xA0) || (lead == 0xF4 && next >= 0x90);
  return overlong || outside ? 0 : length;
}

}  // namespace

Error ByteSource::too_short(int64_t offset) const {
  return Error{fmt::format("{}, byte {}: the file ends before the data that it announces.", name_, offset)};
}

Result<void> MemorySource::read(int64_t offset, std::span<char> out) const {
  const auto wanted = static_cast<int64_t>(out.size());
  if (offset < 0 || offset > size() || wanted > size() - offset) return tl::unexpected(too_short(size()));
  if (!out.empty()) std::memcpy(out.data(), bytes_.data() + offset, out.size());
  return {};
}

Result<void> FileSource::read(int64_t offset, std::span<char> out) const {
  constexpr size_t kPiece = size_t{16} << 20U;
  while (!out.empty()) {
    if (stop_asked()) return fail(fmt::format("{} cannot be read: {}.", name(), kStopped));
    const ssize_t got = ::pread(fd_.get(), out.data(), std::min(kPiece, out.size()), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(fmt::format("{} cannot be read: {}.", name(), reason_of(errno)));
    if (got == 0) return tl::unexpected(too_short(offset));
    out = out.subspan(static_cast<size_t>(got));
    offset += got;
  }
  return {};
}

std::string clean_text(std::string_view text, size_t limit) {
  std::string clean;
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    const bool control = length == 1 && (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F);
    const std::string_view piece = length == 0 ? "\xEF\xBF\xBD" : control ? " " : text.substr(0, length);
    if (clean.size() + piece.size() > limit) return clean + "…";
    clean += piece;
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return clean;
}

std::string shown_name(std::string_view name) { return fmt::format("'{}'", clean_text(name, 60)); }

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
