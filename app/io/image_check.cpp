// Damage that stb_image passes over: files that end early, PNG checksums, HDR runs that lead nowhere. And
// EXIF orientation.
#include <array>

#include "io/bytes_view.h"
#include "io/image_header.h"

namespace sep::io {

namespace {

constexpr const char* kEndsEarly = "it ends before its picture does (a download that was cut off?)";

/// CRC-32 of PNG, annex D: polynomial 0xEDB88320, eight bytes a step.
class Crc32 {
 public:
  Crc32() {
    for (uint32_t n = 0; n < 256; ++n) {
      uint32_t c = n;
      for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
      table_[0][n] = c;
    }
    for (size_t n = 0; n < 256; ++n) {
      for (size_t k = 1; k < 8; ++k)
        table_[k][n] = table_[0][table_[k - 1][n] & 0xFFU] ^ (table_[k - 1][n] >> 8U);
    }
  }

  uint32_t of(std::span<const uint8_t> bytes) const {
    uint32_t c = 0xFFFFFFFFU;
    size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
      const uint32_t low = c ^ BytesView(bytes.subspan(i, 4)).le32(0);
      c = table_[7][low & 0xFFU] ^ table_[6][(low >> 8U) & 0xFFU] ^ table_[5][(low >> 16U) & 0xFFU] ^
          table_[4][low >> 24U] ^ table_[3][bytes[i + 4]] ^ table_[2][bytes[i + 5]] ^
          table_[1][bytes[i + 6]] ^ table_[0][bytes[i + 7]];
    }
    for (; i < bytes.size(); ++i) c = table_[0][(c ^ bytes[i]) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
  }

 private:
  std::array<std::array<uint32_t, 256>, 8> table_{};
};

Result<void> check_png(const BytesView& b) {
  static const Crc32 crc;
  size_t at = 8;
  while (b.holds(at, 12)) {
    const uint32_t length = b.be32(at);
    if (!b.holds(at, size_t{12} + length)) return fail(kEndsEarly);
    if (crc.of(b.part(at + 4, size_t{4} + length)) != b.be32(at + 8 + length)) {
      return fail("it is damaged (a checksum does not match)");
    }
    if (b.be32(at + 4) == 0x49454E44U) return {};  // IEND
    at += size_t{12} + length;
  }
  return fail(kEndsEarly);
}

/// Entropy-coded data cannot hold FF D9, so after the first scan's header it can only be the end of the
/// image.
Result<void> check_jpeg(const BytesView& b) {
  size_t at = 2;
  while (b.holds(at, 4) && b.u8(at) == 0xFF && b.u8(at + 1) != 0xDA)
    at += b.u8(at + 1) == 0xFF ? 1 : 2 + b.be16(at + 2);
  for (; b.holds(at, 2); ++at) {
    if (b.u8(at) == 0xFF && b.u8(at + 1) == 0xD9) return {};
  }
  return fail(kEndsEarly);
}

Result<void> check_bmp(const BytesView& b, const ImageHeader& header) {
  const bool old = b.le32(14) == 12;
  const uint64_t bits = b.le16(old ? 24 : 28), compression = old ? 0 : b.le32(30), offset = b.le32(10);
  if (compression == 1 || compression == 2) return fail("it is a run-length coded BMP, which is not read");
  const uint64_t row_bytes = (static_cast<uint64_t>(header.width) * bits + 31) / 32 * 4;
  const uint64_t needed = row_bytes * static_cast<uint64_t>(header.height);
  return b.size() >= offset && b.size() - offset >= needed ? Result<void>() : fail(kEndsEarly);
}

Result<void> check_tga(const BytesView& b, const ImageHeader& header) {
  const uint64_t pixels = static_cast<uint64_t>(header.width) * static_cast<uint64_t>(header.height);
  const uint64_t pixel_bytes = (b.u8(16) + 7) / 8;
  uint64_t at = 18 + b.u8(0);
  if (b.u8(1) == 1) {
    const uint64_t palette_bytes = uint64_t{b.le16(5)} * ((b.u8(7) + 7) / 8);
    if (b.u8(2) == 1 || b.u8(2) == 9) {
      if (b.le16(3) != 0) return fail("its palette does not start at entry 0, which is not read");
      if (b.le16(5) == 0) return fail("its palette is empty");
    }
    at += palette_bytes;
  }
  const bool runs = b.u8(2) >= 9;
  if (!runs)
    return b.size() >= at && b.size() - at >= pixels * pixel_bytes ? Result<void>() : fail(kEndsEarly);
  for (uint64_t done = 0; done < pixels;) {
    if (!b.holds(at, 1)) return fail(kEndsEarly);
    const uint32_t packet = b.u8(at);
    const uint64_t count = (packet & 0x7FU) + 1;
    const uint64_t bytes = (packet & 0x80U) != 0 ? pixel_bytes : count * pixel_bytes;
    if (!b.holds(at + 1, bytes)) return fail(kEndsEarly);
    at += 1 + bytes;
    done += count;
  }
  return {};
}

/// One scan line of the new run-length coding: four planes of `width` bytes. Moves at behind it.
bool skip_hdr_line(const BytesView& b, size_t& at, uint64_t width) {
  for (int plane = 0; plane < 4; ++plane) {
    for (uint64_t done = 0; done < width;) {
      if (!b.holds(at, 1)) return false;
      const uint32_t packet = b.u8(at++);
      const uint64_t count = packet > 128 ? packet - 128 : packet;
      if (count == 0 || count > width - done) return false;
      const size_t bytes = packet > 128 ? 1 : count;
      if (!b.holds(at, bytes)) return false;
      at += bytes;
      done += count;
    }
  }
  return true;
}

Result<void> check_hdr(const BytesView& b, const ImageHeader& header) {
  size_t at = 1;  // Behind the empty line and the line of the resolution.
  while (b.holds(at, 1) && !(b.u8(at - 1) == '\n' && b.u8(at) == '\n')) ++at;
  ++at;
  while (b.holds(at, 1) && b.u8(at) != '\n') ++at;
  ++at;
  const auto width = static_cast<uint64_t>(header.width), height = static_cast<uint64_t>(header.height);
  const bool runs =
      width >= 8 && width < 32768 && b.u8(at) == 2 && b.u8(at + 1) == 2 && (b.u8(at + 2) & 0x80U) == 0;
  if (!runs) return b.holds(at, width * height * 4) ? Result<void>() : fail(kEndsEarly);
  for (uint64_t y = 0; y < height; ++y) {
    if (!b.holds(at, 4)) return fail(kEndsEarly);
    const bool line_runs = b.u8(at) == 2 && b.u8(at + 1) == 2 && b.be16(at + 2) == width;
    at += 4;
    if (!line_runs || !skip_hdr_line(b, at, width)) {
      return b.holds(at, 1) ? fail("it is damaged (a row of its picture is not as wide as the picture)")
                            : fail(kEndsEarly);
    }
  }
  return {};
}

/// The orientation in a TIFF block (EXIF 2.3, tag 0x0112 of the first directory), or 1.
int tiff_orientation(const BytesView& b) {
  const bool little = b.be16(0) == 0x4949;
  if (!little && b.be16(0) != 0x4D4D) return 1;
  const auto u16 = [&](size_t at) { return little ? b.le16(at) : b.be16(at); };
  const auto u32 = [&](size_t at) { return little ? b.le32(at) : b.be32(at); };
  const size_t directory = u32(4);
  if (u16(2) != 42 || !b.holds(directory, 2)) return 1;
  const size_t entries = u16(directory);
  for (size_t i = 0; i < entries && b.holds(directory + 2 + i * 12, 12); ++i) {
    const size_t entry = directory + 2 + i * 12;
    if (u16(entry) != 0x0112) continue;
    const uint32_t value = u16(entry + 8);
    return u16(entry + 2) == 3 && value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int exif_orientation(std::span<const uint8_t> jpeg) {
  const BytesView b(jpeg);
  size_t at = 2;
  while (b.holds(at, 4) && b.u8(at) == 0xFF && b.u8(at + 1) != 0xDA && b.u8(at + 1) != 0xD9) {
    if (b.u8(at + 1) == 0xFF) {
      ++at;
      continue;
    }
    const size_t length = b.be16(at + 2);
    if (length < 2) return 1;
    const bool exif =
        b.u8(at + 1) == 0xE1 && length >= 8 && b.be32(at + 4) == 0x45786966U && b.be16(at + 8) == 0;
    if (exif) return tiff_orientation(BytesView(b.part(at + 10, length - 8)));
    at += 2 + length;
  }
  return 1;
}

Result<void> check_image_data(std::span<const uint8_t> bytes, const ImageHeader& header) {
  const BytesView b(bytes);
  switch (header.format) {
    case ImageFormat::png:
      return check_png(b);
    case ImageFormat::jpeg:
      return check_jpeg(b);
    case ImageFormat::bmp:
      return check_bmp(b, header);
    case ImageFormat::tga:
      return check_tga(b, header);
    case ImageFormat::hdr:
      return check_hdr(b, header);
    case ImageFormat::none:
      break;
  }
  return fail("it is not an image that SepScope reads");
}

}  // namespace sep::io
