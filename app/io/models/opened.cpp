// Bodies of opened.h.
#include "io/models/opened.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "io/file_bytes.h"
#include "io/image_header.h"

namespace sep::io {

namespace {

constexpr int64_t kHeadBytes = 65536;
constexpr double kMostWork = 3e9;  ///< multiplications: some seconds without a GPU

/// A list of kernels, or an object one of whose first values is a list of lists.
bool holds_kernels(std::string_view json) {
  const auto next = [&](size_t at) { return json.find_first_not_of(" \t\r\n", at); };
  const size_t first = next(json.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  if (first == std::string_view::npos) return false;
  if (json[first] == '[') return true;
  bool in_text = false;
  int depth = 0;
  for (size_t i = first; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
      continue;
    }
    if (c == '"') in_text = true;
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c != '[' || depth != 1) continue;
    const size_t inner = next(i + 1);
    if (inner != std::string_view::npos && json[inner] == '[') return true;
  }
  return false;
}

}  // namespace

Result<Content> content_of(const std::filesystem::path& file) {
  const Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  if (open->bytes == 0) return fail(fmt::format("{} is empty.", quoted(file)));
  std::string head(static_cast<size_t>(std::min(open->bytes, kHeadBytes)), '\0');
  const ssize_t got = ::pread(open->fd.get(), head.data(), head.size(), 0);
  if (got < 0) return fail(fmt::format("{} cannot be read: {}.", quoted(file), reason_of(errno)));
  head.resize(static_cast<size_t>(got));
  const std::string_view start = std::string_view(head).substr(0, 4096);
  const ModelFormat format = model_format(start, open->bytes);
  if (format == ModelFormat::safetensors) return Content::filters;
  const std::span<const uint8_t> bytes(reinterpret_cast<const uint8_t*>(start.data()), start.size());
  if (image_format(bytes) != ImageFormat::none) return Content::image;
  if (format == ModelFormat::json) return holds_kernels(head) ? Content::filters : Content::experiment;
  const std::string ending = file.extension().string();
  const bool damaged = format == ModelFormat::unknown && (ending == ".onnx" || ending == ".safetensors");
  if ((format == ModelFormat::image || format == ModelFormat::unknown) && !damaged) {
    return fail(
        fmt::format("{} is neither an image (PNG, JPEG, BMP, TGA, HDR) nor an experiment (JSON) nor "
                    "filters (.npy, .safetensors, .onnx, text, JSON).",
                    quoted(file)));
  }
  return Content::filters;
}

void choose_working_size(Experiment& e, const Layer& layer, Size2 image) {
  if (e.mode == Mode::spatial || layer.kernel) return;
  InputSource& in = e.input;
  if (layer.input && layer.input->h <= image.h && layer.input->w <= image.w) {
    in.height = static_cast<int>(layer.input->h);
    in.width = static_cast<int>(layer.input->w);
    return;
  }
  const double h = in.height > 0 ? in.height : image.h, w = in.width > 0 ? in.width : image.w;
  const ConvSpec& s = layer.spec;
  const double outputs = h * w / (s.stride.h * s.stride.w);
  const double work = outputs * s.c_out * s.c_in_per_group() * s.kernel.h * s.kernel.w;
  if (work <= kMostWork) return;
  const double factor = std::sqrt(kMostWork / work);
  const int least = 2 * std::max(s.kernel.h * s.dilation.h, s.kernel.w * s.dilation.w);
  in.height = std::min(image.h, std::max(least, static_cast<int>(h * factor)));
  in.width = std::min(image.w, std::max(least, static_cast<int>(w * factor)));
}

}  // namespace sep::io
