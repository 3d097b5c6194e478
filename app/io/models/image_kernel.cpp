// A grey image as a kernel: its stored values 0…1, row by row.
#include <fmt/format.h>

#include <numeric>

#include "io/file_bytes.h"
#include "io/image.h"
#include "io/models/bytes.h"
#include "io/models/layers.h"
#include "io/models/opened.h"

namespace sep::io {
namespace {

std::string too_large(const std::string& name, int64_t height, int64_t width) {
  return fmt::format("{} is {} pixels wide and {} high; as a kernel an image may have at most {}×{}.", name,
                     width, height, kMaxKernel, kMaxKernel);
}

bool fits(int64_t height, int64_t width) { return height <= kMaxKernel && width <= kMaxKernel; }

Result<Layer> layer_of_image(const std::filesystem::path& file) {
  const Result<Size2> size = image_size(file);  // a large picture is not decoded for a refusal
  if (!size) return tl::unexpected(size.error());
  if (!fits(size->h, size->w)) return fail(too_large(quoted(file), size->h, size->w));
  const Result<Image> image = load_image(file);
  if (!image) return tl::unexpected(image.error());
  return kernel_layer(image->tensor, file.filename().string());
}

}  // namespace

Result<Layer> kernel_layer(const Tensor& image, const std::string& name) {
  const Shape& shape = image.shape;
  if (!fits(shape.h, shape.w)) return fail(too_large(shown_name(name), shape.h, shape.w));
  const auto plane = static_cast<size_t>(shape.h * shape.w);
  if (shape.c < 1 || plane == 0) return fail(fmt::format("{} has no pixels.", shown_name(name)));
  for (size_t i = plane; i < static_cast<size_t>(shape.c) * plane; ++i) {
    if (image.values[i] == image.values[i % plane]) continue;
    return fail(fmt::format(
        "{} is a coloured image (in row {}, column {}); as a kernel it must be grey: save it as greyscale.",
        shown_name(name), i % plane / static_cast<size_t>(shape.w), i % static_cast<size_t>(shape.w)));
  }
  Layer layer =
      layer_of_kernel(name, {{static_cast<int>(shape.h), static_cast<int>(shape.w)},
                             {image.values.begin(), image.values.begin() + static_cast<int64_t>(plane)}});
  const std::vector<double>& values = layer.kernel->values;
  layer.note = fmt::format("Kernel of {}: {}×{} grey values, their sum is {:.4g}", shown_name(name), shape.h,
                           shape.w, std::accumulate(values.begin(), values.end(), 0.0));
  return layer;
}

Result<Layer> load_kernel_layer(const std::filesystem::path& file) {
  const Result<Content> content = content_of(file);
  if (content && *content == Content::image) return layer_of_image(file);
  Result<Kernel> kernel = load_kernel(file);
  if (!kernel) return tl::unexpected(kernel.error());
  return layer_of_kernel(file.filename().string(), std::move(*kernel));
}

}  // namespace sep::io
