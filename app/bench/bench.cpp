// Bodies of bench.h.
#include "bench/bench.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "gpu/benchmark.h"
#include "gpu/context.h"
#include "gpu/family.h"
#include "gpu/machine_speed.h"

namespace sep::bench {
namespace {

using namespace sep::gpu;

bool named(const Options& o, const Workload& w) {
  return std::ranges::find(o.workloads, w.name) != o.workloads.end();
}
bool listed(const Options& o, const Workload& w) { return o.workloads.empty() || named(o, w); }
bool measured(const Options& o, const Workload& w) {
  if (o.scaling && w.asked == Asked::scaling) return true;
  return o.workloads.empty() ? !o.scaling && w.asked == Asked::always : named(o, w);
}

/// The workloads as JSON: what another program needs to run the same.
void print_specs(const Options& o) {
  fmt::print("[");
  bool first = true;
  for (const Workload& w : workloads()) {
    if (!listed(o, w)) continue;
    fmt::print(
        "{}\n  {{\"workload\": \"{}\", \"what\": \"{}\", \"input\": [{}, {}, {}, {}], \"mirrored\": {}, "
        "\"chain\": [",
        first ? "" : ",", w.name, w.what, w.in.b, w.in.c, w.in.h, w.in.w, w.mirrored);
    first = false;
    for (size_t i = 0; i < w.chain.size(); ++i) {
      const ConvSpec& s = w.chain[i];
      fmt::print(
          "{}{{\"weights\": [{}, {}, {}, {}], \"group\": {}, \"stride\": [{}, {}], \"dilation\": [{}, {}], "
          "\"pads\": [{}, {}, {}, {}]}}",
          i == 0 ? "" : ", ", s.c_out, s.c_in_per_group(), s.kernel.h, s.kernel.w, s.group, s.stride.h,
          s.stride.w, s.dilation.h, s.dilation.w, s.pads.top, s.pads.left, s.pads.bottom, s.pads.right);
    }
    fmt::print("]}}");
  }
  fmt::print("\n]\n");
}

void print(const Options& o, const Workload& w, const Measured& m, const MachineSpeed& machine, bool first) {
  const double gbs = 1e-6 * static_cast<double>(m.bytes) / m.median_ms, copy = gbs / machine.copy_gb_per_s,
               peak = 2e-6 * static_cast<double>(m.made) / m.median_ms / machine.gflops;
  if (o.json) {
    fmt::print(
        "{}  {{\"workload\": \"{}\", \"what\": \"{}\", \"variant\": \"{}\", \"median_ms\": {:.4f}, "
        "\"min_ms\": "
        "{:.4f}, \"max_ms\": {:.4f}, \"cpu_ms\": {:.4f}, \"first_ms\": {:.1f}, \"first_cpu_ms\": {:.1f}, "
        "\"multiplications\": {}, \"made\": {}, \"gflops\": {:.2f}, \"gb_per_s\": {:.2f}, \"share_of_copy\": "
        "{:.4f}, "
        "\"share_of_peak\": {:.4f}{}}}",
        first ? "" : ",\n", w.name, w.what, m.variants, m.median_ms, m.min_ms, m.max_ms, m.cpu_ms, m.first_ms,
        m.first_cpu_ms, m.multiplications, m.made, m.gflops(), gbs, copy, peak,
        m.error ? fmt::format(", \"error_of_bound\": {:.4f}", *m.error) : "");
    return;
  }
  fmt::print(
      "{:<22} {:<52} {:>9.3f} ({:.3f}, {:.3f}) ms {:>8.1f} GFLOP/s {:>3.0f} % {:>7.1f} GB/s {:>3.0f} %  "
      "{}{}\n",
      w.name, w.what, m.median_ms, m.min_ms, m.max_ms, m.gflops(), 100 * peak, gbs, 100 * copy, m.variants,
      m.error ? fmt::format("; error {:.1f} % of its bound", 100 * *m.error) : "");
}

void print_head(const Options& o, const std::string& device, Family family, const MachineSpeed& m) {
  if (o.json) {
    fmt::print(
        "{{\"device\": \"{}\", \"family\": \"{}\", \"repeats\": {}, \"copy_gb_per_s\": {:.2f}, "
        "\"peak_gflops\": {:.2f}, "
        "\"workloads\": [\n",
        device, word_for(family), o.repeats, m.copy_gb_per_s, m.gflops);
    return;
  }
  fmt::print("{}; shaders that work in {}{}; medians (min, max) of {}\n", device, word_for(family),
             o.family ? "" : " (measured to be faster here)", o.repeats);
  fmt::print(
      "this machine, now: {:.1f} GFLOP/s of multiply-adds in registers, {:.1f} GB/s copied; shares are of "
      "these, of the first by the multiplications that are made\n",
      m.gflops, m.copy_gb_per_s);
}

}  // namespace

void list(const Options& o) {
  if (o.json) return print_specs(o);
  for (const Workload& w : workloads()) {
    if (listed(o, w)) fmt::print("{:<22} {}\n", w.name, w.what);
  }
}

Result<void> sensible(const Options& o) {
  for (const std::string& name : o.workloads) {
    if (std::ranges::none_of(workloads(), [&](const Workload& w) { return w.name == name; }))
      return fail("there is no workload named \"" + name + "\"; --list names them");
  }
  if (o.repeats < 1 || o.repeats > kMostRepeats)
    return fail(fmt::format("--repeat takes 1 to {}", kMostRepeats));
  if (!std::filesystem::exists(o.shaders / "conv"))
    return fail(
        fmt::format("there are no shaders in {}: copy the folder `shaders` beside the program, or name it "
                    "with --shaders",
                    o.shaders.string()));
  return {};
}

Result<void> run(const Options& o) {
  const auto context = OffscreenContext::create();
  if (!context) return fail(context.error().message);
  const std::string device = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  Limits limits = driver_limits(device.find("llvmpipe") != std::string::npos);
  ProgramCache programs(o.shaders);
  const auto family = o.family ? Result<Family>(*o.family) : measure_family(programs, limits);
  if (!family) return fail(family.error().message);
  limits.family = *family;
  const auto machine = measure_machine(programs, limits, o.repeats);
  if (!machine) return fail(machine.error().message);
  print_head(o, device, *family, *machine);
  std::string failed;
  bool first = true;
  for (const Workload& w : workloads()) {
    if (!measured(o, w)) continue;
    const auto m = measure(programs, limits, w, o.repeats, o.check);
    if (!m) {
      failed += (failed.empty() ? "" : "; ") + w.name + ": " + m.error().message;
      continue;
    }
    print(o, w, *m, *machine, first);
    std::fflush(stdout);
    first = false;
    if (m->error && *m->error > 1) failed += (failed.empty() ? "" : "; ") + w.name + ": not the reference";
  }
  if (o.json) fmt::print("\n]}}\n");
  if (!failed.empty()) return fail(failed);
  return {};
}

}  // namespace sep::bench
