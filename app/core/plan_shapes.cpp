// Bodies of plan_shapes.h.
#include "core/plan_shapes.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep {
namespace {

constexpr int kMaxPad = 4096;

std::string outside(const char* what, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high) return {};
  return fmt::format("{} is {}; it can be {} to {}", what, value, low, high);
}

std::string wrong_number(const Experiment& e) {
  const auto [pad_low, pad_high] = std::minmax({e.pads.top, e.pads.left, e.pads.bottom, e.pads.right});
  for (std::string wrong :
       {outside("the number of filters N", e.filters, 1, e.bank.loaded ? 4096 : 1024),
        outside("the stride", e.stride.h, 1, kMaxStride), outside("the stride", e.stride.w, 1, kMaxStride),
        outside("the dilation", e.dilation.h, 1, kMaxDilation),
        outside("the dilation", e.dilation.w, 1, kMaxDilation), outside("the padding", pad_low, 0, kMaxPad),
        outside("the padding", pad_high, 0, kMaxPad),
        outside("the number of channels", e.input.channels, 0, e.bank.loaded ? 4096 : 512),
        outside("the number of groups", e.groups, 1, 4096)}) {
    if (!wrong.empty()) return wrong;
  }
  return {};
}

/// Spec of the whole K_h×K_w convolution from c_in to c_out channels.
ConvSpec whole_spec(const Experiment& e, Size2 kernel, const Shape& in, int c_out, int group) {
  ConvSpec spec{static_cast<int>(in.c), c_out, group, kernel, e.stride, e.dilation, {}, e.border};
  const Size2 size{static_cast<int>(in.h), static_cast<int>(in.w)};
  spec.pads = pads_of(e, size, kernel);
  return spec;
}

/// The column pass of `whole`: its rows' share of everything.
ConvSpec column_of(const ConvSpec& whole, int c, int maps) {
  ConvSpec s = whole;
  s.c_out = maps;
  s.group = c;
  s.kernel.w = 1;
  s.stride.w = 1;
  s.dilation.w = 1;
  s.pads.left = s.pads.right = 0;
  return s;
}

/// The row pass after it, from `maps` channels to c_out.
ConvSpec row_of(const ConvSpec& whole, int maps, int c_out) {
  ConvSpec s = whole;
  s.c_in = maps;
  s.c_out = c_out;
  s.group = c_out;
  s.kernel.h = 1;
  s.stride.h = 1;
  s.dilation.h = 1;
  s.pads.top = s.pads.bottom = 0;
  return s;
}

using Symbols = std::vector<Factor>;

Result<Stage> make_stage(StageKind kind, PathId path, const char* name, const ConvSpec& spec,
                         const Shape& in) {
  const auto out = output_shape(spec, in);
  if (!out) return fail(out.error().message);
  Stage stage;
  stage.kind = kind;
  stage.path = path;
  stage.name = name;
  stage.spec = spec;
  stage.in = in;
  stage.out = *out;
  stage.multiplications = sep::multiplications(spec, *out);
  stage.parameters = spec.weight_count();
  stage.bytes = out->elements() * static_cast<int64_t>(sizeof(float));
  return stage;
}

Symbols pixels(const Stage& s) { return {{Symbol::pixels_h, s.out.h}, {Symbol::pixels_w, s.out.w}}; }

void finish(Stage& stage, Symbols factors, std::vector<Stage>& path) {
  const Symbols px = pixels(stage);
  factors.insert(factors.end(), px.begin(), px.end());
  if (stage.out.b > 1) factors.push_back({Symbol::batch, stage.out.b});
  stage.formula = std::move(factors);
  path.push_back(std::move(stage));
}

Result<void> add_spatial(const Experiment& e, Skeleton& out) {
  const int c = static_cast<int>(out.input.c);
  const ConvSpec whole = whole_spec(e, out.kernel, out.input, c, c);
  auto standard = make_stage(StageKind::standard, PathId::standard, "standard", whole, out.input);
  if (!standard) return fail(standard.error().message);
  auto column = make_stage(StageKind::column, PathId::separable, "column", column_of(whole, c, c * out.rank),
                           out.input);
  if (!column) return fail(column.error().message);
  auto row =
      make_stage(StageKind::row, PathId::separable, "row", row_of(whole, c * out.rank, c), column->out);
  if (!row) return fail(row.error().message);
  column->parameters = int64_t{1} * out.kernel.h * out.rank;
  row->parameters = int64_t{1} * out.kernel.w * out.rank;
  standard->parameters = int64_t{1} * out.kernel.h * out.kernel.w;
  const Factor kh{Symbol::kernel_h, out.kernel.h}, kw{Symbol::kernel_w, out.kernel.w},
      ch{Symbol::channels, c};
  Symbols col_factors{kh}, row_factors{kw};
  if (out.rank > 1) {
    col_factors.push_back({Symbol::rank, out.rank});
    row_factors.push_back({Symbol::rank, out.rank});
  }
  col_factors.push_back(ch);
  row_factors.push_back(ch);
  finish(*column, std::move(col_factors), out.separable);
  finish(*row, std::move(row_factors), out.separable);
  finish(*standard, {kh, kw, ch}, out.standard);
  return {};
}

/// What a loaded bank asks of the experiment around it.
std::string wrong_bank(const Experiment& e, int channels) {
  const FilterBank* bank = e.bank.loaded.get();
  if (bank == nullptr) return {};
  if (channels != bank->channels) {
    return fmt::format("{} has filters for {} channels, and the input has {}: set the input channels to {}",
                       bank->name, bank->channels, channels, bank->channels);
  }
  if (e.filters != bank->filters || e.groups != bank->group || kernel_size(e.kernel) != bank->kernel) {
    return fmt::format("{} has {} filters of {}×{} in {} groups; other numbers need other filters",
                       bank->name, bank->filters, bank->kernel.h, bank->kernel.w, bank->group);
  }
  return {};
}

Symbols with_multiplier(Symbols factors, int m) {
  if (m > 1) factors.push_back({Symbol::multiplier, m});
  return factors;
}

/// The depthwise stage, or its two halves; whole: the spec of the unsplit one.
Result<void> add_maps(const Experiment& e, const ConvSpec& whole, Skeleton& out) {
  const Factor kh{Symbol::kernel_h, out.kernel.h}, kw{Symbol::kernel_w, out.kernel.w},
      ch{Symbol::channels, out.input.c};
  const int maps = whole.c_out;
  if (e.split == Split::none) {
    auto depthwise = make_stage(StageKind::depthwise, PathId::separable, "depthwise", whole, out.input);
    if (!depthwise) return fail(depthwise.error().message);
    finish(*depthwise, with_multiplier({kh, kw, ch}, out.rank), out.separable);
    return {};
  }
  auto column = make_stage(StageKind::depthwise_column, PathId::separable, "column",
                           column_of(whole, whole.c_in, maps), out.input);
  if (!column) return fail(column.error().message);
  auto row =
      make_stage(StageKind::depthwise_row, PathId::separable, "row", row_of(whole, maps, maps), column->out);
  if (!row) return fail(row.error().message);
  finish(*column, with_multiplier({kh, ch}, out.rank), out.separable);
  finish(*row, with_multiplier({kw, ch}, out.rank), out.separable);
  return {};
}

Result<void> add_depthwise(const Experiment& e, Skeleton& out) {
  const int c = static_cast<int>(out.input.c);
  if (std::string wrong = wrong_bank(e, c); !wrong.empty()) return fail(std::move(wrong));
  if (c % e.groups != 0 || e.filters % e.groups != 0) {
    return fail(fmt::format("{} groups do not divide {} channels and {} filters: choose a common divisor",
                            e.groups, c, e.filters));
  }
  const int maps = c * out.rank;
  if (auto made = add_maps(e, whole_spec(e, out.kernel, out.input, maps, c), out); !made)
    return fail(made.error().message);
  ConvSpec one{maps, e.filters, e.groups, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero};
  auto pointwise =
      make_stage(StageKind::pointwise, PathId::separable, "pointwise", one, out.separable.back().out);
  if (!pointwise) return fail(pointwise.error().message);
  auto standard = make_stage(StageKind::standard, PathId::standard, "standard",
                             whole_spec(e, out.kernel, out.input, e.filters, e.groups), out.input);
  if (!standard) return fail(standard.error().message);
  auto shown = make_stage(StageKind::standard_maps, PathId::standard, "maps",
                          whole_spec(e, out.kernel, out.input, c, c), out.input);
  if (!shown) return fail(shown.error().message);
  const Factor kh{Symbol::kernel_h, out.kernel.h}, kw{Symbol::kernel_w, out.kernel.w},
      ch{Symbol::channels, c}, n{Symbol::filters, e.filters};
  const Factor per_group{Symbol::channels, c / e.groups};
  Symbols pw = with_multiplier({per_group}, out.rank);
  pw.push_back(n);
  finish(*pointwise, std::move(pw), out.separable);
  finish(*standard, {kh, kw, per_group, n}, out.standard);
  finish(*shown, {kh, kw, ch}, out.display);
  return {};
}

Result<void> add_bank(const Experiment& e, Skeleton& out) {
  out.input = out.image;
  const int wanted = e.input.channels;
  if (wanted == 0 || wanted == out.image.c) return {};
  constexpr int kTaps = 7;
  ConvSpec spec{static_cast<int>(out.image.c),
                wanted,
                1,
                {kTaps, kTaps},
                {1, 1},
                {1, 1},
                {3, 3, 3, 3},
                Border::replicate};
  auto bank = make_stage(StageKind::bank, PathId::source, "bank", spec, out.image);
  if (!bank) return fail(bank.error().message);
  out.input = bank->out;
  out.source.push_back(std::move(*bank));
  return {};
}

}  // namespace

Pads pads_of(const Experiment& e, Size2 in, Size2 kernel) {
  switch (e.padding) {
    case Padding::same:
      return same_pads(in, kernel, e.stride, e.dilation);
    case Padding::same_lower:
      return same_lower_pads(in, kernel, e.stride, e.dilation);
    case Padding::explicit_pads:
      return e.pads;
    case Padding::valid:
      break;
  }
  return {};
}

Size2 kernel_size(const KernelSource& source) { return source.values ? source.values->size : source.size; }

int max_rank_of(const Experiment& e) {
  const Size2 k = kernel_size(e.kernel);
  if (e.mode == Mode::spatial) return std::min(k.h, k.w);
  if (e.bank.loaded && e.bank.loaded->is_pair) return e.bank.loaded->multiplier;
  const int rows = std::max(e.filters / std::max(e.groups, 1), 1);
  return std::min(rows * (is_fitted_split(e) ? std::min(k.h, k.w) : 1), k.h * k.w);
}

std::string why_max_rank(const Experiment& e) {
  const Size2 k = kernel_size(e.kernel);
  const int rows = e.filters / std::max(e.groups, 1);
  if (e.mode == Mode::spatial)
    return fmt::format("a {}×{} kernel has at most {} terms", k.h, k.w, max_rank_of(e));
  if (!is_fitted_split(e)) return fmt::format("m is at most min(N, K_h·K_w) = min({}, {})", rows, k.h * k.w);
  return fmt::format("m is at most min(N·min(K_h, K_w), K_h·K_w) = min({}, {})", rows * std::min(k.h, k.w),
                     k.h * k.w);
}

bool is_fitted_split(const Experiment& e) {
  return e.mode == Mode::depthwise && e.split == Split::spatial && e.bank.loaded && !e.bank.loaded->is_pair;
}

Result<Shape> working_shape(const InputSource& input, const ImageInfo& image) {
  if (input.height == 0 && input.width == 0) return Shape{1, image.channels, image.size.h, image.size.w};
  if (input.height < 1 || input.width < 1) {
    return fail(fmt::format("the input size {}×{} needs both a height and a width of at least 1",
                            input.height, input.width));
  }
  if (input.height > image.size.h || input.width > image.size.w) {
    return fail(fmt::format("the input size {}×{} is larger than the image's {}×{}: choose a smaller one",
                            input.height, input.width, image.size.h, image.size.w));
  }
  return Shape{1, image.channels, input.height, input.width};
}

Result<Skeleton> skeleton(const Experiment& e, const ImageInfo& image, int terms) {
  if (std::string wrong = wrong_number(e); !wrong.empty()) return fail(std::move(wrong));
  Skeleton out;
  const auto shape = working_shape(e.input, image);
  if (!shape) return fail(shape.error().message);
  out.image = *shape;
  if (auto bank = add_bank(e, out); !bank) return fail(bank.error().message);
  out.kernel = kernel_size(e.kernel);
  out.max_rank = max_rank_of(e);
  const bool spatial = e.mode == Mode::spatial;
  out.rank = spatial ? (e.rank == 0 ? terms : e.rank) : e.multiplier;
  if (out.rank < 1 || out.rank > out.max_rank) {
    const char* what = spatial ? "the rank" : "the depth multiplier m";
    const char* why = spatial              ? "a kernel has no more terms than its shorter side"
                      : is_fitted_split(e) ? "more than min(N·min(K_h, K_w), K_h·K_w) adds nothing"
                                           : "more than min(N, K_h·K_w) adds nothing";
    return fail(fmt::format("{} is {}; it can be 1 to {}, because {}", what, out.rank, out.max_rank, why));
  }
  if (auto added = spatial ? add_spatial(e, out) : add_depthwise(e, out); !added)
    return fail(added.error().message);
  return out;
}

Result<void> check(const Experiment& e, const ImageInfo& image) {
  const auto parts = skeleton(e, image, 1);
  if (!parts) return fail(parts.error().message);
  if (auto kernel = kernel_of(e.kernel); !kernel) return fail(kernel.error().message);
  return {};
}

}  // namespace sep
