// Bodies of benchmark.h.
#include "gpu/benchmark.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <span>

#include "gpu/fused.h"
#include "gpu/job.h"
#include "gpu/naive_job.h"
#include "gpu/stopwatch.h"

namespace sep::gpu {
namespace {

constexpr double kMaxWork = 1e18;  // one slice

double median(std::vector<double> v) {
  std::ranges::sort(v);
  return v[v.size() / 2];
}

std::vector<float> noise(int64_t count) {
  std::minstd_rand random(7);
  std::uniform_real_distribution<float> value(-1, 1);
  std::vector<float> out(static_cast<size_t>(count));
  for (float& x : out) x = value(random);
  return out;
}

/// The tensors and jobs of one workload.
struct Bench {
  std::vector<GpuTensor> tensors;
  std::vector<std::vector<float>> weights;
  std::vector<std::unique_ptr<Job>> jobs;

  void run() {
    for (const auto& job : jobs) {
      job->restart();
      while (!job->finished()) job->run_next();
    }
  }
};

Result<std::unique_ptr<Job>> job_of(ProgramCache& programs, const Limits& limits, Form form, ConvTask task) {
  if (form == Form::naive) {
    if (!NaiveJob::serves(task.spec, task.in->shape, limits)) return fail("too large for the naive shader");
    return NaiveJob::create(programs, std::move(task));
  }
  if (form != Form::direct) return make_job(programs, limits, std::move(task));
  return make_direct_job(programs, limits, std::move(task));
}

std::vector<float> weights_for(const ConvSpec& spec, bool mirrored) {
  std::vector<float> w = noise(spec.weight_count());
  const auto columns = static_cast<size_t>(spec.kernel.w),
             taps = columns * static_cast<size_t>(spec.kernel.h);
  for (size_t at = 0; mirrored && at < w.size(); at += taps) {
    const auto k = std::span(w).subspan(at, taps);
    for (size_t y = 0; y < taps; y += columns) {
      const auto row = k.subspan(y, columns);
      std::copy_n(row.begin(), columns / 2, row.rbegin());
    }
    std::copy_n(k.begin(), taps / 2, k.rbegin());  // of rows that read the same backwards
  }
  return w;
}

Result<void> add_tensor(Bench& bench, const Shape& shape, const Limits& limits) {
  auto tensor = make_gpu_tensor(shape, limits);
  if (!tensor) return fail(tensor.error().message);
  bench.tensors.push_back(std::move(*tensor));
  return {};
}

void add_job(Bench& bench, std::unique_ptr<Job> job, Measured& out) {
  out.variants += (out.variants.empty() ? "" : " + ") + job->name();
  out.made += job->multiplications_made();
  bench.jobs.push_back(std::move(job));
}

/// Both stages at once.
Result<void> prepare_fused(ProgramCache& programs, const Limits& limits, const Workload& w, Bench& bench,
                           Measured& out) {
  const Shape shape = *output_shape(w.chain[1], *output_shape(w.chain[0], w.in));
  if (auto added = add_tensor(bench, shape, limits); !added) return added;
  FusedTask task{&bench.tensors[0],
                 &bench.tensors[1],
                 w.chain[0],
                 w.chain[1],
                 weights_from(bench.weights[0], w.chain[0]),
                 weights_from(bench.weights[1], w.chain[1]),
                 {},
                 static_cast<int64_t>(kMaxWork)};
  auto job = make_fused_job(programs, limits, std::move(task));
  if (!job) return fail(job.error().message);
  add_job(bench, std::move(*job), out);
  return {};
}

Result<void> prepare_stages(ProgramCache& programs, const Limits& limits, const Workload& w, Bench& bench,
                            Measured& out) {
  for (size_t i = 0; i < w.chain.size(); ++i) {
    const auto shape = output_shape(w.chain[i], bench.tensors.back().shape);
    if (!shape) return fail(shape.error().message);
    if (auto added = add_tensor(bench, *shape, limits); !added) return added;
    ConvTask task{&bench.tensors[i],
                  &bench.tensors[i + 1],
                  w.chain[i],
                  weights_from(bench.weights[i], w.chain[i]),
                  {},
                  static_cast<int64_t>(kMaxWork),
                  Compile::now};
    auto job = job_of(programs, limits, w.form, std::move(task));
    if (!job) return fail(job.error().message);
    add_job(bench, std::move(*job), out);
  }
  return {};
}

Result<void> prepare(ProgramCache& programs, const Limits& limits, const Workload& w, Bench& bench,
                     Measured& out) {
  bench.tensors.reserve(w.chain.size() + 1);  // jobs point into it
  if (auto added = add_tensor(bench, w.in, limits); !added) return added;
  upload(bench.tensors.front(), {w.in, noise(w.in.elements())});
  Shape shape = w.in;
  for (const ConvSpec& spec : w.chain) {
    bench.weights.push_back(weights_for(spec, w.mirrored));
    const auto next = output_shape(spec, shape);
    if (!next) return fail(next.error().message);
    shape = *next;
    out.multiplications += multiplications(spec, shape);
  }
  const bool fused =
      w.form == Form::fastest && w.chain.size() == 2 && fuses(w.chain[0], w.chain[1], w.in, limits);
  if (auto ok = fused ? prepare_fused(programs, limits, w, bench, out)
                      : prepare_stages(programs, limits, w, bench, out);
      !ok)
    return ok;
  for (size_t i = 0; i + 1 < bench.tensors.size(); ++i)
    out.bytes += bench.tensors[i].bytes() + bench.tensors[i + 1].bytes();
  for (const ConvSpec& spec : w.chain) out.bytes += 4 * spec.weight_count();
  return {};
}

std::vector<float> magnitudes(std::span<const float> values) {
  std::vector<float> out(values.begin(), values.end());
  for (float& v : out) v = std::abs(v);
  return out;
}

Tensor as_floats(const Shape& shape, const std::vector<double>& values) {
  return {shape, std::vector<float>(values.begin(), values.end())};
}

/// See Measured::error. Of a chain, the bound is that of the last convolution on the magnitudes before it.
double error_of(const Workload& w, const Bench& bench) {
  Tensor x{w.in, noise(w.in.elements())}, size{w.in, magnitudes(x.values)};
  std::vector<double> exact, bound;
  for (size_t i = 0; i < w.chain.size(); ++i) {
    const auto y = conv_reference(x, bench.weights[i], {}, w.chain[i]);
    const auto b = conv_reference(size, magnitudes(bench.weights[i]), {}, w.chain[i]);
    exact = y->values;
    bound = b->values;
    x = as_floats(y->shape, exact);
    size = as_floats(b->shape, bound);
  }
  const Tensor made = download(bench.tensors.back());
  double worst = 0;
  for (size_t i = 0; i < exact.size(); ++i)
    worst =
        std::max(worst, std::abs(static_cast<double>(made.values[i]) - exact[i]) / (1e-5 * bound[i] + 1e-30));
  return worst;
}

}  // namespace

Result<Measured> measure(ProgramCache& programs, const Limits& limits, const Workload& workload, int repeats,
                         bool check) {
  using Clock = std::chrono::steady_clock;
  Measured out;
  const auto start = Clock::now();
  const double cpu_start = processor_ms();
  Bench bench;
  if (auto ready = prepare(programs, limits, workload, bench, out); !ready)
    return fail(ready.error().message);
  bench.run();
  glFinish();
  out.first_cpu_ms = processor_ms() - cpu_start;
  out.first_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  std::vector<double> times, cpu;
  for (int i = 0; i < repeats; ++i) {
    Stopwatch watch;
    const double before = processor_ms();
    watch.begin();
    bench.run();
    watch.end();
    glFinish();
    cpu.push_back(processor_ms() - before);
    while (!watch.poll()) {
    }
    times.push_back(watch.milliseconds());
  }
  out.median_ms = median(times);
  out.min_ms = std::ranges::min(times);
  out.max_ms = std::ranges::max(times);
  out.cpu_ms = median(cpu);
  if (check) out.error = error_of(workload, bench);
  return out;
}

}  // namespace sep::gpu
