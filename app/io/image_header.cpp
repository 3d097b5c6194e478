// Headers of PNG (W3C, third edition), JPEG (T.81), BMP, TGA 2.0 and Radiance HDR.
#include "io/image_header.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>

#include "io/bytes_view.h"

namespace sep::io {

namespace {

bool starts(std::span<const uint8_t> bytes, std::string_view magic, size_t at = 0) {
  return bytes.size() >= at + magic.size() && std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}

/// TGA has no magic number: every field of the header must make sense.
bool looks_like_tga(std::span<const uint8_t> bytes) {
  const BytesView b(bytes);
  if (bytes.size() < 18) return false;
  const uint32_t palette = b.u8(1), type = b.u8(2), bits = b.u8(16), palette_bits = b.u8(7);
  const auto is = [](uint32_t value, std::initializer_list<uint32_t> set) {
    return std::find(set.begin(), set.end(), value) != set.end();
  };
  if (b.le16(12) == 0 || b.le16(14) == 0 || palette > 1 || (b.u8(17) & 0xC0U) != 0) return false;
  if (is(type, {1, 9})) return palette == 1 && is(bits, {8, 16}) && is(palette_bits, {15, 16, 24, 32});
  if (is(type, {2, 10})) return is(bits, {15, 16, 24, 32});
  return is(type, {3, 11}) && is(bits, {8, 16});
}

Result<ImageHeader> png_header(const BytesView& b) {
  if (b.be32(12) != 0x49484452U) return fail("its header is missing (no IHDR)");
  ImageHeader header{ImageFormat::png, b.be32(16), b.be32(20)};
  header.deep = b.u8(24) == 16;
  return header;
}

/// Walks the segments to the frame header; everything before the first scan is skipped by its length.
Result<ImageHeader> jpeg_header(const BytesView& b) {
  size_t at = 2;
  while (b.holds(at, 4)) {
    if (b.u8(at) != 0xFF) return fail("its header is damaged");
    const uint32_t marker = b.u8(at + 1);
    if (marker == 0xFF) {  // Fill byte.
      ++at;
      continue;
    }
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      if (marker > 0xC2)
        return fail("it is a lossless, hierarchical or arithmetic-coded JPEG, which is not read");
      return ImageHeader{ImageFormat::jpeg, b.be16(at + 7), b.be16(at + 5)};
    }
    if (marker == 0xDA || marker == 0xD9) break;
    const uint32_t length = b.be16(at + 2);
    if (length < 2) return fail("its header is damaged");
    at += 2 + length;
  }
  return fail("its header ends before the size of the image");
}

Result<ImageHeader> bmp_header(const BytesView& b) {
  const uint32_t header_bytes = b.le32(14);
  ImageHeader header{ImageFormat::bmp};
  if (header_bytes == 12) {
    header.width = b.le16(18);
    header.height = b.le16(20);
  } else {
    const auto height = static_cast<int32_t>(b.le32(22));  // Negative: stored from the top.
    header.width = static_cast<int32_t>(b.le32(18));
    header.height = height < 0 ? -int64_t{height} : height;
  }
  return header;
}

Result<ImageHeader> tga_header(const BytesView& b) {
  ImageHeader header{ImageFormat::tga, b.le16(12), b.le16(14)};
  header.mirrored = (b.u8(17) & 0x10U) != 0;
  header.opaque = b.u8(16) == 32 && (b.u8(17) & 0x0FU) == 0;
  return header;
}

/// Text lines up to an empty one, then "-Y height +X width".
Result<ImageHeader> hdr_header(std::span<const uint8_t> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                              std::min<size_t>(bytes.size(), 65536));
  const size_t empty = text.find("\n\n");
  if (empty == std::string_view::npos) return fail("its header ends early");
  if (text.substr(0, empty).find("FORMAT=32-bit_rle_rgbe") == std::string_view::npos) {
    return fail("its pixels are not of the kind 32-bit_rle_rgbe");
  }
  const size_t end = text.find('\n', empty + 2);
  if (end == std::string_view::npos) return fail("its header ends early");
  const std::string_view line = text.substr(empty + 2, end - empty - 2);
  ImageHeader header{ImageFormat::hdr};
  const auto number_after = [&line](std::string_view word, int64_t& out) {
    const size_t at = line.find(word);
    if (at == std::string_view::npos) return false;
    const char* const first = line.data() + at + word.size();
    return std::from_chars(first, line.data() + line.size(), out).ec == std::errc();
  };
  if (!line.starts_with("-Y ") || !number_after("-Y ", header.height) || !number_after("+X ", header.width)) {
    return fail("its rows are not stored from the top left (only \"-Y height +X width\" is read)");
  }
  return header;
}

}  // namespace

ImageFormat image_format(std::span<const uint8_t> bytes) {
  if (starts(bytes, "\x89PNG\r\n\x1A\n")) return ImageFormat::png;
  if (starts(bytes, "\xFF\xD8\xFF")) return ImageFormat::jpeg;
  if (starts(bytes, "BM") && bytes.size() >= 26 && BytesView(bytes).le32(14) <= 124 &&
      BytesView(bytes).le32(14) >= 12) {
    return ImageFormat::bmp;
  }
  if (starts(bytes, "#?RADIANCE\n") || starts(bytes, "#?RGBE\n")) return ImageFormat::hdr;
  return looks_like_tga(bytes) ? ImageFormat::tga : ImageFormat::none;
}

std::string foreign_format(std::span<const uint8_t> bytes) {
  if (starts(bytes, "GIF8")) return "a GIF image";
  if (starts(bytes, "RIFF") && starts(bytes, "WEBP", 8)) return "a WebP image";
  if (starts(bytes, "II*\0") || starts(bytes, std::string_view("MM\0*", 4))) return "a TIFF image";
  if (starts(bytes, "8BPS")) return "a Photoshop image";
  if (starts(bytes, "ftypavif", 4)) return "an AVIF image";
  if (starts(bytes, "ftyphei", 4) || starts(bytes, "ftypmif1", 4)) return "a HEIF image";
  if (starts(bytes, "P5") || starts(bytes, "P6")) return "a PNM image";
  if (starts(bytes, "v/1\x01")) return "an OpenEXR image";
  if (starts(bytes, "%PDF")) return "a PDF document";
  if (starts(bytes, "<svg") || starts(bytes, "<?xml")) return "an SVG or XML file";
  return "";
}

Result<ImageHeader> read_image_header(std::span<const uint8_t> bytes) {
  const BytesView b(bytes);
  switch (image_format(bytes)) {
    case ImageFormat::png:
      return png_header(b);
    case ImageFormat::jpeg: {
      Result<ImageHeader> header = jpeg_header(b);
      if (header) header->orientation = exif_orientation(bytes);
      return header;
    }
    case ImageFormat::bmp:
      return bmp_header(b);
    case ImageFormat::tga:
      return tga_header(b);
    case ImageFormat::hdr:
      return hdr_header(bytes);
    case ImageFormat::none:
      break;
  }
  return fail("it is not an image that SepScope reads");
}

}  // namespace sep::io
