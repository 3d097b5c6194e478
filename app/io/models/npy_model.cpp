// Bodies of npy_model.h.
#include "io/models/npy_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/file_bytes.h"
#include "io/models/bytes.h"
#include "io/models/floats.h"
#include "io/models/layers.h"
#include "io/npy.h"
#include "io/npy_header.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

Result<NpyHeader> header_of(const fs::path& file) {
  Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  const FileSource source(quoted(file), std::move(*open));
  std::string head(static_cast<size_t>(std::min<int64_t>(source.size(), kMaxNpyHeader + 16)), '\0');
  if (auto read = source.read(0, head); !read) return tl::unexpected(read.error());
  Result<NpyHeader> header = parse_npy_header(head, source.size());
  if (!header) return fail(fmt::format("{}: {}.", source.name(), clean_text(header.error().message, 400)));
  if (header->shape.size() != 2 && header->shape.size() != 4) {
    return fail(
        fmt::format("{}: its array has the shape {}; a kernel has 2 axes, a bank has 4: [N, C, K_h, K_w].",
                    source.name(), npy_shape_text(header->shape)));
  }
  if (std::count(header->shape.begin(), header->shape.end(), 0) > 0) {
    return fail(fmt::format("{}: its array has the shape {}, so it is empty.", source.name(),
                            npy_shape_text(header->shape)));
  }
  return header;
}

Result<Layer> kernel(const fs::path& file, const NpyHeader& header, const std::string& name) {
  if (header.shape[0] > kMaxKernel || header.shape[1] > kMaxKernel) {
    return fail(fmt::format("{}: its array has the shape {}; a kernel has at most {}×{} values.",
                            quoted(file), npy_shape_text(header.shape), kMaxKernel, kMaxKernel));
  }
  Result<NpyArray<double>> array = load_npy<double>(file);
  if (!array) return fail(clean_text(array.error().message, 500));
  if (array->shape != header.shape) return fail(fmt::format("{} changed while it was read.", quoted(file)));
  return layer_of_kernel(name, {{static_cast<int>(header.shape[0]), static_cast<int>(header.shape[1])},
                                std::move(array->values)});
}

Result<Layer> bank(const fs::path& file, const NpyHeader& header, const std::string& name) {
  WeightBudget budget(header.data_offset + header.elements() * header.item_bytes);
  if (!budget.take(header.elements())) {
    return fail(fmt::format(
        "{}: its {} numbers of {} byte each would take too much memory; save it as float16 or float32.",
        quoted(file), header.elements(), header.item_bytes));
  }
  Result<NpyArray<float>> array = load_npy<float>(file);
  if (!array) return fail(clean_text(array.error().message, 500));
  if (array->shape != header.shape) return fail(fmt::format("{} changed while it was read.", quoted(file)));
  return layer_of_bank(name, {header.shape[0], header.shape[1], header.shape[2], header.shape[3]},
                       std::make_shared<const std::vector<float>>(std::move(array->values)), quoted(file));
}

}  // namespace

Result<Model> load_npy_model(const fs::path& file) {
  const Result<NpyHeader> header = header_of(file);
  if (!header) return tl::unexpected(header.error());
  const std::string name = file.stem().string();
  Result<Layer> layer = header->shape.size() == 2 ? kernel(file, *header, name) : bank(file, *header, name);
  if (!layer) return tl::unexpected(layer.error());
  Model model{file.filename().string(), {}, {}};
  model.layers.push_back(std::move(*layer));
  if (header->shape.size() == 4) guess_groups(model.layers);
  note_non_finite(model.layers[0], model.warnings);
  return model;
}

}  // namespace sep::io
