// Bodies of conv_job.h.
#include "gpu/conv_job.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "gpu/packing.h"

namespace sep::gpu {
namespace {

constexpr int64_t kGeneralPrice = 2;  ///< a multiplication by it takes once to twice as long
constexpr int64_t kFloat = sizeof(float);
constexpr int64_t kMaxPackedTexels = 4 << 20;  // 64 MiB of packed weights a dispatch
constexpr int kLanes = 64;                     // invocations of a work-group

/// Shape of the bordered copy: each row holds its phases, each a whole number of vec4s.
Shape bordered_shape(const ConvSpec& s, int phases, const Shape& in) {
  const int64_t rows = in.h + s.pads.top + s.pads.bottom;
  const int64_t cols = in.w + s.pads.left + s.pads.right;
  const int64_t phase_vec4s = ceil_div(ceil_div(cols, phases), 4);
  return {in.b, in.c, rows, phase_vec4s * 4 * phases};
}

/// Last channel of a slab that begins at c: at most `most` further, inside one page, whole groups or inside
/// one group.
int slab_end(const GpuTensor& target, int64_t b, int c, int most, int per_group) {
  int64_t offset = 0;
  const Page& page = target.page_of(target.plane_of(b, c), offset);
  const int64_t page_end = page.first_plane + page.planes - b * target.shape.c;
  int end = static_cast<int>(std::min({int64_t{c} + most, target.shape.c, page_end}));
  const int group_end = (c / per_group + 1) * per_group;
  if (c % per_group != 0 || end < group_end) return std::min(end, group_end);
  return end / per_group * per_group;
}

}  // namespace

int64_t ConvJob::scratch_bytes(const ConvSpec& spec, const Shape& in) {
  const Geometry g = geometry_of(spec);
  return g.bordered ? tensor_bytes(bordered_shape(spec, g.phases, in)) : 0;
}

Result<std::unique_ptr<Job>> ConvJob::create(ProgramCache& programs, const Limits& limits, ConvTask task) {
  auto made = std::unique_ptr<ConvJob>(new ConvJob);
  ConvJob& job = *made;
  job.limits_ = &limits;
  job.task_ = std::move(task);
  job.geometry_ = geometry_of(job.task_.spec);
  if (job.geometry_.bordered) {
    auto scratch = borrowed(
        job.task_.pool, bordered_shape(job.task_.spec, job.geometry_.phases, job.task_.in->shape), limits);
    if (!scratch) return fail(scratch.error().message);
    job.scratch_ = std::move(*scratch);
    auto border = programs.get("conv/border.comp");
    if (!border) return fail(border.error().message);
    job.border_program_ = *border;
  }
  if (auto chosen = job.choose_programs(programs); !chosen) return fail(chosen.error().message);
  job.plan_slabs();
  return made;
}

/// Of stages with one kernel a channel, where equal weights may be multiplied once; others have no variant
/// that could make use of it.
Mirrored ConvJob::mirrored_kernels() const {
  const ConvSpec& s = task_.spec;
  if (task_.saving != Saving::all || s.c_in_per_group() > 1 || s.kernel.h * s.kernel.w == 1) return {};
  return mirrored_in(task_.weights(0, s.c_out), s.kernel);
}

Result<void> ConvJob::choose_programs(ProgramCache& programs) {
  const bool one_page = source().pages.size() == 1;
  variant_ = variant_of(geometry_, one_page, Fit::special, mirrored_kernels());
  const ProgramKey key = variant_.key();
  if (task_.compile != Compile::now && !programs.ready(key)) {
    if (task_.compile == Compile::later) programs.prepare(key);
    variant_ = variant_of(geometry_, one_page, Fit::general);
    price_ = kGeneralPrice;
    add_better({key});
  }
  auto program = programs.get(variant_.file, variant_.defines);
  if (!program) return fail(program.error().message);
  program_ = *program;
  if (one_page) return {};
  Defines more = variant_.defines;
  more["ACCUMULATE"] = 1;
  auto add = programs.get(variant_.file, more);
  if (!add) return fail(add.error().message);
  add_program_ = *add;
  return {};
}

void ConvJob::plan_slabs() {
  if (geometry_.bordered) add_slabs(true, *scratch_, 1, {});
  const Shape row{1, 1, 1, task_.out->shape.w}, plane{1, 1, task_.out->shape.h, task_.out->shape.w};
  const int64_t made = multiplications_of(geometry_, variant_, plane) / plane.h;
  add_slabs(false, *task_.out, variant_.rows * geometry_.row_gap,
            {multiplications(task_.spec, row), price_ * made});
}

/// Cuts target into slabs: whole channels while several fit the storage block, the packed weights and the
/// work of one dispatch; rows of one channel where they do not.
void ConvJob::add_slabs(bool border, const GpuTensor& target, int rows_per_step, Done per_row) {
  const int64_t plane_bytes = target.plane_floats * kFloat;
  const int64_t rows = target.shape.h;
  const int64_t work_per_row = per_row.work + kWriteWork * target.row_floats;
  const int per_group = border ? 1 : task_.spec.c_out_per_group();
  const int channels = static_cast<int>(target.shape.c);
  const int step = border ? 1 : variant_.channels;
  int64_t most = std::max<int64_t>(limits_->storage_block_bytes / plane_bytes, 1);
  most = std::min(most, std::max<int64_t>(task_.most_work / (work_per_row * rows), step));
  most = std::min<int64_t>(most, limits_->max_groups);
  if (!border) {
    const int64_t texels = texels_per_block(geometry_, variant_);
    most = std::min(most, std::max<int64_t>(kMaxPackedTexels / texels * step, step));
  }
  most = std::max<int64_t>(std::min<int64_t>(most, limits_->storage_block_bytes / plane_bytes), 1);
  // a slab holds whole groups, or whole blocks of one group
  if (most >= per_group) {
    most = most / per_group * per_group;
  } else if (most > step) {
    most = most / step * step;
  }
  // rows of a slab begin on an aligned offset, and on whole steps unless these are too large
  const int64_t row_bytes = target.row_floats * kFloat;
  int64_t aligned = limits_->storage_alignment / std::gcd<int64_t>(limits_->storage_alignment, row_bytes);
  int64_t slab_rows = rows;
  const int64_t by_block = limits_->storage_block_bytes / row_bytes;
  const int64_t by_work = task_.most_work / (work_per_row * std::min<int64_t>(most, channels));
  const int64_t strips = ceil_div(target.row_floats / 4, border ? 1 : variant_.width);
  const int64_t most_steps = std::max<int64_t>(int64_t{limits_->max_groups} * kLanes / strips, 1);
  const int64_t by_groups = most_steps * rows_per_step;
  if (plane_bytes > limits_->storage_block_bytes) slab_rows = std::min(slab_rows, by_block);
  slab_rows = std::min({slab_rows, std::max<int64_t>(by_work, 1), by_groups});
  const int64_t whole_steps = std::lcm(aligned, rows_per_step);
  if (slab_rows >= whole_steps) aligned = whole_steps;
  if (slab_rows < rows) slab_rows = std::max(slab_rows / aligned, int64_t{1}) * aligned;
  for (int64_t b = 0; b < target.shape.b; ++b) {
    for (int c = 0; c < channels;) {
      const int end = slab_end(target, b, c, static_cast<int>(most), per_group);
      for (int64_t y = 0; y < rows; y += slab_rows) {
        const int64_t y1 = std::min(y + slab_rows, rows);
        const int64_t made = (y1 - y) * (end - c);
        slabs_.push_back({border, b, c, end, static_cast<int>(y), static_cast<int>(y1),
                          made * per_row.multiplications, made * work_per_row});
      }
      c = end;
    }
  }
}

Done ConvJob::run_next() {
  const Slab& slab = slabs_[next_++];
  slab.border ? run_border(slab) : run_conv(slab);
  finish_writes();
  return {slab.multiplications, slab.work};
}

int64_t ConvJob::multiplications_made() const {
  int64_t made = 0;
  for (const Slab& s : slabs_) {
    if (!s.border)
      made += multiplications_of(geometry_, variant_, {1, s.c1 - s.c0, s.y1 - s.y0, task_.out->shape.w});
  }
  return made;
}

void ConvJob::warm_up() {
  Slab nothing = slabs_.back();  // the last is of the convolution: a border's come first
  nothing.y1 = nothing.y0;
  for (ComputeProgram* program : {program_, add_program_}) {
    if (program == nullptr || !program->begin_warm_up()) continue;
    use_weights(nothing.c0, nothing.c1);
    const int c = nothing.c0 / geometry_.spec.c_out_per_group() * geometry_.spec.c_in_per_group();
    dispatch_page(*program, nothing, c, c);
  }
}

void ConvJob::use_weights(int c0, int c1) {
  if (c0 == packed_c0_ && c1 == packed_c1_) return;
  const auto bias = std::span<const float>(task_.bias)
                        .subspan(task_.bias.empty() ? 0 : static_cast<size_t>(c0),
                                 task_.bias.empty() ? 0 : static_cast<size_t>(c1 - c0));
  weights_ = make_texels(pack_weights(geometry_, variant_, task_.weights(c0, c1), bias, c0, c1), GL_RGBA32F);
  packed_c0_ = c0;
  packed_c1_ = c1;
}

void ConvJob::run_border(const Slab& slab) {
  ComputeProgram& p = *border_program_;
  const int64_t plane0 = scratch_->plane_of(slab.b, slab.c0);
  glUseProgram(p.get());
  bind_output(*scratch_, {plane0, slab.c1 - slab.c0, slab.y0, slab.y1}, *limits_, p);
  const int64_t row_vec4s = scratch_->row_floats / 4;
  p.set({{"u_in_plane", task_.in->plane_floats / 4},
         {"u_in_row", task_.in->row_floats / 4},
         {"u_in_h", task_.in->shape.h},
         {"u_in_w", task_.in->shape.w},
         {"u_out_row", row_vec4s},
         {"u_phase_vec4s", row_vec4s / geometry_.phases},
         {"u_padded_w", task_.in->shape.w + task_.spec.pads.left + task_.spec.pads.right},
         {"u_y_end", slab.y1},
         {"u_y_begin", slab.y0},
         {"u_phases", geometry_.phases},
         {"u_pad_top", task_.spec.pads.top},
         {"u_pad_left", task_.spec.pads.left},
         {"u_border", static_cast<int>(task_.spec.border)}});
  // the planes of one slab may lie in several pages of the input
  for (int c = slab.c0; c < slab.c1;) {
    int64_t offset = 0;
    const Page& page = task_.in->page_of(task_.in->plane_of(slab.b, c), offset);
    const int count = static_cast<int>(
        std::min<int64_t>(slab.c1 - c, page.first_plane + page.planes - task_.in->plane_of(slab.b, c)));
    bind_texels(0, page.texture);
    p.set("u_in_first", static_cast<int>(offset / 4));
    p.set("u_plane_begin", c - slab.c0);
    glDispatchCompute(static_cast<GLuint>(ceil_div(row_vec4s * (slab.y1 - slab.y0), kLanes)),
                      static_cast<GLuint>(count), 1);
    c += count;
  }
}

void ConvJob::set_uniforms(ComputeProgram& p, const Slab& slab) const {
  const GpuTensor& x = source();
  const ConvSpec& s = geometry_.spec;
  p.set(
      {{"u_in_plane", x.plane_floats / 4},
       {"u_in_row", x.row_floats / 4},
       {"u_in_vec4s", x.row_floats / 4 / geometry_.phases},
       {"u_in_h", x.shape.h},
       {"u_c_in_per_group", s.c_in_per_group()},
       {"u_c_out_per_group", s.c_out_per_group()},
       {"u_slab_channels", slab.c1 - slab.c0},
       {"u_blocks_per_group", ceil_div(std::min(slab.c1 - slab.c0, s.c_out_per_group()), variant_.channels)},
       {"u_block_texels", texels_per_block(geometry_, variant_)},
       {"u_group_begin", slab.c0 / s.c_out_per_group()},
       {"u_inside_begin", slab.c0 % s.c_out_per_group()},
       {"u_y_begin", slab.y0},
       {"u_y_end", slab.y1},
       {"u_out_w", task_.out->shape.w},
       {"u_out_vec4s", task_.out->row_floats / 4},
       {"u_strips", ceil_div(task_.out->row_floats / 4, variant_.width)},
       {"u_rows", visited_rows(geometry_, variant_)},
       {"u_row_gap", geometry_.row_gap},
       {"u_stride_h", s.stride.h},
       {"u_dilation_h", s.dilation.h},
       {"u_pad_top", s.pads.top},
       {"u_lead_vec4s", geometry_.lead_vec4s},
       {"u_phases", geometry_.phases},
       {"u_turns", variant_.turns},
       {"u_turns_per_channel", turns_per_channel(geometry_, variant_)}});
}

/// Adds up input channels [c_first,c_end), which lie in one page.
void ConvJob::dispatch_page(ComputeProgram& p, const Slab& slab, int c_first, int c_end) {
  const GpuTensor& x = source();
  int64_t offset = 0;
  const Page& page = x.page_of(x.plane_of(slab.b, c_first), offset);
  glUseProgram(p.get());
  set_uniforms(p, slab);
  const int64_t plane = task_.out->plane_of(slab.b, slab.c0);
  bind_output(*task_.out, {plane, slab.c1 - slab.c0, slab.y0, slab.y1}, *limits_, p);
  bind_texels(0, page.texture);
  bind_texels(1, weights_.texture);
  p.set("u_in_first", static_cast<int>(offset / 4 - c_first * (x.plane_floats / 4)));
  p.set("u_zero", static_cast<int>(page.planes * (x.plane_floats / 4)));
  p.set("u_c_first", c_first);
  p.set("u_c_end", c_end);
  const int64_t blocks = blocks_of(geometry_, variant_, slab.c0, slab.c1);
  const int64_t strips = ceil_div(task_.out->row_floats / 4, variant_.width);
  const int64_t rows = slab.y1 - slab.y0, gap = geometry_.row_gap, per_step = variant_.rows * gap;
  const int64_t steps = std::max<int64_t>(rows / per_step * gap + std::min(rows % per_step, gap), 1);
  glDispatchCompute(static_cast<GLuint>(blocks), static_cast<GLuint>(ceil_div(strips * steps, kLanes)), 1);
}

void ConvJob::run_conv(const Slab& slab) {
  const GpuTensor& x = source();
  const ConvSpec& s = geometry_.spec;
  use_weights(slab.c0, slab.c1);
  // input channels of this slab, page by page; all but the first add to what is there
  const int first_group = slab.c0 / s.c_out_per_group(), last_group = (slab.c1 - 1) / s.c_out_per_group();
  const int ci0 = first_group * s.c_in_per_group(), ci1 = (last_group + 1) * s.c_in_per_group();
  for (int ci = ci0; ci < ci1;) {
    const int64_t plane = x.plane_of(slab.b, ci);
    int64_t offset = 0;
    const Page& page = x.page_of(plane, offset);
    const int end = static_cast<int>(std::min<int64_t>(ci1, ci + page.first_plane + page.planes - plane));
    if (ci != ci0) glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
    dispatch_page(ci == ci0 ? *program_ : *add_program_, slab, ci, end);
    ci = end;
  }
}

}  // namespace sep::gpu
