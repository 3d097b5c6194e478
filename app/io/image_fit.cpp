// To the working size (area average or centre crop), and PNG out.
#include <algorithm>
#include <cmath>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/image.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace sep::io {

namespace {

/// One output cell covers the source from `begin` to `end`, in source cells.
struct Cover {
  double begin, end;
  int64_t first() const { return static_cast<int64_t>(begin); }
  int64_t last(int64_t n) const { return std::min(n, static_cast<int64_t>(std::ceil(end))); }
  double weight(int64_t cell) const {
    const auto at = static_cast<double>(cell);
    return std::max(0.0, std::min(end, at + 1) - std::max(begin, at)) / (end - begin);
  }
};

Cover cover_of(int64_t out, int64_t n_out, int64_t n_in) {
  // Whole numbers first, so that neighbours share their border exactly.
  return {static_cast<double>(out * n_in) / static_cast<double>(n_out),
          static_cast<double>((out + 1) * n_in) / static_cast<double>(n_out)};
}

void average_plane(const float* in, int64_t h, int64_t w, float* out, int64_t h_out, int64_t w_out) {
  std::vector<double> row(static_cast<size_t>(w));
  for (int64_t y = 0; y < h_out; ++y) {
    std::fill(row.begin(), row.end(), 0.0);
    const Cover rows = cover_of(y, h_out, h);
    for (int64_t s = rows.first(); s < rows.last(h); ++s) {
      const double weight = rows.weight(s);
      for (int64_t x = 0; x < w; ++x) row[static_cast<size_t>(x)] += weight * in[s * w + x];
    }
    for (int64_t x = 0; x < w_out; ++x) {
      const Cover columns = cover_of(x, w_out, w);
      double sum = 0;
      for (int64_t s = columns.first(); s < columns.last(w); ++s)
        sum += columns.weight(s) * row[static_cast<size_t>(s)];
      out[y * w_out + x] = static_cast<float>(sum);
    }
  }
}

void crop_plane(const float* in, int64_t h, int64_t w, float* out, int64_t h_out, int64_t w_out) {
  const int64_t top = (h - h_out) / 2, left = (w - w_out) / 2;
  for (int64_t y = 0; y < h_out; ++y) std::copy_n(in + (y + top) * w + left, w_out, out + y * w_out);
}

}  // namespace

Tensor fit_image(const Tensor& image, const InputSource& input, const Shape& shape) {
  const int64_t h = image.shape.h, w = image.shape.w;
  if (shape.h == h && shape.w == w) return image;
  Tensor out = make_tensor({image.shape.b, image.shape.c, shape.h, shape.w});
  const bool crop = input.fit == Fit::crop && shape.h <= h && shape.w <= w;
  for (int64_t plane = 0; plane < image.shape.planes(); ++plane) {
    const float* const from = image.values.data() + plane * h * w;
    float* const to = out.values.data() + plane * shape.h * shape.w;
    (crop ? crop_plane : average_plane)(from, h, w, to, shape.h, shape.w);
  }
  return out;
}

Result<std::string> png_bytes(int width, int height, const std::string& rgb) {
  const auto needed = static_cast<size_t>(std::max(width, 0)) * static_cast<size_t>(std::max(height, 0)) * 3;
  if (width < 1 || height < 1 || width > kMaxSide || height > kMaxSide || rgb.size() != needed) {
    return fail("a picture of " + std::to_string(width) + "×" + std::to_string(height) +
                " pixels cannot be written as PNG.");
  }
  std::string png;
  const auto append = [](void* to, void* data, int size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(data), static_cast<size_t>(size));
  };
  if (stbi_write_png_to_func(append, &png, width, height, 3, rgb.data(), width * 3) == 0) {
    return fail("there is not enough memory to write the picture as PNG.");
  }
  return png;
}

Result<void> save_png(const std::filesystem::path& file, int width, int height, const std::string& rgb) {
  const Result<std::string> png = png_bytes(width, height, rgb);
  if (!png) return tl::unexpected(Error{quoted(file) + " was not written: " + png.error().message});
  return write_file(file, *png);
}

uint64_t fitted_key(const Image& image, const InputSource& input, const Shape& shape) {
  const int64_t parts[] = {shape.h, shape.w, static_cast<int64_t>(input.fit)};
  return content_hash({reinterpret_cast<const char*>(parts), sizeof parts}, image.key);
}

}  // namespace sep::io
