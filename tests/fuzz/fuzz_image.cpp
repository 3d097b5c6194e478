// libFuzzer's entry for what is read of an image before its decoder, which runs confined, sees it: format,
// header, orientation, damage.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "io/image_header.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sep::io;
  const std::span<const uint8_t> bytes(data, size);
  const ImageFormat format = image_format(bytes);
  (void)foreign_format(bytes);
  const int turned = exif_orientation(bytes);
  if (turned < 1 || turned > 8) std::abort();
  if (format == ImageFormat::none) return 0;
  const auto header = read_image_header(bytes);
  if (!header) {
    if (header.error().message.empty()) std::abort();
    return 0;
  }
  if (header->format != format || header->orientation < 1 || header->orientation > 8) std::abort();
  if (header->width < 1 || header->height < 1) return 0;  // the caller's to refuse, as too large a picture is
  if (const auto whole = check_image_data(bytes, *header); !whole && whole.error().message.empty())
    std::abort();
  return 0;
}
