// Bodies of winograd_job.h.
#include "gpu/winograd_job.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/winograd.h"

namespace sep::gpu {
namespace {

using winograd::kPlaces;
using winograd::kTile;

constexpr int64_t kFloat = sizeof(float);
constexpr int kLanes = 64;
constexpr int kLeastChannels = 16;              // with fewer, transforming costs more than it saves
constexpr int64_t kMostKernels = 1 << 19;       // transformed on the CPU each time that one is edited
constexpr int64_t kMostBandBytes = 48LL << 20;  // of what lies between, so that it stays in caches
constexpr int kFormulaOfMade = 4;               // 144 products of the formula for 36 made

ProgramKey in_key(const ConvSpec& s) {
  constexpr int kInputPixels = 4 * kTile + 2;  // that four tiles of a row read
  return {"conv/winograd_in.comp",
          {{"FIRST_TAP", lead_of(s)}, {"WINDOW", (lead_of(s) + kInputPixels - 1) / 4 + 1}}};
}
ProgramKey out_key() { return {"conv/winograd_out.comp", {}}; }

}  // namespace

WinogradJob::Band WinogradJob::band_of(const ConvSpec& s, const Shape& in, const Limits& limits) {
  const auto out = output_shape(s, in);
  if (!out) return {};
  Band band;
  band.quads = static_cast<int>(ceil_div(out->w, 4 * kTile));
  band.all_rows = static_cast<int>(ceil_div(out->h, kTile));
  const int64_t most_bytes = std::min({kMostBandBytes, limits.storage_block_bytes, limits.page_bytes});
  const int64_t row_bytes = int64_t{kPlaces} * std::max(s.c_in, s.c_out) * band.quads * 4 * kFloat;
  band.rows = static_cast<int>(std::min<int64_t>(band.all_rows, most_bytes / row_bytes));
  while (band.rows > 0 && tensor_bytes(places(std::max(s.c_in, s.c_out), band)) > most_bytes) --band.rows;
  return band;
}

Shape WinogradJob::places(int channels, const Band& band) {
  return {1, int64_t{kPlaces} * channels, 1, band.tiles()};
}

ConvSpec WinogradJob::products_spec(const ConvSpec& s) {
  return {kPlaces * s.c_in, kPlaces * s.c_out, kPlaces, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero};
}

bool WinogradJob::serves(const ConvSpec& s, const Shape& in, const Limits& limits) {
  const bool many = s.c_in >= kLeastChannels && s.c_out >= kLeastChannels;
  if (!is_plain(s) || s.kernel != Size2{3, 3} || s.group != 1 || !many) return false;
  if (int64_t{s.c_in} * s.c_out > kMostKernels) return false;
  if (tensor_bytes(in) > limits.page_bytes || in.h < 2 * kTile || in.w < 2 * kTile) return false;
  const auto out = output_shape(s, in);
  if (!out || tensor_bytes({1, 1, out->h, out->w}) > limits.storage_block_bytes) return false;
  if (ceil_div(out->h, kTile) * ceil_div(out->w, kTile) < limits.winograd_tiles) return false;
  const Band band = band_of(s, in, limits);
  return band.rows > 0 && int64_t{band.quads} * band.rows <= int64_t{limits.max_groups} * kLanes &&
         std::max(s.c_in, s.c_out) <= limits.max_groups;
}

int64_t WinogradJob::scratch_bytes(const ConvSpec& s, const Shape& in, const Limits& limits) {
  const Band band = band_of(s, in, limits);
  return tensor_bytes(places(s.c_in, band)) + tensor_bytes(places(s.c_out, band));
}

std::vector<ProgramKey> WinogradJob::programs(const ConvSpec& s, const Shape& in, const Limits& limits) {
  return {in_key(s), out_key(),
          direct_program(products_spec(s), places(s.c_in, band_of(s, in, limits)), limits)};
}

Result<std::unique_ptr<Job>> WinogradJob::create(ProgramCache& programs, const Limits& limits, ConvTask task,
                                                 std::span<const float> weights) {
  auto job = std::unique_ptr<WinogradJob>(new WinogradJob);
  job->limits_ = &limits;
  job->task_ = std::move(task);
  const ConvTask& t = job->task_;
  job->band_ = band_of(t.spec, t.in->shape, limits);
  const ProgramKey key = in_key(t.spec);
  auto in = programs.get(key.first, key.second);
  if (!in) return fail(in.error().message);
  auto out = programs.get(out_key().first);
  if (!out) return fail(out.error().message);
  job->in_program_ = *in;
  job->out_program_ = *out;
  if (auto begun = job->begin_products(programs, weights); !begun) return fail(begun.error().message);
  job->bias_ = make_texels(
      t.bias.empty() ? std::vector<float>(static_cast<size_t>(t.spec.c_out), 0.0F) : t.bias, GL_R32F);
  job->plan_steps();
  return job;
}

Result<void> WinogradJob::begin_products(ProgramCache& programs, std::span<const float> weights) {
  const ConvSpec& s = task_.spec;
  for (auto [tensor, channels] : {std::pair{&in_places_, s.c_in}, std::pair{&out_places_, s.c_out}}) {
    auto made = borrowed(task_.pool, places(channels, band_), *limits_);
    if (!made) return fail(made.error().message);
    *tensor = std::move(*made);
  }
  ConvTask products{
      in_places_.get(), out_places_.get(), products_spec(s), {}, {}, task_.most_work, Compile::now, true,
      task_.pool};
  const auto all =
      std::make_shared<const std::vector<float>>(winograd::transformed(weights, s.c_out, s.c_in));
  products.weights = [all, part = weights_from(*all, products.spec)](int n0, int n1) { return part(n0, n1); };
  auto job = make_job(programs, *limits_, std::move(products));
  if (!job) return fail(job.error().message);
  products_ = std::move(*job);
  return {};
}

/// Cuts the channels of one band into dispatches that one storage block and the work of one dispatch hold.
void WinogradJob::add_steps(Kind kind, int64_t b, int row0, int rows, int channels, const GpuTensor& target) {
  const int64_t tiles = int64_t{4} * band_.quads * rows;
  const int64_t work = kWriteWork * tiles * (kind == Kind::in ? kPlaces : kTile * kTile);
  int64_t most = std::max<int64_t>(task_.most_work / work, 1);
  if (kind == Kind::out) most = std::min(most, limits_->storage_block_bytes / (target.plane_floats * kFloat));
  for (int c = 0; c < channels;) {
    int end = static_cast<int>(std::min<int64_t>(channels, c + most));
    if (kind == Kind::out) {
      int64_t offset = 0;
      const Page& page = target.page_of(target.plane_of(b, c), offset);
      end = static_cast<int>(std::min<int64_t>(end, page.first_plane + page.planes - b * target.shape.c));
    }
    steps_.push_back({kind, b, row0, rows, c, end});
    c = end;
  }
}

void WinogradJob::plan_steps() {
  for (int64_t b = 0; b < task_.in->shape.b; ++b) {
    for (int row = 0; row < band_.all_rows; row += band_.rows) {
      const int rows = std::min(band_.rows, band_.all_rows - row);
      add_steps(Kind::in, b, row, rows, task_.spec.c_in, *in_places_);
      steps_.push_back({Kind::products, b, row, rows, 0, 0});
      add_steps(Kind::out, b, row, rows, task_.spec.c_out, *task_.out);
    }
  }
}

Done WinogradJob::run_next() {
  const Step& step = steps_[next_];
  const bool first = next_ == 0 || steps_[next_ - 1].kind != step.kind;
  Done done;
  if (step.kind == Kind::products) {
    if (first && products_->finished()) products_->restart();
    done = run_products();
    if (!products_->finished()) return done;
  } else {
    done = step.kind == Kind::in ? run_in(step) : run_out(step);
  }
  ++next_;
  finish_writes();
  return done;
}

Done WinogradJob::run_products() {
  Done done = products_->run_next();
  done.multiplications *= kFormulaOfMade;
  return done;
}

Done WinogradJob::run_in(const Step& step) {
  ComputeProgram& p = *in_program_;
  const GpuTensor& x = *task_.in;
  int64_t offset = 0;
  const Page& page = x.page_of(x.plane_of(step.b, 0), offset);
  glUseProgram(p.get());
  bind_texels(0, page.texture);
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, in_places_->pages.front().buffer.get());
  p.set({{"u_in_first", offset / 4},
         {"u_in_plane", x.plane_floats / 4},
         {"u_in_row", x.row_floats / 4},
         {"u_in_h", x.shape.h},
         {"u_zero", page.planes * (x.plane_floats / 4)},
         {"u_c_first", step.c0},
         {"u_iy_first", step.row0 * kTile - task_.spec.pads.top},
         {"u_lead_vec4s", (task_.spec.pads.left + lead_of(task_.spec)) / 4},
         {"u_quads", band_.quads},
         {"u_rows", step.rows},
         {"u_out_plane", in_places_->plane_floats / 4},
         {"u_out_place", in_places_->plane_floats / 4 * task_.spec.c_in}});
  const int quads = band_.quads * step.rows;
  glDispatchCompute(static_cast<GLuint>(ceil_div(quads, kLanes)), static_cast<GLuint>(step.c1 - step.c0), 1);
  return {0, kWriteWork * kPlaces * 4 * quads * (step.c1 - step.c0)};
}

Done WinogradJob::run_out(const Step& step) {
  ComputeProgram& p = *out_program_;
  const GpuTensor& y = *task_.out;
  glUseProgram(p.get());
  bind_texels(0, out_places_->pages.front().texture);
  bind_texels(1, bias_.texture);
  bind_output(y, {y.plane_of(step.b, step.c0), step.c1 - step.c0, 0, y.shape.h}, *limits_, p);
  p.set({{"u_in_plane", out_places_->plane_floats / 4},
         {"u_in_place", out_places_->plane_floats / 4 * task_.spec.c_out},
         {"u_quads", band_.quads},
         {"u_rows", step.rows},
         {"u_n_first", step.c0},
         {"u_y_begin", step.row0 * kTile},
         {"u_y_end", y.shape.h},
         {"u_out_w", y.shape.w},
         {"u_out_vec4s", y.row_floats / 4}});
  const int quads = band_.quads * step.rows;
  glDispatchCompute(static_cast<GLuint>(ceil_div(quads, kLanes)), static_cast<GLuint>(step.c1 - step.c0), 1);
  return {0, kWriteWork * kTile * kTile * 4 * quads * (step.c1 - step.c0)};
}

std::string WinogradJob::name() const {
  return fmt::format("Winograd F(4×4, 3×3): 36 products for 16 pixels; {}", products_->name());
}

int64_t WinogradJob::multiplications_made() const {
  const int64_t bands = ceil_div(band_.all_rows, band_.rows);
  return task_.in->shape.b * bands * products_->multiplications_made();
}

}  // namespace sep::gpu
