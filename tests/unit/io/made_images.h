// Image files made by hand for the tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sep::io {

/// Big-endian and little-endian numbers as bytes.
std::string be16(uint32_t v);
std::string be32(uint32_t v);
std::string le16(uint32_t v);
std::string le32(uint32_t v);

/// A PNG chunk with its length and checksum.
std::string png_chunk(const std::string& type, const std::string& data);
/// colour: 0 grey, 2 colour, 4 grey and alpha, 6 colour and alpha; samples row by row, 8 or 16 bits.
std::string made_png(int width, int height, int colour, int bits, const std::vector<uint16_t>& samples);
/// The same picture written by stb_image_write.
std::string made_jpeg(int width, int height, const std::vector<uint8_t>& rgb);
std::string made_hdr(int width, int height, const std::vector<float>& rgb);
std::string made_bmp(int width, int height, const std::vector<uint8_t>& rgb);

/// An uncompressed TGA; descriptor as in its header (bit 4: from the right, bit 5: from the top, low bits:
/// alpha bits).
std::string made_tga(int width, int height, int bits, int descriptor, const std::string& data);

/// The JPEG with an EXIF block of this orientation.
std::string with_orientation(const std::string& jpeg, int orientation, bool little_endian);

}  // namespace sep::io
