// Bodies of separable_job.h.
#include "gpu/separable_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace sep::gpu {
namespace {

constexpr int64_t kFloat = sizeof(float);
constexpr int kLanes = 64, kWidth = 8;
constexpr int kMostRows = 128, kLeastRows = 16;  // of a block; those above and below it are filtered twice
constexpr int kManyGroups = 16;                  // enough to keep every core busy
constexpr int kMostTaps = 17;                    // more do not stay in the nearest cache

/// Of an odd number of taps, which read the same from either end.
bool symmetric(const FusedTask& t) {
  return t.first.kernel.h % 2 == 1 && t.second.kernel.w % 2 == 1 &&
         mirrored_in(t.first_weights(0, t.first.c_out), t.first.kernel).rows &&
         mirrored_in(t.second_weights(0, t.second.c_out), t.second.kernel).columns;
}

int texels(int taps) { return ceil_div(taps, 4); }

int64_t groups_of(const Shape& out, int block_rows) {
  return ceil_div(ceil_div(out.w, 4 * kWidth) * ceil_div(out.h, block_rows), kLanes);
}

/// Tall blocks, unless that leaves cores without work.
int block_rows_of(const Shape& out) {
  int rows = kMostRows;
  while (rows > kLeastRows && groups_of(out, rows) * out.c < kManyGroups) rows /= 2;
  return rows;
}

}  // namespace

bool SeparableJob::serves(const ConvSpec& column, const ConvSpec& row, const Shape& in,
                          const Limits& limits) {
  const auto taps_fit = [](int n) { return n >= 3 && n <= kMostTaps; };
  if (!one_kernel_a_channel(column) || !one_kernel_a_channel(row)) return false;
  if (column.c_out != column.c_in || row.c_out != row.c_in) return false;
  if (column.kernel.w != 1 || row.kernel.h != 1 || !taps_fit(column.kernel.h) || !taps_fit(row.kernel.w))
    return false;
  if (column.pads.left + column.pads.right + row.pads.top + row.pads.bottom > 0) return false;
  const auto between = output_shape(column, in);
  const auto out = between ? output_shape(row, *between) : between;
  if (!out || tensor_bytes(in) > limits.page_bytes || tensor_bytes(*out) > limits.page_bytes) return false;
  if (tensor_bytes({1, 1, out->h, out->w}) > limits.storage_block_bytes) return false;
  return groups_of(*out, kLeastRows) <= limits.max_groups && in.c <= limits.max_groups;
}

ProgramKey SeparableJob::program(const FusedTask& task) {
  const int column = task.first.kernel.h, row = task.second.kernel.w, lead = lead_of(task.second);
  Defines d{{"COLUMN_TAPS", column},
            {"ROW_TAPS", row},
            {"FIRST_TAP", lead},
            {"WIDTH", kWidth},
            {"WINDOW", (lead + row - 1 + 4 * kWidth - 1) / 4 + 1},
            {"TAP_TEXELS", texels(row) + texels(column)},
            {"UNDER_WAY", (column - 1) * kWidth},
            {"COLUMN_MORE", column - 2},
            {"ROW_MORE", row - 1},
            {"ROW_PAIRS", row / 2}};
  if (symmetric(task)) d["SYMMETRIC"] = 1;
  return {"conv/separable.comp", d};
}

Result<std::unique_ptr<Job>> SeparableJob::create(ProgramCache& programs, const Limits& limits,
                                                  FusedTask task) {
  auto job = std::unique_ptr<SeparableJob>(new SeparableJob);
  job->limits_ = &limits;
  job->task_ = std::move(task);
  const ProgramKey key = program(job->task_);
  job->symmetric_ = key.second.contains("SYMMETRIC");
  job->pack();
  auto program = programs.get(key.first, key.second);
  if (!program) return fail(program.error().message);
  job->program_ = *program;
  job->plan_steps();
  return job;
}

void SeparableJob::pack() {
  const int channels = task_.first.c_in, column = task_.first.kernel.h, row = task_.second.kernel.w;
  const std::vector<float> down = task_.first_weights(0, channels), along = task_.second_weights(0, channels);
  const size_t each = 4 * static_cast<size_t>(1 + texels(row) + texels(column));
  std::vector<float> packed(static_cast<size_t>(channels) * each, 0.0F);
  for (int c = 0; c < channels; ++c) {
    const auto of_channel = [c](std::span<const float> all, size_t taps) {
      return all.subspan(static_cast<size_t>(c) * taps, taps);
    };
    const auto w = of_channel(along, static_cast<size_t>(row));
    const auto v = of_channel(down, static_cast<size_t>(column));
    float* to = packed.data() + static_cast<size_t>(c) * each;
    if (!task_.bias.empty()) *to = task_.bias[static_cast<size_t>(c)];
    std::ranges::copy(w, to + 4);
    std::ranges::copy(v, to + 4 + 4 * texels(row));
  }
  weights_ = make_texels(packed, GL_RGBA32F);
}

void SeparableJob::plan_steps() {
  const GpuTensor& out = *task_.out;
  const int64_t taps = task_.first.kernel.h + task_.second.kernel.w;
  const int64_t work = out.shape.h * out.shape.w * taps + kWriteWork * out.plane_floats;
  const int64_t most = std::clamp<int64_t>(task_.most_work / work, 1,
                                           limits_->storage_block_bytes / (out.plane_floats * kFloat));
  for (int64_t b = 0; b < out.shape.b; ++b) {
    for (int64_t c = 0; c < out.shape.c; c += most)
      steps_.push_back({b, static_cast<int>(c), static_cast<int>(std::min(c + most, out.shape.c))});
  }
}

Done SeparableJob::run_next() {
  const Step& step = steps_[next_++];
  ComputeProgram& p = *program_;
  const GpuTensor &x = *task_.in, &y = *task_.out;
  int64_t from = 0;
  const Page& in = x.page_of(x.plane_of(step.b, step.c0), from);
  glUseProgram(p.get());
  bind_texels(0, in.texture);
  bind_texels(1, weights_.texture);
  bind_output(y, {y.plane_of(step.b, step.c0), step.c1 - step.c0, 0, y.shape.h}, *limits_, p);
  const int64_t strips = ceil_div(y.row_floats / 4, kWidth);
  p.set({{"u_in_first", from / 4},
         {"u_in_plane", x.plane_floats / 4},
         {"u_in_row", x.row_floats / 4},
         {"u_in_h", x.shape.h},
         {"u_zero", in.planes * (x.plane_floats / 4)},
         {"u_c_first", step.c0},
         {"u_pad_top", task_.first.pads.top},
         {"u_lead_vec4s", (task_.second.pads.left + lead_of(task_.second)) / 4},
         {"u_strips", strips},
         {"u_block_rows", block_rows_of(y.shape)},
         {"u_y_end", y.shape.h},
         {"u_out_w", y.shape.w},
         {"u_out_vec4s", y.row_floats / 4}});
  glDispatchCompute(static_cast<GLuint>(groups_of(y.shape, block_rows_of(y.shape))),
                    static_cast<GLuint>(step.c1 - step.c0), 1);
  finish_writes();
  const int64_t pixels = (step.c1 - step.c0) * y.shape.h * y.shape.w;
  const int64_t made = pixels * (task_.first.kernel.h + task_.second.kernel.w);
  return {made, made + kWriteWork * pixels};
}

std::string SeparableJob::name() const {
  return fmt::format("column and row at once, {}×{} pixels{}", 4 * kWidth, block_rows_of(task_.out->shape),
                     symmetric_ ? ", equal weights multiplied once" : "");
}

int64_t SeparableJob::multiplications_made() const {
  const auto of = [&](int taps) { return symmetric_ ? taps / 2 + 1 : taps; };
  const Shape& out = task_.out->shape;
  const int64_t blocks = ceil_div(out.h, block_rows_of(out));
  const int64_t filtered = out.h + blocks * (task_.first.kernel.h - 1);  // rows
  return out.planes() * out.w * (filtered * of(task_.second.kernel.w) + out.h * of(task_.first.kernel.h));
}

}  // namespace sep::gpu
