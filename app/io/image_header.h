// What an image's header says, read before anything is decoded: format, size, orientation. Believes nothing
// that the bytes do not hold. Inner header of this room.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/error.h"

namespace sep::io {

enum class ImageFormat { none, png, jpeg, bmp, tga, hdr };

/// By the first bytes; none for everything that this program does not read.
ImageFormat image_format(std::span<const uint8_t> bytes);

/// "a GIF image" for known kinds of file that are not read, "" for the rest.
std::string foreign_format(std::span<const uint8_t> bytes);

struct ImageHeader {
  ImageFormat format = ImageFormat::none;
  int64_t width = 0, height = 0;  ///< as stored, before the orientation
  int orientation = 1;            ///< EXIF: 1…8
  bool deep = false;              ///< 16 bits a sample
  bool mirrored = false;          ///< the decoder would give left for right (TGA stored from the right)
  bool opaque = false;            ///< the fourth channel is not alpha (TGA without attribute bits)
};

/// Error: the reason only ("its header ends early"), for the caller to put the file's name in front.
Result<ImageHeader> read_image_header(std::span<const uint8_t> bytes);

/// Orientation 1…8 from a JPEG's EXIF block; 1 where there is none or it makes no sense.
int exif_orientation(std::span<const uint8_t> jpeg);

/// Damage that the decoder would pass over in silence or hang on: missing data, wrong checksums. Error: the
/// reason only.
Result<void> check_image_data(std::span<const uint8_t> bytes, const ImageHeader& header);

}  // namespace sep::io
