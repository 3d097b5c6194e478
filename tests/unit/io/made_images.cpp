#include "made_images.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace sep::io {

namespace {

void append(void* to, void* data, int size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<size_t>(size));
}

uint32_t crc_of(const std::string& bytes) {
  uint32_t c = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    c ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
  }
  return c ^ 0xFFFFFFFFU;
}

/// zlib with one stored block, which holds up to 65535 bytes.
std::string stored(const std::string& data) {
  uint32_t a = 1, b = 0;
  for (const char byte : data) {
    a = (a + static_cast<unsigned char>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  const auto size = static_cast<uint32_t>(data.size());
  return std::string("\x78\x01\x01", 3) + le16(size) + le16(~size) + data + be32(b << 16U | a);
}

}  // namespace

std::string be16(uint32_t v) { return {static_cast<char>(v >> 8U), static_cast<char>(v)}; }
std::string be32(uint32_t v) { return be16(v >> 16U) + be16(v & 0xFFFFU); }
std::string le16(uint32_t v) { return {static_cast<char>(v), static_cast<char>(v >> 8U)}; }
std::string le32(uint32_t v) { return le16(v & 0xFFFFU) + le16(v >> 16U); }

std::string png_chunk(const std::string& type, const std::string& data) {
  return be32(static_cast<uint32_t>(data.size())) + type + data + be32(crc_of(type + data));
}

std::string made_png(int width, int height, int colour, int bits, const std::vector<uint16_t>& samples) {
  const int channels = colour == 0 ? 1 : colour == 2 ? 3 : colour == 4 ? 2 : 4;
  std::string rows;
  for (int y = 0; y < height; ++y) {
    rows += '\0';  // no filter
    for (int i = 0; i < width * channels; ++i) {
      const uint16_t v = samples[static_cast<size_t>(y * width * channels + i)];
      rows += bits == 16 ? be16(v) : std::string(1, static_cast<char>(v));
    }
  }
  const std::string header = be32(static_cast<uint32_t>(width)) + be32(static_cast<uint32_t>(height)) +
                             static_cast<char>(bits) + static_cast<char>(colour) + std::string(3, '\0');
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", header) + png_chunk("IDAT", stored(rows)) +
         png_chunk("IEND", "");
}

std::string made_jpeg(int width, int height, const std::vector<uint8_t>& rgb) {
  std::string out;
  stbi_write_jpg_to_func(append, &out, width, height, 3, rgb.data(), 95);
  return out;
}

std::string made_hdr(int width, int height, const std::vector<float>& rgb) {
  std::string out;
  stbi_write_hdr_to_func(append, &out, width, height, 3, rgb.data());
  return out;
}

std::string made_bmp(int width, int height, const std::vector<uint8_t>& rgb) {
  std::string out;
  stbi_write_bmp_to_func(append, &out, width, height, 3, rgb.data());
  return out;
}

std::string made_tga(int width, int height, int bits, int descriptor, const std::string& data) {
  const char type = bits == 8 ? 3 : 2;
  return std::string(2, '\0') + type + std::string(9, '\0') + le16(static_cast<uint32_t>(width)) +
         le16(static_cast<uint32_t>(height)) + static_cast<char>(bits) + static_cast<char>(descriptor) + data;
}

std::string with_orientation(const std::string& jpeg, int orientation, bool little_endian) {
  const auto value = static_cast<uint32_t>(orientation);
  const std::string tiff = little_endian ? "II" + le16(42) + le32(8) + le16(1) + le16(0x0112) + le16(3) +
                                               le32(1) + le16(value) + le16(0) + le32(0)
                                         : "MM" + be16(42) + be32(8) + be16(1) + be16(0x0112) + be16(3) +
                                               be32(1) + be16(value) + be16(0) + be32(0);
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  return jpeg.substr(0, 2) + "\xFF\xE1" + be16(static_cast<uint32_t>(exif.size() + 2)) + exif +
         jpeg.substr(2);
}

}  // namespace sep::io
