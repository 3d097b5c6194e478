// Images in (PNG, JPEG, BMP, TGA, HDR through stb_image) and PNG out. Knows no GL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/plan.h"
#include "core/tensor.h"

namespace sep::io {

inline constexpr int64_t kMaxPixels = 67'108'864;
inline constexpr int kMaxSide = 16384;

/// A loaded image: [1,C,H,W], C = 1 (grey) or 3; stored sRGB values in 0…1, alpha over white, HDR as it is.
struct Image {
  Tensor tensor;
  uint64_t key = 0;  ///< hash of the content
  std::string name;  ///< what to call it on the screen
  ImageInfo info() const;
};

/// Reads by content, not by name. Error: what, which file, what to do.
Result<Image> load_image(const std::filesystem::path& file);

/// The size that load_image would give, from the header alone. Error: as load_image, as far as the header
/// shows it.
Result<Size2> image_size(const std::filesystem::path& file);

/// The samples made by this project, drawn by procedure: ids and images.
std::vector<std::string> sample_names();
Result<Image> make_sample(const std::string& name);

/// The image that experiment.input names, at its own size.
Result<Image> load_input(const InputSource& input, const std::filesystem::path& base_dir);

/// To the working size: area average or centre crop, as input says. shape comes from working_shape().
Tensor fit_image(const Tensor& image, const InputSource& input, const Shape& shape);

/// Identity of what fit_image() gives, from the image's key.
uint64_t fitted_key(const Image& image, const InputSource& input, const Shape& shape);

/// 8-bit RGB [height][width][3] as the bytes of a PNG file. Error: sides outside 1…kMaxSide, no memory.
Result<std::string> png_bytes(int width, int height, const std::string& rgb);
/// The same to a file, written to a temporary file beside it and renamed.
Result<void> save_png(const std::filesystem::path& file, int width, int height, const std::string& rgb);

}  // namespace sep::io
