// Bodies of benchmark.h.
#include "gpu/benchmark.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <random>

#include "gpu/job.h"
#include "gpu/stopwatch.h"

namespace sep::gpu {
namespace {

constexpr double kMaxWork = 1e18;  // one slice

ConvSpec same(int c_in, int c_out, int group, int kh, int kw, int stride = 1, int dilation = 1) {
  const Size2 k{kh, kw}, d{dilation, dilation};
  return {c_in,        c_out, group, k, {stride, stride}, d, same_pads({1024, 1024}, k, {stride, stride}, d),
          Border::zero};
}

std::vector<Workload> make_workloads() {
  std::vector<Workload> all;
  const auto add = [&](const char* name, const char* what, Shape in, std::vector<ConvSpec> chain) {
    all.push_back({name, what, in, std::move(chain), false});
  };
  const auto passes = [](int c, int k) { return std::vector{same(c, c, c, k, 1), same(c, c, c, 1, k)}; };
  add("A", "15x1 + 1x15, 1x2048^2", {1, 1, 2048, 2048}, passes(1, 15));
  add("A-direct", "15x15, 1x2048^2", {1, 1, 2048, 2048}, {same(1, 1, 1, 15, 15)});
  add("A3", "15x1 + 1x15, 3x1024^2", {1, 3, 1024, 1024}, passes(3, 15));
  add("B", "depthwise 3x3, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 3, 3)});
  add("C", "pointwise 64 to 128, 256^2", {1, 64, 256, 256}, {same(64, 128, 1, 1, 1)});
  add("D", "standard 3x3 64 to 128, 128^2", {1, 64, 128, 128}, {same(64, 128, 1, 3, 3)});
  add("E", "depthwise 3x3 + pointwise 32 to 64, 256^2", {1, 32, 256, 256},
      {same(32, 32, 32, 3, 3), same(32, 64, 1, 1, 1)});
  add("E-standard", "standard 3x3 32 to 64, 256^2", {1, 32, 256, 256}, {same(32, 64, 1, 3, 3)});
  ConvSpec wang{3, 3, 3, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  add("F", "depthwise 5x5 + pointwise 3 to 256, 12x12", {1, 3, 12, 12}, {wang, same(3, 256, 1, 1, 1)});
  wang.c_out = 256;
  wang.group = 1;
  add("F-standard", "standard 5x5 3 to 256, 12x12", {1, 3, 12, 12}, {wang});
  for (const int k : {3, 5, 7, 9, 15, 31}) {
    const std::string size = std::to_string(k);
    add(("S" + size).c_str(), ("spatial passes K=" + size + ", 3x512^2").c_str(), {1, 3, 512, 512},
        passes(3, k));
    add(("S" + size + "-direct").c_str(), ("spatial direct K=" + size + ", 3x512^2").c_str(),
        {1, 3, 512, 512}, {same(3, 3, 3, k, k)});
  }
  add("B5", "depthwise 5x5, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 5, 5)});
  add("B-stride", "depthwise 3x3 stride 2, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 3, 3, 2)});
  add("B-dilation", "depthwise 3x3 dilation 2, 64x256^2", {1, 64, 256, 256}, {same(64, 64, 64, 3, 3, 1, 2)});
  add("B-multiplier", "depthwise 3x3 multiplier 4, 16x256^2", {1, 16, 256, 256}, {same(16, 64, 16, 3, 3)});
  add("D-stride", "standard 3x3 stride 2, 64 to 128, 128^2", {1, 64, 128, 128}, {same(64, 128, 1, 3, 3, 2)});
  add("D-dilation", "standard 3x3 dilation 2, 64 to 128, 128^2", {1, 64, 128, 128},
      {same(64, 128, 1, 3, 3, 1, 2)});
  const size_t small = all.size();
  add("A-large", "15x1 + 1x15, 1x8192^2", {1, 1, 8192, 8192}, passes(1, 15));
  add("B-large", "depthwise 3x3, 64x1024^2", {1, 64, 1024, 1024}, {same(64, 64, 64, 3, 3)});
  add("C-large", "pointwise 64 to 64, 1024^2", {1, 64, 1024, 1024}, {same(64, 64, 1, 1, 1)});
  for (size_t i = small; i < all.size(); ++i) all[i].large = true;
  return all;
}

double cpu_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

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

Result<Bench> prepare(ProgramCache& programs, const Limits& limits, const Workload& w, Measured& out) {
  Bench bench;
  bench.tensors.reserve(w.chain.size() + 1);  // jobs point into it
  bench.weights.reserve(w.chain.size());
  auto in = make_gpu_tensor(w.in, limits);
  if (!in) return fail(in.error().message);
  upload(*in, {w.in, noise(w.in.elements())});
  bench.tensors.push_back(std::move(*in));
  for (const ConvSpec& spec : w.chain) {
    const auto shape = output_shape(spec, bench.tensors.back().shape);
    if (!shape) return fail(shape.error().message);
    auto tensor = make_gpu_tensor(*shape, limits);
    if (!tensor) return fail(tensor.error().message);
    bench.tensors.push_back(std::move(*tensor));
    bench.weights.push_back(noise(spec.weight_count()));
    ConvTask task{&bench.tensors[bench.tensors.size() - 2], &bench.tensors.back(), spec, {}, {},
                  static_cast<int64_t>(kMaxWork),           Compile::now};
    task.weights = [&all = bench.weights.back(), per = spec.weight_count() / spec.c_out](int n0, int n1) {
      return std::vector<float>(all.begin() + n0 * per, all.begin() + n1 * per);
    };
    auto job = make_job(programs, limits, std::move(task));
    if (!job) return fail(job.error().message);
    out.variants += (out.variants.empty() ? "" : " + ") + (*job)->name();
    out.multiplications += multiplications(spec, *shape);
    out.bytes += bench.tensors[bench.tensors.size() - 2].bytes() + bench.tensors.back().bytes() +
                 4 * spec.weight_count();
    bench.jobs.push_back(std::move(*job));
  }
  return bench;
}

}  // namespace

const std::vector<Workload>& workloads() {
  static const std::vector<Workload> all = make_workloads();
  return all;
}

Result<Measured> measure(ProgramCache& programs, const Limits& limits, const Workload& workload,
                         int repeats) {
  using Clock = std::chrono::steady_clock;
  Measured out;
  const auto start = Clock::now();
  const double cpu_start = cpu_ms();
  auto bench = prepare(programs, limits, workload, out);
  if (!bench) return fail(bench.error().message);
  bench->run();
  glFinish();
  out.first_cpu_ms = cpu_ms() - cpu_start;
  out.first_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  std::vector<double> times, cpu;
  for (int i = 0; i < repeats; ++i) {
    Stopwatch watch;
    const double before = cpu_ms();
    watch.begin();
    bench->run();
    watch.end();
    glFinish();
    cpu.push_back(cpu_ms() - before);
    while (!watch.poll()) {
    }
    times.push_back(watch.milliseconds());
  }
  out.median_ms = median(times);
  out.min_ms = std::ranges::min(times);
  out.max_ms = std::ranges::max(times);
  out.cpu_ms = median(cpu);
  return out;
}

}  // namespace sep::gpu
