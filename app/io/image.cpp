// Files to images: the checks around the decoder, orientation, alpha over white. Bodies of image.h.
#include "io/image.h"

#include <fmt/format.h>

#include <cstring>

#include "io/image_decode.h"
#include "io/samples.h"
#include "io/stop.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kMaxFileBytes = 1'000'000'000;

Error about(const fs::path& file, const Error& reason) {
  return Error{fmt::format("{} was not opened: {}.", quoted(file), reason.message)};
}

Result<void> check_size(const ImageHeader& header) {
  if (header.width < 1 || header.height < 1) {
    return fail(fmt::format("its header says {}×{} pixels", header.width, header.height));
  }
  if (header.width > kMaxSide || header.height > kMaxSide) {
    return fail(fmt::format("it is {}×{} pixels, and a side may have at most {}: make it smaller first",
                            header.width, header.height, kMaxSide));
  }
  if (header.width * header.height > kMaxPixels) {
    return fail(fmt::format(
        "it is {}×{}, that is {} million pixels, and at most 67,108,864 are read: make it smaller first",
        header.width, header.height, header.width * header.height / 1'000'000));
  }
  return {};
}

/// Where the pixel shown at (y,x) is stored: origin + y·down + x·across, counted in pixels.
struct Walk {
  int64_t width, height;  ///< as shown
  int64_t origin, across, down;
};

/// EXIF 2.3: orientation says on which sides the stored first row and first column are shown.
Walk walk_of(const ImageHeader& header) {
  const int64_t w = header.width, h = header.height;
  const bool swapped = header.orientation >= 5;
  const int o = header.orientation;
  bool flip_x = o == 2 || o == 3 || o == 7 || o == 8;        // of the stored columns
  const bool flip_y = o == 3 || o == 4 || o == 6 || o == 7;  // of the stored rows
  flip_x = flip_x != header.mirrored;
  const int64_t step_x = flip_x ? -1 : 1, step_y = flip_y ? -w : w;
  const int64_t origin = (flip_x ? w - 1 : 0) + (flip_y ? (h - 1) * w : 0);
  return swapped ? Walk{h, w, origin, step_y, step_x} : Walk{w, h, origin, step_x, step_y};
}

/// One row of one channel; `step` samples lie between neighbours. cover: row of alpha in 0…1, or nullptr.
template <class Sample>
void fill_row(float* out, const Sample* in, int64_t step, int64_t count, float scale, const float* cover) {
  for (int64_t x = 0; x < count; ++x) out[x] = static_cast<float>(in[x * step]) * scale;
  if (cover == nullptr) return;
  for (int64_t x = 0; x < count; ++x) out[x] = out[x] * cover[x] + (1 - cover[x]);
}

template <class Sample>
void fill(Tensor& out, const DecodedImage& image, const Walk& walk, float scale, bool opaque) {
  const auto* const samples = reinterpret_cast<const Sample*>(image.samples);
  const int64_t n = image.channels, step = walk.across * n;
  const bool alpha = (n == 2 || n == 4) && !opaque;
  std::vector<float> cover(alpha ? static_cast<size_t>(walk.width) : 0);
  for (int64_t y = 0; y < walk.height && !stop_asked(); ++y) {
    const Sample* const row = samples + (walk.origin + y * walk.down) * n;
    if (alpha) fill_row<Sample>(cover.data(), row + n - 1, step, walk.width, scale, nullptr);
    for (int64_t c = 0; c < out.shape.c; ++c) {
      float* const to = out.values.data() + out.index(0, c, y, 0);
      fill_row(to, row + c, step, walk.width, scale, alpha ? cover.data() : nullptr);
    }
  }
}

Tensor to_tensor(const DecodedImage& image, const ImageHeader& header) {
  const Walk walk = walk_of(header);
  Tensor out = make_tensor({1, image.channels <= 2 ? 1 : 3, walk.height, walk.width});
  switch (image.type) {
    case SampleType::u8:
      fill<uint8_t>(out, image, walk, 1 / 255.0F, header.opaque);
      break;
    case SampleType::u16:
      fill<uint16_t>(out, image, walk, 1 / 65535.0F, header.opaque);
      break;
    case SampleType::f32:
      fill<float>(out, image, walk, 1.0F, header.opaque);
      break;
  }
  return out;
}

}  // namespace

ImageInfo Image::info() const {
  return {{static_cast<int>(tensor.shape.h), static_cast<int>(tensor.shape.w)},
          static_cast<int>(tensor.shape.c),
          key};
}

namespace {

/// The header, checked for format and limits. Error: a whole sentence.
Result<ImageHeader> checked_header(const fs::path& file, std::span<const uint8_t> bytes) {
  if (image_format(bytes) == ImageFormat::none) {
    const std::string kind = foreign_format(bytes);
    return fail(fmt::format("{} was not opened: it is {}; SepScope reads PNG, JPEG, BMP, TGA and HDR images.",
                            quoted(file), kind.empty() ? "not an image that is known here" : kind));
  }
  Result<ImageHeader> header = read_image_header(bytes);
  if (!header) return tl::unexpected(about(file, header.error()));
  if (const Result<void> size = check_size(*header); !size) return tl::unexpected(about(file, size.error()));
  return header;
}

}  // namespace

Result<Size2> image_size(const fs::path& file) {
  const Result<Snapshot> snapshot = take_snapshot(file, kMaxFileBytes);
  if (!snapshot) return tl::unexpected(snapshot.error());
  const Result<ImageHeader> header = checked_header(file, snapshot->bytes);
  if (!header) return tl::unexpected(header.error());
  const Walk walk = walk_of(*header);
  return Size2{static_cast<int>(walk.height), static_cast<int>(walk.width)};
}

Result<Image> load_image(const fs::path& file) {
  const Result<Snapshot> snapshot = take_snapshot(file, kMaxFileBytes);
  if (!snapshot) return tl::unexpected(snapshot.error());
  const Result<ImageHeader> header = checked_header(file, snapshot->bytes);
  if (!header) return tl::unexpected(header.error());
  if (const Result<void> data = check_image_data(snapshot->bytes, *header); !data) {
    return tl::unexpected(about(file, data.error()));
  }
  const Result<DecodedImage> decoded = decode_image(*snapshot, *header);
  if (!decoded) return tl::unexpected(about(file, decoded.error()));
  Image image{to_tensor(*decoded, *header), snapshot->hash, file.filename().string()};
  if (stop_asked()) return tl::unexpected(about(file, Error{kStopped}));
  return image;
}

Result<Image> load_input(const InputSource& input, const fs::path& base_dir) {
  if (input.file.empty()) return make_sample(input.sample);
  return load_image(base_dir / fs::path(input.file));
}

}  // namespace sep::io
