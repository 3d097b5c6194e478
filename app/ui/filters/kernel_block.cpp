// Bodies of kernel_block.h.
#include "ui/filters/kernel_block.h"

#include <fmt/format.h>

#include <cmath>

#include "core/plan_shapes.h"
#include "io/models/text_matrix.h"
#include "ui/kernel_edit.h"

namespace sep::ui {
namespace {

/// Copies `from` into `to` with its upper left value at this place.
void put(const Kernel& from, int y0, int x0, Kernel& to) {
  for (int y = 0; y < from.size.h; ++y) {
    for (int x = 0; x < from.size.w; ++x) to.at(y0 + y, x0 + x) = from.at(y, x);
  }
}

/// Every map with zeros to the right and below; sources that cannot be made at that size become values.
Experiment grown(Experiment e, Size2 size) {
  const auto larger = [&](KernelSource& source, const Kernel& before) {
    Kernel after{size, std::vector<double>(static_cast<size_t>(size.h) * static_cast<size_t>(size.w), 0.0)};
    put(before, 0, 0, after);
    source.size = size;
    source.values = std::move(after);
  };
  for (KernelSource& k : e.kernels) {
    if (!k.values && k.preset.empty()) continue;  // follows the default cycle at any size
    if (const auto now = kernel_of(k)) larger(k, *now);
  }
  if (const auto now = kernel_of(e.kernel)) larger(e.kernel, *now);
  return e;
}

Result<Kernel> read_block(std::string_view text) {
  constexpr size_t kMost = 1'000'000;
  if (text.size() > kMost)
    return fail("The clipboard holds more text than a kernel has; copy the rows of one.");
  const auto model = io::parse_text_matrix(text, "The clipboard", "clipboard");
  if (!model) return fail(model.error().message);
  const io::Layer& layer = model->layers.front();
  if (!layer.kernel) return fail("The clipboard holds a bank; copy the rows of one kernel.");
  for (size_t i = 0; i < layer.kernel->values.size(); ++i) {
    const double v = layer.kernel->values[i];
    const auto w = static_cast<size_t>(layer.kernel->size.w);
    if (std::isfinite(v) && std::abs(v) <= 1e6) continue;
    return fail(fmt::format("The clipboard, row {}, column {}: {} is not a number that a kernel can hold.",
                            i / w, i % w, v));
  }
  return *layer.kernel;
}

}  // namespace

Experiment with_cells(Experiment e, int map, const std::vector<Cell>& cells, double value) {
  for (const Cell& c : cells) e = with_value(std::move(e), map, c.y, c.x, value);
  if (e.mode == Mode::spatial) e.rank = 0;
  return e;
}

Experiment with_block(Experiment e, int map, const Block& b, double value) {
  std::vector<Cell> cells;
  for (int y = b.y0; y <= b.y1; ++y) {
    for (int x = b.x0; x <= b.x1; ++x) cells.push_back({y, x});
  }
  return with_cells(std::move(e), map, cells, value);
}

std::string block_text(const Kernel& kernel, const Block& b) {
  std::string out;
  for (int y = b.y0; y <= b.y1; ++y) {
    for (int x = b.x0; x <= b.x1; ++x) out += fmt::format("{}{}", kernel.at(y, x), x < b.x1 ? "\t" : "\n");
  }
  return out;
}

Result<Pasted> with_paste(const Experiment& before, int map, const Block& at, std::string_view text) {
  const auto read = read_block(text);
  if (!read) return fail(read.error().message);
  const Kernel now = kernel_of_map(before, map);
  if (read->values.size() == 1) return Pasted{with_block(before, map, at, read->values.front()), at, false};
  const Block block{at.y0, at.x0, at.y0 + read->size.h - 1, at.x0 + read->size.w - 1};
  const Size2 size{std::max(now.size.h, block.y1 + 1), std::max(now.size.w, block.x1 + 1)};
  const bool grows = size != now.size;
  if (grows && std::max(size.h, size.w) > kMostPasted) {
    return fail(
        fmt::format("The clipboard’s {}×{} values do not fit from row {}, column {} on: the kernel would be "
                    "{}×{}, and it grows "
                    "to {}×{} at most.",
                    read->size.h, read->size.w, at.y0, at.x0, size.h, size.w, kMostPasted, kMostPasted));
  }
  Experiment e = grows ? grown(before, size) : before;
  Kernel kernel = kernel_of_map(e, map);
  put(*read, block.y0, block.x0, kernel);
  KernelSource source;
  source.preset = origin_of_map(before, map);
  source.size = kernel.size;
  source.values = std::move(kernel);
  e = with_map(std::move(e), map, std::move(source));
  if (e.mode == Mode::spatial) e.rank = 0;
  return Pasted{std::move(e), block, grows};
}

}  // namespace sep::ui
