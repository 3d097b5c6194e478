// Bodies of tile_job.h.
#include "gpu/tile_job.h"

#include <algorithm>
#include <span>

namespace sep::gpu {
namespace {

std::vector<float> all_of(const WeightsOf& weights, const ConvSpec& s) { return weights(0, s.c_out); }

/// [channel][bias, taps of the row, taps of the column].
std::vector<float> pack_passes(const FusedTask& t) {
  const std::vector<float> down = all_of(t.first_weights, t.first),
                           along = all_of(t.second_weights, t.second);
  const int64_t column = t.first.kernel.h, row = t.second.kernel.w;
  std::vector<float> out;
  for (int64_t c = 0; c < t.first.c_in; ++c) {
    out.push_back(t.bias.empty() ? 0.0F : t.bias[static_cast<size_t>(c)]);
    out.insert(out.end(), along.begin() + c * row, along.begin() + (c + 1) * row);
    out.insert(out.end(), down.begin() + c * column, down.begin() + (c + 1) * column);
  }
  return out;
}

}  // namespace

template <class Task>
Result<std::unique_ptr<Job>> TileJob::made(ProgramCache& programs, const Limits& limits, const Task& task,
                                           TileShader shader) {
  auto job = std::unique_ptr<TileJob>(new TileJob);
  job->shader_ = std::move(shader);
  job->in_ = task.in;
  job->out_ = task.out;
  if (auto got = job->get_program(programs); !got) return fail(got.error().message);
  job->take(task);
  job->plan_steps(task.most_work, limits.max_groups);
  return job;
}

Result<std::unique_ptr<Job>> TileJob::create(ProgramCache& programs, const Limits& limits,
                                             const ConvTask& task, TileShader shader) {
  return made(programs, limits, task, std::move(shader));
}

Result<std::unique_ptr<Job>> TileJob::create(ProgramCache& programs, const Limits& limits,
                                             const FusedTask& task, TileShader shader) {
  return made(programs, limits, task, std::move(shader));
}

void TileJob::take(const ConvTask& task) {
  weights_ = make_texels(pack_tiles(task.spec, shader_, all_of(task.weights, task.spec), task.bias), GL_R32F);
  lay_out(task.spec, task.spec);
  formula_ = made_ = multiplications(task.spec, task.out->shape);
}

void TileJob::take(const FusedTask& task) {
  const int64_t first = multiplications(task.first, *output_shape(task.first, task.in->shape)),
                second = multiplications(task.second, task.out->shape);
  formula_ = first + second;
  lay_out(task.first, task.second);
  if (shader_.block > 1) {
    const std::vector<float> mixing = all_of(task.second_weights, task.second);
    weights_ = make_texels(pack_tiles(task.second, shader_, mixing, task.bias), GL_R32F);
    taps_ = make_texels(all_of(task.first_weights, task.first), GL_R32F);
    made_ = first * blocks_ + second;  // every block of channels makes the maps again
    return;
  }
  weights_ = make_texels(pack_passes(task), GL_R32F);
  const int64_t more_rows = ceil_div(task.out->shape.h, shader_.rows) * (task.first.kernel.h - 1);
  made_ = formula_ + more_rows * task.out->shape.w * task.second.kernel.w * task.out->shape.planes();
}

Result<void> TileJob::get_program(ProgramCache& programs) {
  const auto program = programs.get(shader_.key.first, shader_.key.second);
  if (!program) return fail(program.error().message);
  program_ = *program;
  return {};
}

/// reads: the convolution that reads the input; makes: the one that makes the output. Of passes, the second
/// pads along rows.
void TileJob::lay_out(const ConvSpec& reads, const ConvSpec& makes) {
  const Shape& out = out_->shape;
  const int64_t row = out_->row_floats / 4;
  const int64_t across =
      shader_.flat ? ceil_div(row * out.h, shader_.columns) : ceil_div(row, shader_.columns);
  tiles_ = static_cast<int>(shader_.flat ? across : across * ceil_div(out.h, shader_.rows));
  blocks_ = blocks_of(makes, shader_);
  const ConvSpec& along = reads.kernel.w == 1 && makes.kernel.w > 1 ? makes : reads;
  uniforms_ = {{"u_in_plane", in_->plane_floats / 4},
               {"u_in_row", in_->row_floats / 4},
               {"u_in_h", in_->shape.h},
               {"u_out_plane", out_->plane_floats / 4},
               {"u_out_row", row},
               {"u_out_h", out.h},
               {"u_out_w", out.w},
               {"u_tiles_across", across},
               {"u_pad_top", reads.pads.top},
               {"u_lead_vec4s", (along.pads.left + lead_of(along)) / 4},
               {"u_c_in", makes.c_in_per_group()},
               {"u_c_out", makes.c_out_per_group()},
               {"u_multiplier", reads.c_out_per_group()},
               {"u_blocks_per_group", shader_.block == 1 ? makes.c_out_per_group()
                                                         : ceil_div(makes.c_out_per_group(), shader_.block)}};
}

/// Cuts the grid where it passes what one dispatch may do: whole blocks of channels while several fit, else
/// some of a block's tiles.
void TileJob::plan_steps(int64_t most_work, int max_groups) {
  const int64_t all = int64_t{tiles_} * blocks_ * out_->shape.b;
  const int64_t each =
      std::max<int64_t>((made_ + kWriteWork * out_->shape.elements()) / all, 1);  // of a place
  const int64_t most = std::max<int64_t>(most_work / each, 1);
  const int tiles = static_cast<int>(std::min<int64_t>({most, tiles_, max_groups}));
  const int blocks = static_cast<int>(std::clamp<int64_t>(most / tiles, 1, std::min(blocks_, max_groups)));
  for (int64_t b = 0; b < out_->shape.b; ++b) {
    for (int n = 0; n < blocks_; n += blocks) {
      for (int t = 0; t < tiles_; t += tiles)
        steps_.push_back({b, t, std::min(t + tiles, tiles_), n, std::min(n + blocks, blocks_)});
    }
  }
}

void TileJob::dispatch(const Step& step) {
  ComputeProgram& p = *program_;
  glUseProgram(p.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, out_->pages.front().buffer.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, in_->pages.front().buffer.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 2, weights_.buffer.get());
  if (taps_.buffer) glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 3, taps_.buffer.get());
  for (const auto& [name, value] : uniforms_) p.set(name, static_cast<int>(value));
  p.set({{"u_in_first", in_->plane_of(step.b, 0) * (in_->plane_floats / 4)},
         {"u_out_first", out_->plane_of(step.b, 0) * (out_->plane_floats / 4)},
         {"u_tile_first", step.t0},
         {"u_block_first", step.n0}});
  glDispatchCompute(static_cast<GLuint>(step.t1 - step.t0), static_cast<GLuint>(step.n1 - step.n0), 1);
}

/// Runs a tile below the last one, which writes nothing.
void TileJob::warm_up() {
  if (program_->begin_warm_up()) dispatch({0, tiles_, tiles_ + 1, 0, 1});
}

Done TileJob::run_next() {
  const Step& step = steps_[next_++];
  dispatch(step);
  finish_writes();
  const auto all = static_cast<double>(int64_t{tiles_} * blocks_ * out_->shape.b);
  const double before = static_cast<double>(places_) / all;
  places_ += int64_t{step.t1 - step.t0} * (step.n1 - step.n0);
  const double after = static_cast<double>(places_) / all;
  const auto share = [&](int64_t of) {
    return static_cast<int64_t>(after * static_cast<double>(of)) -
           static_cast<int64_t>(before * static_cast<double>(of));
  };
  return {share(formula_), share(made_ + kWriteWork * out_->shape.elements())};
}

}  // namespace sep::gpu
